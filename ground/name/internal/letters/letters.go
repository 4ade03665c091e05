// Package letters scores how well a word in Latin letters and a word of another
// script are spellings of one name, by a table of which letters stand for which
// learnt from pairs of spellings.
//
// A table says for chunks of up to four Latin letters and up to three letters
// of the other script how often the one is written for the other. The words
// are aligned so that the product of the chances is greatest, and the result
// is held against the best any word could reach. A score takes about a
// microsecond and allocates nothing. The tables were learnt by expectation
// maximisation from Wikidata labels (CC0) with the command in train; a tenth
// of the pairs, chosen by hash, was left out for measuring.
package letters

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed tables/*.tsv
var files embed.FS

// Limits of words and chunks, in letters.
const (
	MaxWord = 30 // longer words are cut
	maxA    = 4
	maxB    = 3
)

// Scores are natural logarithms times 100.
const missing = 1200 // cost of a letter nothing stands for

// Table is learnt for one pair of scripts.
type Table struct {
	a, b  dict
	start []uint32 // entries of chunk a are entries[start[a]:start[a+1]]
	list  []entry
	bestA []int16 // best score of any entry of the chunk
	bestB []int16
	lenB  []uint8
	alone []int16 // score of a chunk of b that nothing stands for; 0 none
}

type entry struct {
	b     uint16
	score int16
}

// For returns the table between Latin and the script (ISO 15924), or nil.
func For(script string) *Table {
	if f, ok := tables[script]; ok {
		return f()
	}
	return nil
}

var tables = map[string]func() *Table{
	"Cyrl": lazy("cyrl"), "Hebr": lazy("hebr"), "Armn": lazy("armn"), "Grek": lazy("grek"), "Arab": lazy("arab"),
	"Hang": lazy("hang"), "Hani": lazy("hani"), "Kana": lazy("kana"),
}

func lazy(name string) func() *Table {
	return sync.OnceValue(func() *Table {
		data, err := files.ReadFile("tables/" + name + ".tsv")
		if err != nil {
			return nil
		}
		t, err := Read(data)
		if err != nil {
			panic(fmt.Sprintf("tables/%s.tsv: %v", name, err)) // our own file; TestTables reads them all
		}
		return t
	})
}

// Read reads a table: lines of Latin chunk, other chunk, score, with tabs
// between; ^ and $ are the ends of the word, lines with # are comments.
func Read(data []byte) (*Table, error) {
	t := &Table{}
	type row struct {
		a    uint16
		e    entry
		lenB uint8
	}
	var rows []row
	sc := bufio.NewScanner(bytes.NewReader(data))
	for line := 1; sc.Scan(); line++ {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		f := strings.Split(sc.Text(), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("line %d: want 3 columns, got %d", line, len(f))
		}
		n, err := strconv.ParseInt(f[2], 10, 16)
		if err != nil {
			return nil, fmt.Errorf("line %d: score %q", line, f[2])
		}
		a, b := []rune(f[0]), []rune(f[1])
		if len(a) > maxA || len(b) > maxB {
			return nil, fmt.Errorf("line %d: chunk %q or %q too long", line, f[0], f[1])
		}
		ia, ib := t.a.add(pack(a)), t.b.add(pack(b))
		rows = append(rows, row{ia, entry{ib, int16(-n)}, uint8(len(b))})
	}
	t.start = make([]uint32, t.a.n+1)
	t.bestA, t.bestB = lowest(t.a.n), lowest(t.b.n)
	t.lenB = make([]uint8, t.b.n)
	for _, r := range rows {
		t.start[r.a+1]++
		t.bestA[r.a] = max(t.bestA[r.a], r.e.score)
		t.bestB[r.e.b] = max(t.bestB[r.e.b], r.e.score)
		t.lenB[r.e.b] = r.lenB
	}
	for i := range t.a.n {
		t.start[i+1] += t.start[i]
	}
	t.list = make([]entry, len(rows))
	next := append([]uint32(nil), t.start...)
	for _, r := range rows {
		t.list[next[r.a]] = r.e
		next[r.a]++
	}
	t.alone = make([]int16, t.b.n)
	if id := t.a.find(0); id != none {
		for _, e := range t.list[t.start[id]:t.start[id+1]] {
			t.alone[e.b] = e.score
		}
	}
	return t, sc.Err()
}

func lowest(n int) []int16 {
	s := make([]int16, n)
	for i := range s {
		s[i] = math.MinInt16
	}
	return s
}

// pack makes a key of up to four letters of the basic plane.
func pack(r []rune) uint64 {
	k := uint64(0)
	for _, c := range r {
		k = k<<16 | uint64(uint16(c))
	}
	return k
}

// dict numbers chunks: open addressing, keys plus one so that zero is empty.
type dict struct {
	keys []uint64
	vals []uint16
	n    int
}

func (d *dict) slot(k uint64) int {
	mask := len(d.keys) - 1
	i := int((k*0x9E3779B97F4A7C15)>>32) & mask
	for d.keys[i] != 0 && d.keys[i] != k+1 {
		i = (i + 1) & mask
	}
	return i
}

func (d *dict) add(k uint64) uint16 {
	if 2*d.n >= len(d.keys) {
		old := *d
		d.keys = make([]uint64, max(64, 2*len(old.keys)))
		d.vals = make([]uint16, len(d.keys))
		for i, x := range old.keys {
			if x != 0 {
				s := d.slot(x - 1)
				d.keys[s], d.vals[s] = x, old.vals[i]
			}
		}
	}
	s := d.slot(k)
	if d.keys[s] == 0 {
		d.keys[s], d.vals[s] = k+1, uint16(d.n)
		d.n++
	}
	return d.vals[s]
}

const none = 0xFFFF

func (d *dict) find(k uint64) uint16 {
	if s := d.slot(k); d.keys[s] != 0 {
		return d.vals[s]
	}
	return none
}
