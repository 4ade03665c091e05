package person

import (
	"cmp"
	"slices"
	"strings"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
	"byname/ground/when"
)

// Assemble puts the person together as known at in.AsOf. It never fails: a
// source that is not known, or a date that cannot be read, stays as it is.
func Assemble(in Input) Person {
	a := assembly{in: in, everything: in.AsOf.IsZero(), sources: map[string]origin{}}
	p := Person{ID: in.ID, Records: []Record{}, Claims: []*Claim{}, Groups: []Group{}}
	if !a.everything {
		p.AsOf = in.AsOf.String()
	}
	for _, r := range in.Records {
		if from := a.origin(r.Source); a.known(from.public) {
			p.Records = append(p.Records, Record{Record: r, Public: from.public})
		}
	}
	statements := a.statements(p.Records)
	retract(statements)
	order(statements)
	families := contradict(statements)
	for _, s := range statements {
		p.Claims = append(p.Claims, s.Claim)
	}
	p.Groups = groups(families)
	p.Names = a.names(p.Records, statements)
	p.Title = title(p.Names, in.Lang)
	p.Life = life(p.Groups)
	return p
}

// assembly is the work on one person: the input and the sources met so far.
type assembly struct {
	in         Input
	everything bool // no as-of date was asked for
	sources    map[string]origin
}

// origin is what a statement takes from its source.
type origin struct {
	voice   string // lineage it counts for
	public  string // EDTF
	fiction bool
	lang    string // its only language; "" when there are several or none
}

func (a *assembly) origin(id string) origin {
	if o, ok := a.sources[id]; ok {
		return o
	}
	src := source.Source{ID: id}
	if a.in.Source != nil {
		if found, ok := a.in.Source(id); ok {
			src = found
		}
	}
	o := origin{voice: src.Voice(), public: src.Public, fiction: src.Fiction()}
	if len(src.Languages) == 1 {
		o.lang = src.Languages[0]
	}
	a.sources[id] = o
	return o
}

func (a *assembly) known(since string) bool {
	return a.everything || when.KnownBy(since, a.in.AsOf)
}

// statement is a claim with what assembling needs to know of it.
type statement struct {
	*Claim
	predicate
	counts   standing
	key      key
	date     when.Date // the value of a date predicate, else when it held; zero when there is none
	earliest when.Days // of date; the far end of time without one
	anchor   *statement
	depth    int // retractions between it and its anchor
}

// standing is how a statement is counted.
type standing uint8

const (
	supporting standing = iota
	coerced
	accusing
	uncertain
	denying
	fictional
	retracted
)

// statements collects everything said that is known: the asserted claims, and
// what the fields of the records say unless the same source asserts it.
func (a *assembly) statements(records []Record) []*statement {
	fields := 0
	for _, r := range records {
		fields += len(r.Fields)
	}
	out := make([]*statement, 0, len(a.in.Claims)+fields)
	claims, weighed := make([]Claim, 0, cap(out)), make([]statement, 0, cap(out)) // never grow: pointers lead into them
	weigh := func(c Claim) *statement {
		claims = append(claims, c)
		weighed = append(weighed, statement{Claim: &claims[len(claims)-1]})
		s := &weighed[len(weighed)-1]
		s.weigh()
		return s
	}
	type said struct {
		source, predicate string
		key               key
	}
	asserted := make(map[said]bool, len(a.in.Claims))
	for _, c := range a.in.Claims {
		from := a.origin(c.Source)
		if !a.everything && !c.KnownBy(a.in.AsOf, from.public) {
			continue
		}
		s := weigh(fromClaim(c, from))
		asserted[said{s.Source, s.Predicate, s.key}] = true
		out = append(out, s)
	}
	for _, r := range records {
		from := a.origin(r.Source)
		for c := range derived(r.Record, from) {
			s := weigh(c)
			if !asserted[said{s.Source, s.Predicate, s.key}] {
				out = append(out, s)
			}
		}
	}
	return out
}

// fromClaim copies an asserted claim into the form that is shown.
func fromClaim(c *claim.Claim, from origin) Claim {
	out := Claim{
		ID: c.ID, Predicate: c.Predicate, Value: c.Value, EDTF: c.EDTF, Place: c.Place,
		Source: c.Source, Lineage: from.voice, Locator: c.Locator,
		KnownSince: c.KnownSince, KnownBasis: c.KnownBasis,
		Circumstance: c.Circumstance, Told: c.Told, Stance: c.Stance, Paraphrase: c.Paraphrase,
		Type: c.Type, Object: c.Object, Subject: c.Subject, Record: c.Record, List: c.List,
		Coerced: c.Coerced(), Accuser: c.Accuser(), Fiction: from.fiction || c.Circumstance == "fiction",
		Extra: c.Extra, ContradictedBy: []string{},
	}
	if out.KnownSince == "" {
		out.KnownSince = from.public
	}
	if out.Stance == "" {
		out.Stance = claim.Supports
	}
	return out
}

