package name

import (
	"strings"
	"testing"
)

// TestSchemeFileErrors: a mistake in a file is named with its line.
func TestSchemeFileErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"а a":                          `x.txt:1: "а" stands before the first scheme`,
		"scheme x\n\nа":                `x.txt:3: "а" is no rule`,
		"scheme x\nа a behind б":       `x.txt:2: "behind": a rule has after and before`,
		"scheme x\nа a after":          `x.txt:2: "а a after" is no rule`,
		"scheme x\nlike y":             `x.txt:2: no scheme "y" before this line`,
		"scheme x\nscheme X":           `x.txt:2: two schemes are called "X"`,
		"scheme x\nalso y\nalso Y":     `x.txt:3: two schemes are called "Y"`,
		"scheme x\nabc d":              `x.txt:2: "abc d" is no rule`,
		"scheme x\nstandard y\nalso y": `x.txt:3: two schemes are called "y"`,
	} {
		table := &schemeTable{byName: map[string]*romanisation{}}
		err := table.read(text, "x.txt")
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}

func TestCyrillicLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Иванов": "ru", "Іван": "uk", "Їжак": "uk", "Рыгор Міхась": "be", "Магілёў": "be", "Петър": "bg", "Първанов": "bg",
		"Объедков": "ru", "Иванъ Петровъ": "ru", "Зеленський": "uk", "Васька": "ru", "Россія Иванъ": "ru", "Бѣлый Іоаннъ": "ru", "": "ru", "Smith": "ru",
	} {
		if got := cyrillicLanguage(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
