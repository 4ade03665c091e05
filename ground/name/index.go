package name

import (
	"iter"
	"math/bits"
	"slices"

	"byname/ground/name/internal/sound"
)

// Index finds, among very many words of any script, those worth comparing with
// a word. It is built once, is never changed, and is safe to share.
//
// It keeps no words, only keys: 8 bytes for each way to leave one sound out of
// each reading, which is some 150 bytes for a Cyrillic word and several times
// that for a Latin one. Building takes some five microseconds a word. A look-up
// among a million words takes one to four microseconds and allocates nothing
// but what dst needs (BenchmarkIndex). 32 bits of a key are kept, so that
// of a million words one in some five look-ups finds one by chance.
type Index struct {
	near, frames keyTable
}

// keyTable is pairs of 32 bits of a key and the number of a word, in order.
type keyTable struct {
	pairs []uint64
	start []uint32 // pairs whose key begins with bits i are pairs[start[i]:start[i+1]]
	shift uint
}

// NewIndex reads the words, which are numbered from 0 in the order they come.
// There may be up to 2^31-1. A word given twice has two numbers.
func NewIndex(words iter.Seq[string]) *Index {
	x := &Index{}
	id := uint64(0)
	var keys []uint64
	for w := range words {
		t := newToken(w, false)
		keys = t.nearKeys(keys[:0])
		x.near.add(keys, id)
		keys = sound.AppendFrames(keys[:0], t.Readings)
		x.frames.add(keys, id)
		id++
	}
	x.near.seal()
	x.frames.seal()
	return x
}

// Lookup appends the numbers of the words that can be read within a sound of t,
// in rising order and each once, or else, when there is none, of those whose
// first consonants are of the same classes, at most maxFrame of them.
func (x *Index) Lookup(dst []int32, t *Token) []int32 {
	if t.sense == nil {
		return dst
	}
	base := len(dst)
	var buf [keyRoom]uint64
	for _, k := range t.nearKeys(buf[:0]) {
		dst = x.near.find(dst, k)
	}
	if len(dst) == base {
		for _, k := range sound.AppendFrames(buf[:0], t.Readings) {
			dst = x.frames.find(dst, k)
			dst = dst[:min(len(dst), base+maxFrame)]
		}
	}
	slices.Sort(dst[base:])
	return dst[:base+len(slices.Compact(dst[base:]))]
}

const (
	keyRoom  = 192
	maxFrame = 1000 // a frame that so many share says little
)

func (t *Token) nearKeys(dst []uint64) []uint64 {
	if len(t.Readings) == 0 {
		return append(dst, sound.TextKey(t.Folded))
	}
	return sound.AppendNear(dst, t.Readings)
}

func (k *keyTable) add(keys []uint64, id uint64) {
	for _, x := range keys {
		k.pairs = append(k.pairs, x>>32<<32|id)
	}
}

// seal sorts the pairs and notes where they begin, some eight to a place.
func (k *keyTable) seal() {
	slices.Sort(k.pairs)
	n := uint(max(bits.Len(uint(len(k.pairs)))-3, 1))
	k.shift = 64 - n
	k.start = make([]uint32, 1<<n+1)
	at := 0
	for i := range k.start {
		for at < len(k.pairs) && k.pairs[at]>>k.shift < uint64(i) {
			at++
		}
		k.start[i] = uint32(at)
	}
}

func (k *keyTable) find(dst []int32, key uint64) []int32 {
	i := key >> k.shift
	for _, p := range k.pairs[k.start[i]:k.start[i+1]] {
		if p>>32 == key>>32 {
			dst = append(dst, int32(uint32(p)))
		}
	}
	return dst
}
