package sample_test

import (
	"os"
	"regexp"
	"testing"
)

// Words set as code in the first cell of a row of a table.
var (
	firstCell = regexp.MustCompile("(?m)^\\| ([^|]*`[^|]*)\\|")
	code      = regexp.MustCompile("`([^`]+)`")
)

// codes reads the words that doc/glossary.md explains in its tables.
func codes(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../doc/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, cell := range firstCell.FindAllSubmatch(text, -1) {
		for _, word := range code.FindAllSubmatch(cell[1], -1) {
			out[string(word[1])] = true
		}
	}
	return out
}
