// Package norm turns records into dictionary-encoded columns, the only shape
// the rest of link works on.
//
// In goes one record after another (Builder.Add); out comes a Table: for every
// record a row of small numbers, each the number of a distinct value in the
// dictionary of its column, 0 where the record says nothing. Whatever is dear
// (taking a name apart, folding, reading a date) is done once per distinct
// value. Names become the three columns surname, given and patronymic; dates of
// death and of execution become one column; every other field is a column under
// its own name, and the columns that tell records apart best are kept (at most
// MaxColumns). A record may have several values in a column.
//
// A row costs four bytes a column and the text of a value is kept once. norm
// does not compare anything and does not look at ids or locators.
// Proof: TestTable, TestOrderOfColumns.
package norm

import (
	"slices"
	"strings"
	"sync"

	"byname/evidence/record"
	"byname/ground/name"
	"byname/ground/when"
)

// Duplicates says whether one list may name a person twice.
type Duplicates uint8

// How a list is treated.
const (
	Auto          Duplicates = iota // let the data say how often the list repeats itself
	Dedupe                          // entries of the list may be about one person
	DuplicateFree                   // two entries of the list are never about one person
	Skip                            // the list is not linked at all
)

// Options say how lists are treated. The zero value links everything with Auto.
type Options struct {
	// Lists gives the treatment by list id; a list not named is Auto.
	// The unit within which a person may not repeat is a source inside a list.
	Lists map[string]Duplicates
	// Apart names pairs of lists that are not compared with each other.
	Apart [][2]string
}

// Unit is a source inside a list: what may or may not name a person twice.
type Unit struct {
	List, Source string
	Duplicates   Duplicates
	Records      int
}

// Builder collects records. It is not safe for concurrent use.
type Builder struct {
	opt     Options
	ids     []string
	unit    []int32
	either  []bool // by row: the order of the words of a name was not sure
	unsure  bool   // of the record being added
	units   []Unit
	unitNo  map[[2]string]int32
	columns map[string]int
	cols    []*column
	cells   []entry
	ends    []uint32 // where the entries of a row end
	names   map[string]parsed
	words   words
	dates   map[string]int32
	day     []Date
}

// entry is one value of one row on its way into the table. Names come as three
// entries in a row of the columns surname, given, patronymic.
type entry struct {
	col   int32
	value int32
}

// partsOfName are the numbers of the parts of one name in the dictionaries of
// the name columns; 0 is a missing part.
type partsOfName [3]int32

// parsed is what a text gives: names, and whether the order of its words was not sure.
type parsed struct {
	parts  []partsOfName
	unsure bool
}

// New returns an empty Builder.
func New(o Options) *Builder {
	b := &Builder{opt: o, unitNo: map[[2]string]int32{}, columns: map[string]int{}, words: newWords(),
		names: map[string]parsed{},
		dates: map[string]int32{}, day: make([]Date, 1)}
	for _, part := range [...]string{"surname", "given", "patronymic"} {
		b.column(part, Name)
	}
	return b
}

// Add takes over what can be compared of the record and returns its row, or -1
// when it is not linked (withdrawn, or its list is skipped). The record is not retained.
func (b *Builder) Add(r *record.Record) int32 {
	if r.Withdrawn || b.opt.Lists[r.List] == Skip {
		return -1
	}
	row := int32(len(b.ids))
	b.ids = append(b.ids, r.ID)
	b.unit = append(b.unit, b.unitOf(r))
	b.unsure = false
	b.addNames(r)
	b.either = append(b.either, b.unsure)
	for i := range r.Fields {
		b.addField(&r.Fields[i])
	}
	b.ends = append(b.ends, uint32(len(b.cells)))
	return row
}

func (b *Builder) unitOf(r *record.Record) int32 {
	key := [2]string{r.List, r.Source}
	no, ok := b.unitNo[key]
	if !ok {
		no = int32(len(b.units))
		b.unitNo[key] = no
		b.units = append(b.units, Unit{List: r.List, Source: r.Source, Duplicates: b.opt.Lists[r.List]})
	}
	b.units[no].Records++
	return no
}

func (b *Builder) addNames(r *record.Record) {
	for _, n := range r.Names() {
		if n.Split() {
			b.addParts(b.parts(n.Surname, n.Given, n.Patronymic))
			continue
		}
		whole, ok := b.names[n.Text]
		if !ok {
			f := name.Parse(n.Text)
			whole = parsed{b.takeApart(nil, f), !f.Sure || f.Kind == name.Mononym}
			b.names[strings.Clone(n.Text)] = whole
		}
		b.unsure = b.unsure || whole.unsure
		for _, p := range whole.parts {
			b.addParts(p)
		}
	}
}

