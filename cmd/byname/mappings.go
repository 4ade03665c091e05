package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"byname/evidence/read"
	"byname/store"
)

// entry is one mapping with the text it was written in.
type entry struct {
	list string
	file string // base name of the file it is for; "" for any
	text []byte
}

// entries returns the mappings of --mapping, or those of archive.yaml.
func (s *settings) entries(a *store.Archive, mapping string) ([]entry, error) {
	var raw []store.ListEntry
	name := "archive.yaml"
	if mapping == "" {
		var err error
		if raw, err = a.Lists(); err != nil {
			return nil, err
		}
	} else {
		name = mapping
		text, err := os.ReadFile(mapping)
		if err != nil {
			return nil, err
		}
		if raw, err = listEntries(text, mapping); err != nil {
			return nil, err
		}
	}
	out := make([]entry, 0, len(raw))
	for _, e := range raw {
		m, err := read.ParseMapping(e.YAML, fmt.Sprintf("%s, entry in line %d", name, e.Line))
		if err != nil {
			return nil, err
		}
		file := ""
		if m.File != "" {
			file = filepath.Base(filepath.FromSlash(m.File))
		}
		out = append(out, entry{m.List, file, e.YAML})
	}
	return out, nil
}

// listEntries splits a file of mappings: one mapping, or several under "lists".
func listEntries(text []byte, name string) ([]store.ListEntry, error) {
	if m, err := read.ParseMapping(text, name); err == nil {
		return []store.ListEntry{{List: m.List, YAML: text, Line: 1}}, nil
	} else if !strings.Contains("\n"+string(text), "\nlists:") {
		return nil, err
	}
	_, entries, err := store.ParseConfig(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: %w", name, errors.New("no mapping under lists"))
	}
	return entries, nil
}

// printable makes a value of a list safe for a terminal: control characters,
// which could move the cursor or change colours, and marks that change the
// direction of writing become visible.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
}