// weigh reads the value of the claim and settles how it counts.
func (s *statement) weigh() {
	c := s.Claim
	s.predicate, s.earliest = lookup(c.Predicate), when.MaxDays
	if s.values == many && c.Type == record.Date {
		s.predicate.date = true
	}
	s.key, s.date = s.read()
	if !s.date.IsZero() {
		s.earliest = s.date.Earliest()
	}
	switch {
	case c.Withdrawn:
		s.counts = retracted
	case c.Fiction:
		s.counts = fictional
	case c.Stance == claim.Denies:
		s.counts = denying
	case c.Stance == claim.Uncertain:
		s.counts = uncertain
	case c.Coerced:
		s.counts = coerced
	case c.Accuser:
		s.counts = accusing
	}
}

// maxDepth is how far retractions of retractions are followed to find the
// place where they are shown.
const maxDepth = 16

// retract marks what is taken back. A retraction that is itself taken back has
// no effect; two that take back each other both hold, since doubt is the safer reading.
func retract(statements []*statement) {
	byID := make(map[string]*statement, len(statements))
	var taking []*statement
	for _, s := range statements {
		byID[s.ID] = s
		if s.retracts() != "" {
			taking = append(taking, s)
		}
	}
	if len(taking) == 0 {
		return
	}
	against := map[*statement][]*statement{}
	for _, t := range taking {
		if target := byID[t.retracts()]; target != nil && t.counts == supporting {
			against[target] = append(against[target], t)
		}
	}
	standing, out := settle(statements, against, byID)
	for target, by := range against {
		if standing[target] {
			continue
		}
		target.counts = retracted
		for _, t := range by {
			if !out[t] {
				target.RetractedBy = append(target.RetractedBy, t.ID)
			}
		}
		slices.Sort(target.RetractedBy)
	}
	for _, t := range taking {
		t.anchor, t.depth = t, 0
		for next := byID[t.retracts()]; next != nil && t.depth < maxDepth; next = byID[next.retracts()] {
			t.anchor, t.depth = next, t.depth+1
		}
	}
}

// settle finds which statements certainly stand, because nothing that stands
// takes them back, and which are certainly out. Those in neither set take back
// each other in a ring.
func settle(statements []*statement, against map[*statement][]*statement, byID map[string]*statement) (standing, out map[*statement]bool) {
	standing, out = map[*statement]bool{}, map[*statement]bool{}
	doubtful := map[*statement]int{} // retractions of it not yet known to be out
	var next []*statement
	for _, s := range statements {
		if doubtful[s] = len(against[s]); doubtful[s] == 0 {
			next = append(next, s)
		}
	}
	for len(next) > 0 {
		s := next[len(next)-1]
		next = next[:len(next)-1]
		standing[s] = true
		gone := byID[s.retracts()]
		if gone == nil || s.counts != supporting || out[gone] || standing[gone] {
			continue
		}
		out[gone] = true
		restored := byID[gone.retracts()]
		if restored == nil || gone.counts != supporting {
			continue
		}
		if doubtful[restored]--; doubtful[restored] == 0 && !out[restored] {
			next = append(next, restored)
		}
	}
	return standing, out
}

// retracts returns the id of the claim that s takes back, or "".
func (s *statement) retracts() string {
	if s.Predicate != claim.RetractsPredicate {
		return ""
	}
	return s.Object.Key()
}

// order sorts by life, date and id; a retraction follows what it takes back.
func order(statements []*statement) {
	for _, s := range statements {
		if s.anchor == nil {
			s.anchor = s
		}
	}
	slices.SortFunc(statements, func(a, b *statement) int {
		x, y := a.anchor, b.anchor
		switch {
		case x.rank != y.rank:
			return cmp.Compare(x.rank, y.rank)
		case x.Predicate != y.Predicate:
			return strings.Compare(x.Predicate, y.Predicate)
		case x.earliest != y.earliest:
			return cmp.Compare(x.earliest, y.earliest)
		case x != y:
			return strings.Compare(x.ID, y.ID)
		}
		return cmp.Or(cmp.Compare(a.depth, b.depth), strings.Compare(a.ID, b.ID))
	})
}
