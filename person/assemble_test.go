package person

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
	"byname/ground/when"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// TestScenarios plays the dialogues in testdata/*.txt. A line is one of
//
//	source ID key=value...                 kind public lineage lang
//	record ID SOURCE field=value...        fields whose name is a date predicate hold EDTF
//	claim ID PREDICATE VALUE SOURCE key=value...
//	retract ID TARGET SOURCE key=value...
//	show [as-of=EDTF] [lang=..]            assembles all that stands above, back to the last "new"
//	new                                    forgets it
//
// A value with spaces stands in quotation marks. Behind "show" and a line of
// four hyphens follows what is expected, up to an empty line.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { play(t, file) })
	}
}

func play(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	st := newStage()
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		out.WriteString(line + "\n")
		words := split(line)
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if words[0] != "show" {
			if err := st.tell(words); err != nil {
				t.Fatalf("%s line %d: %v", file, n, err)
			}
			continue
		}
		start := n
		var want []string
		for lines.Scan() && lines.Text() != "" {
			n++
			want = append(want, lines.Text())
		}
		n++
		got := "----\n" + st.show(words[1:])
		out.WriteString(got + "\n")
		if d := cmp.Diff(strings.Join(want, "\n")+"\n", got); d != "" && !*update {
			t.Errorf("%s line %d (-want +got):\n%s", file, start, d)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// split cuts a line at spaces outside quotation marks.
func split(line string) []string {
	quoted := false
	words := strings.FieldsFunc(line, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], `"`, "")
	}
	return words
}

// stage holds what a scenario has told so far.
type stage struct {
	sources map[string]source.Source
	in      Input
}

func newStage() *stage {
	st := &stage{sources: map[string]source.Source{}}
	st.in = Input{ID: "p0", Source: func(id string) (source.Source, bool) { s, ok := st.sources[id]; return s, ok }}
	return st
}

func (st *stage) tell(words []string) error {
	need := map[string]int{"new": 1, "source": 2, "record": 3, "claim": 5, "retract": 4}[words[0]]
	if need == 0 || len(words) < need {
		return fmt.Errorf("cannot read %q", words)
	}
	with := map[string]string{}
	var given [][2]string
	for _, w := range words[need:] {
		k, v, ok := strings.Cut(w, "=")
		if !ok {
			return fmt.Errorf("%q is not key=value", w)
		}
		with[k] = v
		given = append(given, [2]string{k, v})
	}
	switch words[0] {
	case "new":
		*st = *newStage()
	case "source":
		s := source.Source{ID: words[1], Kind: with["kind"], Public: with["public"], Lineage: with["lineage"]}
		if with["lang"] != "" {
			s.Languages = []string{with["lang"]}
		}
		st.sources[s.ID] = s
	case "record":
		list, _, _ := strings.Cut(words[1], ":")
		r := &record.Record{ID: words[1], List: list, Source: words[2], Withdrawn: with["withdrawn"] != ""}
		for _, kv := range given {
			f := record.Field{Name: kv[0], Type: record.Text, Value: kv[1]}
			if lookup(f.Name).date {
				f.Type, f.EDTF = record.Date, f.Value
			}
			if f.Name != "withdrawn" {
				r.Fields = append(r.Fields, f)
			}
		}
		st.in.Records = append(st.in.Records, r)
	case "claim", "retract":
		c := &claim.Claim{
			ID: words[1], Subject: "register:x", Predicate: claim.RetractsPredicate, Object: claim.Ref("claim:" + words[2]), Source: words[3],
			KnownSince: with["known"], Circumstance: with["circumstance"], Stance: claim.Stance(with["stance"]), EDTF: with["at"],
		}
		if words[0] == "claim" {
			c.Predicate, c.Object, c.Value, c.Source = words[2], claim.Ref(with["object"]), words[3], words[4]
			if lookup(c.Predicate).date {
				c.EDTF = c.Value
			}
		}
		for _, k := range []string{"script", "language", "note"} {
			if with[k] != "" {
				c.Extra = append(c.Extra, record.Cell{Column: k, Text: with[k]})
			}
		}
		st.in.Claims = append(st.in.Claims, c)
	}
	return nil
}

func (st *stage) show(options []string) string {
	in := st.in
	for _, o := range options {
		k, v, _ := strings.Cut(o, "=")
		switch k {
		case "as-of":
			d, err := when.Parse(v)
			if err != nil {
				return err.Error() + "\n"
			}
			in.AsOf = d
		case "lang":
			in.Lang = v
		}
	}
	return render(Assemble(in))
}

// render writes a person as the scenarios show it.
func render(p Person) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s | born %s%s | %s %s%s\n", p.Title, p.Life.Birth, mark(p.Life.BirthDisputed), p.Life.Fate, p.Life.Death, mark(p.Life.DeathDisputed))
	for _, n := range p.Names {
		fmt.Fprintf(&b, "name %q %s %s by %v", n.Text, n.Script, n.Lang, n.Sources)
		if n.Other {
			b.WriteString(" other")
		}
		if len(n.Notes) > 0 {
			fmt.Fprintf(&b, " notes %q", n.Notes)
		}
		b.WriteByte('\n')
	}
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "%s%s\n", g.Predicate, mark(g.Disputed))
		for _, v := range g.Values {
			fmt.Fprintf(&b, "  %s:", v.Text)
			for _, c := range []struct {
				n    int
				what string
			}{{v.Lineages, "lineages"}, {v.Compatible, "compatible"}, {v.Coerced, "coerced"}, {v.Accuser, "accuser"}, {v.Fiction, "fiction"},
				{v.Uncertain, "uncertain"}, {v.Denied, "denied"}, {v.Retracted, "retracted"}} {
				if c.n > 0 {
					fmt.Fprintf(&b, " %s %d", c.what, c.n)
				}
			}
			for _, c := range v.Claims {
				fmt.Fprintf(&b, " %s", c.ID)
				if len(c.ContradictedBy) > 0 {
					fmt.Fprintf(&b, "(against %s)", strings.Join(c.ContradictedBy, " "))
				}
				if len(c.RetractedBy) > 0 {
					fmt.Fprintf(&b, "(retracted by %s)", strings.Join(c.RetractedBy, " "))
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func mark(disputed bool) string {
	if disputed {
		return " (disputed)"
	}
	return ""
}

// TestContract holds the names of the JSON others rely on.
func TestContract(t *testing.T) {
	st := newStage()
	for _, line := range []string{
		"source conquest public=1990 kind=scholarly lang=en lineage=conquest",
		"source pravda public=1937-12-20 kind=press lang=ru",
		"source compilation public=2026 kind=compilation lang=en",
		`record register:x compilation name="Avel Yenukidze" role="former secretary"`,
		"claim F0326 execution 1937-10-30 conquest",
		"claim F0327 execution 1937-12-16 pravda circumstance=official-announcement",
	} {
		if err := st.tell(split(line)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := json.MarshalIndent(Assemble(st.in), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/yenukidze.json"
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.TrimSpace(string(want)), string(got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	var back Person
	if err := json.Unmarshal(got, &back); err != nil {
		t.Errorf("the JSON does not read back: %v", err)
	}
	empty, err := json.Marshal(Assemble(Input{ID: "p0"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{`"names":[]`, `"records":[]`, `"claims":[]`, `"groups":[]`} {
		if !strings.Contains(string(empty), list) {
			t.Errorf("a person of whom nothing is known has no %s: %s", list, empty)
		}
	}
}
