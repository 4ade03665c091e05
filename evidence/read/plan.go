package read

import (
	"regexp"
	"strings"

	"byname/evidence/record"
	"byname/ground/when"
)

// plan is a mapping made ready for the columns of one file.
type plan struct {
	m    *Mapping
	file string

	id      []column
	source  column
	locator template
	null    nulls
	where   *condition
	fields  []fieldRule
	claims  []claimRule
	dates   map[when.Hints]*dates

	columns []string // of the file, as far as known
	used    []bool   // columns some rule reads
}

// column is a column by name and, once the file is known, by number.
type column struct {
	name string
	col  int
}

// rule is a Value made ready.
type rule struct {
	v       *Value
	column  column
	join    []column
	text    template
	first   []rule
	null    nulls
	split   *regexp.Regexp
	match   *regexp.Regexp
	group   int
	byValue map[string]string
	where   *condition
	typ     record.Type
	dates   *dates
	quiet   bool // another rule is tried when this gives nothing
}

type fieldRule struct {
	rule
	name string
	age  string // name of the event the age is meant at
}

type claimRule struct {
	t         *Template
	parts     map[string]*rule
	where     *condition
	several   *rule  // the part that is split
	severalAt string // and its key
}

type condition struct {
	column column
	is     map[string]bool
	not    map[string]bool
}

// newPlan checks the mapping and makes it ready.
func newPlan(m *Mapping, file string) (*plan, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	p := &plan{m: m, file: file, null: newNulls(m.Null), dates: map[when.Hints]*dates{}}
	for _, name := range m.ID {
		p.id = append(p.id, column{name, missing})
	}
	p.source = column{m.Source.Column, missing}
	locator := m.Locator
	if locator == "" {
		locator = "line {line}"
	}
	p.locator, _ = parseTemplate(locator)
	p.where = newCondition(m.Where)
	for i := range m.Fields {
		f := &m.Fields[i]
		typ := f.Type
		if f.AgeAt != "" {
			typ = record.Text
		}
		r := fieldRule{name: f.Field, age: f.AgeAt}
		p.compile(&r.rule, &f.Value, typ, typeOf(f.Field))
		p.fields = append(p.fields, r)
	}
	for i := range m.Claims {
		p.claims = append(p.claims, p.claimRule(&m.Claims[i]))
	}
	return p, nil
}

func (p *plan) claimRule(t *Template) claimRule {
	c := claimRule{t: t, parts: map[string]*rule{}, where: newCondition(t.Where)}
	for _, k := range t.keys() {
		v, ok := k.to.(**Value)
		if !ok || *v == nil {
			continue
		}
		otherwise := record.Text
		switch k.name {
		case "date", "known_since":
			otherwise = record.Date
		}
		r := &rule{}
		p.compile(r, *v, (*v).Type, otherwise)
		c.parts[k.name] = r
		if (*v).splits() {
			c.several, c.severalAt = r, k.name
		}
	}
	return c
}

// compile makes v ready. The type is its own, or else the one given.
func (p *plan) compile(r *rule, v *Value, typ, otherwise record.Type) {
	if typ == "" {
		typ = otherwise
	}
	*r = rule{v: v, column: column{v.Column, missing}, null: newNulls(v.Null), where: newCondition(v.Where), typ: typ, group: -1}
	for _, name := range v.Join {
		r.join = append(r.join, column{name, missing})
	}
	r.text, _ = parseTemplate(v.Text)
	if v.SplitRegexp != "" {
		r.split = regexp.MustCompile(v.SplitRegexp)
	}
	if v.Match != "" {
		r.match = regexp.MustCompile(v.Match)
		r.group = min(1, r.match.NumSubexp())
		if i := r.match.SubexpIndex("value"); i > 0 {
			r.group = i
		}
	}
	if v.Map != nil {
		r.byValue = make(map[string]string, len(v.Map))
		for _, pair := range v.Map {
			r.byValue[pair.From] = pair.To
		}
	}
	h := when.Hints{Lang: or(v.Lang, p.m.Lang), Order: orders[or(v.Order, p.m.Order)], Calendar: calendars[or(v.Calendar, p.m.Calendar)], Century: p.m.Century, Southern: p.m.Southern}
	if p.dates[h] == nil {
		p.dates[h] = &dates{hints: h}
	}
	r.dates = p.dates[h]
	for i := range v.First {
		var f rule
		p.compile(&f, &v.First[i], v.First[i].Type, typ)
		f.quiet = i+1 < len(v.First)
		r.first = append(r.first, f)
	}
}

var (
	orders    = map[string]when.Order{"dmy": when.DMY, "mdy": when.MDY, "ymd": when.YMD}
	calendars = map[string]when.Calendar{"julian": when.JulianCalendar, "gregorian": when.GregorianCalendar}
)

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func newCondition(w *Where) *condition {
	if w == nil {
		return nil
	}
	set := func(in []string) map[string]bool {
		out := make(map[string]bool, len(in))
		for _, s := range in {
			out[s] = true
		}
		return out
	}
	return &condition{column: column{w.Column, missing}, is: set(w.Is), not: set(w.Not)}
}

// holds reports whether the row is one the condition picks. Nil picks all.
func (c *condition) holds(e *entry) bool {
	if c == nil {
		return true
	}
	cell := strings.TrimSpace(e.cell(c.column.col))
	return (len(c.is) == 0 || c.is[cell]) && !c.not[cell]
}

// each calls do for every column a rule names.
func (p *plan) each(do func(*column)) {
	for i := range p.id {
		do(&p.id[i])
	}
	do(&p.source)
	p.locator.each(do)
	p.where.each(do)
	for i := range p.fields {
		p.fields[i].each(do)
	}
	for i := range p.claims {
		p.claims[i].where.each(do)
		for _, r := range p.claims[i].parts {
			r.each(do)
		}
	}
}

func (r *rule) each(do func(*column)) {
	do(&r.column)
	for i := range r.join {
		do(&r.join[i])
	}
	r.text.each(do)
	r.where.each(do)
	for i := range r.first {
		r.first[i].each(do)
	}
}

func (t template) each(do func(*column)) {
	for i := range t {
		if q := &t[i]; q.column != "" {
			c := column{q.column, q.col}
			do(&c)
			q.col = c.col
		}
	}
}

func (c *condition) each(do func(*column)) {
	if c != nil {
		do(&c.column)
	}
}

// bind gives every rule the numbers of its columns. A name that differs from
// the file's in case alone is taken for it.
func (p *plan) bind(columns []string) {
	numbers := make(map[string]int, 2*len(columns))
	for i := len(columns) - 1; i >= 0; i-- {
		numbers[strings.ToLower(columns[i])] = i
	}
	for i, name := range columns {
		numbers[name] = i
	}
	p.columns = columns
	p.used = make([]bool, len(columns))
	p.each(func(c *column) {
		c.col = missing
		if n, ok := numbers[c.name]; ok {
			c.col = n
		} else if n, ok := numbers[strings.ToLower(c.name)]; ok {
			c.col = n
		} else if n, ok := builtin[c.name]; ok {
			c.col = n
		}
		if c.col >= 0 && c.name != "" {
			p.used[c.col] = true
		}
	})
}

// absent lists the columns the mapping names and the file has not, each once.
func (p *plan) absent() []string {
	var out []string
	seen := map[string]bool{"": true}
	p.each(func(c *column) {
		if c.col == missing && !seen[c.name] {
			seen[c.name] = true
			out = append(out, c.name)
		}
	})
	return out
}
