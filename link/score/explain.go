package score

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"byname/link/norm"
)

// Step is one line of a waterfall.
type Step struct {
	Comparison string  `json:"comparison"` // "prior", "surname", "birth", ...
	Level      string  `json:"level"`
	A          string  `json:"a"` // the values compared
	B          string  `json:"b"`
	Bits       float64 `json:"bits"` // log2(m/u), adjusted for the frequency of the value
	Reason     string  `json:"reason"`
}

// Waterfall says why two records do or do not speak of one person. Bits is the
// sum of the Bits of the Steps: the log2 odds.
type Waterfall struct {
	A     string  `json:"a"` // record ids
	B     string  `json:"b"`
	Bits  float64 `json:"bits"`
	Steps []Step  `json:"steps"`
}

// Explain weighs two rows and says how the weight comes about. Comparisons
// without evidence are left out.
func Explain(t *norm.Table, m *Model, a, b int32) Waterfall {
	w := Waterfall{A: t.ID(a), B: t.ID(b)}
	prior, where := m.Between, "of different lists"
	if t.Unit(a) == t.Unit(b) {
		prior, where = m.Within, "of one list"
	}
	w.add(Step{Comparison: "prior", Level: "two records " + where, Bits: float64(float32(prior.Bits)), Reason: prior.reason()})
	s := m.NewScratch()
	p := m.kernel.Compare(s, a, b)
	for c := range m.Comparisons {
		l := p.Level(c)
		if l == 0 {
			continue
		}
		lv := m.Comparisons[c].Levels[l]
		st := Step{Comparison: m.Comparisons[c].Name, Level: lv.Name, A: text(t, c, a), B: text(t, c, b), Bits: float64(m.bits[c][l])}
		freq := 0
		if m.same(c, l) && m.rarity[c] != nil {
			v := s.Matched[c]
			st.Bits += float64(m.rarity[c][v])
			freq = int(t.Columns()[c].Freq[v])
		}
		st.Reason = lv.reason(freq)
		w.add(st)
	}
	return w
}

func (w *Waterfall) add(s Step) {
	w.Steps = append(w.Steps, s)
	w.Bits += s.Bits
}

func share(p float64) string {
	if p >= 0.01 {
		return fmt.Sprintf("%.0f %%", p*100)
	}
	if p <= 0 {
		return "none"
	}
	return "1 in " + plain(1/p)
}

// plain writes a number to three figures without an exponent, its thousands apart.
func plain(x float64) string {
	if x <= 0 {
		return "0"
	}
	head := math.Floor(math.Log10(x)) // the place of its first figure
	unit := math.Pow(10, head-2)
	s := strconv.FormatFloat(math.Round(x/unit)*unit, 'f', max(0, 2-int(head)), 64)
	if strings.Contains(s, ".") {
		return strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u00a0" + s[i:]
	}
	return s
}

// reason says in words what the prior means.
func (p Prior) reason() string {
	return fmt.Sprintf("of all such pairs about %s in a million are of one person", plain(p.Lambda*1e6))
}

// reason says in words where the bits come from; freq is how many records have
// the value both share, 0 where that does not matter.
func (l Level) reason(freq int) string {
	s := fmt.Sprintf("%s among records of one person, %s among records of different persons", share(l.M), share(l.U))
	if freq > 0 {
		s += fmt.Sprintf("; %d records have this value", freq)
	}
	return s
}

// textOf is what a row says in the column of this name, "" when it has none.
func textOf(t *norm.Table, column string, row int32) string {
	for c := range t.Columns() {
		if t.Columns()[c].Name == column {
			return text(t, c, row)
		}
	}
	return ""
}

// text is what a row says in a column, as written.
func text(t *norm.Table, c int, row int32) string {
	var out []string
	col := &t.Columns()[c]
	t.Values(t.Cells(row)[c], func(v int32) {
		switch col.Kind {
		case norm.Name:
			out = append(out, t.Words()[v].Text)
		case norm.Dated:
			out = append(out, t.Dates()[v].Text)
		case norm.Text:
			out = append(out, col.Texts[v].Text)
		}
	})
	return strings.Join(out, "; ")
}
