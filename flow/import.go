package flow

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"byname/evidence/read"
	"byname/store"
)

// File is a list to import: its bytes, the name it has, and how it is read.
type File struct {
	Name    string // without folder; informative
	Open    func() (io.ReadCloser, error)
	Mapping []byte // the list's entry of archive.yaml, as YAML
}

// What Import did with a file.
const (
	StatusImported  = "imported"  // a new list
	StatusVersion   = "version"   // a newer version of a list already there, or read in another way
	StatusUnchanged = "unchanged" // the same file, read the same way: nothing was added to the log
)

// Imported says what became of one file. Counts are those of this reading.
type Imported struct {
	List   string       `json:"list"`
	File   string       `json:"file"`
	Status string       `json:"status"`
	Act    uint64       `json:"act"` // position in the log
	Counts *read.Counts `json:"counts,omitempty"`
	Diff   *Diff        `json:"diff,omitempty"` // of a newer version, against the one before
}

// Import keeps a file for ever and appends the act that says how it is read.
// The act is durable when Import returns. A file that cannot be read at all
// is refused with the reason and leaves no act; rows that cannot are counted.
func Import(ctx context.Context, a *store.Archive, f File, o Options) (Imported, error) {
	m, err := read.ParseMapping(f.Mapping, f.Name)
	if err != nil {
		return Imported{}, err
	}
	out := Imported{List: m.List, File: f.Name, Status: StatusImported}
	unlock, err := a.Lock()
	if err != nil {
		return out, err
	}
	defer unlock()
	in, err := f.Open()
	if err != nil {
		return out, err
	}
	blob, size, err := a.PutBlob(in)
	if err = joinClose(in, err); err != nil {
		return out, fmt.Errorf("file %s: %w", f.Name, err)
	}
	how, _, err := a.PutBlob(bytes.NewReader(f.Mapping))
	if err != nil {
		return out, fmt.Errorf("mapping of %s: %w", m.List, err)
	}
	act := store.Act{Import: &store.Import{List: m.List, File: f.Name, Blob: blob, Size: size, Mapping: how, Reader: read.Version}}
	s, err := readState(a)
	if err != nil {
		return out, err
	}
	l := s.byID[m.List]
	if l != nil {
		out.Status = StatusVersion
		now := l.current()
		if !l.withdrawn && now.Import.Blob == blob && now.Import.Mapping == how && now.Import.Reader == read.Version {
			out.Status, out.Act = StatusUnchanged, now.Position
			return out, nil
		}
	}
	for item, err := range items(ctx, a, &act, o) {
		if err != nil {
			return out, err
		}
		if item.Counts != nil {
			out.Counts = item.Counts
		}
	}
	if l != nil {
		d, err := count(changes(ctx, a, l.current(), &act, o))
		if err != nil {
			return out, err
		}
		out.Diff = &d
	}
	out.Act, err = a.Append(act)
	return out, err
}
