package block

import (
	"math"
	"slices"
	"unicode/utf8"

	"byname/link/norm"
)

// key is something of one column that records can be sorted by.
type key struct {
	name   string
	column int
	of     []uint32 // by value number; 0: the value has no such key
	keep   float64  // guess of the chance that two records of one person agree on it, when both have it
	held   float64  // share of records that have it
	same   float64  // chance that two random records that have it agree
	bound  bool     // two records that write the value in different scripts never agree on it
}

// maxKeys is the number of bits in a set of keys.
const maxKeys = 48

// keysOf lists the keys of a table, for every column from fine to coarse.
func keysOf(t *norm.Table) []key {
	var ks []key
	add := func(c int, what string, keep float64, n int, f func(v int) uint32) {
		if len(ks) == maxKeys {
			return
		}
		k := key{name: t.Columns()[c].Name + what, column: c, keep: keep, of: make([]uint32, n)}
		k.bound = t.Columns()[c].Kind != norm.Dated && what != " sound"
		for v := 1; v < n; v++ {
			k.of[v] = f(v)
		}
		ks = append(ks, k)
	}
	words := t.Words()
	for part := norm.Surname; part <= norm.Patronymic; part++ {
		n := len(words)
		add(part, "", 0.80, n, func(v int) uint32 {
			if oneLetter(words[v].Folded) {
				return 0
			}
			return uint32(v)
		})
		add(part, " sound", 0.86, n, func(v int) uint32 {
			if words[v].Sound == 0 {
				return 0
			}
			return nonZero(words[v].Sound)
		})
		add(part, " beginning", 0.88, n, func(v int) uint32 { return prefix(words[v].Folded, 3) })
		add(part, " letter", 0.93, n, func(v int) uint32 { return prefix(words[v].Folded, 1) })
	}
	for c, col := range t.Columns() {
		switch col.Kind {
		case norm.Dated:
			days := t.Dates()
			add(c, " day", 0.75, len(days), func(v int) uint32 {
				if days[v].Grain != norm.ToDay {
					return 0
				}
				return nonZero(days[v].Packed)
			})
			add(c, " year", 0.90, len(days), func(v int) uint32 {
				if days[v].Grain > norm.ToYear {
					return 0
				}
				y, _, _ := days[v].From.Civil()
				return uint32(y)&0xffff + 1
			})
		case norm.Text:
			texts := col.Texts
			add(c, "", 0.70, len(texts), func(v int) uint32 { return uint32(v) })
			add(c, " beginning", 0.80, len(texts), func(v int) uint32 {
				n := 4
				if texts[v].Code {
					n = max(2, utf8.RuneCountInString(texts[v].Folded)/2)
				}
				return prefix(texts[v].Folded, n)
			})
		}
	}
	return ks
}

// script is the script of a value as far as blocking minds: that of its first
// letter, as a range of code points; 0 for none.
func script(folded string) rune {
	for _, r := range folded {
		switch {
		case r < 'a':
		case r < 0x250:
			return 1
		default:
			return r >> 8 // Cyrillic, Greek, Hebrew, Arabic and so on lie in blocks of their own
		}
	}
	return 0
}

// scriptOf returns the script in which a row writes its value of a column.
func (p *Plan) scriptOf(column, row int) (found rune) {
	p.t.Values(p.t.Cells(int32(row))[column], func(v int32) {
		if found != 0 {
			return
		}
		switch col := &p.t.Columns()[column]; col.Kind {
		case norm.Name:
			found = script(p.t.Words()[v].Folded)
		case norm.Text:
			found = script(col.Texts[v].Folded)
		}
	})
	return found
}

func oneLetter(s string) bool { return utf8.RuneCountInString(s) == 1 }

// prefix hashes the first n letters, 0 if there are fewer.
func prefix(s string, n int) uint32 {
	h := uint32(2166136261)
	for _, r := range s {
		if n == 0 {
			break
		}
		h = (h ^ uint32(r)) * 16777619
		n--
	}
	if n > 0 {
		return 0
	}
	return nonZero(h)
}

// nonZero makes a hash fit for a key cell.
func nonZero(h uint32) uint32 {
	if h &^= several; h != 0 {
		return h
	}
	return 1
}

// derive fills in the key cells of all rows and how often keys occur.
func (p *Plan) derive() {
	n, k := p.t.Len(), len(p.keys)
	p.cells = make([]uint32, n*k)
	p.multi = make([]bool, n)
	var found []uint32
	for row := range n {
		cells := p.t.Cells(int32(row))
		out := p.cells[row*k : row*k+k]
		for i := range p.keys {
			kk := &p.keys[i]
			cell := cells[kk.column]
			if cell > 0 {
				out[i] = kk.of[cell]
				continue
			}
			if cell == 0 {
				continue
			}
			found = found[:0]
			p.t.Values(cell, func(v int32) {
				if x := kk.of[v]; x != 0 && !slices.Contains(found, x) {
					found = append(found, x)
				}
			})
			switch len(found) {
			case 0:
			case 1:
				out[i] = found[0]
			default:
				out[i] = several | uint32(len(p.many))
				p.many = append(p.many, slices.Clone(found))
				p.multi[row] = true
			}
		}
	}
	for i := range p.keys {
		p.measure(i)
		p.keys[i].of = nil
	}
}

// measure counts how often a key is held and how often two records share it.
// Large tables are measured on every eighth value.
func (p *Plan) measure(i int) {
	n, k := p.t.Len(), len(p.keys)
	count := map[uint32]int{}
	held := 0
	for row := range n {
		v := p.cells[row*k+i]
		if v == 0 {
			continue
		}
		held++
		if n > 1<<17 && (v*0x9E3779B1)>>29 != 0 {
			continue
		}
		count[v]++
	}
	same := 0.0
	for _, c := range count {
		same += float64(c) * float64(c-1)
	}
	if n > 1<<17 {
		same *= 8
	}
	p.keys[i].held = float64(held) / float64(n)
	if held > 1 {
		p.keys[i].same = math.Min(same/(float64(held)*float64(held-1)), 1)
	}
}

// dropKeys forgets the keys no rule uses.
func (p *Plan) dropKeys() {
	used := uint64(0)
	for _, r := range p.Rules {
		used |= r.mask
	}
	var place [maxKeys]int
	var keep []int
	for i := range p.keys {
		if used>>i&1 != 0 {
			place[i] = len(keep)
			keep = append(keep, i)
		}
	}
	old, k := p.cells, len(p.keys)
	p.cells = make([]uint32, p.t.Len()*len(keep))
	for row := range p.t.Len() {
		for to, from := range keep {
			p.cells[row*len(keep)+to] = old[row*k+from]
		}
	}
	keys := make([]key, len(keep))
	for to, from := range keep {
		keys[to] = p.keys[from]
	}
	p.keys = keys
	for i := range p.Rules {
		r := &p.Rules[i]
		r.mask = 0
		for j, c := range r.cols {
			r.cols[j] = place[c]
			r.mask |= 1 << place[c]
		}
	}
}
