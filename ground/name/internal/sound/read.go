package sound

// Append reads word under every convention of script (ISO 15924) and appends
// the distinct readings to dst, the likeliest first among equals. word is in
// NFC and lower case. Nothing is appended for a script without a convention
// or a word without a letter of it.
func Append(dst []Reading, word []rune, script string) []Reading {
	base := len(dst)
	for _, c := range Conventions(script) {
		var r Reading
		c.read(word, &r)
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

func (c *Convention) read(w []rune, r *Reading) {
	r.Cost = c.cost
	for i := 0; i < len(w); {
		x := int(w[i] - c.lo)
		if x < 0 || x >= len(c.start)-1 {
			i++
			continue
		}
		step := 1
		for k := c.start[x]; k < c.start[x+1]; k++ {
			u := &c.rules[k]
			if !u.fits(w, i) {
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

func (u *rule) fits(w []rune, i int) bool {
	j := i + 1
	if len(w)-j < len(u.rest) {
		return false
	}
	for _, l := range u.rest {
		if w[j] != l {
			return false
		}
		j++
	}
	if u.where == anywhere {
		return true
	}
	next := j < len(w) && vowelLetter(w[j])
	prev := i > 0 && vowelLetter(w[i-1])
	switch u.where {
	case atStart:
		return i == 0
	case atEnd:
		return j == len(w)
	case beforeVowel:
		return next
	case beforeOther:
		return !next
	case beforeFront:
		return j < len(w) && frontLetter(w[j])
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
type ending struct{ from, to string }

// endings are tried in order; the stem before one keeps at least two sounds.
var endings = [...]ending{
	{"skaja", "ski"}, {"skaia", "ski"}, {"ckaja", "cki"}, {"naja", "ni"}, {"ova", "ov"}, {"eva", "ev"}, {"ina", "in"},
	{"ska", "ski"}, {"cka", "cki"}, {"skis", "ski"}, {"ovs", "ov"}, {"evs", "ev"}, {"skoj", "ski"},
	{"ovas", "ov"}, {"evas", "ev"}, {"inas", "in"}, {"ius", ""}, {"us", ""}, {"as", ""}, {"is", ""},
	{"ieneh", ""}, {"iene", ""}, {"ovna", "ovi"},
}

// endingCost is the price of comparing without the ending, in hundredths.
const endingCost = 4

func stem(r *Reading) (Reading, bool) {
	for _, e := range endings {
		k := int(r.n) - len(e.from)
		if k < 2 || !r.ends(e.from) {
			continue
		}
		s := Reading{Cost: r.Cost + endingCost, n: uint8(k)}
		copy(s.p[:k], r.p[:k])
		for i := range len(e.to) {
			s.push(soundOf(e.to[i]))
		}
		return s, true
	}
	return Reading{}, false
}

func (r *Reading) ends(s string) bool {
	k := int(r.n) - len(s)
	for i := range len(s) {
		if Sounds[r.p[k+i]-1] != s[i] {
			return false
		}
	}
	return true
}
