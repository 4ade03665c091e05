package web

import (
	"slices"

	"byname/ground/when"
	"byname/person"
)

// lifeline is a life drawn as lanes of dated marks, one lane a predicate.
// Positions are percentages of the width, so the picture fits any screen and its type keeps its size.
type lifeline struct {
	Label  string
	Ticks  []tick
	Breaks []string // where years are left out, per cent
	Lanes  []lane
	Legend []mark
	Rows   []lifeRow // the same as a table
}

type tick struct {
	X, Text, Anchor string
	Line            bool // a beginning of a year, drawn through the lanes
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

// pointWidth is the width, in per cent of the line, below which a span is drawn as a point.
const pointWidth = 1.5

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
	out := &lifeline{Ticks: d.ticks(scale)}
	used := map[string]bool{}
	out.Breaks = scale.breaks()
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
	for _, l := range out.Lanes { // points are drawn over the spans they lie in
		slices.SortStableFunc(l.Marks, func(a, b mark) int { return rank(a) - rank(b) })
	}
	out.Label = d.t.T("life.label", "Name", p.Title, "From", year(scale[0].from), "To", year(scale[len(scale)-1].to))
	for _, class := range []string{"sure", "span", "clash", "claimed"} {
		if used[class] {
			out.Legend = append(out.Legend, mark{Class: class, Path: pathOf(class), Text: d.t.T("life.legend." + class)})
		}
	}
	return out
}

func rank(m mark) int {
	if m.Shape == "point" {
		return 1
	}
	return 0
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
