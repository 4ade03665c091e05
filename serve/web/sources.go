package web

import (
	"strings"

	"byname/ground/name"
	"byname/store/index"
)

// sourcesView is what sources.html lays out.
type sourcesView struct {
	Head    heading
	Query   string
	Kind    string
	Kinds   []option
	Rows    []sourceRow
	Pager   pager
	Blank   *blank
	Count   string
	Filters bool
}

// option is one choice of a select.
type option struct {
	Value, Text string
	Current     bool
}

type sourceRow struct {
	Source                        link
	By, Kind, Public, Says, Voice string
}

// sourcesPerPage is how many lines a page of sources shows.
const sourcesPerPage = 100

// sourcesPage lists the sources, narrowed by words of title, author or lineage, and by kind.
func sourcesPage(d *desk) (page, error) {
	q := d.r.URL.Query()
	v := sourcesView{Query: strings.TrimSpace(q.Get("q")), Kind: q.Get("kind")}
	from, err := d.from("from")
	if err != nil || len(v.Query) > 4*maxQuery {
		return page{}, errAsked
	}
	all, err := d.a.Index.Sources(d.ctx)
	if err != nil {
		return page{}, err
	}
	v.Head = heading{Text: d.t.T("nav.sources"), Lede: d.t.T("sources.lede")}
	v.Kinds = d.kinds(all, v.Kind)
	v.Filters = len(all) > 10
	matching := filterSources(all, name.Fold(v.Query), v.Kind)
	v.Count = d.t.N("word.sources_n", len(matching))
	start := min(int(from), len(matching))
	end := min(start+sourcesPerPage, len(matching))
	for _, s := range matching[start:end] {
		v.Rows = append(v.Rows, d.sourceRow(s))
	}
	next := 0
	if end < len(matching) {
		next = end
	}
	v.Pager = d.onward("from", from, int64(next))
	if len(v.Rows) == 0 {
		v.Blank = &blank{Text: d.t.T("sources.none")}
	}
	return page{sheet: "sources", title: v.Head.Text, nav: "sources", body: v}, nil
}

