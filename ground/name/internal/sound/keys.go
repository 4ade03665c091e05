package sound

// keyLen is the number of consonant classes in a skeleton key.
const keyLen = 4

// class merges the consonants that conventions confuse; 0 for vowels.
var class = func() (c [32]uint8) {
	for i, g := range []string{"bp", "vf", "gkh", "dt", "zsZSCQc", "l", "r", "mn"} {
		for _, s := range []byte(g) {
			c[soundOf(s)] = uint8(i + 1)
		}
	}
	return c
}()

// classUnit is one sound in the counts of a reading.
var classUnit = func() (u [32]uint64) {
	for s, c := range class {
		if c > 0 {
			u[s] = 1 << (8 * (c - 1))
		}
	}
	return u
}()

// vowelStart stands for any vowel or glide a word begins with.
const vowelStart = 9

// AppendKeys appends the blocking keys of the readings, each once. Two words
// worth comparing share a key: the first consonant classes, or all classes of
// the whole word, or those with one left out.
func AppendKeys(dst []uint64, readings []Reading) []uint64 {
	base := len(dst)
	for i := range readings {
		var full [MaxLen + 1]uint8
		n := skeleton(&readings[i], &full)
		dst = addKey(dst, base, hash(full[:min(n, keyLen)], 1))
		dst = deletions(dst, base, &readings[i])
	}
	return dst
}

// skeleton writes the consonant classes of r, doubled ones once.
func skeleton(r *Reading, out *[MaxLen + 1]uint8) int {
	n := 0
	if r.n > 0 && (isVowel(r.p[0]) || r.p[0] == soundJ) {
		out[0] = vowelStart
		n = 1
	}
	for i := range r.n {
		c := class[r.p[i]&31]
		if c == 0 || n > 0 && out[n-1] == c {
			continue
		}
		out[n] = c
		n++
	}
	return n
}

// deletions adds the word in coarse sounds, whole and with each one left out.
func deletions(dst []uint64, base int, r *Reading) []uint64 {
	var w [MaxLen]uint8
	n := 0
	for i := range r.n {
		s := r.p[i]
		if s == soundJ {
			continue
		}
		w[n] = s
		n++
	}
	dst = addKey(dst, base, hash(w[:n], 2))
	if n < 4 {
		return dst
	}
	var v [MaxLen]uint8
	for i := range n {
		copy(v[:i], w[:i])
		copy(v[i:], w[i+1:n])
		dst = addKey(dst, base, hash(v[:n-1], 2))
	}
	return dst
}

func addKey(dst []uint64, base int, k uint64) []uint64 {
	for _, x := range dst[base:] {
		if x == k {
			return dst
		}
	}
	return append(dst, k)
}

// hash is FNV-1a over kind and bytes.
func hash(b []uint8, kind uint64) uint64 {
	h := uint64(14695981039346656037) ^ kind
	h *= 1099511628211
	for _, x := range b {
		h = (h ^ uint64(x)) * 1099511628211
	}
	return h
}

// TextKey is the key of a word that cannot be read: only the same text has it.
func TextKey(s string) uint64 { return hash([]byte(s), 3) }
