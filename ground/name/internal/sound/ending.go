package sound

// ending is a feminine, Baltic or declined ending, in sounds, and the
// masculine nominative it stands for.
type ending struct{ from, to []uint8 }

// endings are tried in order, those of the last sound; the stem before one keeps at least two sounds.
var endings = func() (out [32][]ending) {
	for _, e := range [...][2]string{
		{"skaja", "ski"}, {"skaia", "ski"}, {"ckaja", "cki"}, {"naja", "ni"}, {"ova", "ov"}, {"eva", "ev"}, {"ina", "in"},
		{"ska", "ski"}, {"cka", "cki"}, {"skis", "ski"}, {"ovs", "ov"}, {"evs", "ev"}, {"skoj", "ski"},
		{"ovas", "ov"}, {"evas", "ev"}, {"inas", "in"}, {"ius", ""}, {"us", ""}, {"as", ""}, {"is", ""},
		{"ieneh", ""}, {"iene", ""}, {"ovna", "ovi"},
	} {
		last := soundOf(e[0][len(e[0])-1])
		out[last] = append(out[last], ending{soundsOf(e[0]), soundsOf(e[1])})
	}
	return out
}()

func soundsOf(s string) []uint8 {
	out := make([]uint8, len(s))
	for i := range len(s) {
		out[i] = soundOf(s[i])
	}
	return out
}

// endingCost is the price of comparing without the ending, in hundredths.
const endingCost = 4

func stem(r *Reading) (Reading, bool) {
	if r.n == 0 {
		return Reading{}, false
	}
	list := endings[r.p[r.n-1]&31]
	for i := range list {
		e := &list[i]
		k := int(r.n) - len(e.from)
		if k < 2 || !r.ends(e.from) {
			continue
		}
		s := Reading{Cost: r.Cost + endingCost, n: uint8(k)}
		copy(s.p[:k], r.p[:k])
		for _, x := range e.to {
			s.push(x)
		}
		return s, true
	}
	return Reading{}, false
}

func (r *Reading) ends(s []uint8) bool {
	k := int(r.n) - len(s)
	for i, x := range s {
		if r.p[k+i] != x {
			return false
		}
	}
	return true
}