func filterSources(all []index.SourceHead, folded, kind string) []index.SourceHead {
	var out []index.SourceHead
	for _, s := range all {
		if kind != "" && s.Kind != kind {
			continue
		}
		text := name.Fold(strings.Join([]string{s.ID, s.Title, s.Author, s.Publisher, s.Lineage}, " "))
		if folded == "" || containsAll(text, strings.Fields(folded)) {
			out = append(out, s)
		}
	}
	return out
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// kinds are the kinds of source there are, in the order first met.
func (d *desk) kinds(all []index.SourceHead, current string) []option {
	out := []option{{Text: d.t.T("sources.any"), Current: current == ""}}
	seen := map[string]bool{"": true}
	for _, s := range all {
		if !seen[s.Kind] {
			seen[s.Kind] = true
			out = append(out, option{Value: s.Kind, Text: d.t.word("kind", s.Kind), Current: s.Kind == current})
		}
	}
	return out
}

func (d *desk) sourceRow(s index.SourceHead) sourceRow {
	r := sourceRow{
		Source: link{Text: nameOr(s.Title, s.ID), URL: address("/source/", s.ID), Lang: firstOf(s.Languages)},
		By:     s.Author, Kind: d.t.word("kind", s.Kind), Public: d.t.date(s.Public), Voice: s.Lineage,
	}
	r.Says = d.holds(s.Records, s.Claims)
	return r
}

// sourceView is what source.html lays out.
type sourceView struct {
	Head        heading
	Facts       []fact
	Reliability string
	Lineage     string
	Siblings    []link
	Records     []recordRow
	RecordPager pager
	Claims      []cite
	ClaimPager  pager
	Silent      string
}

// recordRow is one record of a source or list: whom it names and of whom it turned out to speak.
type recordRow struct {
	Name, Locator string
	Person        link
	Withdrawn     bool
}

// Lines shown of one source at a time.
const (
	recordsShown = 50
	claimsShown  = 25
)

// sourcePage says what a source is, with whom it shares its lineage, and what it says.
func sourcePage(d *desk) (page, error) {
	s, err := d.a.Index.Source(d.ctx, d.r.PathValue("id"))
	if err != nil {
		return page{}, err
	}
	v := sourceView{Reliability: s.Reliability}
	v.Head = heading{Crumb: &link{Text: d.t.T("nav.sources"), URL: "/sources"}, Kicker: d.t.word("kind", s.Kind), Text: nameOr(s.Title, s.ID), Lede: s.Author}
	v.Facts = d.sourceFacts(s)
	if err := d.siblings(&v, s); err != nil {
		return page{}, err
	}
	fromRecord, err1 := d.from("records")
	fromClaim, err2 := d.from("claims")
	if err1 != nil || err2 != nil {
		return page{}, errAsked
	}
	records, next, err := d.a.Index.Records(d.ctx, index.Filter{Source: s.ID}, index.Page{From: fromRecord, Limit: recordsShown})
	if err != nil {
		return page{}, err
	}
	if v.Records, err = d.recordRows(records); err != nil {
		return page{}, err
	}
	v.RecordPager = d.onward("records", fromRecord, next)
	claims, next, err := d.a.Index.Claims(d.ctx, index.Filter{Source: s.ID}, index.Page{From: fromClaim, Limit: claimsShown})
	if err != nil {
		return page{}, err
	}
	if v.Claims, err = d.cites(claims); err != nil {
		return page{}, err
	}
	for i := range v.Claims {
		v.Claims[i].Source = nil // the source of this page
	}
	v.ClaimPager = d.onward("claims", fromClaim, next)
	if len(v.Records) == 0 && len(v.Claims) == 0 {
		v.Silent = d.t.T("source.silent")
	}
	return page{sheet: "source", title: v.Head.Text, nav: "sources", body: v}, nil
}

func (d *desk) sourceFacts(s index.SourceHead) []fact {
	var out []fact
	add := func(key, text string) {
		if text != "" {
			out = append(out, fact{Name: d.t.T(key), Text: text})
		}
	}
	add("source.publisher", s.Publisher)
	add("source.year", d.t.date(s.Year))
	if s.Public != "" {
		add("source.public", d.t.date(s.Public))
	} else {
		add("source.public", d.t.T("source.public_unknown"))
	}
	var langs []string
	for _, l := range s.Languages {
		langs = append(langs, d.t.language(l))
	}
	add("source.language", strings.Join(langs, ", "))
	if s.URL != "" {
		f := fact{Name: d.t.T("source.url"), Text: s.URL}
		if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
			f.URL = s.URL
		}
		out = append(out, f)
	}
	for _, n := range s.Extra {
		if n.Value != "" && n.Value != s.ID {
			out = append(out, fact{Name: words(n.Name), Text: n.Value})
		}
	}
	out = append(out, fact{Name: d.t.T("source.says"), Text: nameOr(d.holds(s.Records, s.Claims), d.t.N("word.claims_n", 0))},
		fact{Name: d.t.T("source.id"), Text: s.ID})
	return out
}

// siblings finds the sources that share a lineage: together they are one voice.
func (d *desk) siblings(v *sourceView, s index.SourceHead) error {
	if s.Lineage == "" {
		v.Lineage = d.t.T("source.alone")
		return nil
	}
	all, err := d.a.Index.Sources(d.ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Lineage == s.Lineage && other.ID != s.ID {
			v.Siblings = append(v.Siblings, link{Text: nameOr(other.Title, other.ID), URL: address("/source/", other.ID), Lang: firstOf(other.Languages)})
		}
	}
	if len(v.Siblings) == 0 {
		v.Lineage = d.t.T("source.lineage_one", "Lineage", s.Lineage)
	} else {
		v.Lineage = d.t.N("source.lineage", len(v.Siblings), "Lineage", s.Lineage)
	}
	return nil
}

// holds counts records and claims, leaving out what there is none of.
func (d *desk) holds(records, claims int) string {
	var parts []string
	if records > 0 {
		parts = append(parts, d.t.N("word.records_n", records))
	}
	if claims > 0 {
		parts = append(parts, d.t.N("word.claims_n", claims))
	}
	return strings.Join(parts, " · ")
}
