package web

import (
	"slices"

	"byname/evidence/claim"
	"byname/serve/search"
)

// passage is one claim or record in whose text words of the query stand.
type passage struct {
	About, Open link    // of whom or what; where it stands among the others
	Says        string  // the predicate in words, or that it is a record
	Pieces      []piece // the text around the words
	Badges      []badge // what limits the statement: duress, fiction, doubt
	Source      link
	Locator     string
	naming      bool // says no more than a name: its persons are found already
}

// piece is a stretch of text, marked when it is a word of the query.
type piece struct {
	Text string
	Mark bool
}

// Passages shown: beside persons found by name, in place of persons, and on a page of their own.
const (
	passagesBeside = 5
	passagesAlone  = 12
	passagesAll    = 60
)

// How much of the query a passage must hold: beside persons found by name only
// what holds all of it, otherwise more than half.
const (
	heldBeside = 0.85
	heldAlone  = 0.5
)

// fillPassages looks for the query in claims and records. Where persons were
// found by name it is asked only on their first page.
func (d *desk) fillPassages(v *searchView, q string, alone bool) error {
	limit, held := passagesAlone, heldAlone
	switch {
	case alone:
		limit = passagesAll
	case v.Named:
		limit, held = passagesBeside, heldBeside
	}
	found, err := d.a.Search.Words(d.ctx, search.Query{Text: q, Limit: passagesAll})
	if err != nil {
		return err
	}
	hits := slices.DeleteFunc(found.Results, func(h search.Hit) bool { return h.Score < held || h.Snippet.Text == "" })
	for _, h := range hits[:min(3*limit, len(hits))] {
		p, err := d.passage(h)
		if err != nil {
			return err
		}
		if len(v.Passages) < limit && !(v.Named && p.naming) {
			v.Passages = append(v.Passages, p)
		}
	}
	v.PassagesCount = d.t.N("search.passages", len(hits))
	if v.Named {
		v.PassagesCount = d.t.T("search.passages_beside")
	}
	if len(hits) > limit {
		v.AllPassages = d.with("in", inWords)
	}
	return nil
}

// inWords is the value of ?in= that asks for passages alone.
const inWords = "words"

func (d *desk) passage(h search.Hit) (passage, error) {
	p := passage{Pieces: pieces(h.Snippet)}
	var src string
	if h.Kind == "record" {
		r, err := d.a.Index.Record(d.ctx, h.ID)
		if err != nil {
			return p, err
		}
		p.Says, src, p.Locator = d.t.T("record.one"), r.Source, r.Locator
		p.Open.URL = address("/record/", h.ID)
	} else {
		c, err := d.a.Index.Claim(d.ctx, h.ID)
		if err != nil {
			return p, err
		}
		p.Says, src, p.Locator = d.t.word("predicate", c.Predicate), c.Source, c.Locator
		said, err := d.asserted(c)
		if err != nil {
			return p, err
		}
		p.Badges = d.badges(said)
		p.naming = c.Predicate == namePredicate || c.Predicate == participantPredicate
		p.Open.URL = address("/claim/", h.ID)
	}
	var err error
	if p.Source, err = d.sourceLink(src); err != nil {
		return p, err
	}
	p.About, err = d.refLink(claim.Ref(h.About))
	return p, err
}

// pieces cuts a snippet at its marks.
func pieces(s search.Snippet) []piece {
	var out []piece
	add := func(text string, mark bool) {
		if text != "" {
			out = append(out, piece{text, mark})
		}
	}
	at := 0
	for _, m := range s.Marks {
		if m[0] < at || m[1] < m[0] || m[1] > len(s.Text) {
			continue
		}
		add(s.Text[at:m[0]], false)
		add(s.Text[m[0]:m[1]], true)
		at = m[1]
	}
	add(s.Text[at:], false)
	return out
}
