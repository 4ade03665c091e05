package web

import (
	"slices"
	"strconv"

	"byname/ground/when"
)

// scale maps days to per cent of the width of a life line. A life is mostly
// long quiet years and a few months in which everything happens, so the line is
// broken where nothing is dated for years: each run of dates is linear in
// itself, and the breaks are drawn.
type scale []run

// run is one unbroken stretch of days and where it lies, in per cent.
type run struct {
	from, to    when.Days
	left, right float64
}

const (
	edge      = 2.0 // per cent kept free at both ends, so that marks stay inside
	gapWidth  = 5.0 // per cent a break takes
	quiet     = 3 * 366
	longest   = 40 * 366 // wider dates are drawn within the line and do not stretch it
	tickWidth = 13.0     // per cent a label needs beside the next
)

// newScale lays out everything dated; it is false when nothing is.
func newScale(all []dated) (scale, bool) {
	days := ends(all)
	if len(days) == 0 {
		return nil, false
	}
	var s scale
	var weights []float64
	for i, d := range days {
		if i == 0 || d-days[i-1] > quiet {
			s = append(s, run{from: d, to: d})
			weights = append(weights, 2)
		}
		s[len(s)-1].to = d
		weights[len(weights)-1]++
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	free := 100 - 2*edge - gapWidth*float64(len(s)-1)
	at := edge
	for i := range s {
		s[i].left, s[i].right = at, at+free*weights[i]/total
		at = s[i].right + gapWidth
	}
	return s, true
}

// ends are the first and last days of all dates that are closed and not too wide, ascending, each once.
func ends(all []dated) []when.Days {
	var days []when.Days
	for _, x := range all {
		from, to := x.date.Bounds()
		switch {
		case from != when.MinDays && to != when.MaxDays && to-from > longest:
		case from == when.MinDays && to == when.MaxDays:
		case from == when.MinDays:
			days = append(days, to)
		case to == when.MaxDays:
			days = append(days, from)
		default:
			days = append(days, from, to)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// at is where a day lies, in per cent; days outside lie at the ends, days in a break within it.
func (s scale) at(d when.Days) float64 {
	for i, r := range s {
		switch {
		case d < r.from && i == 0:
			return 0
		case d < r.from:
			last := s[i-1]
			return last.right + gapWidth*float64(d-last.to)/float64(r.from-last.to)
		case d <= r.to && r.from == r.to:
			return (r.left + r.right) / 2
		case d <= r.to:
			return r.left + (r.right-r.left)*float64(d-r.from)/float64(r.to-r.from)
		}
	}
	return 100
}

// breaks are the middles of the gaps.
func (s scale) breaks() []string {
	var out []string
	for _, r := range s[:len(s)-1] {
		out = append(out, percent(r.right+gapWidth/2))
	}
	return out
}

// ticks labels each run: by years, by months where a run is shorter than two years, or once in its middle.
func (d *desk) ticks(s scale) []tick {
	var out []tick
	for _, r := range s {
		room := max(1, int((r.right-r.left)/tickWidth))
		marks := r.calendar(room)
		if len(marks) == 0 {
			middle := r.from + (r.to-r.from)/2
			out = append(out, tick{X: percent((r.left + r.right) / 2), Text: year(middle), Anchor: anchorOf((r.left + r.right) / 2)})
			continue
		}
		for _, m := range marks {
			x := s.at(m)
			y, month, _ := m.Civil()
			text := strconv.FormatInt(y, 10)
			if month != 1 {
				text = d.t.T("date.month_year", "Month", d.t.T("date.month."+strconv.Itoa(month)), "Year", text)
			}
			out = append(out, tick{X: percent(x), Text: text, Anchor: anchorOf(x), Line: true})
		}
	}
	return out
}

// calendar are the days to label in a run: beginnings of years, at most room of
// them, evenly; none where less than one begins.
func (r run) calendar(room int) []when.Days {
	first, _, _ := r.from.Civil()
	last, _, _ := r.to.Civil()
	for _, step := range []int64{1, 2, 5, 10, 20, 50, 100, 1000} {
		var out []when.Days
		for y := (first + step - 1) / step * step; y <= last; y += step {
			if d := when.Gregorian(y, 1, 1); d >= r.from && d <= r.to {
				out = append(out, d)
			}
		}
		if len(out) <= room {
			return out
		}
	}
	return nil
}

// anchorOf keeps a label inside the picture.
func anchorOf(x float64) string {
	switch {
	case x > 95:
		return "end"
	case x < 5:
		return "start"
	}
	return "middle"
}

func year(d when.Days) string {
	y, _, _ := d.Civil()
	return strconv.FormatInt(y, 10)
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
