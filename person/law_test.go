package person

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
	"byname/ground/when"
)

var (
	someDates      = []string{"1936", "1937", "1937-10", "1937-10-30", "1937-10-31", "1937-12-16", "1937~", "1937/1938", "1938-02", "19XX", "../1937", "nonsense", ""}
	somePublic     = []string{"", "1936", "1937-12-20", "1956", "1989", "1990-05", "2003", "soon"}
	somePredicates = []string{"birth", "death", "execution", "arrest", "birth_place", "occupation", "name", "other_name", "sentence", "deportation"}
	someTexts      = []string{"Leningrad", "Smolny, Leningrad", "Москва", "Moscow", "Ivan Obraztsov", "Образцов И. П.", "", " spaced "}
	someWays       = []string{"", "", "", "torture", "official-announcement", "fiction", "archival"}
)

// drawInput makes up a person: synthetic sources, records and claims.
func drawInput(t *rapid.T) Input {
	pick := func(from []string, label string) string { return rapid.SampledFrom(from).Draw(t, label) }
	sources := map[string]source.Source{}
	for i := range rapid.IntRange(1, 6).Draw(t, "sources") {
		id := fmt.Sprintf("s%d", i)
		sources[id] = source.Source{
			ID: id, Public: pick(somePublic, "public"), Lineage: pick([]string{"", "one", "two"}, "lineage"),
			Kind: pick([]string{"", "press", "novel"}, "kind"), Languages: []string{pick([]string{"ru", "en"}, "language")},
		}
	}
	in := Input{ID: "p0", Lang: pick([]string{"", "ru", "en"}, "lang")}
	in.Source = func(id string) (source.Source, bool) { s, ok := sources[id]; return s, ok }
	someSource := func() string { return fmt.Sprintf("s%d", rapid.IntRange(0, len(sources)).Draw(t, "source")) }
	for i := range rapid.IntRange(0, 4).Draw(t, "records") {
		r := &record.Record{ID: fmt.Sprintf("l:%d", i), List: "l", Source: someSource(), Withdrawn: rapid.IntRange(0, 5).Draw(t, "withdrawn") == 0}
		for range rapid.IntRange(0, 6).Draw(t, "fields") {
			f := record.Field{Name: pick(somePredicates, "field"), Value: pick(someTexts, "value")}
			if lookup(f.Name).date {
				f.Type, f.EDTF = record.Date, pick(someDates, "date")
				f.Value = f.EDTF
			}
			r.Fields = append(r.Fields, f)
		}
		in.Records = append(in.Records, r)
	}
	n := rapid.IntRange(0, 12).Draw(t, "claims")
	for i := range n {
		c := &claim.Claim{
			ID: fmt.Sprintf("c%d", i), Subject: "l:0", Predicate: pick(somePredicates, "predicate"), Source: someSource(),
			KnownSince: pick(somePublic, "known"), Circumstance: pick(someWays, "circumstance"),
			Stance: claim.Stance(pick([]string{"", "supports", "denies", "uncertain"}, "stance")),
		}
		if rapid.IntRange(0, 4).Draw(t, "retracts") == 0 {
			c.Predicate, c.Object = claim.RetractsPredicate, claim.Ref(fmt.Sprintf("claim:c%d", rapid.IntRange(0, n).Draw(t, "target")))
		} else if c.Value = pick(someTexts, "text"); lookup(c.Predicate).date {
			c.EDTF = pick(someDates, "edtf")
		}
		in.Claims = append(in.Claims, c)
	}
	return in
}

func asJSON(t *rapid.T, p Person) string {
	b, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestLaterKnowledgeNeverLeaks: as known at a date is the same as never having
// heard of what became known later.
func TestLaterKnowledgeNeverLeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		var err error
		if in.AsOf, err = when.Parse(rapid.SampledFrom([]string{"1936", "1937", "1937-12-19", "1937-12-20", "1956", "1989", "1990", "2026"}).Draw(t, "as of")); err != nil {
			t.Fatal(err)
		}
		got := Assemble(in)

		known := in
		known.AsOf, known.Records, known.Claims = when.Date{}, nil, nil
		public := func(id string) string { s, _ := in.Source(id); return s.Public }
		for _, r := range in.Records {
			if when.KnownBy(public(r.Source), in.AsOf) {
				known.Records = append(known.Records, r)
			}
		}
		for _, c := range in.Claims {
			if c.KnownBy(in.AsOf, public(c.Source)) {
				known.Claims = append(known.Claims, c)
			}
		}
		want := Assemble(known)
		want.AsOf = in.AsOf.String()
		if d := cmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
			t.Errorf("(-never heard of +not yet known):\n%s", d)
		}
	})
}

// TestOrderOfClaimsChangesNothing: neither does assembling twice.
func TestOrderOfClaimsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		want := asJSON(t, Assemble(in))
		in.Claims = rapid.Permutation(in.Claims).Draw(t, "order")
		if d := cmp.Diff(want, asJSON(t, Assemble(in))); d != "" {
			t.Error(d)
		}
	})
}

