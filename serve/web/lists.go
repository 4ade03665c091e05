package web

import (
	"maps"
	"slices"
	"strings"
	"time"

	"byname/evidence/record"
	"byname/store/index"
)

// listRow is one list in a table.
type listRow struct {
	Name, URL, File, Records, Claims, Problems, ProblemsURL, When string
	HasRecords, HasClaims                                         bool
}

func (d *desk) listRow(l index.List) listRow {
	r := listRow{Name: l.ID, URL: address("/list/", l.ID), File: l.Current.File, Records: d.t.num(l.Records),
		Claims: d.t.num(l.Claims), Problems: d.t.num(l.Problems), When: d.day(l.Current.When),
		HasRecords: l.Records > 0, HasClaims: l.Claims > 0}
	if l.Problems > 0 {
		r.ProblemsURL = "/problems?list=" + escape(l.ID)
	}
	return r
}

// day words the day of an import, which is in UTC.
func (d *desk) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return d.t.date(at.UTC().Format(time.DateOnly))
}

// listsView is what lists.html lays out.
type listsView struct {
	Head  heading
	Rows  []listRow
	Blank *blank
}

func listsPage(d *desk) (page, error) {
	v := listsView{Head: heading{Text: d.t.T("nav.lists"), Lede: d.t.T("lists.lede")}}
	for _, l := range d.a.Index.Lists() {
		v.Rows = append(v.Rows, d.listRow(l))
	}
	if len(v.Rows) == 0 {
		v.Blank = &blank{Text: d.t.T("home.empty_next"), Commands: []string{"byname import --guess FILE"}}
	}
	return page{sheet: "lists", title: v.Head.Text, nav: "lists", body: v}, nil
}

// listView is what list.html lays out.
type listView struct {
	Head     heading
	Facts    []fact
	Change   string
	Versions []versionRow
	Problems []reasonRow
	Records  []recordRow
	Pager    pager
	Claims   []cite
	More     pager
}

type versionRow struct{ When, File, Size, Digest, Act string }

// reasonRow is one reason for problems and how often it was met.
type reasonRow struct {
	Reason, Count, URL string
	Current            bool
}

func listPage(d *desk) (page, error) {
	id := d.r.PathValue("id")
	i := slices.IndexFunc(d.a.Index.Lists(), func(l index.List) bool { return l.ID == id })
	if i < 0 {
		return page{}, index.ErrNotFound
	}
	l := d.a.Index.Lists()[i]
	v := listView{Head: heading{Crumb: &link{Text: d.t.T("nav.lists"), URL: "/lists"}, Kicker: d.t.T("list.one"), Text: l.ID}}
	v.Facts = d.listFacts(l)
	for _, version := range append([]index.Version{l.Current}, l.Previous...) {
		v.Versions = append(v.Versions, d.versionRow(version))
	}
	if len(l.Previous) > 0 {
		v.Change = strings.Join([]string{d.t.N("list.added", l.Added), d.t.N("list.changed", l.Changed), d.t.N("list.withdrawn", l.Withdrawn)}, " · ")
	}
	var err error
	if v.Problems, err = d.reasons(index.Filter{List: id}); err != nil {
		return page{}, err
	}
	from, err1 := d.from("records")
	fromClaim, err2 := d.from("claims")
	if err1 != nil || err2 != nil {
		return page{}, errAsked
	}
	records, next, err := d.a.Index.Records(d.ctx, index.Filter{List: id}, index.Page{From: from, Limit: recordsShown})
	if err != nil {
		return page{}, err
	}
	if v.Records, err = d.recordRows(records); err != nil {
		return page{}, err
	}
	v.Pager = d.onward("records", from, next)
	claims, next, err := d.a.Index.Claims(d.ctx, index.Filter{List: id}, index.Page{From: fromClaim, Limit: claimsShown})
	if err != nil {
		return page{}, err
	}
	v.Claims, err = d.cites(claims)
	v.More = d.onward("claims", fromClaim, next)
	return page{sheet: "list", title: l.ID, nav: "lists", body: v}, err
}

func (d *desk) listFacts(l index.List) []fact {
	out := []fact{
		{Name: d.t.T("list.file"), Text: l.Current.File},
		{Name: d.t.T("list.imported"), Text: d.day(l.Current.When)},
	}
	if text := d.holds(l.Records, l.Claims); text != "" { // a list of sources has neither
		out = append(out, fact{Name: d.t.T("list.holds"), Text: text})
	}
	problems := fact{Name: d.t.T("nav.problems"), Text: d.t.N("word.problems_n", l.Problems)}
	if l.Problems > 0 {
		problems.Links = []link{{Text: problems.Text, URL: "/problems?list=" + escape(l.ID)}}
	}
	return append(out, problems)
}

