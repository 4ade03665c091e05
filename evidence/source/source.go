// Package source describes the things that say something: a list, a book, a
// file, a newspaper, a letter, a novel.
//
// A source belongs to a lineage, the original it copies from; whatever counts
// sources counts lineages, so that ten copies of one newspaper notice are one
// voice. When a source became public decides what could be known when.
// The package holds values only: no input or output, no store.
package source

import "byname/ground/when"

// Source is one thing that says something. Text fields are as the archivist gave them.
type Source struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Author      string   `json:"author,omitempty"`
	Publisher   string   `json:"publisher,omitempty"`
	Year        string   `json:"year,omitempty"`      // EDTF: when it was made
	Kind        string   `json:"kind,omitempty"`      // list, book, press, court record, memoir, novel, ...: doc/glossary.md
	Languages   []string `json:"languages,omitempty"` // BCP 47
	URL         string   `json:"url,omitempty"`
	Public      string   `json:"public,omitempty"`      // EDTF: since when anyone could read it; "" means unknown
	Lineage     string   `json:"lineage,omitempty"`     // the original it copies from; "" means it stands alone
	Reliability string   `json:"reliability,omitempty"` // a note, never a score
	Extra       []Note   `json:"extra,omitempty"`       // further columns, kept as given
}

// Note is one further column of a source, kept as given.
type Note struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Voice returns the key by which sources are counted: the lineage, or the
// source's own id where no lineage is named.
func (s Source) Voice() string {
	if s.Lineage != "" {
		return "lineage:" + s.Lineage
	}
	return "source:" + s.ID
}

// Fiction reports whether the source is a work of imagination. Fiction may be
// quoted and is never counted as evidence.
func (s Source) Fiction() bool {
	switch s.Kind {
	case "novel", "fiction", "play", "film", "poem":
		return true
	}
	return false
}

// KnownBy reports whether the source was certainly public by the end of the
// day or period asOf. An unknown date of publication gives false.
func (s Source) KnownBy(asOf when.Date) bool { return when.KnownBy(s.Public, asOf) }
