package sound

// Append reads word under every convention of script (ISO 15924) and appends
// the distinct readings to dst, the likeliest first among equals. word is in
// NFC and lower case. Nothing is appended for a script without a convention
// or a word without a letter of it.
func Append(dst []Reading, word []rune, script string) []Reading {
	base := len(dst)
	word = word[:min(len(word), maxLetters)]
	var flags [maxLetters + 1]letterFlags
	for i, l := range word {
		flags[i+1] = flagsOf(l)
	}
	for _, c := range Conventions(script) {
		var r Reading
		c.read(word, &flags, &r)
		dst = add(dst, base, &r)
	}
	if script == "Cyrl" && len(dst) > base {
		dst = southernG(dst, base, word)
		dst = dotless(dst, base, word)
	}
	for i, n := base, len(dst); i < n; i++ {
		if r, ok := stem(&dst[i]); ok {
			dst = add(dst, base, &r)
		}
	}
	return dst
}

// add appends r unless a reading from base on has the same sounds, whose cost
// becomes the smaller one.
func add(dst []Reading, base int, r *Reading) []Reading {
	if r.n == 0 {
		return dst
	}
	r.seal()
	for i := base; i < len(dst); i++ {
		if dst[i].Equal(r) {
			dst[i].Cost = min(dst[i].Cost, r.Cost)
			return dst
		}
	}
	return append(dst, *r)
}

// southernG adds the reading with h for every г: Ukrainian, Belarusian and
// southern Russian speech, and foreign names (Гитлер).
func southernG(dst []Reading, base int, word []rune) []Reading {
	for _, l := range word {
		if l != 'г' {
			continue
		}
		r := dst[base]
		for i := range r.n {
			if r.p[i] == soundG {
				r.p[i] = soundH
			}
		}
		r.Cost += 3
		return add(dst, base, &r)
	}
	return dst
}

// dotless adds the readings in which one е after a consonant is a ё whose dots
// were left out: Буденный, Хрущев.
func dotless(dst []Reading, base int, word []rune) []Reading {
	plain, e := dst[base], soundE
	at := -1
	for i, l := range word {
		if l != 'е' && l != 'э' {
			continue
		}
		at++
		if i == 0 || vowelLetter(word[i-1]) || l == 'э' {
			continue
		}
		// the at-th e of the reading; words with other sources of e are rare
		k := -1
		for j, n := uint8(0), 0; j < plain.n; j++ {
			if plain.p[j] == e {
				if n == at {
					k = int(j)
				}
				n++
			}
		}
		if k < 0 {
			break
		}
		r := Reading{Cost: plain.Cost + 3}
		for j := range plain.n {
			if int(j) == k {
				r.push(soundJ)
				r.push(soundO)
			} else {
				r.push(plain.p[j])
			}
		}
		dst = add(dst, base, &r)
	}
	return dst
}

// maxLetters is the number of letters read of a word.
const maxLetters = 40

// letterFlags is what rules ask about a letter.
type letterFlags uint8

const (
	vowelFlag letterFlags = 1 << iota
	frontFlag
)

func flagsOf(l rune) (f letterFlags) {
	if vowelLetter(l) {
		f |= vowelFlag
	}
	if frontLetter(l) {
		f |= frontFlag
	}
	return f
}

// read reads w; flags[i+1] is of letter i, and flags past the end are zero.
func (c *Convention) read(w []rune, flags *[maxLetters + 1]letterFlags, r *Reading) {
	r.Cost = c.cost
	for i := 0; i < len(w); {
		x := int(w[i] - c.lo)
		if x < 0 || x >= len(c.start)-1 {
			i++
			continue
		}
		var second rune = -1
		if i+1 < len(w) {
			second = w[i+1]
		}
		step := 1
		for k, end := c.start[x], c.start[x+1]; k < end; k++ {
			u := &c.rules[k]
			if u.second != 0 && u.second != second {
				continue
			}
			if len(u.rest) > 1 && !u.spelt(w[i+1:]) || u.where != anywhere && !u.fits(i, len(w), flags) {
				continue
			}
			for _, s := range u.sounds {
				r.push(s)
			}
			step = 1 + len(u.rest)
			break
		}
		i += step
	}
	r.settle()
}

