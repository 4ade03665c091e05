package read

import (
	"byname/evidence/record"
	"byname/ground/when"
)

// dateCache bounds how many distinct texts of dates are remembered. A list has
// far fewer, as the days of forty years are 14,610.
const dateCache = 1 << 16

// dates reads dates, each distinct text once.
type dates struct {
	hints when.Hints
	known map[string]dateRead
}

type dateRead struct {
	date when.Date
	err  error
}

func (d *dates) read(text string, typ record.Type) (when.Date, error) {
	if r, ok := d.known[text]; ok {
		return r.date, r.err
	}
	r := dateRead{}
	r.date, r.err = when.Parse(text)
	if r.err != nil && typ != EDTF {
		r.date, r.err = when.ParseText(text, d.hints)
	}
	if d.known == nil || len(d.known) >= dateCache {
		d.known = make(map[string]dateRead)
	}
	d.known[text] = r
	return r.date, r.err
}
