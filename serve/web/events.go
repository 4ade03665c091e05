package web

import (
	"byname/evidence/claim"
	"byname/ground/when"
	"byname/store/index"
)

// The predicates that describe an event or name a person; see doc/glossary.md.
const (
	labelPredicate       = "label"
	datePredicate        = "date"
	placePredicate       = "place"
	typePredicate        = "type"
	participantPredicate = "participant"
	namePredicate        = "name"
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
	if v.Rows, err = d.describeEvents(subjects, when.Date{}); err != nil {
		return page{}, err
	}
	if len(v.Rows) == 0 {
		v.Blank = &blank{Text: d.t.T("events.none"), Hint: d.t.T("events.none_hint")}
	}
	return page{sheet: "events", title: v.Head.Text, nav: "events", body: v}, nil
}

// describeEvents gives each event its date, place and kind, as far as they were
// known at a date, and orders them by date.
func (d *desk) describeEvents(subjects []index.Subject, at when.Date) ([]eventRow, error) {
	refs := make([]claim.Ref, len(subjects))
	for i, s := range subjects {
		refs[i] = s.Ref
	}
	claims, err := d.a.Index.ClaimsOn(d.ctx, refs...)
	if err != nil {
		return nil, err
	}
	on := map[claim.Ref][]*claim.Claim{}
	m := moment{at: at}
	for _, c := range claims {
		visible, err := m.shows(d, c)
		if err != nil {
			return nil, err
		}
		if visible {
			on[c.Subject] = append(on[c.Subject], c)
		}
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

// eventRows describes the events of some claims, each once, as known at a date.
func (d *desk) eventRows(claims []*claim.Claim, at when.Date) ([]eventRow, error) {
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
	return d.describeEvents(subjects, at)
}
