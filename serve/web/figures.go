package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"byname/person"
)

// figurePredicate is what a source says a number is; see doc/glossary.md.
const figurePredicate = "figure"

// itemColumn names the column that says what a figure counts; see doc/glossary.md.
const itemColumn = "item"

// figureSet are the figures of a series that count the same.
type figureSet struct {
	Item string // "" when the source does not say what is counted
	Rows []figureRow
}

// figureRow is one figure: who says how many, and for when.
type figureRow struct {
	Cite   cite
	Figure string
	Voices string // how many lineages give the same figure for the same time, at the first of them
	number float64
	edtf   string
	voice  string
}

// figures lays the figures of a series out: by what they count, by the time they are
// for, then by size, so that what agrees and what disagrees stands together.
func (d *desk) figures(g *person.Group) ([]figureSet, error) {
	sets := map[string][]figureRow{}
	var items []string
	for _, v := range g.Values {
		for _, c := range v.Claims {
			x, err := d.cite(assembled(c))
			if err != nil {
				return nil, err
			}
			item := ""
			x.Extra = slices.DeleteFunc(x.Extra, func(e cell) bool {
				if e.Name == itemColumn {
					item = e.Text
				}
				return e.Name == itemColumn
			})
			if _, ok := sets[item]; !ok {
				items = append(items, item)
			}
			sets[item] = append(sets[item], figureRow{Cite: x, Figure: d.figure(c.Value), number: size(c.Value), edtf: c.EDTF, voice: c.Lineage})
		}
	}
	slices.Sort(items)
	out := make([]figureSet, len(items))
	for i, item := range items {
		rows := sets[item]
		slices.SortStableFunc(rows, func(a, b figureRow) int { return cmp.Compare(a.number, b.number) })
		byDate(rows, func(r figureRow) string { return r.edtf })
		d.countVoices(rows)
		out[i] = figureSet{item, rows}
	}
	return out, nil
}

// countVoices says at the first of equal figures for the same time how many lineages give it.
func (d *desk) countVoices(rows []figureRow) {
	for from := 0; from < len(rows); {
		to := from
		voices := map[string]bool{}
		for to < len(rows) && rows[to].Figure == rows[from].Figure && rows[to].edtf == rows[from].edtf {
			voices[rows[to].voice] = true
			to++
		}
		if len(voices) > 1 {
			rows[from].Voices = d.t.N("value.lineages", len(voices))
		}
		from = to
	}
}

// size orders figures: what is given in words, such as "at least 300", comes first.
func size(text string) float64 {
	number, err := strconv.ParseFloat(strings.ReplaceAll(text, " ", ""), 64)
	if err != nil {
		return -1
	}
	return number
}

// figure groups the digits of a whole number; anything else stays as given.
func (d *desk) figure(text string) string {
	n, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(n) != text {
		return text
	}
	return d.t.num(n)
}
