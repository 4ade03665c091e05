package index

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/evidence/source"
)

// building is put behind the name of an index while it is being written.
const building = ".building"

// Writer builds one index. It is used by one goroutine at a time. After any
// error but ErrDuplicate the only thing left to do is Abort.
type Writer struct {
	path string
	temp string
	db   *sql.DB
	tx   *sql.Tx

	words     *words
	body      encoder
	inserters []*inserter
	closing   []func() error

	lists    []List
	listNo   map[string]int64
	sources  []SourceHead
	sourceNo map[string]int64
	labels   map[claim.Ref]string

	seed maphash.Seed
	ids  map[uint64]struct{} // hashes of the record ids seen

	records, claims, problems, persons int64
	personOf                           []int32 // by record: ordinal of its person plus 1

	record, claim, problem, person, link *inserter
}

// Create begins a new index. It writes to a file beside path and replaces one
// left by a killed build; path itself is not touched before Close. Only one
// build may run for a path: the caller holds the archive's lock.
func Create(path string) (*Writer, error) {
	w := &Writer{
		path:     path,
		temp:     path + building,
		words:    newWords(),
		listNo:   make(map[string]int64),
		sourceNo: make(map[string]int64),
		labels:   make(map[claim.Ref]string),
		seed:     maphash.MakeSeed(),
		ids:      make(map[uint64]struct{}),
	}
	w.body.words = w.words
	if err := w.clean(); err != nil {
		return nil, err
	}
	if err := w.begin(); err != nil {
		return nil, errors.Join(fmt.Errorf("index %s: %w", w.temp, err), w.Abort())
	}
	return w, nil
}

func (w *Writer) begin() error {
	db, err := sql.Open("sqlite", dsn(w.temp, "_pragma=page_size(8192)&_pragma=journal_mode(off)"+
		"&_pragma=synchronous(off)&_pragma=locking_mode(exclusive)&_pragma=cache_size(-49152)"))
	if err != nil {
		return err
	}
	w.db = db
	db.SetMaxOpenConns(1)
	if w.tx, err = db.Begin(); err != nil {
		return err
	}
	if err := w.exec(tables); err != nil {
		return err
	}
	w.record = w.inserter("record", "record", "id", "list", "source", "withdrawn", "body")
	w.claim = w.inserter("claim", "claim", "id", "subject", "predicate", "object", "list", "source", "body")
	w.problem = w.inserter("problem", "problem", "list", "source", "reason", "body")
	w.person = w.inserter("person", "person", "id", "name", "records", "members")
	w.link = w.inserter("link", "a", "b", "bits", "accepted", "levels")
	return nil
}

// dsn is the SQLite URI of a file with options.
func dsn(path, options string) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path)}
	if !strings.HasPrefix(u.Path, "/") {
		u = url.URL{Scheme: "file", Opaque: (&url.URL{Path: u.Path}).EscapedPath()}
	}
	return u.String() + "?" + options
}

