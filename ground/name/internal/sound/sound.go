// Package sound reads the letters of one word as speech sounds, under every
// writing convention that could have produced them, and says how far two such
// readings are apart.
//
// In goes one word, lower-cased and in NFC; out comes a small set of Readings
// over an alphabet of 26 sound classes. Ежов, Jeschow, Jeżow and Iejov share
// the reading "jeZov" although no rule turns one spelling into another: each
// is read from its own convention, and only the readings are compared.
// Conventions are text files with a rule a line (doc/formats/conventions.md).
//
// Reading a word takes one to three microseconds, since all conventions of a
// script are followed at once and part only where they differ; it allocates
// only when dst has to grow. Words longer than MaxLen sounds are cut. Vowels that a script
// does not write (Hebrew, Arabic) are missing from its readings and cheap to
// insert. Tone, stress and length are not read. TestConventions proves every
// convention on spellings found in print.
package sound

import "strings"

// Sounds are the classes a reading is made of, one byte each. Vowels are
// a e i o u; j is the glide; Z is zh, S sh, C ch, Q shch, c ts, h kh and h.
const Sounds = "aeioujbpvfgkhdtzsZSCQclmnr"

// MaxLen is the number of sounds kept of a word.
const MaxLen = 24

// A Reading is one way to say a word. The zero value is the empty reading.
type Reading struct {
	Hash uint32 // of the sounds; equal readings have equal hashes
	Cost uint8  // how unlikely the convention is, in hundredths of a sound
	n    uint8
	p    [MaxLen]uint8 // 1 + index in Sounds

	counts uint64 // of the consonant classes, a byte each
}

// Len is the number of sounds.
func (r *Reading) Len() int { return int(r.n) }

// String spells the reading with the letters of Sounds.
func (r *Reading) String() string {
	var b [MaxLen]byte
	for i := range r.n {
		b[i] = Sounds[r.p[i]-1]
	}
	return string(b[:r.n])
}

// Equal reports whether both are the same sounds; costs do not matter.
func (r *Reading) Equal(o *Reading) bool {
	return r.Hash == o.Hash && r.n == o.n && r.p == o.p
}

func (r *Reading) push(s uint8) {
	if int(r.n) < MaxLen {
		r.p[r.n] = s
		r.n++
	}
}

func (r *Reading) seal() {
	r.counts = 0
	h := uint32(2166136261)
	for i := range r.n {
		h = (h ^ uint32(r.p[i])) * 16777619
		r.counts += classUnit[r.p[i]&31]
	}
	r.Hash = h
}

// soundOf maps a letter of Sounds to its number from 1; 0 for other bytes.
func soundOf(b byte) uint8 {
	return uint8(strings.IndexByte(Sounds, b) + 1)
}

const (
	soundA = 1
	soundU = 5
	soundJ = 6
)

var (
	soundE = soundOf('e')
	soundI = soundOf('i')
	soundO = soundOf('o')
	soundG = soundOf('g')
	soundH = soundOf('h')
)

func isVowel(s uint8) bool { return s >= soundA && s <= soundU }

// First is the set of sounds, as bits, that an initial of the word may stand
// for: the first, and after a glide the vowel too (Я is Y and A).
func (r *Reading) First() uint64 {
	if r.n == 0 {
		return 0
	}
	f := uint64(1) << r.p[0]
	if r.p[0] == soundJ && r.n > 1 {
		f |= 1 << r.p[1]
	}
	if r.n == 1 && r.p[0] == soundI {
		f |= 1 << soundJ
	}
	return f
}

// AppendTo appends what String returns.
func (r *Reading) AppendTo(dst []byte) []byte {
	for i := range r.n {
		dst = append(dst, Sounds[r.p[i]-1])
	}
	return dst
}
