package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The keys of the table meta. Those of Meta.Values stand behind "value/".
const (
	metaFormat  = "format"
	metaLogSize = "log size"
	metaLogRoot = "log root"
	metaValue   = "value/"
)

// Close writes what is still waiting, makes the lookups, and moves the file to
// its place, durable when Close returns. On an error the old index still stands.
func (w *Writer) Close(m Meta) error {
	if err := w.finish(m); err != nil {
		return errors.Join(fmt.Errorf("index %s: %w", w.temp, err), w.Abort())
	}
	err := w.db.Close()
	w.db = nil
	if err == nil {
		err = syncFile(w.temp)
	}
	if err == nil {
		err = os.Rename(w.temp, w.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("index %s: %w", w.temp, err), w.Abort())
	}
	if err := syncFile(filepath.Dir(w.path)); err != nil {
		return fmt.Errorf("index %s: %w", w.path, err)
	}
	return nil
}

// Abort gives the build up and removes its file. It may be called after an error of Close.
func (w *Writer) Abort() error {
	if w.db != nil {
		if w.tx != nil {
			_ = w.tx.Rollback() // without a journal there is nothing to undo; the file goes
		}
		_ = w.db.Close()
		w.db = nil
	}
	return w.clean()
}

// analyse gathers what the planner needs to choose a lookup. The samples of
// single values go again: with them a plan depends on what is asked for, and
// SQLite plans every statement anew each time it runs.
const analyse = "PRAGMA analysis_limit=200; ANALYZE; DROP TABLE IF EXISTS sqlite_stat4"

func (w *Writer) finish(m Meta) error {
	steps := []func() error{
		w.flush,
		w.writeMembers,
		w.writeSources,
		w.writeLists,
		w.writeSubjects,
		func() error { return w.writeMeta(m) },
		w.writeWords,
		w.flush,
		func() error { return w.exec(lookups) },
	}
	steps = append(steps, w.closing...)
	steps = append(steps, w.flush, func() error { return w.exec(analyse) }, w.tx.Commit)
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) flush() error {
	for _, in := range w.inserters {
		if err := in.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) writeMembers() error {
	in := w.inserter("member", "record", "person")
	for n, person := range w.personOf {
		if person == 0 {
			continue
		}
		if err := in.add(int64(n), int64(person-1)); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) writeSources() error {
	in := w.inserter("source", "source", "id", "records", "claims", "body")
	for i := range w.sources {
		s := &w.sources[i]
		body, err := json.Marshal(s.Source)
		if err != nil {
			return err
		}
		if err := in.add(int64(i), s.ID, int64(s.Records), int64(s.Claims), string(body)); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) writeLists() error {
	in := w.inserter("list", "list", "id", "body")
	for i := range w.lists {
		body, err := json.Marshal(w.lists[i])
		if err != nil {
			return err
		}
		if err := in.add(int64(i), w.lists[i].ID, string(body)); err != nil {
			return err
		}
	}
	return nil
}

// writeSubjects lists what claims are about, in the order of the first claim on each.
func (w *Writer) writeSubjects() error {
	rows, err := w.tx.Query("SELECT subject, count(*) FROM claim GROUP BY subject ORDER BY min(claim)")
	if err != nil {
		return err
	}
	defer rows.Close()
	var found []Subject
	for rows.Next() {
		var s Subject
		if err := rows.Scan(&s.Ref, &s.Claims); err != nil {
			return err
		}
		found = append(found, s)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	in := w.inserter("subject", "subject", "ref", "kind", "label", "claims")
	for i, s := range found {
		label, ok := w.labels[s.Ref]
		if !ok {
			label = s.Ref.Key()
		}
		if err := in.add(int64(i), string(s.Ref), s.Ref.Kind(), label, int64(s.Claims)); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) writeMeta(m Meta) error {
	in := w.inserter("meta", "key", "value")
	if err := errors.Join(
		in.add(metaFormat, binary.AppendUvarint(nil, FormatVersion)),
		in.add(metaLogSize, binary.AppendUvarint(nil, m.LogSize)),
		in.add(metaLogRoot, []byte(m.LogRoot)),
	); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(m.Values)) {
		if err := in.add(metaValue+key, m.Values[key]); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) writeWords() error {
	in := w.inserter("word", "word", "text")
	for n, text := range w.words.texts[1:] {
		if err := in.add(int64(n+1), text); err != nil {
			return err
		}
	}
	return nil
}

// syncFile makes a file or a folder durable.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	return errors.Join(err, f.Close())
}
