package web

import (
	"math"
	"strconv"

	"byname/ground/when"
	"byname/person"
)

// lifeline is a life drawn as lanes of dated marks, one lane a predicate.
// Positions are percentages of the width, so the picture fits any screen and its type keeps its size.
type lifeline struct {
	Label  string
	Ticks  []tick
	Lanes  []lane
	Legend []mark
	Rows   []lifeRow // the same as a table
}

type tick struct {
	X, Text, Anchor string
}

type lane struct {
	Text  string
	Marks []mark
}

// mark is one dated value: a point (Path), a span between two days, or an open end.
type mark struct {
	Shape       string // "point", "span" or "open"
	Class, Text string
	X, W, X2    string // per cent
	Path        string
}

type lifeRow struct{ What, When, Range, Support, URL string }

// The shapes of points, around their own middle: sure, excluded by another value, only said under duress.
const (
	discPath    = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"
	diamondPath = "M0-7L7 0L0 7L-7 0z"
	squarePath  = "M-5-5H5V5H-5z"
)

// Widths in per cent of the line: below pointWidth a span is drawn as a point; margin keeps marks off the edge.
const (
	pointWidth = 1.5
	margin     = 2.0
)

// dated is a value of the life that can be drawn.
type dated struct {
	group person.Group
	i     int
	date  when.Date
}

// lifeline draws what is dated to a decade or better, or is nil when there is nothing to draw.
func (d *desk) lifeline(p *person.Person) *lifeline {
	var all []dated
	for _, g := range p.Groups {
		for i, v := range g.Values {
			if date, err := when.Parse(v.EDTF); err == nil && v.EDTF != "" {
				all = append(all, dated{g, i, date})
			}
		}
	}
	scale, ok := newScale(all)
	if !ok {
		return nil
	}
	out := &lifeline{Ticks: scale.ticks()}
	used := map[string]bool{}
	for _, x := range all {
		m, class := d.mark(scale, x)
		used[class] = true
		title := d.t.word("predicate", x.group.Predicate)
		if n := len(out.Lanes); n == 0 || out.Lanes[n-1].Text != title {
			out.Lanes = append(out.Lanes, lane{Text: title})
		}
		last := &out.Lanes[len(out.Lanes)-1]
		last.Marks = append(last.Marks, m...)
		out.Rows = append(out.Rows, lifeRow{What: title, When: d.t.date(x.date.String()), Range: d.t.bounds(x.date),
			Support: d.support(x.group.Values[x.i]), URL: "#" + valueAnchor(x.group.Predicate, x.i)})
	}
	out.Label = d.t.T("life.label", "Name", p.Title, "From", scale.year(scale.from), "To", scale.year(scale.to))
	for _, class := range []string{"sure", "span", "clash", "claimed"} {
		if used[class] {
			out.Legend = append(out.Legend, mark{Class: class, Path: pathOf(class), Text: d.t.T("life.legend." + class)})
		}
	}
	return out
}

func pathOf(class string) string {
	switch class {
	case "sure":
		return discPath
	case "clash":
		return diamondPath
	case "claimed":
		return squarePath
	}
	return ""
}

// mark draws one value: where it can lie, and what kind of support it has.
func (d *desk) mark(s scale, x dated) ([]mark, string) {
	v := x.group.Values[x.i]
	class := "sure"
	clash := len(v.Contradicts) > 0
	for _, c := range v.Claims {
		clash = clash || len(c.ContradictedBy) > 0
	}
	switch {
	case clash:
		class = "clash"
	case v.Lineages == 0 && v.Compatible == 0:
		class = "claimed"
	}
	text := d.valueText(v) + " (" + d.support(v) + ")"
	from, to := x.date.Bounds()
	a, b := s.at(from), s.at(to)
	switch {
	case from == when.MinDays:
		return []mark{{Shape: "open", Text: text, X: percent(a), X2: percent(b)}, point(b, class, text)}, class
	case to == when.MaxDays:
		return []mark{{Shape: "open", Text: text, X: percent(a), X2: percent(b)}, point(a, class, text)}, class
	case b-a < pointWidth:
		return []mark{point((a+b)/2, class, text)}, class
	}
	span := mark{Shape: "span", Class: class, Text: text, X: percent(a), W: percent(b - a)}
	if class == "sure" {
		span.Class = "span"
	}
	return []mark{span}, span.Class
}

func point(at float64, class, text string) mark {
	return mark{Shape: "point", Class: class, Text: text, X: percent(at), Path: pathOf(class)}
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

// scale maps days to per cent of the width.
type scale struct {
	from, to when.Days
	step     int64 // years between ticks
}

// newScale spans all closed ends. Dates wider than a generation are drawn within it but do not stretch it.
func newScale(all []dated) (scale, bool) {
	const generation = 40 * 366
	s := scale{from: when.MaxDays, to: when.MinDays}
	for _, x := range all {
		from, to := x.date.Bounds()
		if from != when.MinDays && to != when.MaxDays && to-from > generation {
			continue
		}
		if from != when.MinDays {
			s.from, s.to = min(s.from, from), max(s.to, from)
		}
		if to != when.MaxDays {
			s.from, s.to = min(s.from, to), max(s.to, to)
		}
	}
	if s.from == when.MaxDays {
		return s, false
	}
	first, _, _ := s.from.Civil()
	last, _, _ := s.to.Civil()
	s.step = 1
	for _, step := range []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} {
		s.step = step
		if (last-first)/step <= 6 {
			break
		}
	}
	s.from = when.Gregorian(first, 1, 1)
	s.to = when.Gregorian(last+1, 1, 1)
	return s, true
}

func (s scale) at(d when.Days) float64 {
	f := float64(d-s.from) / float64(s.to-s.from)
	return margin + math.Min(1, math.Max(0, f))*(100-2*margin)
}

func (s scale) year(d when.Days) string {
	y, _, _ := d.Civil()
	return strconv.FormatInt(y, 10)
}

// ticks are the years drawn on the axis.
func (s scale) ticks() []tick {
	first, _, _ := s.from.Civil()
	last, _, _ := s.to.Civil()
	var out []tick
	for y := (first + s.step - 1) / s.step * s.step; y <= last; y += s.step {
		x := s.at(when.Gregorian(y, 1, 1))
		t := tick{X: percent(x), Text: strconv.FormatInt(y, 10), Anchor: "middle"}
		switch {
		case x > 96:
			t.Anchor = "end"
		case x < 4:
			t.Anchor = "start"
		}
		out = append(out, t)
	}
	return out
}
