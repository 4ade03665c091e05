package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"byname/evidence/claim"
	"byname/evidence/source"
	"byname/store/index"
)

// desk is where one page is composed: the request, its language, the archive,
// and what has been looked up already.
type desk struct {
	ctx     context.Context
	r       *http.Request
	t       *tongue
	a       *Archive
	title   string          // of the archive
	moments []string        // years offered for "as known at"
	lists   map[string]bool // lists of records: a ref of this kind is a record
	sources map[string]index.SourceHead
	refs    map[claim.Ref]link
}

func newDesk(s *site, r *http.Request, t *tongue, a *Archive) *desk {
	d := &desk{ctx: r.Context(), r: r, t: t, a: a, title: s.title, moments: s.moments,
		lists: map[string]bool{}, sources: map[string]index.SourceHead{}, refs: map[claim.Ref]link{}}
	for _, l := range a.Index.Lists() {
		// A list of claims may be called as what its claims are about: "reading".
		d.lists[l.ID] = l.Records > 0 || l.Claims == 0
	}
	return d
}

// link is a text of the data and where it leads; URL "" leads nowhere.
type link struct{ Text, URL, Lang string }

// heading begins a page.
type heading struct {
	Crumb        *link
	Kicker, Text string
	Lede         string
}

// fact is one line of a description.
type fact struct {
	Name, Text, URL string
	Links           []link
}

// cell is one named text shown as given.
type cell struct{ Name, Text string }

// blank is a state with nothing to show: what it means and what to do next.
type blank struct {
	Text, Hint string
	Commands   []string
}

// pager leads to the pages before and after.
type pager struct{ Previous, Next, Where string }

// address builds a path of which the last part comes from the data: one
// segment, whatever stands in it.
func address(prefix, id string) string { return prefix + url.PathEscape(id) }

// source looks a source up once a page; one that is only named has its id as title.
func (d *desk) source(id string) (index.SourceHead, error) {
	if s, ok := d.sources[id]; ok {
		return s, nil
	}
	s, err := d.a.Index.Source(d.ctx, id)
	if errors.Is(err, index.ErrNotFound) {
		s, err = index.SourceHead{Source: source.Source{ID: id}}, nil
	}
	if s.Title == "" {
		s.Title = id
	}
	d.sources[id] = s
	return s, err
}

// lookup is source in the form package person asks for.
func (d *desk) lookup(id string) (source.Source, bool) {
	s, err := d.source(id)
	return s.Source, err == nil
}

func (d *desk) sourceLink(id string) (link, error) {
	if id == "" {
		return link{}, nil
	}
	s, err := d.source(id)
	return link{Text: s.Title, URL: address("/source/", id), Lang: firstOf(s.Languages)}, err
}

// refLink leads to whatever a ref names: an event, another subject, or, for a
// record, the person it turned out to be about.
func (d *desk) refLink(ref claim.Ref) (link, error) {
	if l, ok := d.refs[ref]; ok || ref == "" {
		return l, nil
	}
	l, err := d.resolve(ref)
	d.refs[ref] = l
	return l, err
}

func (d *desk) resolve(ref claim.Ref) (link, error) {
	if d.lists[ref.Kind()] {
		return d.recordLink(string(ref))
	}
	s, err := d.a.Index.Subject(d.ctx, ref)
	if errors.Is(err, index.ErrNotFound) {
		return link{Text: words(ref.Key())}, nil
	}
	return link{Text: subjectLabel(s), URL: refAddress(ref)}, err
}

func (d *desk) recordLink(id string) (link, error) {
	person, err := d.a.Index.PersonOf(d.ctx, id)
	if errors.Is(err, index.ErrNotFound) {
		return link{Text: id, URL: address("/record/", id)}, nil
	}
	if err != nil {
		return link{}, err
	}
	heads, err := d.a.Index.PersonHeads(d.ctx, person)
	if err != nil || len(heads) == 0 {
		return link{Text: id, URL: address("/record/", id)}, err
	}
	return link{Text: nameOr(heads[0].Name, id), URL: address("/person/", person)}, nil
}

// refAddress is the page of a subject that is no person.
func refAddress(ref claim.Ref) string {
	if ref.Kind() == "event" {
		return address("/event/", ref.Key())
	}
	return address("/subject/", string(ref))
}

func subjectLabel(s index.Subject) string {
	if s.Label == s.Ref.Key() { // nothing said how it is called
		return words(s.Label)
	}
	return nameOr(s.Label, words(s.Ref.Key()))
}

// words makes a key readable: hyphens and underscores are blanks.
func words(key string) string { return strings.NewReplacer("_", " ", "-", " ").Replace(key) }

func nameOr(name, otherwise string) string {
	if strings.TrimSpace(name) == "" {
		return otherwise
	}
	return name
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// from reads where a listing is to begin: an ordinal the page before gave.
func (d *desk) from(param string) (int64, error) {
	text := d.r.URL.Query().Get(param)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, errAsked
	}
	return n, nil
}

// onward makes the pager of a listing that begins at from and goes on at next.
// Going back is to its beginning: listings are read forwards.
func (d *desk) onward(param string, from, next int64) pager {
	var p pager
	if from > 0 {
		p.Previous = d.with(param, "")
	}
	if next > 0 {
		p.Next = d.with(param, strconv.FormatInt(next, 10))
	}
	return p
}

// with is the address of this page with one parameter changed, or left out if value is "".
func (d *desk) with(param, value string) string {
	q := d.r.URL.Query()
	q.Del("lang")
	if value == "" {
		q.Del(param)
	} else {
		q.Set(param, value)
	}
	u := url.URL{Path: d.r.URL.Path, RawPath: d.r.URL.RawPath, RawQuery: q.Encode()}
	return u.String()
}
