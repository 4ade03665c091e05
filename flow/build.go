package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"byname/evidence/claim"
	"byname/evidence/read"
	"byname/evidence/record"
	"byname/link/cluster"
	"byname/link/norm"
	"byname/link/score"
	"byname/person"
	"byname/serve/search"
	"byname/store"
	"byname/store/index"
)

// ModelValue is the key under which the index keeps the linkage model, as JSON.
const ModelValue = "model"

// Built counts what an index holds.
type Built struct {
	LogSize  uint64   `json:"log_size"` // acts the index was built from
	Lists    int      `json:"lists"`
	Records  int      `json:"records"`
	Claims   int      `json:"claims"`
	Problems int      `json:"problems"`
	Persons  int      `json:"persons"`
	Links    int      `json:"links"`              // records put with another
	Warnings []string `json:"warnings,omitempty"` // of the linkage model
}

// Build makes the index from the log and the blobs and puts it in place of the
// old one. When it fails or is stopped the old index stands.
func Build(ctx context.Context, a *store.Archive, o Options) (Built, error) {
	unlock, err := a.Lock()
	if err != nil {
		return Built{}, err
	}
	defer unlock()
	s, err := readState(a)
	if err != nil {
		return Built{}, err
	}
	w, err := index.Create(a.IndexPath())
	if err != nil {
		return Built{}, err
	}
	b := &build{ctx: ctx, archive: a, state: s, o: o, w: w}
	if languages := a.Config().Languages; len(languages) > 0 {
		b.lang = languages[0]
	}
	if err := b.run(); err != nil {
		return Built{}, errors.Join(err, w.Abort())
	}
	return b.built, nil
}

// build is one build under way.
type build struct {
	ctx     context.Context
	archive *store.Archive
	state   *state
	o       Options
	w       *index.Writer
	search  *search.Builder
	columns *norm.Builder
	row     []int64  // ordinal in the index of each row of the columns
	shown   []string // name of each row
	lang    string   // in which to choose the name a person is listed under
	built   Built
}

func (b *build) run() error {
	var err error
	if b.search, err = search.NewBuilder(b.w); err != nil {
		return err
	}
	lists, err := duplicates(b.archive, b.state)
	if err != nil {
		return err
	}
	b.columns = norm.New(norm.Options{Lists: lists})
	for _, l := range b.state.lists {
		if err := b.list(l); err != nil {
			return err
		}
	}
	for _, fault := range b.state.faults {
		b.built.Problems++
		if err := b.w.AddProblem(fault); err != nil {
			return err
		}
	}
	for _, c := range b.state.claims {
		if err := b.claim(c); err != nil {
			return err
		}
	}
	model, err := b.link()
	if err != nil {
		return err
	}
	b.o.report("writing the index", 0, 0)
	if err := b.search.Close(); err != nil {
		return err
	}
	b.built.LogSize, b.built.Lists = b.archive.Size(), len(b.state.lists)
	return b.w.Close(index.Meta{LogSize: b.archive.Size(), LogRoot: b.archive.Root(), Values: map[string][]byte{ModelValue: model}})
}

// list writes one list: the newest version, then what only older ones had.
func (b *build) list(l *list) error {
	entry := index.List{ID: l.id}
	for i := len(l.versions) - 1; i >= 0; i-- {
		v := version(&l.versions[i])
		if i == len(l.versions)-1 {
			entry.Current = v
		} else {
			entry.Previous = append(entry.Previous, v)
		}
	}
	if n := len(l.versions); n > 1 {
		d, err := count(changes(b.ctx, b.archive, &l.versions[n-2], &l.versions[n-1], b.o))
		if err != nil {
			return err
		}
		entry.Added, entry.Changed = d.Added, d.Changed
	}
	if err := b.w.AddList(entry); err != nil {
		return err
	}
	claims := map[string]bool{} // of the newest version, wanted when there are older ones
	for item, err := range items(b.ctx, b.archive, l.current(), b.o) {
		if err != nil {
			return err
		}
		if item.Claim != nil && len(l.versions) > 1 {
			claims[item.Claim.ID] = true
		}
		if err := b.item(item, l.withdrawn); err != nil {
			return err
		}
	}
	for i := len(l.versions) - 2; i >= 0; i-- {
		if err := b.older(&l.versions[i], l.current(), claims); err != nil {
			return err
		}
	}
	return nil
}

