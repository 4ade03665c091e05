package norm

import (
	"cmp"
	"math"
	"slices"
)

// Kind says how the values of a column are compared.
type Kind uint8

// The kinds of columns.
const (
	Name  Kind = iota // surname, given, patronymic: always columns 0, 1 and 2
	Dated             // uncertain dates
	Text              // places, terms, codes, anything else
)

// The columns of names.
const (
	Surname = iota
	Given
	Patronymic
	nameColumns
)

// MaxColumns bounds the columns of a Table.
const MaxColumns = 15

// Column is one column of a Table.
type Column struct {
	Name  string
	Kind  Kind
	Texts []TextValue // dictionary of a Text column by value number; 0 is missing
	Freq  []int32     // records that hold the value, by value number
	Rows  int         // records that hold any value
	Same  float64     // chance that two random records with values agree in one exactly
}

// Columns returns the columns; the first three are surname, given and patronymic.
func (t *Table) Columns() []Column { return t.columns }

// Cells returns the value numbers of a row, one a column: 0 missing, negative
// when there are several (see Many).
func (t *Table) Cells(row int32) []int32 {
	k := len(t.columns)
	return t.cells[int(row)*k : int(row)*k+k : int(row)*k+k]
}

// Many returns the values behind a negative cell. In the columns of names the
// i-th values of the three belong to one name and may be 0.
func (t *Table) Many(cell int32) []int32 { return t.many[-cell-1] }

// Values calls f with every value of one cell.
func (t *Table) Values(cell int32, f func(v int32)) {
	switch {
	case cell > 0:
		f(cell)
	case cell < 0:
		for _, v := range t.Many(cell) {
			if v != 0 {
				f(v)
			}
		}
	}
}

// Words returns the dictionary of the columns of names by value number.
func (t *Table) Words() []Word { return t.words }

// Dates returns the dictionary of dates, shared by all columns of that kind.
func (t *Table) Dates() []Date { return t.days }

// Either reports whether the order of the words of a name of the row was not
// sure: its surname may be its given name.
func (t *Table) Either(row int32) bool { return t.either[row] }

// Unit returns the number of the unit a row stands in.
func (t *Table) Unit(row int32) int32 { return t.unit[row] }

// Units returns the units by number.
func (t *Table) Units() []Unit { return t.units }

// Comparable reports whether two rows may be linked at all as far as their
// lists go: false inside a duplicate-free unit and between lists kept apart.
func (t *Table) Comparable(a, b int32) bool {
	u, v := t.unit[a], t.unit[b]
	if u == v {
		return t.units[u].Duplicates != DuplicateFree
	}
	return len(t.apart) == 0 || !t.apart[[2]int32{u, v}]
}

// Table returns the finished columns; the Builder must not be used afterwards.
func (b *Builder) Table() *Table {
	t := &Table{ids: b.ids, unit: b.unit, either: b.either, units: b.units, apart: b.apartUnits()}
	t.words, t.days = b.words.list, b.day
	use := b.choose()
	place := make([]int32, len(b.cols))
	for i := range place {
		place[i] = -1
	}
	for i, c := range use {
		place[c] = int32(i)
		t.columns = append(t.columns, Column{Name: b.cols[c].name, Kind: b.cols[c].kind, Texts: b.cols[c].text.list})
	}
	t.fill(b, place)
	t.count()
	*b = Builder{}
	return t
}

func (b *Builder) apartUnits() map[[2]int32]bool {
	apart := map[[2]int32]bool{}
	for _, p := range b.opt.Apart {
		for i, u := range b.units {
			for j, v := range b.units {
				if u.List == p[0] && v.List == p[1] || u.List == p[1] && v.List == p[0] {
					apart[[2]int32{int32(i), int32(j)}] = true
				}
			}
		}
	}
	return apart
}

// choose picks the columns to keep, in the order of the table: names, then by
// what agreement in them tells, in bits, over the share of pairs that have both.
// Columns without any repeated value, or with one value alone, tell nothing;
// of them only the dates of a life are kept.
func (b *Builder) choose() []int {
	type worth struct {
		col  int
		bits float64
	}
	counts := make([]map[int32]int, len(b.cols))
	for i := range counts {
		counts[i] = map[int32]int{}
	}
	for _, e := range b.cells {
		if e.col >= nameColumns {
			counts[e.col][e.value]++
		}
	}
	var all []worth
	for c := nameColumns; c < len(b.cols); c++ {
		total, same := 0, 0.0
		for _, n := range counts[c] {
			total += n
			same += float64(n) * float64(n-1)
		}
		if life := b.cols[c].kind == Dated && isLife(b.cols[c].name); !life && (same == 0 || len(counts[c]) < 2) {
			continue
		} else if life {
			same = math.Max(same, 1)
		}
		share := math.Min(float64(total)/float64(len(b.ids)), 1)
		p := same / (float64(total) * float64(total))
		all = append(all, worth{c, share * share * -math.Log2(p)})
	}
	slices.SortFunc(all, func(x, y worth) int {
		if d := cmp.Compare(y.bits, x.bits); d != 0 {
			return d
		}
		return cmp.Compare(b.cols[x.col].name, b.cols[y.col].name)
	})
	use := []int{Surname, Given, Patronymic}
	for _, w := range all[:min(len(all), MaxColumns-nameColumns)] {
		use = append(use, w.col)
	}
	return use
}

