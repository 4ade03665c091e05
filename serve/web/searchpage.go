package web

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"byname/ground/when"
	"byname/person"
	"byname/serve/search"
)

// searchView is what search.html lays out.
type searchView struct {
	Head    heading
	Query   string
	Named   bool // persons were found by name
	Count   string
	Start   int
	Hits    []hitRow
	Pager   pager
	Nothing *blank
	Near    []link

	Passages      []passage
	PassagesCount string
	AllPassages   string // address of all passages, when there are more
	Back          string // address of the persons, on the page of passages
}

// hitRow is one person found.
type hitRow struct {
	Person             link
	Years, Why, Counts string
}

// hitsPerPage is how many persons a page of results shows.
const hitsPerPage = 20

func searchAddress(q string) string { return "/search?q=" + url.QueryEscape(q) }

func searchPage(d *desk) (page, error) {
	q := strings.TrimSpace(d.r.URL.Query().Get("q"))
	number, err := d.pageNumber()
	if err != nil || utf8.RuneCountInString(q) > maxQuery {
		return page{}, errAsked
	}
	v := searchView{Query: q, Head: heading{Text: d.t.T("search.title")}}
	p := page{sheet: "search", title: v.Head.Text, query: q}
	if q == "" {
		v.Nothing = &blank{Text: d.t.T("search.empty"), Hint: d.t.T("search.hint")}
		p.body = v
		return p, nil
	}
	p.title = d.t.T("search.title_for", "Query", q)
	alone := d.r.URL.Query().Get("in") == inWords
	if alone {
		v.Back = searchAddress(q)
	} else if err := d.fillHits(&v, q, number); err != nil {
		return page{}, err
	}
	if number == 1 {
		if err := d.fillPassages(&v, q, alone); err != nil {
			return page{}, err
		}
	}
	if len(v.Hits) == 0 && len(v.Passages) == 0 {
		v.Nothing = &blank{Text: d.t.T("search.nothing", "Query", q), Hint: d.t.T("search.nothing_hint")}
	}
	p.body = v
	return p, nil
}

// fillHits looks for persons.
func (d *desk) fillHits(v *searchView, q string, number int) error {
	offset := (number - 1) * hitsPerPage
	found, err := d.a.Search.Search(d.ctx, search.Query{Text: q, Limit: hitsPerPage, Offset: offset})
	if err != nil {
		return err
	}
	v.Named = found.By == "name"
	for _, r := range found.Results {
		if r.Match == inWords {
			continue // its words stand among the passages
		}
		row, err := d.hit(r)
		if err != nil {
			return err
		}
		v.Hits = append(v.Hits, row)
	}
	v.Start = offset + 1
	d.turn(v, number, found)
	for _, n := range found.Near {
		v.Near = append(v.Near, link{Text: n, URL: searchAddress(n)})
	}
	return nil
}

// pageNumber reads ?page=, from 1.
func (d *desk) pageNumber() (int, error) {
	text := d.r.URL.Query().Get("page")
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxPage {
		return 0, errAsked
	}
	return n, nil
}

// turn fills in the count and the way to further pages.
func (d *desk) turn(v *searchView, number int, found search.Results) {
	if len(v.Hits) == 0 {
		return
	}
	reach := min(found.Total, reachable)
	last := v.Start + len(v.Hits) - 1
	if !v.Named {
		v.Count = d.t.T("search.alike")
		return
	}
	v.Count = d.t.N("search.count", found.Total)
	v.Pager.Where = d.t.T("pager.range", "From", d.t.num(v.Start), "To", d.t.num(last))
	if number > 1 {
		v.Pager.Previous = d.with("page", turned(number-1))
	}
	if len(v.Hits) == hitsPerPage && last < reach {
		v.Pager.Next = d.with("page", strconv.Itoa(number+1))
	}
}

// reachable is how many persons of one query the search can give.
const reachable = 300

func turned(number int) string {
	if number == 1 {
		return ""
	}
	return strconv.Itoa(number)
}

// hit composes one person found: years and counts come from the person, why from the search.
func (d *desk) hit(r search.Result) (hitRow, error) {
	row, err := d.row(r.Person, r.Name)
	if err != nil {
		return row, err
	}
	if r.Form != "" {
		row.Why = d.t.T("search.why", "Form", r.Form, "How", d.t.word("match", r.Match))
		if r.Year != "" {
			row.Why += "; " + d.t.T("search.why_year", "Year", r.Year)
		}
	}
	return row, nil
}

// row composes a person for a list: name, years, and of how many records and
// sources. It puts the person together, up to half a millisecond of reading: a list
// of persons is at most personsShown long.
func (d *desk) row(id, name string) (hitRow, error) {
	in, err := d.input(id)
	if err != nil {
		return hitRow{}, err
	}
	p := person.Assemble(in)
	sources := map[string]bool{}
	for _, rec := range p.Records {
		sources[rec.Source] = true
	}
	for _, c := range p.Claims {
		sources[c.Source] = true
	}
	return hitRow{Person: link{Text: nameOr(p.Title, nameOr(name, id)), URL: address("/person/", id)}, Years: d.years(p.Life),
		Counts: d.t.N("word.records_n", len(p.Records)) + " · " + d.t.N("word.sources_n", len(sources))}, nil
}

// years is the life as "1877–1937", with "?" where unknown or disputed.
func (d *desk) years(l person.Life) string {
	year := func(edtf string, disputed bool) string {
		date, err := when.Parse(edtf)
		if err != nil || date.IsZero() || date.Earliest() == when.MinDays {
			return ""
		}
		y, _, _ := date.Earliest().Civil()
		last, _, _ := date.Latest().Civil()
		text := strconv.FormatInt(y, 10)
		if disputed || last != y {
			text += "?"
		}
		return text
	}
	b, e := year(l.Birth, l.BirthDisputed), year(l.Death, l.DeathDisputed)
	switch {
	case b == "" && e == "":
		return ""
	case b == "":
		return "?–" + e
	case e == "":
		return b + "–?"
	}
	return b + "–" + e
}