// item writes what was read. Entries of a list that was withdrawn as a whole
// are kept, marked, and not linked.
func (b *build) item(item read.Item, withdrawn bool) error {
	switch {
	case item.Source != nil:
		return b.w.AddSource(*item.Source)
	case item.Claim != nil:
		return b.claim(item.Claim)
	case item.Problem != nil:
		b.built.Problems++
		return b.w.AddProblem(*item.Problem)
	case item.Record != nil:
		item.Record.Withdrawn = withdrawn
		return b.record(item.Record)
	}
	return nil
}

// older keeps what an earlier version of a list had and no later one has:
// records are marked as withdrawn; claims are taken back by a claim that says so.
func (b *build) older(act, current *store.Act, seen map[string]bool) error {
	for item, err := range items(b.ctx, b.archive, act, b.o) {
		switch {
		case err != nil:
			return err
		case item.Record != nil:
			item.Record.Withdrawn = true
			if err := b.record(item.Record); err != nil && !errors.Is(err, index.ErrDuplicate) {
				return err
			}
		case item.Claim != nil && !seen[item.Claim.ID]:
			c := item.Claim
			seen[c.ID] = true
			back := &claim.Claim{
				ID: c.ID + "~withdrawn", Subject: c.Subject, Predicate: claim.RetractsPredicate, Object: claim.Ref("claim:" + c.ID),
				Source: c.Source, Locator: current.Import.File, List: c.List, Stance: claim.Supports,
				KnownSince: current.When.UTC().Format("2006-01-02"), KnownBasis: "the version of the list that no longer has it",
			}
			if err := errors.Join(b.claim(c), b.claim(back)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *build) record(r *record.Record) error {
	ordinal, err := b.w.AddRecord(r)
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	b.built.Records++
	b.search.Record(r)
	if b.columns.Add(r) >= 0 {
		b.row = append(b.row, ordinal)
		b.shown = append(b.shown, shownName(r))
	}
	return nil
}

func (b *build) claim(c *claim.Claim) error {
	b.built.Claims++
	b.search.Claim(c)
	return b.w.AddClaim(c)
}

// link puts the records of one person together and writes links and persons.
// It returns the model as JSON.
func (b *build) link() ([]byte, error) {
	t := b.columns.Table()
	m, err := score.Train(b.ctx, t, score.Options{Workers: b.o.Workers, Progress: b.o.Progress})
	if err != nil {
		return nil, fmt.Errorf("linking: %w", err)
	}
	found, err := cluster.Build(b.ctx, t, m, b.state.judgements, cluster.Options{Workers: b.o.Workers, Progress: b.o.Progress})
	if err != nil {
		return nil, fmt.Errorf("linking: %w", err)
	}
	scratch := m.NewScratch()
	for _, e := range found.Edges {
		l := index.Link{A: b.row[e.A], B: b.row[e.B], Bits: float64(e.Bits), Accepted: e.Kind == cluster.Link}
		l.Levels = m.Pack(nil, t, scratch, e.A, e.B)
		if err := b.w.AddLink(l); err != nil {
			return nil, err
		}
	}
	for i, c := range found.Clusters {
		if i%1024 == 0 {
			b.o.report("writing persons", int64(i), int64(len(found.Clusters)))
			if err := b.ctx.Err(); err != nil {
				return nil, err
			}
		}
		p := index.Person{ID: c.ID, Members: make([]int64, len(c.Records))}
		names := make([]string, 0, len(c.Records))
		for j, row := range c.Records {
			p.Members[j] = b.row[row]
			names = append(names, b.shown[row])
		}
		p.Name = person.BestName(names, b.lang)
		if err := b.w.AddPerson(p); err != nil {
			return nil, err
		}
		if err := b.search.Person(p); err != nil {
			return nil, err
		}
		b.built.Links += len(c.Records) - 1
	}
	b.built.Persons, b.built.Warnings = len(found.Clusters), m.Warnings
	return json.Marshal(m)
}

// shownName is the name a record is listed under: its first.
func shownName(r *record.Record) string {
	if names := r.Names(); len(names) > 0 {
		return names[0].Text
	}
	return ""
}

func version(act *store.Act) index.Version {
	i := act.Import
	return index.Version{Act: act.Position, File: i.File, Blob: i.Blob.String(), Mapping: i.Mapping.String(), Size: i.Size, When: act.When}
}
