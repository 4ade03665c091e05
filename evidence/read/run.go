package read

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"byname/evidence/read/charset"
	"byname/evidence/read/rows"
	"byname/evidence/record"
)

// The kinds of problems besides those of package rows: the reason of a Problem
// up to its colon.
const (
	kindNoName   = "no name"
	kindNoID     = "no id"
	kindSameID   = "id given twice"
	kindLongID   = "id too long"
	kindNoDate   = "not a date"
	kindNoAge    = "not an age"
	kindNoMatch  = "does not match"
	kindNoColumn = "no such column"
	kindNoClaim  = "no claim"
	kindNoSource = "no source"
	kindStance   = "not a stance"
	kindControl  = "control characters"
	kindMany     = "further problems in this row"
)

const (
	problemsPerRow = 64  // more are counted and told in one
	idBytes        = 256 // a longer key is replaced by its hash
)

// reading is one run over one file.
type reading struct {
	plan  *plan
	in    rows.Reader
	row   rows.Row
	entry entry
	yield func(Item, error) bool

	counts   Counts
	problems []record.Problem
	dropped  int    // problems beyond problemsPerRow
	id       string // of the row being read
	locator  string
	source   string
	field    string // what is being read, for problems
	seen     idSet
	times    map[uint64]int // how often an id was given, from 2
	stopped  bool

	text   []byte // spare buffers
	values []taken
	fields []record.Field
	ages   []age
}

func run(ctx context.Context, in io.Reader, m *Mapping, file string, yield func(Item, error) bool) {
	x := &reading{yield: yield, counts: Counts{Problems: map[string]int{}}, times: map[uint64]int{}}
	if err := x.open(in, m, file); err != nil {
		yield(Item{}, fmt.Errorf("list %s, file %s: %w", m.List, file, err))
		return
	}
	x.inline()
	for n := 0; !x.stopped; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			yield(Item{}, fmt.Errorf("list %s, file %s: stopped at line %d: %w", m.List, file, x.row.Line, ctx.Err()))
			return
		}
		err := x.in.Next(&x.row)
		if err == io.EOF {
			break
		}
		if err != nil {
			yield(Item{}, fmt.Errorf("list %s, file %s, behind line %d: %w", m.List, file, x.row.Line, err))
			return
		}
		x.one()
	}
	if x.stopped {
		return
	}
	if x.row.Column != nil { // only now all columns are known; what is missing is a problem
		x.locator = ""
		_ = x.missingColumns()
	}
	x.flush()
	x.give(Item{Counts: &x.counts})
}

// open makes the mapping ready and begins the file.
func (x *reading) open(in io.Reader, m *Mapping, file string) (err error) {
	if x.plan, err = newPlan(m, file); err != nil {
		return err
	}
	decoded, err := charset.NewReader(in, m.Encoding)
	if err != nil {
		return err
	}
	o := rows.Options{
		Format: m.Format, Skip: m.Skip, Columns: m.Columns,
		Cell: m.Limits.Cell, Row: m.Limits.Row, Width: m.Limits.Columns,
	}
	switch m.Delimiter {
	case "":
	case `\t`:
		o.Delimiter = '\t'
	default:
		o.Delimiter = m.Delimiter[0]
	}
	if x.in, err = rows.Open(decoded, o); err != nil {
		return err
	}
	x.plan.bind(x.in.Columns())
	if f := x.in.Found().Format; f == "csv" || f == "tsv" {
		return x.missingColumns()
	}
	return nil
}

// missingColumns tells which columns of the mapping the file has not. A file
// without a column of the id, or without any column of the mapping, is another file.
func (x *reading) missingColumns() error {
	absent := x.plan.absent()
	if len(absent) == 0 {
		return nil
	}
	here := strings.Join(x.in.Columns(), ", ")
	if len(here) > 1000 {
		here = rows.Shown([]byte(here)) + "..."
	}
	for _, name := range absent {
		x.add(record.Problem{Column: name, Value: name, Line: 1, Reason: kindNoColumn + ": the file has " + rows.Shown([]byte(here))})
	}
	if !slices.Contains(x.plan.used, true) {
		return fmt.Errorf("none of the columns of the mapping is in the file; it has: %s", here)
	}
	for _, c := range x.plan.id {
		if c.col == missing {
			return fmt.Errorf("column %q of the id is not in the file; it has: %s", c.name, here)
		}
	}
	return nil
}

// inline gives the source the mapping itself describes.
func (x *reading) inline() {
	m := x.plan.m
	if m.reads() == Sources || m.Source.Column != "" && m.Source.Described.ID == "" {
		return
	}
	s := m.Source.Described
	if s.ID == "" {
		s.ID = m.List
	}
	if s.Title == "" {
		s.Title = path.Base(x.plan.file)
	}
	x.source = s.ID
	x.give(Item{Source: &s})
	x.flush()
}