// spelt reports that the letters after the first follow.
func (u *rule) spelt(w []rune) bool {
	if len(w) < len(u.rest) {
		return false
	}
	for i, l := range u.rest {
		if w[i] != l {
			return false
		}
	}
	return true
}

// fits reports that letter i stands where the rule holds in a word of n letters.
func (u *rule) fits(i, n int, flags *[maxLetters + 1]letterFlags) bool {
	j := i + 1 + len(u.rest)
	var after letterFlags
	if j < n {
		after = flags[j+1]
	}
	next := after&vowelFlag != 0
	prev := flags[i]&vowelFlag != 0
	switch u.where {
	case atStart:
		return i == 0
	case atEnd:
		return j == n
	case beforeVowel:
		return next
	case beforeOther:
		return !next
	case beforeFront:
		return after&frontFlag != 0
	case afterVowel:
		return prev
	case betweenVowels:
		return prev && next
	case closing:
		return prev && !next
	case afterConsonant:
		return i > 0 && !prev && !next
	}
	return false
}

// settle makes a glide that closes a syllable a vowel and drops doubled sounds.
func (r *Reading) settle() {
	for i := uint8(1); i < r.n; i++ {
		if r.p[i] == soundJ && isVowel(r.p[i-1]) && (i+1 == r.n || !isVowel(r.p[i+1])) {
			r.p[i] = soundI
		}
	}
	n := uint8(0)
	for i := uint8(0); i < r.n; i++ {
		if n > 0 && r.p[i] == r.p[n-1] {
			continue
		}
		r.p[n] = r.p[i]
		n++
	}
	clear(r.p[n:r.n])
	r.n = n
}

func vowelLetter(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'à', 'á', 'â', 'ä', 'å', 'ā', 'ă', 'ą', 'è', 'é', 'ê', 'ë', 'ē', 'ė', 'ę', 'ě', 'ə',
		'ì', 'í', 'î', 'ï', 'ī', 'į', 'ı', 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō', 'ő', 'ù', 'ú', 'û', 'ü', 'ū', 'ů', 'ű', 'ý',
		'а', 'е', 'ё', 'и', 'і', 'ї', 'о', 'у', 'ы', 'э', 'ю', 'я', 'є', 'ѣ', 'ә', 'ө', 'ұ', 'ү':
		return true
	}
	return false
}

func frontLetter(r rune) bool {
	switch r {
	case 'e', 'i', 'y', 'é', 'è', 'ë', 'ê', 'í', 'ì', 'ï', 'ä', 'ö':
		return true
	}
	return false
}

// ending is a feminine, Baltic or declined ending, in sounds, and the
// masculine nominative it stands for.
type ending struct{ from, to []uint8 }

// endings are tried in order; the stem before one keeps at least two sounds.
var endings = func() (out []ending) {
	for _, e := range [...][2]string{
		{"skaja", "ski"}, {"skaia", "ski"}, {"ckaja", "cki"}, {"naja", "ni"}, {"ova", "ov"}, {"eva", "ev"}, {"ina", "in"},
		{"ska", "ski"}, {"cka", "cki"}, {"skis", "ski"}, {"ovs", "ov"}, {"evs", "ev"}, {"skoj", "ski"},
		{"ovas", "ov"}, {"evas", "ev"}, {"inas", "in"}, {"ius", ""}, {"us", ""}, {"as", ""}, {"is", ""},
		{"ieneh", ""}, {"iene", ""}, {"ovna", "ovi"},
	} {
		out = append(out, ending{soundsOf(e[0]), soundsOf(e[1])})
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
	for i := range endings {
		e := &endings[i]
		k := int(r.n) - len(e.from)
		if k < 2 || r.p[r.n-1] != e.from[len(e.from)-1] || !r.ends(e.from) {
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
