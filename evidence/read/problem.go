package read

import (
	"fmt"

	"byname/evidence/read/rows"
	"byname/evidence/record"
)

// add notes a problem of the row being read.
func (x *reading) add(p record.Problem) {
	if len(x.problems) >= problemsPerRow {
		x.dropped++
		return
	}
	if p.Line == 0 {
		p.Line = x.row.Line
	}
	x.problems = append(x.problems, p)
}

// problem notes what a rule could not do with a value.
func (x *reading) problem(column string, _ *rule, value, reason string) {
	x.add(record.Problem{Column: column, Field: x.field, Value: rows.Shown([]byte(value)), Reason: reason})
}

// trouble notes what the reader of rows has to tell.
func (x *reading) trouble(t *rows.Trouble) {
	p := record.Problem{Line: t.Line, Value: t.Value, Reason: t.Kind, Lost: t.Lost}
	if t.Column >= 0 {
		p.Column = rows.Unnamed(t.Column)
		if t.Column < len(x.plan.columns) {
			p.Column = x.plan.columns[t.Column]
		}
	}
	if t.Detail != "" {
		p.Reason += ": " + t.Detail
	}
	x.add(p)
}

// flush hands on the problems of the row.
func (x *reading) flush() {
	if x.dropped > 0 {
		n := x.dropped
		x.dropped = 0
		x.problems = append(x.problems, record.Problem{Line: x.row.Line, Reason: fmt.Sprintf("%s: %d", kindMany, n)})
	}
	for i := range x.problems {
		p := x.problems[i]
		p.Source, p.List, p.File = x.source, x.plan.m.List, x.plan.file
		if p.Locator = x.locator; p.Locator == "" {
			p.Locator = fmt.Sprintf("line %d", p.Line)
		}
		x.give(Item{Problem: &p})
	}
	x.problems = x.problems[:0]
}
