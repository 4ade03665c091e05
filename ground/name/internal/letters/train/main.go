// Command train learns a table of which letters stand for which from pairs of
// spellings.
//
//	go run ./ground/name/internal/letters/train -pairs FILE.tsv -table OUT.tsv
//
// FILE.tsv holds a Latin word, a tab and the same name in another script. The
// tenth of the pairs that measuring holds out is never read. Learning is
// expectation maximisation over all alignments of chunks (Jiampojamarn and
// others 2007); pairs that an alignment explains no better than chance are
// weighed down, since labels of two different names do occur.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	table "byname/ground/name/internal/letters"
)

func main() {
	pairs := flag.String("pairs", "", "files of pairs, commas between")
	script := flag.String("script", "Cyrillic", "script of the second column, as Unicode names it; other words are left out")
	out := flag.String("table", "", "file to write")
	a := flag.Int("a", 3, "longest Latin chunk")
	b := flag.Int("b", 2, "longest chunk of the other script")
	rounds := flag.Int("rounds", 8, "rounds over all pairs")
	least := flag.Float64("least", 1.5, "drop chunk pairs seen less often")
	flag.Parse()
	ps, err := read(strings.Split(*pairs, ","), *script)
	if err != nil {
		log.Fatal(err)
	}
	m := &model{maxA: *a, maxB: *b, prob: map[uint64]float64{}}
	m.background(ps)
	m.first = true
	m.round(ps[:min(len(ps), 12000)], 0)
	for i := range *rounds {
		at := min(*least, *least*float64(i+1)/float64(*rounds))
		use := ps
		if i < 2 {
			use = ps[:min(len(ps), 30000)]
		}
		ll := m.round(use, at)
		fmt.Fprintf(os.Stderr, "round %d: %.3f a pair, %d chunk pairs\n", i, ll, len(m.prob))
	}
	if err := m.write(*out, filepath.Base(*pairs), len(ps)); err != nil {
		log.Fatal(err)
	}
}

type pair struct{ a, b []rune }

func read(files []string, script string) ([]pair, error) {
	in, ok := unicode.Scripts[script]
	if !ok {
		return nil, fmt.Errorf("no script %q", script)
	}
	var ps []pair
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			c := strings.Split(strings.TrimSpace(line), "\t")
			if len(c) < 2 || held(c[0]+"\t"+c[1]) {
				continue
			}
			a, b := letters(c[0]), letters(c[1])
			if len(a) <= 24 && len(b) <= 24 && len(a) > 2 && len(b) > 2 && all(b, in) {
				ps = append(ps, pair{a, b})
			}
		}
	}
	return ps, nil
}

func all(w []rune, in *unicode.RangeTable) bool {
	for _, r := range w[1 : len(w)-1] {
		if r != 'ー' && !unicode.Is(in, r) {
			return false
		}
	}
	return true
}

// held is the tenth that measure/names holds out.
func held(s string) bool {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()%10 == 0
}

// letters are the lower-case letters of a word between its ends.
func letters(s string) []rune {
	out := []rune{'^'}
	return append(table.Prepare(out, s), '$')
}

type model struct {
	maxA, maxB int
	first      bool
	prob       map[uint64]float64
	ida, idb   map[string]uint32
	as, bs     []string
	bgA, bgB   map[rune]float64
}

func (m *model) background(ps []pair) {
	m.ida, m.idb = map[string]uint32{}, map[string]uint32{}
	m.bgA, m.bgB = map[rune]float64{}, map[rune]float64{}
	na, nb := 0.0, 0.0
	for _, p := range ps {
		for _, r := range p.a {
			m.bgA[r]++
			na++
		}
		for _, r := range p.b {
			m.bgB[r]++
			nb++
		}
	}
	for r := range m.bgA {
		m.bgA[r] = math.Log(m.bgA[r] / na)
	}
	for r := range m.bgB {
		m.bgB[r] = math.Log(m.bgB[r] / nb)
	}
}

func intern(ids map[string]uint32, all *[]string, s string) uint32 {
	if v, ok := ids[s]; ok {
		return v
	}
	v := uint32(len(*all))
	ids[s] = v
	*all = append(*all, s)
	return v
}

func chunks(w []rune, most int, ids map[string]uint32, all *[]string) [][]uint32 {
	out := make([][]uint32, len(w)+1)
	for i := range out {
		for x := 0; x <= most && x <= i; x++ {
			out[i] = append(out[i], intern(ids, all, string(w[i-x:i])))
		}
	}
	return out
}

