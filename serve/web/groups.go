package web

import (
	"slices"
	"strconv"
	"strings"

	"byname/person"
)

// group is everything said under one predicate, ready for the page.
type group struct {
	Anchor, Title string
	Clash         string // how many values exclude one another; "" for none
	Tally         string
	Lines         bool // one value below the other: they are read in order
	Values        []value
}

// value is one distinct value with its citations.
type value struct {
	Anchor, Text, URL string
	Given             string // as the sources write it, where that differs
	Clash             bool
	Against           []link // values that exclude this one
	Support           string
	Apart             []string // what was said and does not support
	Cites             []cite
	More              []cite
	MoreText          string
}

// shownCites is how many citations of a value stand open; the rest is folded away.
const shownCites = 4

// groups composes the groups of a person.
func (d *desk) groups(p *person.Person) ([]group, error) {
	out := make([]group, 0, len(p.Groups))
	for _, g := range p.Groups {
		x, err := d.group(p, g)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

func (d *desk) group(p *person.Person, g person.Group) (group, error) {
	out := group{Anchor: anchor("p", g.Predicate), Title: d.t.word("predicate", g.Predicate)}
	sources := map[string]bool{}
	clashes := 0
	for i, v := range g.Values {
		x, err := d.value(p, g, i)
		if err != nil {
			return out, err
		}
		if x.Clash {
			clashes++
		}
		for _, c := range v.Claims {
			sources[c.Source] = true
		}
		out.Values = append(out.Values, x)
	}
	if clashes > 0 {
		slices.SortStableFunc(out.Values, func(a, b value) int { return order(a.Clash) - order(b.Clash) })
		out.Clash = d.t.N("value.clash", clashes)
	}
	if len(g.Values) > 1 && clashes < len(g.Values) {
		out.Tally = d.t.N("value.count", len(g.Values)) + " · "
	}
	if len(g.Values) > 1 || len(sources) > 1 {
		out.Tally += d.t.N("word.sources_n", len(sources))
	}
	return out, nil
}

// order puts values that exclude one another next to each other, before the rest.
func order(clash bool) int {
	if clash {
		return 0
	}
	return 1
}

func (d *desk) value(p *person.Person, g person.Group, i int) (value, error) {
	v := g.Values[i]
	out := value{Anchor: valueAnchor(g.Predicate, i), Text: d.valueText(v)}
	if given := distinctGiven(v, out.Text); given != "" {
		out.Given = given
	}
	for _, j := range v.Contradicts {
		out.Against = append(out.Against, link{Text: d.valueText(g.Values[j]), URL: "#" + valueAnchor(g.Predicate, j)})
	}
	out.Against = append(out.Against, d.elsewhere(p, g, v)...)
	out.Clash = len(out.Against) > 0
	out.Apart = d.apart(v)
	if len(v.Claims) > 1 || v.Lineages != 1 || v.Compatible > 0 || len(out.Apart) > 0 {
		out.Support = d.support(v) // else the one citation below says it
	}
	for k, c := range v.Claims {
		x, err := d.cite(assembled(c))
		if err != nil {
			return out, err
		}
		if c.EDTF == v.EDTF && c.EDTF != "" && out.Text == d.t.date(v.EDTF) {
			x.When = c.Place // the date is the value itself
		}
		if k < shownCites || len(v.Claims) == shownCites+1 {
			out.Cites = append(out.Cites, x)
		} else {
			out.More = append(out.More, x)
		}
	}
	if len(out.More) > 0 {
		out.MoreText = d.t.N("value.more", len(out.More))
	}
	return out, nil
}

// elsewhere finds what contradicts a value from another predicate: a date of
// death against a date of execution.
func (d *desk) elsewhere(p *person.Person, g person.Group, v person.Value) []link {
	ids := map[string]bool{}
	for _, c := range v.Claims {
		for _, id := range c.ContradictedBy {
			ids[id] = true
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var out []link
	for _, other := range p.Groups {
		if other.Predicate == g.Predicate {
			continue
		}
		for j, w := range other.Values {
			for _, c := range w.Claims {
				if ids[c.ID] {
					out = append(out, link{Text: d.t.word("predicate", other.Predicate) + " " + d.valueText(w), URL: "#" + valueAnchor(other.Predicate, j)})
					break
				}
			}
		}
	}
	return out
}

func valueAnchor(predicate string, i int) string {
	return anchor("v", predicate) + "-" + strconv.Itoa(i+1)
}

// valueText is the value to show: dates in words, all else as the source has it.
func (d *desk) valueText(v person.Value) string {
	if v.EDTF != "" && dateValue(v) {
		return d.t.date(v.EDTF)
	}
	return nameOr(v.Text, d.t.date(v.EDTF))
}

// dateValue reports whether the value is the date itself and not something dated.
func dateValue(v person.Value) bool {
	for _, c := range v.Claims {
		if c.Type == "date" {
			return true
		}
	}
	return v.Text == "" || v.Text == v.EDTF
}

// distinctGiven is the wording of the sources where it says more than the text shown.
func distinctGiven(v person.Value, shown string) string {
	if v.Text == "" || v.Text == shown || v.Text == v.EDTF {
		return ""
	}
	return v.Text
}

// support counts who states a value: sources, and lineages among them.
func (d *desk) support(v person.Value) string {
	if v.Lineages == 0 && v.Compatible == 0 {
		return d.t.T("value.unsupported")
	}
	var parts []string
	if v.Lineages > 0 {
		parts = append(parts, d.t.N("value.lineages", v.Lineages))
	}
	if v.Compatible > 0 {
		parts = append(parts, d.t.N("value.compatible", v.Compatible))
	}
	return strings.Join(parts, "; ")
}

// apart counts what was said of a value and does not support it.
func (d *desk) apart(v person.Value) []string {
	var out []string
	for _, x := range []struct {
		key string
		n   int
	}{
		{"value.coerced", v.Coerced}, {"value.accuser", v.Accuser}, {"value.fiction", v.Fiction},
		{"value.uncertain", v.Uncertain}, {"value.denied", v.Denied}, {"value.retracted", v.Retracted},
	} {
		if x.n > 0 {
			out = append(out, d.t.N(x.key, x.n))
		}
	}
	return out
}
