package name

import (
	"embed"
	"strings"
	"sync"

	"byname/ground/name/internal/letters"
	"byname/ground/name/internal/sound"
)

//go:embed data/*.txt
var data embed.FS

// groups are the numbers of the groups of given names a word belongs to; zero
// means none. No name of the table is in more than two that matter.
type groups [2]uint16

func (g groups) known() bool { return g[0] != 0 }

// meet reports a group in common.
func (g groups) meet(o groups) bool {
	for _, x := range g {
		if x != 0 && (x == o[0] || x == o[1]) {
			return true
		}
	}
	return false
}

func (g *groups) add(n uint16) {
	switch {
	case g[0] == n || g[1] == n:
	case g[0] == 0:
		g[0] = n
	case g[1] == 0:
		g[1] = n
	}
}

// givenTable finds given names by folded spelling and, where it lacks the
// spelling, by reading.
type givenTable struct {
	folded  map[string]groups
	reading map[string]groups // of the Cyrillic forms
	female  []bool            // by group
	first   []uint64          // by group, the sounds its Cyrillic forms begin with
}

var givens = sync.OnceValue(func() *givenTable {
	t := &givenTable{folded: map[string]groups{}, reading: map[string]groups{}, female: []bool{false}, first: []uint64{0}}
	text, err := data.ReadFile("data/given.txt")
	if err != nil {
		panic(err)
	}
	n := uint16(0)
	for line := range strings.Lines(string(text)) {
		w := strings.Fields(line)
		if len(w) < 2 || w[0] == "#" {
			continue
		}
		n++
		t.female = append(t.female, w[0] == "f")
		t.first = append(t.first, 0)
		for _, x := range w[1:] {
			t.put(x, n)
		}
	}
	return t
})

func (t *givenTable) put(written string, n uint16) {
	f := strings.ReplaceAll(Fold(written), " ", "")
	g := t.folded[f]
	g.add(n)
	t.folded[f] = g
	if scriptOf(written) != scriptCyrl || len(f) < 2*4 {
		return
	}
	rs := sound.Append(nil, letters.Prepare(nil, written), "Cyrl")
	if len(rs) > 0 {
		t.first[n] |= rs[0].First()
		k := rs[0].String()
		g := t.reading[k]
		g.add(n)
		t.reading[k] = g
	}
}

// begins reports that some name of the groups begins with the initial.
func (t *givenTable) begins(g groups, initial *Token) bool {
	for _, n := range g {
		if n != 0 && t.first[n]&initial.first != 0 {
			return true
		}
	}
	return false
}

// find looks a word up by its spelling, then by its readings.
func (t *givenTable) find(folded string, rs []sound.Reading) groups {
	if g, ok := t.folded[folded]; ok {
		return g
	}
	var g groups
	var buf [sound.MaxLen]byte
	for i := range rs {
		if x, ok := t.reading[string(rs[i].AppendTo(buf[:0]))]; ok {
			g.add(x[0])
			if x[1] != 0 {
				g.add(x[1])
			}
		}
	}
	return g
}

// role is what a small word of a name does.
type role uint8

const (
	plainWord role = iota
	prefixWord
	sonWord
	suffixWord
	titleWord
	bornWord
	aliasWord
	numberWord
)

var roleNames = map[string]role{
	"prefix": prefixWord, "son": sonWord, "suffix": suffixWord, "title": titleWord,
	"born": bornWord, "alias": aliasWord, "number": numberWord,
}

// smallWords gives the roles of the words of data/particles.txt, folded.
var smallWords = sync.OnceValue(func() map[string]role {
	text, err := data.ReadFile("data/particles.txt")
	if err != nil {
		panic(err)
	}
	out := map[string]role{}
	for line := range strings.Lines(string(text)) {
		w := strings.Fields(line)
		if len(w) == 0 || w[0] == "#" {
			continue
		}
		for _, x := range w[1:] {
			out[Fold(x)] = roleNames[w[0]]
		}
	}
	return out
})