// TestNothingIsHidden: every claim is there once, in one value of one group;
// contradiction is mutual, between what is affirmed or denied and counts.
func TestNothingIsHidden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		p := Assemble(in)
		byID := map[string]*Claim{}
		for _, c := range p.Claims {
			if byID[c.ID] != nil {
				t.Errorf("%s is there twice", c.ID)
			}
			byID[c.ID] = c
		}
		for _, c := range in.Claims {
			if byID[c.ID] == nil {
				t.Errorf("%s is lost", c.ID)
			}
		}
		grouped := map[string]int{}
		for _, g := range p.Groups {
			for i, v := range g.Values {
				for j, c := range v.Claims {
					grouped[c.ID]++
					if v.IDs[j] != c.ID || c.Predicate != g.Predicate {
						t.Errorf("%s stands as %s in group %s", c.ID, v.IDs[j], g.Predicate)
					}
				}
				for _, o := range v.Contradicts {
					if o == i || !slices.Contains(g.Values[o].Contradicts, i) {
						t.Errorf("%s: value %d excludes %d, not the reverse", g.Predicate, i, o)
					}
				}
			}
		}
		for id, c := range byID {
			want := 1
			if isName(c.Predicate) || c.Predicate == claim.RetractsPredicate {
				want = 0
			}
			if grouped[id] != want {
				t.Errorf("%s is in %d values, want %d", id, grouped[id], want)
			}
			for _, o := range c.ContradictedBy {
				other := byID[o]
				switch {
				case other == nil || o == id:
					t.Errorf("%s is contradicted by %s", id, o)
				case !slices.Contains(other.ContradictedBy, id):
					t.Errorf("%s is contradicted by %s, not the reverse", id, o)
				case other.Fiction || other.Withdrawn || len(other.RetractedBy) > 0 || other.Stance == claim.Uncertain:
					t.Errorf("%s is contradicted by %s, which counts for nothing", id, o)
				}
			}
		}
	})
}

// TestHeap: a cluster gone wrong costs bounded time and memory, and loses no claim.
func TestHeap(t *testing.T) {
	in := Input{ID: "p0"}
	for i := range 6000 {
		c := &claim.Claim{ID: fmt.Sprintf("c%05d", i), Source: "s", Predicate: "birth", Value: fmt.Sprintf("%04d", i%9999)}
		switch c.EDTF = c.Value; {
		case i%3 == 0:
			c.Predicate, c.EDTF = "birth_place", ""
		case i%100 == 1:
			c.Predicate, c.EDTF, c.Object = claim.RetractsPredicate, "", claim.Ref(fmt.Sprintf("claim:c%05d", i+100))
		}
		in.Claims = append(in.Claims, c)
	}
	p := Assemble(in)
	if len(p.Claims) != len(in.Claims) {
		t.Errorf("%d claims of %d", len(p.Claims), len(in.Claims))
	}
	for _, c := range p.Claims {
		if len(c.ContradictedBy) > maxRivals {
			t.Fatalf("%s lists %d", c.ID, len(c.ContradictedBy))
		}
	}
}

// TestGlossary: every predicate of the table is explained.
func TestGlossary(t *testing.T) {
	text, err := os.ReadFile("../doc/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(predicatesCSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		if head := "| `" + r[0] + "` | " + r[4] + " |"; !strings.Contains(string(text), head) {
			t.Errorf("doc/glossary.md has no row that begins %s", head)
		}
	}
}

// TestPredicates holds the table against the constants of record and its own rules.
func TestPredicates(t *testing.T) {
	for name, p := range predicates() {
		if name == "" || p.values == recurring && !p.date {
			t.Errorf("%q: only dates recur", name)
		}
	}
	if lookup("birth").rank >= lookup("death").rank || lookup("no such").values != many {
		t.Error("order of life")
	}
}

// crowded is a synthetic person of whom n/4 sources make n claims, with so many
// values a predicate.
func crowded(n, values int) Input {
	in := Input{ID: "p0", Lang: "en"}
	in.Source = func(id string) (source.Source, bool) {
		return source.Source{ID: id, Public: "1990", Languages: []string{"ru"}}, true
	}
	for i := range n {
		c := &claim.Claim{
			ID: fmt.Sprintf("c%d", i), Subject: "l:0", Source: fmt.Sprintf("s%d", i%(n/4+1)),
			Predicate: []string{"birth", "execution", "arrest", "birth_place", "occupation", "name", "sentence", "death"}[i%8],
		}
		switch p := lookup(c.Predicate); {
		case p.date:
			c.EDTF = fmt.Sprintf("1937-%02d-%02d", 1+i/8%values%12, 1+i/8%values/12%28)
			c.Value = c.EDTF
		default:
			c.Value = fmt.Sprintf("Synthetic value %d", i/8%values)
		}
		in.Claims = append(in.Claims, c)
	}
	return in
}

func BenchmarkAssemble(b *testing.B) {
	for _, size := range []struct{ claims, values int }{{8, 1}, {200, 4}, {200, 25}, {2000, 4}} {
		in := crowded(size.claims, size.values)
		b.Run(fmt.Sprintf("claims=%d/values=%d", size.claims, size.values), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if p := Assemble(in); len(p.Claims) != size.claims {
					b.Fatal(len(p.Claims))
				}
			}
		})
	}
}
