package web

import (
	"slices"

	"byname/store/index"
)

// homeView is what home.html lays out.
type homeView struct {
	Title    string
	Empty    bool
	Blank    blank
	Examples []link
	Tiles    []tile
	Lists    []listRow
}

// tile is one number of what is in the archive and where it leads.
type tile struct{ N, Text, Label, URL string }

// How much of the lists the home page shows, and of how many persons it takes examples.
const (
	homeLists    = 5
	homeExamples = 4
)

func home(d *desk) (page, error) {
	totals, err := d.totals()
	if err != nil {
		return page{}, err
	}
	v := homeView{Title: d.title}
	lists := slices.Clone(d.a.Index.Lists())
	if len(lists) == 0 {
		v.Empty = true
		v.Blank = blank{Text: d.t.T("home.empty_next"), Hint: d.t.T("home.empty_hint"),
			Commands: []string{"byname import --guess FILE", "byname import FILE", "byname build"}}
		return page{sheet: "home", body: v}, nil
	}
	v.Tiles = d.tiles(totals, len(lists))
	slices.SortStableFunc(lists, func(a, b index.List) int { return b.Current.When.Compare(a.Current.When) })
	for _, l := range lists[:min(homeLists, len(lists))] {
		v.Lists = append(v.Lists, d.listRow(l))
	}
	v.Examples, err = d.examples()
	return page{sheet: "home", body: v}, err
}

func (d *desk) tiles(t index.Totals, lists int) []tile {
	var out []tile
	for _, x := range []struct {
		n        int
		key, url string
	}{
		{t.Persons, "word.persons_n", "/persons"}, {t.Records, "word.records_n", "/lists"}, {t.Sources, "word.sources_n", "/sources"},
		{t.Claims, "word.claims_n", "/subjects"}, {t.Kinds["event"], "word.events_n", "/events"},
		{lists, "word.lists_n", "/lists"}, {t.Problems, "word.problems_n", "/problems"},
	} {
		if x.n == 0 && x.key == "word.events_n" {
			continue
		}
		out = append(out, tile{N: d.t.num(x.n), Text: d.t.N(x.key+"_bare", x.n), Label: d.t.N(x.key, x.n), URL: x.url})
	}
	return out
}

// examples are names of persons that many records speak of, in several scripts where there are.
func (d *desk) examples() ([]link, error) {
	heads, err := d.mostAttested()
	if err != nil {
		return nil, err
	}
	var out []link
	for _, h := range heads {
		if h.Name != "" {
			out = append(out, link{Text: h.Name, URL: searchAddress(h.Name)})
		}
	}
	return out, nil
}

// personsView is what persons.html lays out.
type personsView struct {
	Head  heading
	Rows  []hitRow
	Pager pager
	Blank *blank
}

// personsShown is how many persons a page lists.
const personsShown = 25

// personsPage lists everyone, in the order in which the lists were imported.
func personsPage(d *desk) (page, error) {
	from, err := d.from("from")
	if err != nil {
		return page{}, err
	}
	totals, err := d.totals()
	if err != nil {
		return page{}, err
	}
	heads, next, err := d.a.Index.Heads(d.ctx, index.Page{From: from, Limit: personsShown})
	if err != nil {
		return page{}, err
	}
	v := personsView{Head: heading{Text: d.t.T("nav.persons"), Lede: d.t.N("persons.lede", totals.Persons)}, Pager: d.onward("from", from, next)}
	for _, h := range heads {
		row, err := d.row(h.ID, nameOr(h.Name, h.First))
		if err != nil {
			return page{}, err
		}
		v.Rows = append(v.Rows, row)
	}
	if len(heads) == 0 {
		v.Blank = &blank{Text: d.t.T("persons.none")}
	}
	return page{sheet: "persons", title: v.Head.Text, nav: "persons", body: v}, nil
}

// aboutView is what about.html lays out.
type aboutView struct {
	Words            []term
	LogSize, LogRoot string
}

// term is a word of the archive and what it means here.
type term struct{ Anchor, Word, Meaning string }

// explainedWords are the words the page explains, in order; their texts are about.word.* and about.meaning.*.
var explainedWords = [...]string{"source", "lineage", "record", "locator", "claim", "circumstance", "person", "list", "weight", "known"}

// about explains how to read the pages. It needs no archive.
func about(t *tongue, a *Archive) aboutView {
	var v aboutView
	for _, w := range explainedWords {
		v.Words = append(v.Words, term{Anchor: "word-" + w, Word: t.T("about.word." + w), Meaning: t.T("about.meaning." + w)})
	}
	if a != nil {
		m := a.Index.Meta()
		v.LogRoot = m.LogRoot
		if m.LogSize > 0 {
			v.LogSize = t.num(int(m.LogSize))
		}
	}
	return v
}

// totals counts the archive once a build.
func (d *desk) totals() (index.Totals, error) {
	d.a.mu.Lock()
	defer d.a.mu.Unlock()
	if d.a.totals == nil {
		t, err := d.a.Index.Totals(d.ctx)
		if err != nil {
			return t, err
		}
		d.a.totals = &t
	}
	return *d.a.totals, nil
}

// mostAttested finds the persons of most records once a build.
func (d *desk) mostAttested() ([]index.Head, error) {
	d.a.mu.Lock()
	defer d.a.mu.Unlock()
	if d.a.most == nil {
		heads, err := d.a.Index.MostAttested(d.ctx, homeExamples)
		if err != nil {
			return nil, err
		}
		d.a.most = heads
	}
	return d.a.most, nil
}
