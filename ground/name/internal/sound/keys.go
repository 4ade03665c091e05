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
	return dedup(AppendNear(AppendFrames(dst, readings), readings), base)
}

// AppendFrames appends the keys of the first consonant classes. There are few,
// and each is common.
func AppendFrames(dst []uint64, readings []Reading) []uint64 {
	base := len(dst)
	for i := range readings {
		var full [MaxLen + 1]uint8
		n := skeleton(&readings[i], &full)
		dst = append(dst, hash(full[:min(n, keyLen)], 1))
	}
	return dedup(dst, base)
}

// AppendNear appends the keys of each reading whole and with each sound left
// out: readings a sound apart share one. They are many, and each is rare.
func AppendNear(dst []uint64, readings []Reading) []uint64 {
	base := len(dst)
	for i := range readings {
		dst = deletions(dst, &readings[i])
	}
	return dedup(dst, base)
}

// keySlots is a power of two, several times the keys of a word.
const keySlots = 512

// dedup drops the second of equal keys from base on.
func dedup(dst []uint64, base int) []uint64 {
	var seen [keySlots]uint16 // place of a key after base, plus one
	n := base
next:
	for _, k := range dst[base:] {
		s := k >> 32 % keySlots
		for ; seen[s] != 0; s = (s + 1) % keySlots {
			if dst[base+int(seen[s])-1] == k {
				continue next
			}
		}
		dst[n] = k
		if n++; n-base < keySlots/2 {
			seen[s] = uint16(n - base)
		}
	}
	return dst[:n]
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

// deletions appends the keys of the word in coarse sounds, whole and with each
// one left out. They are polynomials in the sounds, so that leaving one out
// costs the same in a long word as in a short one.
func deletions(dst []uint64, r *Reading) []uint64 {
	var w [MaxLen]uint8
	n := 0
	for i := range r.n {
		if s := r.p[i]; s != soundJ {
			w[n] = s
			n++
		}
	}
	var tail, power [MaxLen + 1]uint64 // of the sounds from i on; powers of the base
	power[n] = 1
	for i := n - 1; i >= 0; i-- {
		tail[i] = tail[i+1] + sample[w[i]&31]*power[i+1]
		power[i] = power[i+1] * keyBase
	}
	dst = append(dst, mix(tail[0]))
	if n < 4 {
		return dst
	}
	head := uint64(0)
	for i := range n {
		dst = append(dst, mix(head*power[i+1]+tail[i+1]))
		head = head*keyBase + sample[w[i]&31]
	}
	return dst
}

const keyBase = 0x9E3779B97F4A7C15

// sample stands for a sound in a polynomial.
var sample = func() (t [32]uint64) {
	for i := range t {
		t[i] = mix(uint64(i) + 1)
	}
	return t
}()

// mix spreads the bits of a key (Stafford 2011, variant 13).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// hash is FNV-1a over kind and bytes, spread.
func hash(b []uint8, kind uint64) uint64 {
	h := uint64(14695981039346656037) ^ kind
	h *= 1099511628211
	for _, x := range b {
		h = (h ^ uint64(x)) * 1099511628211
	}
	return mix(h)
}

// TextKey is the key of a word that cannot be read: only the same text has it.
func TextKey(s string) uint64 { return hash([]byte(s), 3) }
