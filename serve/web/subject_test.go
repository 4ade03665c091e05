package web_test

import (
	"context"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"byname/person"
	"byname/serve/dossier"
)

// TestSubject: figures stand by what they count, agreement is counted by
// lineage, and an as-of date hides what came later, on subjects as on persons.
func TestSubject(t *testing.T) {
	h := pages(t)
	body := html.UnescapeString(text(t, h, "/subject/series:losses"))
	for _, want := range []string{"Losses of the invented province", "inhabitants of the invented town", "1,200", "at least 300",
		"2 independent lineages state it", "900", "As known at", "Everything known now is shown"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	then := html.UnescapeString(text(t, h, "/subject/series:losses?as-of=1940"))
	if !strings.Contains(then, "at least 300") || strings.Contains(then, "1,200") {
		t.Error("as known in 1940: the gazette's figure alone should be there")
	}
	if !strings.Contains(then, "was not public at that time") || !regexp.MustCompile(`\d+ statements are hidden`).MatchString(then) {
		t.Error("the page does not say what it hides")
	}
	event := "/event/" + url.PathEscape("trial/of <nobody>")
	if before := html.UnescapeString(text(t, h, event+"?as-of=1936")); strings.Contains(before, "15 December 1937") {
		t.Error("as known in 1936 the event has the date of a later source")
	}
	if now := html.UnescapeString(text(t, h, event+"?as-of=1937")); !strings.Contains(now, "15 December 1937") || !strings.Contains(now, "Petrishchev") {
		t.Error("as known in 1937 the event lost its date or its participant")
	}
}

// TestPassages: words of claims and records are found where no name matches,
// marked, and lead to their subject, their place and their source.
func TestPassages(t *testing.T) {
	h := pages(t)
	body := html.UnescapeString(text(t, h, "/search?q=announced+trial"))
	for _, want := range []string{"<mark>Announced</mark>", "<mark>trial</mark>", "passage", "/claim/claims:C1", "/source/GAZETTE",
		"/person/" + personOf(t, "roll:r1")} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	if strings.Contains(body, "Nobody is found") {
		t.Error("passages were found and the page says that nothing was")
	}
	if !strings.Contains(body, "The accusers speaking") {
		t.Error("a passage the accusers wrote is not marked")
	}
	named := text(t, h, "/search?q=Petrishchev")
	if i, j := strings.Index(named, `id="found-persons"`), strings.Index(named, `id="found-words"`); i < 0 || j >= 0 && j < i {
		t.Error("a name that is found does not come first")
	}
	if alone := text(t, h, "/search?q=announced+trial&in=words"); strings.Contains(alone, `id="found-persons"`) || !strings.Contains(alone, "<mark>") {
		t.Error("asked for passages alone, the page shows something else")
	}
}

// TestSameAsGathered: a person's page as data is what everyone else gets who
// gathers the person, at any date.
func TestSameAsGathered(t *testing.T) {
	h := pages(t)
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	n := 0
	for p, err := range a.Index.Persons(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		in, err := dossier.Gather(ctx, a.Index, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.MarshalIndent(person.Assemble(in), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if got := text(t, h, "/person/"+p.ID+".json"); got != string(want)+"\n" {
			t.Errorf("person %s: the page and the command line differ", p.ID)
		}
		n++
	}
	if n == 0 {
		t.Error("no persons")
	}
}
