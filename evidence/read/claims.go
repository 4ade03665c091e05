package read

import (
	"errors"
	"slices"
	"strconv"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/ground/when"
)

// readClaims makes the claims of the row. self is the record the row also made, if any.
func (x *reading) readClaims(self, id string) {
	made := 0
	for i := range x.plan.claims {
		c := &x.plan.claims[i]
		if c.where.holds(&x.entry) {
			made += x.apply(c, i, self, id, made)
		}
	}
	if made == 0 && self == "" {
		x.field = ""
		x.add(record.Problem{Reason: kindNoClaim + ": no template found both a subject and a value", Lost: true})
		x.counts.Lost++
	}
}

// apply makes the claims of one template and returns how many.
func (x *reading) apply(c *claimRule, number int, self, id string, before int) int {
	if c.several == nil {
		return x.claim(c, taken{}, claimID(id, number, 0, len(x.plan.claims) == 1 && self == ""), self, before)
	}
	x.field = c.severalAt
	made := 0
	for n, v := range slices.Clone(x.take(c.several, x.values[:0])) {
		made += x.claim(c, v, claimID(id, number, n+1, false), self, before+made)
	}
	return made
}

// claimID tells the claims of a row apart: "list:key/2.1" is the first part of
// the second template. A row that can make one claim only gives it its own id.
func claimID(id string, number, part int, alone bool) string {
	if alone {
		return id
	}
	id += "/" + strconv.Itoa(number+1)
	if part > 0 {
		id += "." + strconv.Itoa(part)
	}
	return id
}

// claim makes one claim; several is the value of the part that is split.
func (x *reading) claim(c *claimRule, several taken, id, self string, before int) int {
	get := func(part string) taken {
		if part == c.severalAt {
			return several
		}
		r := c.parts[part]
		if r == nil {
			return taken{}
		}
		x.field = part
		if x.values = x.take(r, x.values[:0]); len(x.values) == 0 {
			return taken{}
		}
		return x.values[0]
	}
	subject, value, object, retracts := get("subject").text, get("value"), get("object"), get("retracts")
	if c.t.Subject == nil {
		subject = self
	}
	predicate := get("predicate").text
	if retracts.text != "" {
		predicate = claim.RetractsPredicate
		object = taken{text: withDefault(c.t.Retracts, "claim:") + retracts.text, plain: retracts.plain}
	}
	if subject == "" || predicate == "" || value.text == "" && object.text == "" {
		return 0
	}
	out := &claim.Claim{
		ID: id, Subject: claim.Ref(subject), Predicate: predicate, Object: claim.Ref(object.text),
		Value: value.text, Source: x.source, Locator: x.locator, List: x.plan.m.List,
		Place: get("place").text, Paraphrase: get("paraphrase").text, Circumstance: get("circumstance").text,
		Told: get("told").text, KnownBasis: get("known_basis").text,
	}
	if own := get("id").text; own != "" {
		out.ID = x.plan.m.List + ":" + own
	}
	if value.text == "" {
		out.Value = object.plain
	}
	if s := get("source").text; s != "" {
		out.Source = s
	}
	if l := get("locator").text; l != "" {
		out.Locator = l
	}
	x.dated(c, out, get, value)
	out.Stance = x.stance(get("stance"))
	if before == 0 {
		out.Extra = x.unused()
	}
	x.give(Item{Claim: out})
	return 1
}

func withDefault(v *Value, prefix string) string {
	if v.Prefix != "" {
		return ""
	}
	return prefix
}

// dated fills in the type of the value and the dates.
func (x *reading) dated(c *claimRule, out *claim.Claim, get func(string) taken, value taken) {
	typ := typeOf(out.Predicate)
	if v := c.t.Value; v != nil && v.Type != "" {
		typ = v.Type
	}
	if c.t.Type != nil {
		typ = record.Text
		if t := record.Type(get("type").text); knownType(t) {
			typ = t
		}
	}
	if c.t.Value == nil {
		typ = ""
	}
	out.EDTF = x.dateOf(c.parts["date"], get("date"), "date")
	out.KnownSince = x.dateOf(c.parts["known_since"], get("known_since"), "known_since")
	if typ == record.Date || typ == EDTF {
		read := x.dateTyped(c.parts["value"], value, "value", typ)
		if out.EDTF == "" {
			out.EDTF = read
		}
		typ = record.Date
	}
	out.Type = typ
}

func (x *reading) dateOf(r *rule, v taken, part string) string {
	if r == nil {
		return ""
	}
	return x.dateTyped(r, v, part, r.typ)
}

func (x *reading) dateTyped(r *rule, v taken, part string, typ record.Type) string {
	if v.text == "" {
		return ""
	}
	date, err := r.dates.read(v.text, typ)
	switch {
	case errors.Is(err, when.ErrNone):
		return ""
	case err != nil:
		x.field = part
		x.problem(v.column, r, v.text, kindNoDate+": "+because(err))
		return ""
	}
	return date.String()
}

// stance reads how the source stands to what it reports. A word that is none of
// the three is told, and taken for uncertain: never for support.
func (x *reading) stance(v taken) claim.Stance {
	switch s := claim.Stance(v.text); s {
	case "", claim.Supports, claim.Denies, claim.Uncertain:
		return s
	}
	x.field = "stance"
	x.problem(v.column, nil, v.text, kindStance+": supports, denies or uncertain")
	return claim.Uncertain
}

// unused keeps the cells no rule reads.
func (x *reading) unused() []record.Cell {
	var out []record.Cell
	for i, c := range x.entry.cells {
		if c != "" && !x.isUsed(i) {
			out = append(out, record.Cell{Column: x.columnName(i), Text: c})
		}
	}
	return out
}
