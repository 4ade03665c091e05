package sample_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"byname/evidence/claim"
	"byname/evidence/read"
	"byname/evidence/record"
	"byname/evidence/source"
	"byname/ground/when"
	"byname/person"
	"byname/sample"
)

// contents is the whole archive, read as its mappings say.
type contents struct {
	sources map[string]source.Source
	records map[string]*record.Record
	claims  map[string]*claim.Claim
	byList  map[string]int // records, claims or sources of a list
}

func load(t *testing.T) contents {
	t.Helper()
	yaml, err := fs.ReadFile(sample.Files, "archive.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lists, err := read.ParseMappings(yaml, "archive.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c := contents{map[string]source.Source{}, map[string]*record.Record{}, map[string]*claim.Claim{}, map[string]int{}}
	for _, m := range lists {
		file, err := fs.ReadFile(sample.Files, m.File)
		if err != nil {
			t.Fatal(err)
		}
		for item, err := range read.Items(t.Context(), bytes.NewReader(file), m, m.File) {
			if err != nil {
				t.Fatalf("%s: %v", m.File, err)
			}
			c.take(t, m.List, item)
			if n := item.Counts; n != nil && (n.Lost > 0 || n.LeftOut > 0 || n.Rows != len(table(t, m.File))) {
				t.Errorf("%s: of %d rows %d were read, %d left out, %d lost", m.File, len(table(t, m.File)), n.Rows, n.LeftOut, n.Lost)
			}
		}
	}
	return c
}

func (c *contents) take(t *testing.T, list string, item read.Item) {
	t.Helper()
	switch {
	case item.Source != nil:
		if _, twice := c.sources[item.Source.ID]; twice {
			t.Errorf("source %s is described twice", item.Source.ID)
		}
		c.sources[item.Source.ID] = *item.Source
		c.byList[list]++
	case item.Record != nil:
		if c.records[item.Record.ID] != nil {
			t.Errorf("record %s is there twice", item.Record.ID)
		}
		c.records[item.Record.ID] = item.Record
		c.byList[list]++
	case item.Claim != nil:
		if c.claims[item.Claim.ID] != nil {
			t.Errorf("claim %s is there twice", item.Claim.ID)
		}
		c.claims[item.Claim.ID] = item.Claim
		c.byList[list]++
	case item.Problem != nil:
		p := item.Problem
		t.Errorf("%s line %d, %s %q: %s", p.File, p.Line, p.Column, p.Value, p.Reason)
	}
}

// TestNothingLost counts what the corpus held; load sees that every row of every
// table becomes something. Rows may be added, never taken away.
func TestNothingLost(t *testing.T) {
	c := load(t)
	for list, want := range map[string]int{
		"sources": 260 + 2, "attestations": 616, "register": 388, "names": 642, "facts": 599, "claims": 245,
		"coercion": 41, "figures": 563, "questions": 8, "hypotheses": 30, "editions": 13, "works": 27, "reading": 42,
		"event-sources": 153,
	} {
		if c.byList[list] < want {
			t.Errorf("%s: %d, want at least %d", list, c.byList[list], want)
		}
	}
	events := map[claim.Ref]bool{}
	for _, cl := range c.claims {
		if cl.Subject.Kind() == "event" && cl.Predicate == "label" {
			events[cl.Subject] = true
		}
	}
	if len(events) < 50 {
		t.Errorf("%d events, want at least 50", len(events))
	}
	for _, id := range []string{"facts:F0599", "claims:C0245", "names:V0642", "coercion:K041", "figures:N0563", "hypotheses:H8b", "works:W27", "reading:S42"} {
		if c.claims[id] == nil {
			t.Errorf("%s is missing", id)
		}
	}
}

// TestReferencesResolve follows every reference from row to row.
func TestReferencesResolve(t *testing.T) {
	c := load(t)
	subjects := map[claim.Ref]bool{}
	for _, cl := range c.claims {
		subjects[cl.Subject] = true
	}
	resolves := func(r claim.Ref) bool {
		switch r.Kind() {
		case "register", "attestations":
			return c.records[string(r)] != nil
		case "claim":
			return c.claims[r.Key()] != nil
		case "event", "work", "question", "series", "reading", "method":
			return r.Key() != "" && subjects[r]
		}
		return false
	}
	labelled := map[claim.Ref]bool{}
	for id, cl := range c.claims {
		if !resolves(cl.Subject) {
			t.Errorf("%s: subject %s", id, cl.Subject)
		}
		if cl.Object != "" && !resolves(cl.Object) {
			t.Errorf("%s: object %s", id, cl.Object)
		}
		if _, ok := c.sources[cl.Source]; !ok {
			t.Errorf("%s: source %q", id, cl.Source)
		}
		if cl.Predicate == "" || cl.Value == "" && cl.Object == "" {
			t.Errorf("%s says nothing", id)
		}
		labelled[cl.Subject] = labelled[cl.Subject] || cl.Predicate == "label"
	}
	for s := range subjects {
		if k := s.Kind(); (k == "event" || k == "work" || k == "question") && !labelled[s] {
			t.Errorf("%s has no label", s)
		}
	}
	for id, r := range c.records {
		if _, ok := c.sources[r.Source]; !ok {
			t.Errorf("%s: source %q", id, r.Source)
		}
		if len(r.Names()) == 0 {
			t.Errorf("%s has no name", id)
		}
	}
	for _, row := range table(t, "reading.csv") {
		for _, id := range strings.Split(row["supporting"]+";"+row["contradicting"], ";") {
			if id != "" && c.claims[id] == nil && !subjects[claim.Ref(id)] {
				t.Errorf("%s refers to %s", row["id"], id)
			}
		}
	}
	for _, row := range table(t, "register.csv") {
		for _, id := range strings.Split(row["sources"], ";") {
			if _, ok := c.sources[id]; !ok && id != "" {
				t.Errorf("register %s: source %q", row["id"], id)
			}
		}
	}
}

// TestDatesAndCodes reads every date and knows every code.
func TestDatesAndCodes(t *testing.T) {
	c := load(t)
	check := func(where, edtf string) {
		if _, err := when.Parse(edtf); edtf != "" && err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	glossary := codes(t)
	for id, s := range c.sources {
		check("source "+id, s.Public)
		check("source "+id, s.Year)
		if s.Public == "" {
			t.Errorf("source %s: not known since when it is public", id)
		}
		if !glossary[s.Kind] {
			t.Errorf("source %s: kind %q is not in the glossary", id, s.Kind)
		}
	}
	for id, cl := range c.claims {
		check(id, cl.EDTF)
		check(id, cl.KnownSince)
		if !slices.Contains([]claim.Stance{"", claim.Supports, claim.Denies, claim.Uncertain}, cl.Stance) {
			t.Errorf("%s: stance %q", id, cl.Stance)
		}
		if cl.Circumstance != "" && !glossary[cl.Circumstance] {
			t.Errorf("%s: circumstance %q is not in the glossary", id, cl.Circumstance)
		}
		if cl.Subject.Kind() == "register" && !glossary[cl.Predicate] {
			t.Errorf("%s: predicate %q is not in the glossary", id, cl.Predicate)
		}
		if cl.Type == record.Date && cl.EDTF == "" {
			t.Errorf("%s: %q is a date and was not read", id, cl.Value)
		}
	}
	for id, r := range c.records {
		for _, f := range r.Fields {
			if f.Type == record.Date && f.EDTF == "" {
				t.Errorf("%s: %s %q was not read", id, f.Name, f.Value)
			}
		}
	}
}

// TestYenukidze asks what was known of one man: in 1937 that he was shot on 16
// December, which the press had announced; in 1990 also that he had been dead since October.
func TestYenukidze(t *testing.T) {
	c := load(t)
	in := person.Input{ID: "p0", Lang: "en", Source: func(id string) (source.Source, bool) { s, ok := c.sources[id]; return s, ok }}
	for _, id := range []string{"register:yenukidze", "attestations:R0070"} {
		in.Records = append(in.Records, c.records[id])
	}
	for _, cl := range c.claims {
		if cl.Subject == "register:yenukidze" {
			in.Claims = append(in.Claims, cl)
		}
	}
	executions := func(asOf string) map[string][]string {
		var err error
		if in.AsOf, err = when.Parse(asOf); err != nil {
			t.Fatal(err)
		}
		out := map[string][]string{}
		for _, cl := range person.Assemble(in).Claims {
			if cl.Predicate == "execution" {
				out[cl.EDTF] = cl.ContradictedBy
			}
		}
		return out
	}
	if got := executions("1937"); len(got) != 1 || got["1937-12-16"] == nil {
		t.Errorf("known in 1937: %v", got)
	}
	got := executions("1990")
	if len(got) != 2 || !slices.Equal(got["1937-12-16"], []string{"facts:F0326"}) || !slices.Equal(got["1937-10-30"], []string{"facts:F0327"}) {
		t.Errorf("known in 1990: %v", got)
	}
}

// TestFictionIsNoPerson: no character of a novel is in the register.
func TestFictionIsNoPerson(t *testing.T) {
	for id, cl := range load(t).claims {
		if strings.HasPrefix(id, "works:") && cl.Subject.Kind() != "work" {
			t.Errorf("%s is on %s", id, cl.Subject)
		}
	}
	for _, row := range table(t, "register.csv") {
		if strings.Contains(row["name"], "Rubashov") {
			t.Errorf("%s is a character", row["id"])
		}
	}
}

// table reads a file of the sample as it is, without the mapping.
func table(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := sample.Files.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}