func (d *desk) versionRow(v index.Version) versionRow {
	return versionRow{When: d.day(v.When), File: v.File, Size: d.t.T("list.bytes", "N", d.t.num(int(v.Size))), Digest: v.Blob, Act: d.t.num(int(v.Act))}
}

// recordRows says of each record whom it names and of whom it turned out to speak.
func (d *desk) recordRows(records []*record.Record) ([]recordRow, error) {
	out := make([]recordRow, len(records))
	for i, r := range records {
		l, err := d.recordLink(r.ID)
		if err != nil {
			return nil, err
		}
		out[i] = recordRow{Name: recordName(r), Locator: r.Locator, Person: l, Withdrawn: r.Withdrawn}
	}
	return out, nil
}

// problemsView is what problems.html lays out.
type problemsView struct {
	Head    heading
	Lists   []option
	Reasons []reasonRow
	Reason  string
	Rows    []problemRow
	Pager   pager
	Blank   *blank
}

type problemRow struct {
	Where               link
	Place, Field, Value string
	Reason              string
	Lost                bool
}

// problemsShown is how many problems a page lists.
const problemsShown = 100

func problemsPage(d *desk) (page, error) {
	q := d.r.URL.Query()
	f := index.Filter{List: q.Get("list"), Reason: q.Get("reason"), Source: q.Get("source")}
	from, err := d.from("from")
	if err != nil {
		return page{}, err
	}
	v := problemsView{Head: heading{Text: d.t.T("nav.problems"), Lede: d.t.T("problems.lede")}, Reason: f.Reason}
	v.Lists = []option{{Text: d.t.T("problems.all_lists"), Current: f.List == ""}}
	for _, l := range d.a.Index.Lists() {
		if l.Problems > 0 {
			v.Lists = append(v.Lists, option{Value: l.ID, Text: l.ID, Current: l.ID == f.List})
		}
	}
	if v.Reasons, err = d.reasons(f); err != nil {
		return page{}, err
	}
	problems, next, err := d.a.Index.Problems(d.ctx, f, index.Page{From: from, Limit: problemsShown})
	if err != nil {
		return page{}, err
	}
	for _, p := range problems {
		v.Rows = append(v.Rows, d.problemRow(p))
	}
	v.Pager = d.onward("from", from, next)
	if len(problems) == 0 {
		v.Blank = &blank{Text: d.t.T("problems.none"), Hint: d.t.T("problems.none_hint")}
	}
	return page{sheet: "problems", title: v.Head.Text, nav: "problems", body: v}, nil
}

func (d *desk) problemRow(p record.Problem) problemRow {
	row := problemRow{Field: nameOr(p.Field, p.Column), Value: p.Value, Reason: p.Reason, Lost: p.Lost}
	switch {
	case p.List != "":
		row.Where = link{Text: p.List, URL: address("/list/", p.List)}
	case p.Source != "":
		row.Where = link{Text: p.Source, URL: address("/source/", p.Source)}
	}
	var place []string
	if p.File != "" {
		place = append(place, p.File)
	}
	if p.Line > 0 {
		place = append(place, d.t.T("problem.line", "N", d.t.num(p.Line)))
	}
	if p.Column != "" && p.Column != row.Field {
		place = append(place, d.t.T("problem.column", "Column", p.Column))
	}
	if p.Locator != "" && p.Line == 0 {
		place = append(place, p.Locator)
	}
	row.Place = strings.Join(place, ", ")
	return row
}

// reasonsShown is how many reasons are offered as filters.
const reasonsShown = 12

// reasons counts the problems within a filter by reason, most frequent first.
func (d *desk) reasons(f index.Filter) ([]reasonRow, error) {
	counts, err := d.a.Index.ProblemCounts(d.ctx, f)
	if err != nil {
		return nil, err
	}
	keys := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(keys, func(a, b string) int { return counts[b] - counts[a] })
	var out []reasonRow
	for _, reason := range keys[:min(reasonsShown, len(keys))] {
		to := "/problems?reason=" + escape(reason)
		if f.List != "" {
			to += "&list=" + escape(f.List)
		}
		out = append(out, reasonRow{Reason: reason, Count: d.t.num(counts[reason]), URL: to, Current: reason == f.Reason})
	}
	return out, nil
}
