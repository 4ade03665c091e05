package web

import (
	"strconv"
	"strings"

	"byname/evidence/record"
	"byname/person"
	"byname/store/index"
)

// member is one record of a person: why it was linked, and what it says verbatim.
type member struct {
	Anchor, Name, SourceText, Weight, Reason string
	Best                                     *link
	Badges                                   []badge
	Steps                                    []stepRow
	Against                                  string
	Cells                                    []cell
	Where                                    []link
}

// stepRow is one line of a waterfall.
type stepRow struct {
	Comparison, A, B, Level, Reason, Bits string
	Class, Bar                            string // for and against, in words of the style sheet; the sign says it too
	X, W                                  string // per cent: the bar leaves the middle to the right or to the left
}

// nearPerson is someone the linkage nearly took for the same person.
type nearPerson struct {
	Person link
	Weight string
	Record string
}

// recordView is a record that belongs to no person.
type recordView struct {
	Head  heading
	Note  string
	Facts []fact
	Cells []cell
}

// explained is for how many records of a person the steps are shown; the rest show their weight alone.
const explained = 60

// fillRecords composes how the records were linked, and who was near.
func (d *desk) fillRecords(v *personView, p *person.Person) error {
	ids := make([]string, len(p.Records))
	names := make(map[string]string, len(p.Records))
	for i, r := range p.Records {
		ids[i] = r.ID
		names[r.ID] = recordName(r.Record)
	}
	links, err := d.a.Index.LinksOf(d.ctx, ids...)
	if err != nil {
		return err
	}
	for i, r := range p.Records {
		m, err := d.member(r.Record, i, bestLink(links, r.ID, names), names)
		if err != nil {
			return err
		}
		v.Records = append(v.Records, m)
	}
	v.RecordsNote = d.t.N("person.records_note", len(p.Records))
	v.Near, err = d.near(links, names)
	return err
}

// bestLink is the strongest accepted link of a record to another of the same person.
func bestLink(links []index.Link, id string, members map[string]string) *index.Link {
	for i, l := range links {
		if !l.Accepted || l.RecordA != id && l.RecordB != id {
			continue
		}
		if _, ok := members[otherEnd(l, id)]; ok {
			return &links[i]
		}
	}
	return nil
}

func otherEnd(l index.Link, id string) string {
	if l.RecordA == id {
		return l.RecordB
	}
	return l.RecordA
}

func (d *desk) member(r *record.Record, i int, best *index.Link, names map[string]string) (member, error) {
	m := member{Anchor: anchor("r", r.ID), Name: recordName(r), Cells: cells(r)}
	src, err := d.sourceLink(r.Source)
	if err != nil {
		return m, err
	}
	m.SourceText = strings.TrimSpace(src.Text + " " + r.Locator)
	m.Where = []link{src, {Text: d.t.T("list.one") + " " + r.List, URL: address("/list/", r.List)}, {Text: r.ID, URL: address("/record/", r.ID)}}
	if r.Withdrawn {
		m.Badges = append(m.Badges, badge{"denies", d.t.T("badge.withdrawn")})
	}
	switch {
	case best == nil && len(names) == 1:
		m.Reason = d.t.T("record.only")
	case best == nil && i == 0:
		m.Reason = d.t.T("record.first")
	case best == nil:
		m.Reason = d.t.T("record.unweighed")
	default:
		other := otherEnd(*best, r.ID)
		m.Weight = d.bits(best.Bits) + " " + d.t.T("link.unit")
		m.Reason = d.t.T("record.linked")
		m.Best = &link{Text: names[other], URL: "#" + anchor("r", other)}
		if i < explained {
			if err := d.explain(&m, r.ID, other); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

// explain fills in the steps of a link: the scale of the bars is the widest step.
func (d *desk) explain(m *member, id, other string) error {
	if d.a.Explain == nil {
		return nil
	}
	steps, err := d.a.Explain(d.ctx, id, other)
	if err != nil {
		return err
	}
	widest := 1.0
	for _, s := range steps {
		widest = max(widest, s.Bits, -s.Bits)
	}
	var against []string
	for _, s := range steps {
		row := stepRow{Comparison: d.comparison(s.Comparison), A: s.A, B: s.B, Level: d.t.word("level", s.Level),
			Reason: s.Reason, Bits: d.bits(s.Bits), Class: "sign-for", Bar: "for", X: "50"}
		w := 50 * s.Bits / widest
		if s.Bits < 0 {
			row.Class, row.Bar, w = "sign-against", "con", -w
			row.X = percent(50 - w)
			if s.Comparison != "prior" {
				against = append(against, row.Comparison)
			}
		}
		row.W = percent(w)
		m.Steps = append(m.Steps, row)
	}
	if len(against) > 0 {
		m.Against = d.t.T("record.against", "What", strings.Join(against, ", "))
	}
	return nil
}

// comparison names what was compared: by a word of its own, else as the predicate of the same name.
func (d *desk) comparison(name string) string {
	if d.t.has("comparison." + name) {
		return d.t.T("comparison." + name)
	}
	return d.t.word("predicate", name)
}

// near finds who was close and was kept apart.
func (d *desk) near(links []index.Link, members map[string]string) ([]nearPerson, error) {
	const most = 8
	var out []nearPerson
	seen := map[string]bool{}
	for _, l := range links {
		mine, other := l.RecordA, l.RecordB
		if _, ok := members[mine]; !ok {
			mine, other = other, mine
		}
		if _, inside := members[other]; inside || l.Accepted {
			continue
		}
		to, err := d.recordLink(other)
		if err != nil {
			return nil, err
		}
		if seen[to.URL] {
			continue
		}
		seen[to.URL] = true
		out = append(out, nearPerson{Person: to, Weight: d.bits(l.Bits) + " " + d.t.T("link.unit"), Record: members[mine]})
		if len(out) == most {
			break
		}
	}
	return out, nil
}

// bits writes a weight with its sign and one decimal.
func (d *desk) bits(b float64) string {
	s := strconv.FormatFloat(b, 'f', 1, 64)
	if s == "-0.0" {
		s = "0.0"
	}
	s = strings.Replace(s, ".", d.t.T("number.decimal"), 1)
	if strings.HasPrefix(s, "-") {
		return "\u2212" + s[1:]
	}
	return "+" + s
}

// recordName is what to call a record: its first name, or its id.
func recordName(r *record.Record) string {
	if names := r.Names(); len(names) > 0 {
		return nameOr(names[0].Text, r.ID)
	}
	return r.ID
}

// cells are the columns of a record that hold something.
func cells(r *record.Record) []cell {
	out := make([]cell, 0, len(r.Cells))
	for _, c := range r.Cells {
		if strings.TrimSpace(c.Text) != "" {
			out = append(out, cell{Name: c.Column, Text: c.Text})
		}
	}
	return out
}

// recordFacts says where a record stands.
func (d *desk) recordFacts(r *record.Record) ([]fact, error) {
	src, err := d.sourceLink(r.Source)
	facts := []fact{
		{Name: d.t.T("source.one"), Links: []link{src}},
		{Name: d.t.T("list.one"), Links: []link{{Text: r.List, URL: address("/list/", r.List)}}},
	}
	if r.Locator != "" {
		facts = append(facts, fact{Name: d.t.T("record.locator"), Text: r.Locator})
	}
	if r.Line > 0 {
		facts = append(facts, fact{Name: d.t.T("record.line"), Text: d.t.num(r.Line)})
	}
	return facts, err
}