// one reads the row in x.row.
func (x *reading) one() {
	if cols := x.in.Columns(); len(cols) != len(x.plan.columns) {
		x.plan.bind(cols)
	}
	x.entry.set(&x.row, len(x.plan.columns))
	x.problems, x.dropped, x.field = x.problems[:0], 0, ""
	if !x.plan.where.holds(&x.entry) {
		x.counts.LeftOut++
		return
	}
	x.counts.Rows++
	x.text, _ = x.plan.locator.fill(x.text[:0], x.plan, &x.entry)
	if x.locator = strings.TrimSpace(string(x.text)); x.locator == "" {
		x.locator = "line " + strconv.Itoa(x.entry.line)
	}
	lost := false
	for i := range x.row.Troubles {
		t := &x.row.Troubles[i]
		lost = lost || t.Lost
		x.trouble(t)
	}
	if !lost {
		x.rowSource()
		switch x.plan.m.reads() {
		case Sources:
			x.readSource()
		case Claims:
			x.id = x.plan.m.List + ":" + x.key()
			x.readClaims("", x.id)
		default:
			x.readRecord()
		}
	} else {
		x.counts.Lost++
	}
	x.flush()
}

// rowSource finds the source that speaks in this row.
func (x *reading) rowSource() {
	s := &x.plan.m.Source
	if s.Column == "" || x.plan.m.reads() == Sources {
		return
	}
	x.source = trim(x.entry.cell(x.plan.source.col))
	if x.source == "" || x.plan.null.has(x.source) {
		if x.source = s.Described.ID; x.source == "" {
			x.add(record.Problem{Column: s.Column, Field: "source", Reason: kindNoSource})
		}
	}
}

// key makes the key of the row and keeps it apart from those before.
func (x *reading) key() string {
	key := ""
	for i, c := range x.plan.id {
		part := trim(x.entry.cell(c.col))
		if i > 0 && (part != "" || key != "") {
			key += "/"
		}
		key += part
	}
	given := strings.Trim(key, "/") != ""
	if len(x.plan.id) > 0 && !given {
		x.add(record.Problem{Column: x.plan.id[0].name, Field: "id", Reason: kindNoID + ": a hash of the row stands for it"})
	}
	switch {
	case !given:
		key = x.hashRow()
	case len(key) > idBytes:
		x.add(record.Problem{Column: x.plan.id[0].name, Field: "id", Value: rows.Shown([]byte(key)), Reason: kindLongID + ": a hash stands for it"})
		h := sha256.Sum256([]byte(key))
		key = short(h[:])
	}
	unique := key
	for n := 1; ; {
		h := sha256.Sum256([]byte(unique))
		number := binary.LittleEndian.Uint64(h[:])
		if x.seen.add(number) {
			break
		}
		if n == 1 {
			n = max(n, x.times[number])
			n++
			x.times[number] = n
		} else {
			n++
		}
		unique = key + "~" + strconv.Itoa(n)
	}
	if unique != key && given {
		x.add(record.Problem{Column: x.plan.id[0].name, Field: "id", Value: key, Reason: kindSameID + ": this entry is kept as " + unique})
	}
	return unique
}

// hashRow is the key of a row without one: a hash of the cells that are not empty.
func (x *reading) hashRow() string {
	x.text = x.text[:0]
	for i, c := range x.entry.cells {
		if c == "" {
			continue
		}
		name := x.columnName(i)
		x.text = binary.AppendUvarint(x.text, uint64(len(name)))
		x.text = append(x.text, name...)
		x.text = binary.AppendUvarint(x.text, uint64(len(c)))
		x.text = append(x.text, c...)
	}
	h := sha256.Sum256(x.text)
	return short(h[:])
}

var digits = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// short writes the first 80 bits of a hash in 16 characters.
func short(h []byte) string { return digits.EncodeToString(h[:10]) }

// columnName names the column of the i-th cell.
func (x *reading) columnName(i int) string {
	if x.entry.column != nil {
		i = x.entry.column[i]
	}
	if i < len(x.plan.columns) {
		return x.plan.columns[i]
	}
	return rows.Unnamed(i)
}

// cells keeps the row verbatim. Empty cells are left out.
func (x *reading) cells() []record.Cell {
	n := 0
	for _, c := range x.entry.cells {
		if c != "" {
			n++
		}
	}
	out := make([]record.Cell, 0, n)
	for i, c := range x.entry.cells {
		if c != "" {
			out = append(out, record.Cell{Column: x.columnName(i), Text: c})
		}
	}
	return out
}

// give hands an item on, if it is still wanted.
func (x *reading) give(i Item) {
	if x.stopped {
		return
	}
	switch {
	case i.Source != nil:
		x.counts.Sources++
	case i.Record != nil:
		x.counts.Records++
	case i.Claim != nil:
		x.counts.Claims++
	case i.Problem != nil:
		kind, _, _ := strings.Cut(i.Problem.Reason, ":")
		x.counts.Problems[kind]++
	}
	x.stopped = !x.yield(i, nil)
}