// clean removes what a killed build left behind.
func (w *Writer) clean() error {
	for _, ending := range []string{"", "-journal", "-wal", "-shm"} {
		if err := os.Remove(w.temp + ending); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// exec runs statements inside the build. The files of the search tables use it
// to make their tables.
func (w *Writer) exec(query string) error {
	_, err := w.tx.Exec(query)
	return err
}

// atClose calls f when all rows are written and before the file is closed: the
// place to make secondary indexes and summaries.
func (w *Writer) atClose(f func() error) { w.closing = append(w.closing, f) }

// AddSource adds a source, or what is newly said of one: fields that are not
// empty replace those given before.
func (w *Writer) AddSource(s source.Source) error {
	old := &w.sources[w.sourceOrdinal(s.ID)].Source
	for _, f := range []struct{ to, from *string }{
		{&old.Title, &s.Title}, {&old.Author, &s.Author}, {&old.Publisher, &s.Publisher}, {&old.Year, &s.Year},
		{&old.Kind, &s.Kind}, {&old.URL, &s.URL}, {&old.Public, &s.Public}, {&old.Lineage, &s.Lineage},
		{&old.Reliability, &s.Reliability},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	if len(s.Languages) > 0 {
		old.Languages = s.Languages
	}
	if len(s.Extra) > 0 {
		old.Extra = s.Extra
	}
	return nil
}

func (w *Writer) sourceOrdinal(id string) int64 {
	n, ok := w.sourceNo[id]
	if !ok {
		id = strings.Clone(id)
		n = int64(len(w.sources))
		w.sourceNo[id] = n
		w.sources = append(w.sources, SourceHead{Source: source.Source{ID: id}})
	}
	return n
}

// AddList adds a list. The counts the Writer keeps itself are overwritten.
func (w *Writer) AddList(l List) error {
	w.lists[w.listOrdinal(l.ID)] = l
	return nil
}

func (w *Writer) listOrdinal(id string) int64 {
	n, ok := w.listNo[id]
	if !ok {
		id = strings.Clone(id)
		n = int64(len(w.lists))
		w.listNo[id] = n
		w.lists = append(w.lists, List{ID: id})
	}
	return n
}

// AddRecord adds a record and returns its ordinal: the number of records added
// before it. It returns ErrDuplicate for an id that is taken.
func (w *Writer) AddRecord(r *record.Record) (int64, error) {
	hash := maphash.String(w.seed, r.ID)
	if _, taken := w.ids[hash]; taken {
		return 0, fmt.Errorf("%w: %q", ErrDuplicate, r.ID)
	}
	w.ids[hash] = struct{}{}
	withdrawn := int64(0)
	if r.Withdrawn {
		withdrawn = 1
	}
	list, src := w.listOrdinal(r.List), w.sourceOrdinal(r.Source)
	w.body.buf = w.body.buf[:0]
	w.body.record(r)
	ordinal := w.records
	if err := w.record.add(ordinal, r.ID, list, src, withdrawn, w.body.buf); err != nil {
		return 0, fmt.Errorf("index: record %q: %w", r.ID, err)
	}
	w.records++
	w.sources[src].Records++
	w.lists[list].Records++
	w.lists[list].Withdrawn += int(withdrawn)
	return ordinal, nil
}

// AddClaim adds a claim. Two claims may carry one id; the Index finds the first by it.
func (w *Writer) AddClaim(c *claim.Claim) error {
	if c.Predicate == labelPredicate {
		if _, ok := w.labels[c.Subject]; !ok {
			w.labels[c.Subject] = c.Value
		}
	}
	list, src := w.listOrdinal(c.List), w.sourceOrdinal(c.Source)
	var object any
	if c.Object != "" {
		object = string(c.Object)
	}
	w.body.buf = w.body.buf[:0]
	w.body.claim(c)
	predicate := int64(w.words.always(c.Predicate))
	err := w.claim.add(w.claims, c.ID, string(c.Subject), predicate, object, list, src, w.body.buf)
	if err != nil {
		return fmt.Errorf("index: claim %q: %w", c.ID, err)
	}
	w.claims++
	w.sources[src].Claims++
	w.lists[list].Claims++
	return nil
}

// labelPredicate is the claim that gives a subject the name it is shown by.
const labelPredicate = "label"

// AddProblem adds a problem.
func (w *Writer) AddProblem(p record.Problem) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("index: problem at %s: %w", p.Locator, err)
	}
	list := w.listOrdinal(p.List)
	if err := w.problem.add(w.problems, list, w.sourceOrdinal(p.Source), p.Reason, string(body)); err != nil {
		return fmt.Errorf("index: problem at %s: %w", p.Locator, err)
	}
	w.problems++
	w.lists[list].Problems++
	return nil
}

// AddPerson adds a person with the ordinals of its records. A record belongs to
// one person at most; the second person to name it is an error.
func (w *Writer) AddPerson(p Person) error {
	if len(p.Members) == 0 || !slices.IsSorted(p.Members) {
		return fmt.Errorf("index: person %s: its %d records are not in ascending order", p.ID, len(p.Members))
	}
	if first, last := p.Members[0], p.Members[len(p.Members)-1]; first < 0 || last >= w.records {
		return fmt.Errorf("index: person %s: records %d to %d of %d", p.ID, first, last, w.records)
	}
	if len(w.personOf) < int(w.records) {
		w.personOf = append(w.personOf, make([]int32, int(w.records)-len(w.personOf))...)
	}
	for _, n := range p.Members {
		if w.personOf[n] != 0 {
			return fmt.Errorf("index: person %s: record %d already belongs to another", p.ID, n)
		}
		w.personOf[n] = int32(w.persons) + 1
	}
	if err := w.person.add(w.persons, p.ID, p.Name, int64(len(p.Members)), members(p.Members)); err != nil {
		return fmt.Errorf("index: person %s: %w", p.ID, err)
	}
	w.persons++
	return nil
}

// AddLink adds a scored pair; only its ordinals are read, not the record ids.
func (w *Writer) AddLink(l Link) error {
	if l.A >= l.B || l.A < 0 || l.B >= w.records {
		return fmt.Errorf("index: link %d to %d: no such pair among %d records", l.A, l.B, w.records)
	}
	accepted := int64(0)
	if l.Accepted {
		accepted = 1
	}
	var levels any
	if len(l.Levels) > 0 {
		levels = l.Levels
	}
	if err := w.link.add(l.A, l.B, l.Bits, accepted, levels); err != nil {
		return fmt.Errorf("index: link %d to %d: %w", l.A, l.B, err)
	}
	return nil
}
