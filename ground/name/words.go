package name

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// The words read last are kept, since most words of a list are in many of its
// names. A word has one place and takes it from the word before; what a word
// means does not depend on what is kept, so neither does any result. It is at
// most 32,768 words of up to 64 bytes, some 30 MB.
const (
	wordPlaces = 1 << 15
	maxKept    = 64
)

type wordTable struct {
	seed   maphash.Seed
	places [wordPlaces]atomic.Pointer[keptWord]
}

type keptWord struct {
	token Token
	dot   bool
}

var readWords = &wordTable{seed: maphash.MakeSeed()}

// newToken reads one word, or finds it read. dot is a full stop behind it.
func newToken(written string, dot bool) Token { return readWords.token(written, dot) }

func (w *wordTable) token(written string, dot bool) Token {
	if len(written) > maxKept {
		return read(written, dot)
	}
	dot = dot && len(written) <= 8 // only short words ask for it
	place := &w.places[maphash.String(w.seed, written)%wordPlaces]
	if k := place.Load(); k != nil && k.dot == dot && k.token.Written == written {
		return k.token
	}
	k := &keptWord{token: read(strings.Clone(written), dot), dot: dot}
	place.Store(k)
	return k.token
}
