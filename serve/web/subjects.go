package web

import (
	"maps"
	"net/url"
	"slices"

	"byname/store/index"
)

// subjectsView is what subjects.html lays out: kinds of subjects, or the subjects of one kind.
type subjectsView struct {
	Head  heading
	Rows  []subjectRow
	Pager pager
	Blank *blank
}

type subjectRow struct {
	Subject link
	Count   string
}

// subjectsPage lists the kinds of things claims are about, so that nothing in the archive is out of reach.
func subjectsPage(d *desk) (page, error) {
	totals, err := d.totals()
	if err != nil {
		return page{}, err
	}
	v := subjectsView{Head: heading{Text: d.t.T("nav.subjects"), Lede: d.t.T("subjects.lede")}}
	v.Rows = append(v.Rows, subjectRow{Subject: link{Text: d.t.T("nav.persons"), URL: "/persons"}, Count: d.t.num(totals.Persons)})
	for _, kind := range slices.Sorted(maps.Keys(totals.Kinds)) {
		if d.lists[kind] {
			continue // claims on records: they stand on the pages of the persons
		}
		to := address("/subjects/", kind)
		if kind == "event" {
			to = "/events"
		}
		v.Rows = append(v.Rows, subjectRow{Subject: link{Text: d.t.word("subject", kind), URL: to}, Count: d.t.num(totals.Kinds[kind])})
	}
	return page{sheet: "subjects", title: v.Head.Text, nav: "subjects", body: v}, nil
}

// subjectsShown is how many subjects of a kind a page lists.
const subjectsShown = 100

// kindPage lists the subjects of one kind.
func kindPage(d *desk) (page, error) {
	kind := d.r.PathValue("kind")
	if d.lists[kind] {
		return page{}, redirect(address("/list/", kind))
	}
	if kind == "event" {
		return page{}, redirect("/events")
	}
	from, err := d.from("from")
	if err != nil {
		return page{}, err
	}
	subjects, next, err := d.a.Index.Subjects(d.ctx, kind, index.Page{From: from, Limit: subjectsShown})
	if err != nil {
		return page{}, err
	}
	if len(subjects) == 0 {
		return page{}, index.ErrNotFound
	}
	v := subjectsView{Head: heading{Crumb: &link{Text: d.t.T("nav.subjects"), URL: "/subjects"}, Text: d.t.word("subject", kind)}, Pager: d.onward("from", from, next)}
	for _, s := range subjects {
		v.Rows = append(v.Rows, subjectRow{Subject: link{Text: subjectLabel(s), URL: refAddress(s.Ref)}, Count: d.t.N("word.claims_n", s.Claims)})
	}
	return page{sheet: "subjects", title: v.Head.Text, nav: "subjects", body: v}, nil
}

func escape(s string) string { return url.QueryEscape(s) }
