package web

import (
	"strings"

	"byname/evidence/claim"
	"byname/person"
	"byname/store/index"
)

// The predicates that describe an event; see doc/glossary.md.
const (
	labelPredicate       = "label"
	datePredicate        = "date"
	placePredicate       = "place"
	typePredicate        = "type"
	participantPredicate = "participant"
)

// eventRow is one event in a list.
type eventRow struct {
	Event                    link
	When, Place, Kind, Count string
	edtf                     string
}

// eventsView is what events.html lays out.
type eventsView struct {
	Head  heading
	Rows  []eventRow
	Pager pager
	Blank *blank
}

// eventsShown is how many events a page lists. They are ordered by date within the page.
const eventsShown = 500

func eventsPage(d *desk) (page, error) {
	from, err := d.from("from")
	if err != nil {
		return page{}, err
	}
	subjects, next, err := d.a.Index.Subjects(d.ctx, "event", index.Page{From: from, Limit: eventsShown})
	if err != nil {
		return page{}, err
	}
	v := eventsView{Head: heading{Text: d.t.T("nav.events"), Lede: d.t.T("events.lede")}, Pager: d.onward("from", from, next)}
	if v.Rows, err = d.describeEvents(subjects); err != nil {
		return page{}, err
	}
	if len(v.Rows) == 0 {
		v.Blank = &blank{Text: d.t.T("events.none"), Hint: d.t.T("events.none_hint")}
	}
	return page{sheet: "events", title: v.Head.Text, nav: "events", body: v}, nil
}

// describeEvents gives each event its date, place and kind, and orders them by date.
func (d *desk) describeEvents(subjects []index.Subject) ([]eventRow, error) {
	refs := make([]claim.Ref, len(subjects))
	for i, s := range subjects {
		refs[i] = s.Ref
	}
	claims, err := d.a.Index.ClaimsOn(d.ctx, refs...)
	if err != nil {
		return nil, err
	}
	on := map[claim.Ref][]*claim.Claim{}
	for _, c := range claims {
		on[c.Subject] = append(on[c.Subject], c)
	}
	out := make([]eventRow, len(subjects))
	for i, s := range subjects {
		date := firstClaim(on[s.Ref], datePredicate)
		kind := firstClaim(on[s.Ref], typePredicate)
		place := firstClaim(on[s.Ref], placePredicate)
		out[i] = eventRow{Event: link{Text: subjectLabel(s), URL: refAddress(s.Ref)}, edtf: date.EDTF, When: d.t.date(date.EDTF),
			Place: nameOr(place.Value, date.Place), Kind: d.t.word("etype", kind.Value), Count: d.t.N("word.claims_n", s.Claims)}
	}
	byDate(out, func(e eventRow) string { return e.edtf })
	return out, nil
}

// firstClaim is the first claim of a predicate, or an empty one.
func firstClaim(claims []*claim.Claim, predicate string) claim.Claim {
	for _, c := range claims {
		if c.Predicate == predicate {
			return *c
		}
	}
	return claim.Claim{}
}

// eventRows describes the events of some claims, each once.
func (d *desk) eventRows(claims []*claim.Claim) ([]eventRow, error) {
	var subjects []index.Subject
	seen := map[claim.Ref]bool{}
	for _, c := range claims {
		if seen[c.Subject] {
			continue
		}
		seen[c.Subject] = true
		s, err := d.a.Index.Subject(d.ctx, c.Subject)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, s)
	}
	if len(subjects) == 0 {
		return nil, nil
	}
	return d.describeEvents(subjects)
}

// subjectView is what event.html and subject.html lay out: what is said of
// something that is no person.
type subjectView struct {
	Head         heading
	Facts        []fact
	Participants []link
	Clashes      string
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
	claims, err := d.a.Index.ClaimsOn(d.ctx, ref)
	if err != nil {
		return subjectView{}, err
	}
	v := subjectView{Head: heading{Kicker: d.t.word("subject_one", ref.Kind()), Text: subjectLabel(s)}, Count: d.t.N("word.claims_n", len(claims))}
	if v.Participants, err = d.participants(claims); err != nil {
		return v, err
	}
	said := person.Assemble(person.Input{ID: string(ref), Claims: claims, Source: d.lookup, Lang: d.t.code})
	v.Facts = d.eventFacts(claims)
	groups, err := d.groups(&said)
	if err != nil {
		return v, err
	}
	disputed := 0
	for i, g := range groups {
		if said.Groups[i].Predicate == participantPredicate {
			continue
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
	naming, err := d.a.Index.ClaimsNaming(d.ctx, ref)
	if err != nil {
		return v, err
	}
	v.NamedBy, err = d.cites(naming)
	for i := range v.NamedBy {
		v.NamedBy[i].Object = nil
	}
	return v, err
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
func (d *desk) participants(claims []*claim.Claim) ([]link, error) {
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

// eventFacts is the short description: kind, date and place as first given.
func (d *desk) eventFacts(claims []*claim.Claim) []fact {
	var out []fact
	date := firstClaim(claims, datePredicate)
	kind, place := firstClaim(claims, typePredicate).Value, nameOr(firstClaim(claims, placePredicate).Value, date.Place)
	for _, x := range []struct{ key, text string }{
		{"event.date", d.t.date(date.EDTF)}, {"event.place", place}, {"event.kind", d.t.word("etype", kind)},
	} {
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