// isLife reports the dates that bound a life: they are kept even where they
// tell nothing by agreeing, because they can contradict.
func isLife(column string) bool {
	switch column {
	case "birth", "death", "arrest", "sentence_date":
		return true
	}
	return false
}

// fill lays the entries out row by row.
func (t *Table) fill(b *Builder, place []int32) {
	k := len(t.columns)
	t.cells = make([]int32, len(b.ids)*k)
	from := uint32(0)
	several := make([][]int32, k)
	for row, end := range b.ends {
		cells := t.cells[row*k : row*k+k]
		for i := range several {
			several[i] = several[i][:0]
		}
		for _, e := range b.cells[from:end] {
			if p := place[e.col]; p >= 0 && (e.col < nameColumns || !slices.Contains(several[p], e.value)) {
				several[p] = append(several[p], e.value)
			}
		}
		dropRepeatedNames(several)
		if len(several[Surname]) > 1 {
			t.completeNames(several)
			dropRepeatedNames(several)
		}
		for c, v := range several {
			switch {
			case len(v) == 1:
				cells[c] = v[0]
			case len(v) > 1:
				t.many = append(t.many, slices.Clone(v))
				cells[c] = -int32(len(t.many))
			}
		}
		from = end
	}
}

// dropRepeatedNames removes names a record gives twice.
func dropRepeatedNames(several [][]int32) {
	s, g, p := several[Surname], several[Given], several[Patronymic]
	n := 0
next:
	for i := range s {
		for j := range n {
			if s[i] == s[j] && g[i] == g[j] && p[i] == p[j] {
				continue next
			}
		}
		s[n], g[n], p[n] = s[i], g[i], p[i]
		n++
	}
	several[Surname], several[Given], several[Patronymic] = s[:n], g[:n], p[:n]
}

// completeNames gives a surname that stands alone the other parts of the one
// full name of the record that sounds the same: "Orlov, Ivan" and "Орлов" are
// one name in two scripts, and the second does not make him everybody's namesake.
func (t *Table) completeNames(several [][]int32) {
	s, g, p := several[Surname], several[Given], several[Patronymic]
	for i := range s {
		if s[i] == 0 || g[i] != 0 || p[i] != 0 {
			continue
		}
		full := -1
		for j := range s {
			if s[j] == 0 || g[j] == 0 || t.words[s[i]].Sound == 0 || t.words[s[i]].Sound != t.words[s[j]].Sound {
				continue
			}
			if full >= 0 && (g[full] != g[j] || p[full] != p[j]) {
				full = -1
				break
			}
			full = j
		}
		if full >= 0 {
			g[i], p[i] = g[full], p[full]
		}
	}
}

// count fills in the frequencies.
func (t *Table) count() {
	k := len(t.columns)
	for c := range t.columns {
		col := &t.columns[c]
		col.Freq = make([]int32, t.size(c))
		for i := c; i < len(t.cells); i += k {
			if cell := t.cells[i]; cell != 0 {
				held := false
				t.Values(cell, func(v int32) { col.Freq[v]++; held = true })
				if held {
					col.Rows++
				}
			}
		}
		same := 0.0
		for _, n := range col.Freq {
			same += float64(n) * float64(n-1)
		}
		if col.Rows > 1 {
			col.Same = math.Min(same/(float64(col.Rows)*float64(col.Rows-1)), 1)
		}
	}
}

// size returns the length of the dictionary of a column.
func (t *Table) size(c int) int {
	switch t.columns[c].Kind {
	case Name:
		return len(t.words)
	case Dated:
		return len(t.days)
	}
	return len(t.columns[c].Texts)
}

// Restricted reports whether Comparable is ever false.
func (t *Table) Restricted() bool {
	for _, u := range t.units {
		if u.Duplicates == DuplicateFree {
			return true
		}
	}
	return len(t.apart) > 0
}

// Apart reports whether two units are not to be compared with each other.
func (t *Table) Apart(u, v int32) bool { return t.apart[[2]int32{u, v}] }
