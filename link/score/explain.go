package score

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"byname/link/compare"
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
	w.add(m.priorStep(t.Unit(a) == t.Unit(b)))
	m.evidence(t, m.NewScratch(), a, b, func(e evidence) {
		st, _ := m.stepOf(e)
		if e.comparison < len(m.Comparisons) {
			st.A, st.B = text(t, e.comparison, a), text(t, e.comparison, b)
		}
		w.add(st)
	})
	return w
}

// evidence is one step of a waterfall in numbers.
type evidence struct {
	comparison, level int
	bits              float32
	freq              int32 // records with the value shared, 0 where that does not matter
}

// What stands in the place of a comparison where none is meant.
const (
	boundStep = 254 // what circumstances count less than their sum
	barStep   = 255 // the names keep the two apart; the level is the compare.Bar
)

// evidence calls f with the steps of the weight of two rows behind the prior.
func (m *Model) evidence(t *norm.Table, s *compare.Scratch, a, b int32, f func(evidence)) {
	p := m.kernel.Compare(s, a, b)
	named, around := float32(0), float32(0)
	for c := range m.Comparisons {
		l := p.Level(c)
		if l == 0 {
			continue
		}
		e := evidence{comparison: c, level: l, bits: m.step(s, p, c)}
		if m.same(c, l) && m.rarity[c] != nil {
			e.freq = t.Columns()[c].Freq[s.Matched[c]]
		}
		if c <= norm.Patronymic {
			named += e.bits
		} else if e.bits > 0 && !m.kernel.Personal(c) {
			around += e.bits
		}
		f(e)
	}
	if most := circumstances(named); around > most {
		f(evidence{comparison: boundStep, bits: most - around})
	}
	if bar := m.kernel.Bar(p); bar != compare.Open {
		f(evidence{comparison: barStep, level: int(bar)})
	}
}

func (m *Model) priorStep(within bool) Step {
	prior, where := m.Between, "of different lists"
	if within {
		prior, where = m.Within, "of one list"
	}
	return Step{Comparison: "prior", Level: "two records " + where, Bits: float64(float32(prior.Bits)), Reason: prior.reason()}
}

// stepOf says a step in words, but for the values; false for what this model has not.
func (m *Model) stepOf(e evidence) (Step, bool) {
	switch {
	case e.comparison == boundStep:
		return Step{Comparison: "circumstances", Level: "together", Bits: float64(e.bits), Reason: "dates, places and terms agree in all who were taken together"}, true
	case e.comparison == barStep:
		return Step{Comparison: "names", Level: "never one person", Reason: compare.Bar(e.level).String()}, true
	case e.comparison >= len(m.Comparisons) || e.level >= len(m.Comparisons[e.comparison].Levels):
		return Step{}, false
	}
	w := &m.Comparisons[e.comparison]
	return Step{Comparison: w.Name, Level: w.Levels[e.level].Name, Bits: float64(e.bits), Reason: w.Levels[e.level].reason(int(e.freq))}, true
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
