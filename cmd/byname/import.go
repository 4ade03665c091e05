package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"byname/evidence/read"
	"byname/evidence/record"
	"byname/flow"
	"byname/store"
)

// importFlags are the flags of import.
type importFlags struct {
	guess   bool
	mapping string
	list    string
	noBuild bool
}

func newImport(s *settings) *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import [FILE...]",
		Short: "Take lists into the archive",
		Long: `import keeps each file exactly as it is, and an act in the log that says how it is
read; then it builds the index. The same file again changes nothing; a newer
version of a list adds a version, and nothing of the older one is lost.

How a file is read is its mapping: an entry under "lists" in archive.yaml, found
by the name of the file, or given with --mapping (a file with one mapping, or one
with a key "lists"). --guess proposes a mapping and shows ten records; it
imports nothing. Without FILE every list of archive.yaml whose file lies in the
archive's folder is imported.`,
		Example: `  byname -C archive import --guess list.csv > list.yaml
  byname -C archive import --mapping list.yaml list.csv
  byname -C archive import list-second-edition.csv --list list`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.guess && len(args) == 0:
				return &usageError{c.CommandPath(), errors.New("--guess wants the name of a file")}
			case f.guess:
				return s.guess(args)
			case f.list != "" && len(args) > 1:
				return &usageError{c.CommandPath(), errors.New("--list names one list: give one file")}
			}
			return s.importAll(c.Context(), f, args)
		},
	}
	c.Flags().BoolVar(&f.guess, "guess", false, "propose a mapping and show ten records; import nothing")
	c.Flags().StringVar(&f.mapping, "mapping", "", "YAML file that says how to read the lists")
	c.Flags().StringVar(&f.list, "list", "", "the list this file is a version of, by its id")
	c.Flags().BoolVar(&f.noBuild, "no-build", false, "do not build the index afterwards")
	return c
}

// guess prints a proposed mapping of each file and its first records.
func (s *settings) guess(files []string) error {
	for _, name := range files {
		m, records, err := guessFile(name)
		if err != nil {
			return err
		}
		text, err := m.YAML()
		if err != nil {
			return err
		}
		if s.json {
			if err := jsonLines(s.out).Encode(map[string]any{"file": name, "mapping": string(text), "records": records}); err != nil {
				return err
			}
			continue
		}
		_, _ = fmt.Fprintf(s.out, "%s\n# The first %d records read this way:\n", text, len(records))
		for _, r := range records {
			_, _ = fmt.Fprintf(s.out, "#\n# %s (%s)\n", r.ID, r.Locator)
			for _, f := range r.Fields {
				line := fmt.Sprintf("#   %-16s %s", f.Name, printable(f.Value))
				if f.EDTF != "" && f.EDTF != f.Value {
					line += "  = " + f.EDTF
				}
				_, _ = fmt.Fprintln(s.out, line)
			}
		}
	}
	return nil
}

func guessFile(name string) (*read.Mapping, []*record.Record, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	m, records, err := read.Guess(in, filepath.Base(name))
	return m, records, errors.Join(err, in.Close())
}

// importAll imports the files, each by its mapping, and builds the index.
func (s *settings) importAll(ctx context.Context, f importFlags, files []string) error {
	a, err := s.open()
	if err != nil {
		return err
	}
	work, unmapped, err := s.plan(a, f, files)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	failed := unmapped // the other lists are still taken in
	news := false
	p := newProgress(s.errs)
	for _, w := range work {
		done, err := flow.Import(ctx, a, w, flow.Options{Progress: p.report})
		p.done()
		if err != nil {
			failed = append(failed, err)
			if ctx.Err() != nil {
				break
			}
			continue
		}
		news = news || done.Status != flow.StatusUnchanged
		if err := s.tell(done); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	if !f.noBuild && ctx.Err() == nil && (news || !hasIndex(a)) {
		failed = append(failed, s.build(ctx, a))
	}
	return errors.Join(append(failed, a.Close())...)
}

func hasIndex(a *store.Archive) bool {
	_, err := os.Stat(a.IndexPath())
	return err == nil
}

// tell says what became of a file: on a line of its own, once the act is durable.
func (s *settings) tell(d flow.Imported) error {
	if s.json {
		return jsonLines(s.out).Encode(d)
	}
	if d.Status == flow.StatusUnchanged {
		_, err := fmt.Fprintf(s.out, "%s: %s is already in the archive; nothing changed\n", d.List, d.File)
		return err
	}
	c := d.Counts
	line := fmt.Sprintf("%s: %s, act %d: %s", d.List, d.File, d.Act, plural(c.Rows, "row"))
	for _, part := range []struct {
		n    int
		what string
	}{{c.Sources, "source"}, {c.Records, "record"}, {c.Claims, "claim"}, {c.Lost, "unreadable row"}} {
		if part.n > 0 {
			line += ", " + plural(part.n, part.what)
		}
	}
	if d.Diff != nil {
		line += fmt.Sprintf("; against the version before: %d added, %d withdrawn, %d changed (byname diff %s)", d.Diff.Added, d.Diff.Withdrawn, d.Diff.Changed, d.List)
	}
	kinds := make([]string, 0, len(c.Problems))
	for kind, n := range c.Problems {
		kinds = append(kinds, fmt.Sprintf("\n    %d × %s", n, kind))
	}
	sort.Strings(kinds)
	_, err := fmt.Fprintln(s.out, line+strings.Join(kinds, ""))
	return err
}

// plan finds the mapping of every file, and an error for each that has none.
func (s *settings) plan(a *store.Archive, f importFlags, files []string) (work []flow.File, unmapped []error, err error) {
	entries, err := s.entries(a, f.mapping)
	if err != nil {
		return nil, nil, err
	}
	if len(files) == 0 {
		work, err = inFolder(a.Dir(), entries)
		return work, nil, err
	}
	for _, name := range files {
		if _, err := os.Stat(name); err != nil && !filepath.IsAbs(name) {
			if inside := filepath.Join(a.Dir(), name); isFile(inside) {
				name = inside
			}
		}
		found := false
		for _, e := range entries {
			if f.list == e.list || f.list == "" && (e.file == filepath.Base(name) || len(entries) == 1 && f.mapping != "") {
				found = true
				if f.mapping != "" {
					if err := a.PutList(e.text); err != nil {
						return nil, nil, err
					}
				}
				work = append(work, fileAt(name, e.text))
			}
		}
		if !found {
			unmapped = append(unmapped, fmt.Errorf("no mapping says how to read %s: run 'byname import --guess %s', mend what it proposes, and import with --mapping", name, name))
		}
	}
	return work, unmapped, nil
}

// inFolder takes every list whose file lies in the archive's folder.
func inFolder(dir string, entries []entry) ([]flow.File, error) {
	var work []flow.File
	for _, e := range entries {
		name := filepath.Join(dir, filepath.FromSlash(e.file))
		if e.file == "" || !isFile(name) {
			continue
		}
		work = append(work, fileAt(name, e.text))
	}
	if len(work) == 0 {
		return nil, errors.New("no file to import: name one, or put the files that archive.yaml names into the archive's folder")
	}
	return work, nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func fileAt(name string, mapping []byte) flow.File {
	return flow.File{Name: filepath.Base(name), Mapping: mapping, Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}