func allowed(x, y int) bool { return x+y > 0 && (x > 0 || y == 1) && (y > 0 || x == 1) }

// start is the chance of a chunk pair before anything is learnt.
func start(x, y int) float64 {
	w := math.Pow(0.15, float64(x+y-1))
	if x == 0 || y == 0 {
		w *= 0.05
	}
	return w
}

// round is one expectation and maximisation; it returns the mean log chance.
func (m *model) round(ps []pair, least float64) float64 {
	cnt := map[uint64]float64{}
	total, ll := 0.0, 0.0
	for _, p := range ps {
		ia, ib := chunks(p.a, m.maxA, m.ida, &m.as), chunks(p.b, m.maxB, m.idb, &m.bs)
		z, add := m.expect(p, ia, ib)
		if z <= 0 {
			continue
		}
		ll += math.Log(z)
		for _, e := range add {
			cnt[e.k] += e.c
			total += e.c
		}
	}
	m.prob = make(map[uint64]float64, len(cnt))
	for k, c := range cnt {
		if c >= least {
			m.prob[k] = c / total
		}
	}
	m.first = false
	return ll / float64(len(ps))
}

type share struct {
	k uint64
	c float64
}

// expect is the forward-backward pass over one pair.
func (m *model) expect(p pair, ia, ib [][]uint32) (float64, []share) {
	la, lb := len(p.a), len(p.b)
	f, g := grid(la+1, lb+1), grid(la+1, lb+1)
	pr := make([]float64, 0, (la+1)*(lb+1)*(m.maxA+1)*(m.maxB+1))
	each := func(do func(i, j, x, y int)) {
		for i := 0; i <= la; i++ {
			for j := 0; j <= lb; j++ {
				for x := 0; x <= m.maxA && x <= i; x++ {
					for y := 0; y <= m.maxB && y <= j; y++ {
						if allowed(x, y) {
							do(i, j, x, y)
						}
					}
				}
			}
		}
	}
	f[0][0] = 1
	each(func(i, j, x, y int) {
		var c float64
		if m.first {
			c = start(x, y)
		} else {
			c = m.prob[uint64(ia[i][x])<<32|uint64(ib[j][y])]
		}
		pr = append(pr, c)
		f[i][j] += f[i-x][j-y] * c
	})
	z := f[la][lb]
	if z <= 0 {
		return 0, nil
	}
	weight := 1.0
	if !m.first {
		bg := 0.0
		for _, r := range p.a {
			bg += m.bgA[r]
		}
		for _, r := range p.b {
			bg += m.bgB[r]
		}
		weight = 1 / (1 + math.Exp(min(50, bg-math.Log(z)+4)))
	}
	if weight < 0.05 {
		return z, nil
	}
	g[la][lb] = 1
	var out []share
	k := len(pr)
	for i := la; i >= 0; i-- {
		for j := lb; j >= 0; j-- {
			for x := min(m.maxA, i); x >= 0; x-- {
				for y := min(m.maxB, j); y >= 0; y-- {
					if !allowed(x, y) {
						continue
					}
					k--
					if pr[k] == 0 || g[i][j] == 0 {
						continue
					}
					c := pr[k] * g[i][j]
					g[i-x][j-y] += c
					if c *= weight * f[i-x][j-y] / z; c > 1e-5 {
						out = append(out, share{uint64(ia[i][x])<<32 | uint64(ib[j][y]), c})
					}
				}
			}
		}
	}
	return z, out
}

func grid(a, b int) [][]float64 {
	cells := make([]float64, a*b)
	g := make([][]float64, a)
	for i := range g {
		g[i] = cells[i*b : (i+1)*b]
	}
	return g
}

func (m *model) write(file, from string, n int) error {
	type row struct {
		a, b string
		s    int
	}
	var rows []row
	for k, p := range m.prob {
		rows = append(rows, row{m.as[k>>32], m.bs[uint32(k)], int(math.Round(-100 * math.Log(p)))})
	}
	slices.SortFunc(rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "# Latin letters, other letters, minus 100 ln of their joint chance; learnt from %d pairs of %s (Wikidata labels, CC0)\n", n, from)
	for _, r := range rows {
		fmt.Fprintf(&b, "%s\t%s\t%d\n", r.a, r.b, r.s)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
