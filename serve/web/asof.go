package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"byname/evidence/claim"
	"byname/ground/when"
	"byname/person"
)

// moment is the date a page is asked for as known at; without one, everything is shown.
type moment struct {
	asked   string // as written in the address
	at      when.Date
	problem bool // what is written is no date
	hidden  int  // statements left out, counted while the page is composed
}

// moment reads ?as-of=.
func (d *desk) moment() moment {
	m := moment{asked: strings.TrimSpace(d.r.URL.Query().Get("as-of"))}
	var err error
	m.at, err = readAsOf(m.asked)
	m.problem = err != nil
	return m
}

// shows reports whether a claim was public by then, and counts it as hidden if not.
func (m *moment) shows(d *desk, c *claim.Claim) (bool, error) {
	if m.at.IsZero() {
		return true, nil
	}
	s, err := d.source(c.Source)
	if err != nil || c.KnownBy(m.at, s.Public) {
		return true, err
	}
	m.hidden++
	return false, nil
}

// assemble puts together everything known, and what was known then; they are
// the same without a date.
func (m *moment) assemble(in person.Input) (all, shown person.Person) {
	all = person.Assemble(in)
	if m.at.IsZero() {
		return all, all
	}
	in.AsOf = m.at
	shown = person.Assemble(in)
	m.hidden += len(all.Claims) + len(all.Records) - len(shown.Claims) - len(shown.Records)
	return all, shown
}

// asOf is the control "as known at": a plain form, links to years, and what
// could be known when as a picture.
type asOf struct {
	Action, Value, State, Problem string
	Choices                       []choice
	Curve                         *curve
}

// curve is how much could be known over the years, as steps.
type curve struct {
	Label string
	Steps []step
	Ticks []tick
}

type step struct {
	X, W, Y, H string // per cent
	Text, URL  string
	Now        bool // counts in what is shown
}

// readAsOf reads a year, a day or any other EDTF date; "" is no date and no error.
func readAsOf(text string) (when.Date, error) {
	if text == "" {
		return when.Date{}, nil
	}
	if len(text) > 30 {
		return when.Date{}, errAsked
	}
	return when.Parse(text)
}

// asOf composes the control of the page at base from everything known.
func (d *desk) asOf(base string, m moment, all *person.Person) asOf {
	out := asOf{Action: base, Value: m.asked, State: d.asOfState(m)}
	if m.problem {
		out.Problem = d.t.T("asof.problem", "Text", m.asked)
	}
	years := knownYears(all)
	moments := d.moments
	if len(moments) == 0 {
		moments = quarters(years)
	}
	for _, y := range moments {
		out.Choices = append(out.Choices, choice{Text: y, URL: asOfAddress(base, y), Current: y == m.asked})
	}
	out.Choices = append(out.Choices, choice{Text: d.t.T("asof.now"), URL: base, Current: m.at.IsZero()})
	out.Curve = d.curve(base, years, m.at)
	return out
}

// asOfState says what the date hides.
func (d *desk) asOfState(m moment) string {
	switch {
	case m.at.IsZero():
		return d.t.T("asof.all")
	case m.hidden == 0:
		return d.t.T("asof.none", "Date", d.t.date(m.at.String()))
	}
	return d.t.N("asof.hidden", m.hidden, "Date", d.t.date(m.at.String()))
}

func asOfAddress(base, year string) string { return base + "?as-of=" + url.QueryEscape(year) }

// knownYears is the year since when each claim was certainly known, ascending.
func knownYears(p *person.Person) []int {
	var years []int
	for _, c := range p.Claims {
		date, err := when.Parse(c.KnownSince)
		if err != nil || date.IsZero() || date.Latest() == when.MaxDays {
			continue
		}
		y, _, _ := date.Latest().Civil()
		years = append(years, int(y))
	}
	slices.Sort(years)
	return years
}

// quarters picks the years by which the first claim, a quarter, half and three quarters of them were known.
func quarters(years []int) []string {
	var out []string
	for i := range min(4, len(years)) {
		y := strconv.Itoa(years[i*len(years)/4])
		if !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	return out
}

// curve draws how many claims were known year by year; nil when all became known at once.
func (d *desk) curve(base string, years []int, at when.Date) *curve {
	if len(years) < 2 || years[0] == years[len(years)-1] {
		return nil
	}
	first, last := years[0], years[len(years)-1]
	const top, foot = 6.0, 78.0 // per cent of the height: the highest step, the base line
	end := last + max(2, (last-first)/12)
	x := func(y int) float64 { return 100 * float64(y-first) / float64(end-first) }
	out := &curve{Label: d.t.N("asof.curve_label", len(years), "From", strconv.Itoa(first), "To", strconv.Itoa(last))}
	for i := 0; i < len(years); {
		y := years[i]
		for i < len(years) && years[i] == y {
			i++
		}
		next := end
		if i < len(years) {
			next = years[i]
		}
		h := (foot - top) * float64(i) / float64(len(years))
		year := strconv.Itoa(y)
		out.Steps = append(out.Steps, step{X: percent(x(y)), W: percent(x(next) - x(y)), Y: percent(foot - h), H: percent(h),
			Text: d.t.N("asof.step", i, "Year", year), URL: asOfAddress(base, year),
			Now: at.IsZero() || when.KnownBy(year, at)})
	}
	out.Ticks = []tick{{X: "0", Text: strconv.Itoa(first), Anchor: "start"}, {X: percent(x(last)), Text: strconv.Itoa(last), Anchor: "end"}}
	return out
}

// clean is the list of years the archive offers, without blanks.
func clean(moments []string) []string {
	var out []string
	for _, m := range moments {
		if m = strings.TrimSpace(m); m != "" {
			out = append(out, m)
		}
	}
	return out
}
