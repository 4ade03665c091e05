package read

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
	"strings"

	"byname/evidence/record"
)

// What Change.Kind may say.
const (
	Added     = "added"
	Withdrawn = "withdrawn"
	Changed   = "changed"
)

// Change is what became of one record between two versions of a list.
type Change struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`             // Added, Withdrawn, Changed
	Line   int      `json:"line,omitempty"`   // in the newer file; of a withdrawn record in the older
	Fields []string `json:"fields,omitempty"` // names of the fields, and of the columns, that differ; sorted
}

// Diff compares two versions of a list by the ids of their records: first what
// was added, in the order of the newer list, then what was changed or withdrawn,
// in the order of the older. Where a record stands (line, locator) does not
// count. Both sequences are read through once, and older a second time if
// anything was changed or withdrawn. Held are 32 bytes a record of older and, of
// records that changed, 16 bytes a field; never the records.
func Diff(older, newer iter.Seq[*record.Record]) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		before := map[[8]byte][8]byte{} // id -> content, both hashed
		for r := range older {
			before[hash(r.ID)] = content(r)
		}
		changed := map[[8]byte]newerRecord{}
		for r := range newer {
			id := hash(r.ID)
			was, there := before[id]
			switch {
			case !there:
				if !yield(Change{ID: r.ID, Kind: Added, Line: r.Line}) {
					return
				}
			case was == content(r):
				delete(before, id)
			default:
				changed[id] = newerRecord{r.Line, parts(r)}
			}
		}
		if len(before) == 0 {
			return
		}
		for r := range older {
			id := hash(r.ID)
			if _, differs := before[id]; !differs {
				continue
			}
			c := Change{ID: r.ID, Kind: Withdrawn, Line: r.Line}
			if n, there := changed[id]; there {
				c = Change{ID: r.ID, Kind: Changed, Line: n.line, Fields: differing(parts(r), n.parts)}
			}
			if !yield(c) {
				return
			}
		}
	}
}

type newerRecord struct {
	line  int
	parts map[string][8]byte
}

func hash(s string) [8]byte {
	h := sha256.Sum256([]byte(s))
	return [8]byte(h[:8])
}

// content is a hash of all a record says.
func content(r *record.Record) [8]byte {
	var b []byte
	add := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	add(r.Source)
	b = binary.AppendUvarint(b, uint64(len(r.Fields)))
	for i := range r.Fields {
		f := &r.Fields[i]
		add(f.Name)
		add(string(f.Type))
		add(f.Value)
		add(f.EDTF)
	}
	for _, c := range r.Cells {
		add(c.Column)
		add(c.Text)
	}
	h := sha256.Sum256(b)
	return [8]byte(h[:8])
}

// parts hashes a record name by name: what the fields of a name say, and what
// the columns do.
func parts(r *record.Record) map[string][8]byte {
	text := map[string]*strings.Builder{}
	add := func(name, value string) {
		if text[name] == nil {
			text[name] = &strings.Builder{}
		}
		text[name].WriteString(value)
		text[name].WriteByte(0)
	}
	for _, f := range r.Fields {
		add(f.Name, string(f.Type)+"\x00"+f.Value+"\x00"+f.EDTF)
	}
	for _, c := range r.Cells {
		add(c.Column, c.Text)
	}
	add("source", r.Source)
	out := make(map[string][8]byte, len(text))
	for name, t := range text {
		out[name] = hash(t.String())
	}
	return out
}

func differing(a, b map[string][8]byte) []string {
	var out []string
	for name, h := range a {
		if b[name] != h {
			out = append(out, name)
		}
	}
	for name := range b {
		if _, there := a[name]; !there {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
