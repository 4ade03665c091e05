package source

import "testing"

func TestCopiesHaveOneVoice(t *testing.T) {
	first := Source{ID: "a", Lineage: "tass"}
	second := Source{ID: "b", Lineage: "tass"}
	alone := Source{ID: "tass"}
	if first.Voice() != second.Voice() {
		t.Errorf("two copies of one original count as %q and %q", first.Voice(), second.Voice())
	}
	if alone.Voice() == first.Voice() {
		t.Errorf("a source named like a lineage is taken for a member of it: %q", alone.Voice())
	}
}

func TestFiction(t *testing.T) {
	for kind, want := range map[string]bool{"novel": true, "play": true, "memoir": false, "": false} {
		if got := (Source{Kind: kind}).Fiction(); got != want {
			t.Errorf("kind %q: fiction %v, want %v", kind, got, want)
		}
	}
}
