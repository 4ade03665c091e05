package web

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"byname/evidence/claim"
	"byname/ground/name"
	"byname/person"
	"byname/serve/dossier"
	"byname/store/index"
)

// personView is what person.html lays out.
type personView struct {
	Title, TitleLang, Span string
	Counts, LaterName      string
	AsOf                   asOf
	Contents               []link
	JSON, Permalink        string
	Names                  []scriptNames
	Life                   *lifeline
	Clashes                string
	Groups                 []group
	Events                 []eventRow
	NamedBy, NamedOthers   []cite
	RecordsNote            string
	Records                []member
	Near                   []nearPerson
}

// scriptNames are the written forms in one script.
type scriptNames struct {
	Script string
	Names  []nameForm
}

type nameForm struct {
	Text, Lang, Who string
	Sources         []link
	Notes           []string
}

// personPage answers /person/ID and /person/ID.json, both as known at ?as-of=.
func personPage(d *desk) (page, error) {
	id, asJSON := strings.CutSuffix(d.r.PathValue("id"), ".json")
	m := d.moment()
	if m.problem && asJSON {
		return page{}, errAsked
	}
	in, err := d.input(id)
	if err != nil {
		return page{}, err
	}
	if asJSON {
		in.AsOf, in.Lang = m.at, "" // what the command line answers
		raw, err := json.MarshalIndent(person.Assemble(in), "", "  ")
		return page{raw: append(raw, '\n')}, err
	}
	all, shown := m.assemble(in)
	v := personView{Title: nameOr(shown.Title, nameOr(all.Title, id)), Permalink: address("/person/", id), JSON: d.jsonAddress(id, m.asked)}
	if err := d.fillPerson(&v, &shown, &m); err != nil {
		return page{}, err
	}
	v.AsOf = d.asOf(v.Permalink, m, &all)
	return page{sheet: "person", title: v.Title, nav: "persons", json: v.JSON, body: v}, nil
}

func (d *desk) jsonAddress(id, asOf string) string {
	to := address("/person/", id) + ".json"
	if asOf != "" {
		to += "?as-of=" + url.QueryEscape(asOf)
	}
	return to
}

// input gathers what is known of a person, its title to be chosen in the language of the page.
func (d *desk) input(id string) (person.Input, error) {
	in, err := dossier.Gather(d.ctx, d.a.Index, id)
	in.Source, in.Lang = d.lookup, d.t.code
	return in, err
}

// fillPerson composes everything below the head of the page.
func (d *desk) fillPerson(v *personView, p *person.Person, m *moment) error {
	var err error
	for _, n := range p.Names {
		if n.Text == v.Title {
			v.TitleLang = n.Lang
			break
		}
	}
	v.Span = d.span(p.Life)
	if p.Title == "" && !m.at.IsZero() {
		v.LaterName = d.t.T("person.later_name")
	}
	if v.Names, err = d.names(p.Names); err != nil {
		return err
	}
	v.Life = d.lifeline(p)
	if v.Groups, err = d.groups(p); err != nil {
		return err
	}
	disputed := 0
	for _, g := range v.Groups {
		if g.Clash != "" {
			disputed++
		}
	}
	if disputed > 0 {
		v.Clashes = d.t.N("person.clashes", disputed)
	}
	if err := d.fillNamed(v, p, m); err != nil {
		return err
	}
	if err := d.fillRecords(v, p); err != nil {
		return err
	}
	sources := map[string]bool{}
	for _, r := range p.Records {
		sources[r.Source] = true
	}
	for _, c := range p.Claims {
		sources[c.Source] = true
	}
	v.Counts = strings.Join([]string{d.t.N("word.records_n", len(p.Records)), d.t.N("word.claims_n", len(p.Claims)),
		d.t.N("word.sources_n", len(sources))}, " · ")
	v.Contents = d.contents(v)
	return nil
}

// contents lists the sections the page has.
func (d *desk) contents(v *personView) []link {
	var out []link
	for _, s := range []struct {
		id, key string
		there   bool
	}{
		{"names", "person.names", len(v.Names) > 0}, {"life", "life.title", v.Life != nil},
		{"claims", "person.said", true}, {"events", "person.events", len(v.Events) > 0},
		{"named-by", "person.named_by", len(v.NamedBy) > 0}, {"named", "person.named", len(v.NamedOthers) > 0},
		{"records", "person.records", len(v.Records) > 0}, {"near", "person.near", len(v.Near) > 0},
	} {
		if s.there {
			out = append(out, link{Text: d.t.T(s.key), URL: "#" + s.id})
		}
	}
	return out
}

