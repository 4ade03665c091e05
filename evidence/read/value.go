package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/evidence/read/rows"
)

// entry is a row as the rules see it.
type entry struct {
	line   int
	cells  []string
	column []int // column of each cell; nil: the same number
	first  []int // by column: number of its first cell, -1 for none; used when column is set
}

// cell returns the first cell of a column, "" if there is none.
func (e *entry) cell(col int) string {
	if e.column != nil {
		if col < 0 || col >= len(e.first) || e.first[col] < 0 {
			return ""
		}
		return e.cells[e.first[col]]
	}
	if col < 0 || col >= len(e.cells) {
		return ""
	}
	return e.cells[col]
}

// set takes over a row. One string holds all its cells.
func (e *entry) set(row *rows.Row, columns int) {
	text := string(row.Data)
	e.line, e.cells, e.column = row.Line, e.cells[:0], row.Column
	from := 0
	for _, end := range row.Ends {
		e.cells = append(e.cells, text[from:end])
		from = end + 1
	}
	if e.column == nil {
		return
	}
	e.first = e.first[:0]
	for range columns {
		e.first = append(e.first, -1)
	}
	for i := len(e.column) - 1; i >= 0; i-- {
		e.first[e.column[i]] = i
	}
}

// taken is one value a rule has given.
type taken struct {
	text   string
	plain  string // without the prefix
	column string
}

// nulls are the cells that mean nothing is known, in any case of letters.
type nulls struct {
	words []string
	size  int // of the longest
}

func newNulls(words []string) nulls {
	n := nulls{words: words}
	for _, w := range words {
		n.size = max(n.size, len(w))
	}
	return n
}

func (n nulls) has(s string) bool {
	if len(s) > n.size+4 { // folding changes the size of few letters
		return false
	}
	for _, w := range n.words {
		if strings.EqualFold(w, s) {
			return true
		}
	}
	return false
}

// take appends to dst what the rule gives for the row.
func (x *reading) take(r *rule, dst []taken) []taken {
	if !r.where.holds(&x.entry) {
		return dst
	}
	switch {
	case r.v.Column != "":
		return x.takeColumn(r, dst)
	case r.v.Const != "":
		return x.refine(r, r.v.Const, "", dst)
	case r.v.Join != nil:
		x.text = x.text[:0]
		sep := or(r.v.Sep, " ")
		for _, c := range r.join {
			if s := x.known(r, x.entry.cell(c.col)); s != "" {
				if len(x.text) > 0 {
					x.text = append(x.text, sep...)
				}
				x.text = append(x.text, s...)
			}
		}
		return x.refine(r, string(x.text), strings.Join(r.v.Join, ", "), dst)
	case r.v.Text != "":
		var any bool
		if x.text, any = r.text.fill(x.text[:0], x.plan, &x.entry); !any {
			return dst
		}
		return x.refine(r, string(x.text), "", dst)
	}
	before := len(dst)
	for i := range r.first {
		if dst = x.take(&r.first[i], dst); len(dst) > before {
			break
		}
	}
	for i := before; i < len(dst); i++ { // what holds for the whole comes last
		dst[i].text = r.v.Prefix + dst[i].text
	}
	return dst
}

// takeColumn takes every cell of the column: formats other than tables may have several.
func (x *reading) takeColumn(r *rule, dst []taken) []taken {
	col := r.column.col
	if col == missing {
		return dst
	}
	name := ""
	if col >= 0 {
		name = x.plan.columns[col]
	}
	if x.entry.column == nil || col < 0 {
		return x.refine(r, x.entry.cell(col), name, dst)
	}
	for i := max(0, x.entry.first[col]); i < len(x.entry.column) && x.entry.first[col] >= 0; i++ {
		if x.entry.column[i] == col {
			dst = x.refine(r, x.entry.cells[i], name, dst)
		}
	}
	return dst
}

// known trims a cell; one that means nothing is known becomes "".
func (x *reading) known(r *rule, s string) string {
	s = trim(s)
	if s != "" && (x.plan.null.has(s) || r.null.has(s)) {
		return ""
	}
	return s
}

// refine does to a cell what the rule says, and appends what comes of it.
func (x *reading) refine(r *rule, s, column string, dst []taken) []taken {
	if s = x.known(r, s); s == "" {
		return dst
	}
	if dirty(s) {
		x.problem(column, r, s, kindControl)
		s = trim(strings.Map(func(c rune) rune {
			if control(c) {
				return -1
			}
			return c
		}, s))
	}
	switch {
	case r.v.Split != "":
		for part := range strings.SplitSeq(s, r.v.Split) {
			dst = x.finish(r, x.known(r, part), column, dst)
		}
	case r.split != nil:
		for _, part := range r.split.Split(s, -1) {
			dst = x.finish(r, x.known(r, part), column, dst)
		}
	default:
		dst = x.finish(r, s, column, dst)
	}
	return dst
}

func (x *reading) finish(r *rule, s, column string, dst []taken) []taken {
	if s == "" {
		return dst
	}
	if r.match != nil {
		at := r.match.FindStringSubmatchIndex(s)
		if at == nil || at[2*r.group] < 0 {
			if !r.quiet && !r.v.Optional {
				x.problem(column, r, s, kindNoMatch+": "+r.v.Match)
			}
			return dst
		}
		if s = x.known(r, s[at[2*r.group]:at[2*r.group+1]]); s == "" {
			return dst
		}
	}
	if r.byValue != nil {
		if to, ok := r.byValue[s]; ok {
			s = to
		}
		if s == "" {
			return dst
		}
	}
	text := s
	if r.v.Prefix != "" {
		text = r.v.Prefix + s
	}
	return append(dst, taken{text: text, plain: s, column: column})
}

// trim takes away white space and marks that are not seen.
func trim(s string) string {
	if s == "" || s[0] > ' ' && s[0] < utf8.RuneSelf && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimFunc(s, func(c rune) bool {
		return unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b' || c == 0
	})
}

// dirty reports control characters other than tab and ends of line, which no
// written name or date has.
func dirty(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			return true
		}
	}
	return strings.Contains(s, "\ufeff")
}

func control(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F || c == '\ufeff'
}
