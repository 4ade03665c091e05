package sound

// Append reads word under every convention of script (ISO 15924) and appends
// the distinct readings to dst, the likeliest first among equals. word is in
// NFC and lower case. Nothing is appended for a script without a convention
// or a word without a letter of it.
func Append(dst []Reading, word []rune, script string) []Reading {
	rd := loaded().byScript[script]
	if rd == nil {
		return dst
	}
	base := len(dst)
	word = word[:min(len(word), maxLetters)]
	dst = rd.read(dst, word)
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
