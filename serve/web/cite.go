package web

import (
	"sort"
	"strings"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/ground/when"
	"byname/person"
)

// cite is one claim as a citation: who says what, where, how it came about, since when.
type cite struct {
	Anchor     string
	Subject    *link  // of whom, where the page is not about the subject
	Says       string // the predicate in words, with Subject
	Value      string
	When       string
	Object     *link
	Paraphrase string
	Badges     []badge
	Told       string
	Source     *link
	Locator    string
	Known      string
	Extra      []cell
}

// badge is a short word on a claim. Class only adds colour to what Text says.
type badge struct{ Class, Text string }

// says is what a citation is made from: a claim as asserted or as part of a person.
type says struct {
	id, value, edtf, place, source, locator    string
	circumstance, told, paraphrase             string
	known, basis                               string
	stance                                     claim.Stance
	object                                     claim.Ref
	extra                                      []record.Cell
	coerced, accuser, fiction, gone, retracted bool
}

// asserted makes the source of a citation from a claim of the index.
func (d *desk) asserted(c *claim.Claim) (says, error) {
	s, err := d.source(c.Source)
	known, basis := c.KnownSince, c.KnownBasis
	if known == "" {
		known, basis = s.Public, ""
	}
	return says{id: c.ID, value: c.Value, edtf: c.EDTF, place: c.Place, source: c.Source, locator: c.Locator,
		circumstance: c.Circumstance, told: c.Told, paraphrase: c.Paraphrase, known: known, basis: basis,
		stance: c.Stance, object: c.Object, extra: c.Extra,
		coerced: c.Coerced(), accuser: c.Accuser(), fiction: s.Fiction()}, err
}

// assembled makes the source of a citation from a claim of a person.
func assembled(c *person.Claim) says {
	return says{id: c.ID, value: c.Value, edtf: c.EDTF, place: c.Place, source: c.Source, locator: c.Locator,
		circumstance: c.Circumstance, told: c.Told, paraphrase: c.Paraphrase, known: c.KnownSince, basis: c.KnownBasis,
		stance: c.Stance, object: c.Object, extra: c.Extra,
		coerced: c.Coerced, accuser: c.Accuser, fiction: c.Fiction, gone: c.Withdrawn, retracted: len(c.RetractedBy) > 0}
}

// cite composes a citation without value and subject; callers that need them set them.
func (d *desk) cite(c says) (cite, error) {
	out := cite{
		Anchor: anchor("c", c.id), Paraphrase: c.paraphrase, Locator: c.locator,
		Badges: d.badges(c), Known: d.known(c.known, c.basis),
	}
	if c.told != c.circumstance && c.told != d.t.word("circumstance", c.circumstance) {
		out.Told = c.told // more than the badge says
	}
	out.When = d.dated(c.edtf, c.place)
	if c.source != "" {
		l, err := d.sourceLink(c.source)
		if err != nil {
			return out, err
		}
		out.Source = &l
	}
	if c.object != "" {
		l, err := d.refLink(c.object)
		if err != nil {
			return out, err
		}
		out.Object = &l
	}
	for _, x := range c.extra {
		out.Extra = append(out.Extra, cell{Name: x.Column, Text: x.Text})
	}
	return out, nil
}

// badges says in words what limits a statement.
func (d *desk) badges(c says) []badge {
	var out []badge
	add := func(class, key string) { out = append(out, badge{class, d.t.T(key)}) }
	switch {
	case c.coerced:
		out = append(out, badge{"duress", d.t.T("badge.coerced", "How", d.t.word("circumstance", c.circumstance))})
	case c.accuser:
		out = append(out, badge{"duress", d.t.T("badge.accuser", "How", d.t.word("circumstance", c.circumstance))})
	case c.fiction && c.circumstance == "fiction":
		// said below, and what follows from it
	case c.circumstance != "":
		out = append(out, badge{"", d.t.word("circumstance", c.circumstance)})
	}
	switch c.stance {
	case claim.Denies:
		add("denies", "badge.denies")
	case claim.Uncertain:
		add("", "badge.uncertain")
	}
	if c.fiction {
		add("", "badge.fiction")
	}
	if c.retracted {
		add("denies", "badge.retracted")
	}
	if c.gone {
		add("denies", "badge.withdrawn")
	}
	return out
}

// known words since when a statement could be read.
func (d *desk) known(edtf, basis string) string {
	switch {
	case edtf == "":
		return d.t.T("claim.known_unknown")
	case basis != "":
		return d.t.T("claim.known_basis", "Date", d.t.date(edtf), "Basis", d.t.word("basis", basis))
	}
	return d.t.T("claim.known", "Date", d.t.date(edtf))
}

// dated words when and where something held.
func (d *desk) dated(edtf, place string) string {
	var parts []string
	if edtf != "" {
		parts = append(parts, d.t.date(edtf))
	}
	if place != "" {
		parts = append(parts, place)
	}
	return strings.Join(parts, ", ")
}

// citeOn composes the citation of a claim on a page that is not about its subject.
func (d *desk) citeOn(c *claim.Claim) (cite, error) {
	s, err := d.asserted(c)
	if err != nil {
		return cite{}, err
	}
	out, err := d.cite(s)
	if err != nil {
		return out, err
	}
	l, err := d.refLink(c.Subject)
	out.Subject, out.Says, out.Value = &l, d.t.word("predicate", c.Predicate), c.Value
	if out.Value == "" && out.Object == nil && c.EDTF != "" {
		out.Value, out.When = out.When, ""
	}
	return out, err
}

// cites composes many.
func (d *desk) cites(claims []*claim.Claim) ([]cite, error) {
	out := make([]cite, 0, len(claims))
	for _, c := range claims {
		x, err := d.citeOn(c)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// anchor makes an id for the page from an id of the data: letters, digits and
// hyphens stay, whatever else becomes its code, so that distinct ids stay distinct.
func anchor(prefix, id string) string {
	var b strings.Builder
	b.WriteString(prefix)
	b.WriteByte('-')
	const hex = "0123456789abcdef"
	for i := range len(id) {
		c := id[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-':
			b.WriteByte(c)
		default:
			b.WriteByte('_')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// byDate orders EDTF expressions by the first day they can mean; what has no date comes last.
func byDate[T any](list []T, edtf func(T) string) {
	keys := make(map[string]when.Days, len(list))
	for _, x := range list {
		e := edtf(x)
		if _, ok := keys[e]; ok {
			continue
		}
		keys[e] = when.MaxDays
		if date, err := when.Parse(e); err == nil && !date.IsZero() {
			keys[e] = date.Earliest()
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return keys[edtf(list[i])] < keys[edtf(list[j])] })
}