// span is the life in one line: "born 1877 · executed 30 October 1937 (other dates are given)".
func (d *desk) span(l person.Life) string {
	var parts []string
	add := func(key, edtf string, disputed bool) {
		if edtf == "" {
			return
		}
		text := d.t.T(key, "Date", d.t.date(edtf))
		if disputed {
			text += " " + d.t.T("life.disputed")
		}
		parts = append(parts, text)
	}
	add("life.born", l.Birth, l.BirthDisputed)
	if l.Fate == "execution" {
		add("life.executed", l.Death, l.DeathDisputed)
	} else {
		add("life.died", l.Death, l.DeathDisputed)
	}
	return strings.Join(parts, " · ")
}

// names groups the written forms by script, in the order of the person.
func (d *desk) names(all []person.Name) ([]scriptNames, error) {
	var out []scriptNames
	place := map[string]int{}
	for _, n := range all {
		script := n.Script
		if script == "" {
			script = name.ScriptOf(n.Text)
		}
		i, ok := place[script]
		if !ok {
			i = len(out)
			place[script] = i
			out = append(out, scriptNames{Script: d.t.script(script)})
		}
		f := nameForm{Text: n.Text, Lang: n.Lang, Notes: n.Notes}
		who := []string{d.t.N("word.sources_n", len(n.Sources))}
		if n.Lang != "" {
			who = append([]string{d.t.language(n.Lang)}, who...)
		}
		if n.Other {
			who = append(who, d.t.T("person.other_name"))
		}
		f.Who = strings.Join(who, " · ")
		for _, id := range n.Sources {
			l, err := d.sourceLink(id)
			if err != nil {
				return nil, err
			}
			f.Sources = append(f.Sources, l)
		}
		out[i].Names = append(out[i].Names, f)
	}
	return out, nil
}

// fillNamed finds the events the person took part in, who named the person and whom the person named.
func (d *desk) fillNamed(v *personView, p *person.Person, m *moment) error {
	refs := make([]claim.Ref, len(p.Records))
	for i, r := range p.Records {
		refs[i] = claim.Ref(r.ID)
	}
	naming, err := d.a.Index.ClaimsNaming(d.ctx, refs...)
	if err != nil {
		return err
	}
	var events []*claim.Claim
	for _, c := range naming {
		visible, err := m.shows(d, c)
		if err != nil {
			return err
		}
		switch {
		case !visible: // counted
		case c.Subject.Kind() == "event":
			events = append(events, c)
		default:
			x, err := d.citeOn(c)
			if err != nil {
				return err
			}
			x.Object = nil // the person of this page
			v.NamedBy = append(v.NamedBy, x)
		}
	}
	if v.Events, err = d.eventRows(events, m.at); err != nil {
		return err
	}
	for _, c := range p.Claims {
		if c.Object == "" {
			continue
		}
		x, err := d.cite(assembled(c))
		if err != nil {
			return err
		}
		x.Anchor = "" // it has its place among the claims already
		x.Value = c.Value
		v.NamedOthers = append(v.NamedOthers, x)
	}
	return nil
}

// recordPage leads from a record to the person it is about, or shows a withdrawn entry by itself.
func recordPage(d *desk) (page, error) {
	id := d.r.PathValue("id")
	owner, err := d.a.Index.PersonOf(d.ctx, id)
	if err == nil {
		return page{}, redirect(address("/person/", owner) + "#" + anchor("r", id))
	}
	if !errors.Is(err, index.ErrNotFound) {
		return page{}, err
	}
	r, err := d.a.Index.Record(d.ctx, id)
	if err != nil {
		return page{}, err
	}
	v := recordView{Cells: cells(r), Note: d.t.T("record.alone")}
	if r.Withdrawn {
		v.Note = d.t.T("record.withdrawn")
	}
	v.Head = heading{Kicker: d.t.T("record.one"), Text: recordName(r)}
	if v.Facts, err = d.recordFacts(r); err != nil {
		return page{}, err
	}
	return page{sheet: "record", title: v.Head.Text, nav: "persons", body: v}, nil
}