func (b *Builder) addParts(p partsOfName) {
	if p == (partsOfName{}) {
		return
	}
	for role, v := range p {
		b.cells = append(b.cells, entry{int32(role), v})
	}
}

// takeApart gives the parts of a name and of the other names its text gives.
func (b *Builder) takeApart(dst []partsOfName, f *name.Form) []partsOfName {
	p := b.parts(written(f.Surname), written(f.Given), written(f.Patronymic))
	if p[Surname] == 0 && p[Given] != 0 && p[Patronymic] == 0 {
		// One word alone: whether surname or given name is a guess.
		p = b.parts(written(f.Given), "", "")
	}
	if p != (partsOfName{}) && !slices.Contains(dst, p) {
		dst = append(dst, p)
	}
	if !f.Sure && p[0] != 0 && p[1] != 0 {
		b.words.number(written(f.Given), Surname) // either may be the surname: see Word.Forms
		b.words.number(written(f.Surname), Given)
	}
	for _, alt := range f.Alternatives {
		if len(dst) < maxNames {
			dst = b.takeApart(dst, alt)
		}
	}
	return dst
}

// maxNames bounds the names one text may give.
const maxNames = 8

func written(ts []name.Token) string {
	if len(ts) == 1 {
		return ts[0].Written
	}
	var s []string
	for i := range ts {
		s = append(s, ts[i].Written)
	}
	return strings.Join(s, " ")
}

func (b *Builder) parts(surname, given, patronymic string) partsOfName {
	return partsOfName{b.words.number(surname, Surname), b.words.number(given, Given), b.words.number(patronymic, Patronymic)}
}

// maxText is the length in bytes above which a text is taken for prose and not compared.
const maxText = 160

func (b *Builder) addField(f *record.Field) {
	switch f.Name {
	case record.NameField, record.OtherNameField, record.SurnameField, record.GivenField, record.PatronymicField:
		return
	}
	if f.Value == "" {
		return
	}
	if f.Type == record.Date {
		if v := b.date(f.EDTF); v != 0 {
			col := f.Name
			if col == "execution" {
				col = "death"
			}
			b.cells = append(b.cells, entry{int32(b.column(col, Dated)), v})
		}
		return
	}
	if f.Type == record.Text || len(f.Value) > maxText {
		return // free text, and what is said about the entry rather than the person
	}
	c := b.column(f.Name, Text)
	if v := b.cols[c].text.number(f.Value); v != 0 {
		b.cells = append(b.cells, entry{int32(c), v})
	}
}

func (b *Builder) column(name string, k Kind) int {
	key := string('0'+rune(k)) + name
	no, ok := b.columns[key]
	if !ok {
		no = len(b.cols)
		b.columns[key] = no
		c := &column{name: name, kind: k}
		if k == Text {
			c.text = newTexts()
		}
		b.cols = append(b.cols, c)
	}
	return no
}

func (b *Builder) date(edtf string) int32 {
	if edtf == "" {
		return 0
	}
	v, ok := b.dates[edtf]
	if !ok {
		if d, err := when.Parse(edtf); err == nil && !d.IsZero() {
			v = int32(len(b.day))
			b.day = append(b.day, pack(d))
		}
		b.dates[strings.Clone(edtf)] = v
	}
	return v
}

// column is a column while it is being filled.
type column struct {
	name string
	kind Kind
	text texts
}

// Table holds the columns of all records; rows are numbered in the order of Add.
// It is immutable and safe for concurrent use.
type Table struct {
	ids     []string
	unit    []int32
	either  []bool
	units   []Unit
	apart   map[[2]int32]bool
	columns []Column
	cells   []int32   // row-major; negative: a number in many
	many    [][]int32 // lists of several values; those of the name columns run in step
	words   []Word
	days    []Date
	rowOnce sync.Once
	rowNo   map[string]int32
}

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.ids) }

// ID returns the record id of a row.
func (t *Table) ID(row int32) string { return t.ids[row] }

// Row finds a record by id.
func (t *Table) Row(id string) (int32, bool) {
	t.rowOnce.Do(func() {
		t.rowNo = make(map[string]int32, len(t.ids))
		for i, id := range t.ids {
			t.rowNo[id] = int32(i)
		}
	})
	r, ok := t.rowNo[id]
	return r, ok
}
