package web

import (
	"slices"
	"strings"

	"byname/evidence/claim"
	"byname/person"
	"byname/serve/dossier"
	"byname/store/index"
)

// subjectView is what subject.html lays out: what is said of something that is no person.
type subjectView struct {
	Head         heading
	Later        string // the label became known later than the date asked for
	AsOf         asOf
	Facts        []fact
	Participants []link
	Clashes      string
	Figures      []figureSet
	Groups       []group
	Described    []group // what the head of the page says already, with its source
	NamedBy      []cite
	Count        string
}

func eventPage(d *desk) (page, error) {
	v, err := d.subject(claim.Ref("event:" + d.r.PathValue("key")))
	if err != nil {
		return page{}, err
	}
	v.Head.Crumb = &link{Text: d.t.T("nav.events"), URL: "/events"}
	return page{sheet: "subject", title: v.Head.Text, nav: "events", body: v}, nil
}

// subjectPage shows any other subject. A record's id leads to the person, an event to its own address.
func subjectPage(d *desk) (page, error) {
	ref := claim.Ref(d.r.PathValue("ref"))
	if d.lists[ref.Kind()] {
		return page{}, redirect(address("/record/", string(ref)))
	}
	if ref.Kind() == "event" {
		return page{}, redirect(refAddress(ref))
	}
	v, err := d.subject(ref)
	if err != nil {
		return page{}, err
	}
	v.Head.Crumb = &link{Text: d.t.word("subject", ref.Kind()), URL: address("/subjects/", ref.Kind())}
	return page{sheet: "subject", title: v.Head.Text, nav: "subjects", body: v}, nil
}

// subject composes what is said of a subject, by predicate. Values are set
// side by side by the same rules as those of a person.
func (d *desk) subject(ref claim.Ref) (subjectView, error) {
	s, err := d.a.Index.Subject(d.ctx, ref)
	if err != nil {
		return subjectView{}, err
	}
	in, err := dossier.About(d.ctx, d.a.Index, ref)
	if err != nil {
		return subjectView{}, err
	}
	in.Source, in.Lang = d.lookup, d.t.code
	m := d.moment()
	all, said := m.assemble(in)
	v := subjectView{Head: heading{Kicker: d.t.word("subject_one", ref.Kind()), Text: subjectLabel(s)}, Count: d.t.N("word.claims_n", len(said.Claims))}
	if !m.at.IsZero() && best(&said, labelPredicate) == nil && best(&all, labelPredicate) != nil {
		v.Later = d.t.T("subject.later_label")
	}
	if v.Participants, err = d.participants(said.Claims); err != nil {
		return v, err
	}
	v.Facts = d.eventFacts(&said)
	if err := d.fillGroups(&v, &said, in.Claims); err != nil {
		return v, err
	}
	if err := d.fillMentions(&v, ref, &m); err != nil {
		return v, err
	}
	v.AsOf = d.asOf(refAddress(ref), m, &all)
	return v, nil
}

// fillGroups composes the values, those that only describe the subject apart;
// the statements of a reading come in the order of the text, as in claims.
func (d *desk) fillGroups(v *subjectView, said *person.Person, claims []*claim.Claim) error {
	groups, err := d.groups(said)
	if err != nil {
		return err
	}
	disputed := 0
	for i, g := range groups {
		switch said.Groups[i].Predicate {
		case participantPredicate:
			continue
		case figurePredicate:
			if v.Figures, err = d.figures(&said.Groups[i]); err != nil {
				return err
			}
			continue
		}
		if said.Groups[i].Predicate == statementPredicate {
			g.Lines = true
			inOrder(g.Values, claims)
		}
		if g.Clash != "" {
			disputed++
		}
		if describes(said.Groups[i].Predicate) && len(g.Values) == 1 {
			v.Described = append(v.Described, g)
			continue
		}
		v.Groups = append(v.Groups, g)
	}
	if disputed > 0 {
		v.Clashes = d.t.N("person.clashes", disputed)
	}
	return nil
}

// statementPredicate is what a text says, in a reading; see doc/glossary.md.
const statementPredicate = "statement"

// inOrder sorts values by the first of their claims in the order of import.
func inOrder(values []value, claims []*claim.Claim) {
	place := make(map[string]int, len(claims))
	for i, c := range claims {
		place[anchor("c", c.ID)] = i
	}
	first := func(v value) int {
		at := len(claims)
		for _, c := range v.Cites {
			at = min(at, place[c.Anchor])
		}
		return at
	}
	slices.SortStableFunc(values, func(a, b value) int { return first(a) - first(b) })
}

// fillMentions finds the claims that name the subject.
func (d *desk) fillMentions(v *subjectView, ref claim.Ref, m *moment) error {
	naming, err := d.a.Index.ClaimsNaming(d.ctx, ref)
	if err != nil {
		return err
	}
	for _, c := range naming {
		visible, err := m.shows(d, c)
		if err != nil {
			return err
		}
		if !visible {
			continue
		}
		x, err := d.citeOn(c)
		if err != nil {
			return err
		}
		x.Object = nil // the subject of this page
		v.NamedBy = append(v.NamedBy, x)
	}
	return nil
}

// describes reports whether a predicate only describes a subject.
func describes(predicate string) bool {
	switch predicate {
	case labelPredicate, datePredicate, placePredicate, typePredicate:
		return true
	}
	return false
}

// participants are the persons a subject names as taking part, each once.
func (d *desk) participants(claims []*person.Claim) ([]link, error) {
	var out []link
	seen := map[string]bool{}
	for _, c := range claims {
		if c.Predicate != participantPredicate {
			continue
		}
		l := link{Text: c.Value}
		if c.Object != "" {
			var err error
			if l, err = d.refLink(c.Object); err != nil {
				return nil, err
			}
		}
		if key := l.URL + l.Text; !seen[key] {
			seen[key] = true
			out = append(out, l)
		}
	}
	return out, nil
}

// best is the best supported value of a predicate, or nil.
func best(p *person.Person, predicate string) *person.Value {
	for i := range p.Groups {
		if g := &p.Groups[i]; g.Predicate == predicate && len(g.Values) > 0 {
			return &g.Values[0]
		}
	}
	return nil
}

// eventFacts is the short description: kind, date and place by their best supported values.
func (d *desk) eventFacts(said *person.Person) []fact {
	var date, place, kind string
	if v := best(said, datePredicate); v != nil {
		date, place = d.t.date(v.EDTF), v.Claims[0].Place
	}
	if v := best(said, placePredicate); v != nil {
		place = v.Text
	}
	if v := best(said, typePredicate); v != nil {
		kind = d.t.word("etype", v.Text)
	}
	var out []fact
	for _, x := range []struct{ key, text string }{{"event.date", date}, {"event.place", place}, {"event.kind", kind}} {
		if strings.TrimSpace(x.text) != "" {
			out = append(out, fact{Name: d.t.T(x.key), Text: x.text})
		}
	}
	return out
}

// claimPage leads from a claim to where it stands among the others.
func claimPage(d *desk) (page, error) {
	c, err := d.a.Index.Claim(d.ctx, d.r.PathValue("id"))
	if err != nil {
		return page{}, err
	}
	l, err := d.refLink(c.Subject)
	if err != nil {
		return page{}, err
	}
	if l.URL == "" {
		return page{}, index.ErrNotFound
	}
	return page{}, redirect(l.URL + "#" + anchor("c", c.ID))
}
