package search

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"strings"

	"byname/evidence/claim"
	"byname/evidence/record"
	"byname/store/index"
)

// personsPerPage is how many persons' names lie on one page.
const personsPerPage = 32

// weightsPerPage is how many persons' weights lie on one page.
const weightsPerPage = 1 << 15

// namesPerPerson bounds the names searched of one person; a cluster of
// hundreds of records repeats itself.
const namesPerPerson = 400

// Builder makes the search tables of an index while the index is written. Tell
// it every record, claim and person right after the Writer was told, in the
// same order, then Close it before the Writer. It holds all posting lists,
// the names of records until their person comes, and each distinct word once:
// about 200 MB for a million records. It is used by one goroutine at a time.
type Builder struct {
	pages *index.PageWriter
	names *termSet
	words *termSet

	spelled map[string]spelling // by word as written
	stems   stemmer

	seed     maphash.Seed
	records  []heldRecord
	held     []byte                  // packed names and years of records, one after the other
	asserted map[uint64]assertedText // names and years claims give to records, by hash of the record id

	persons, claims uint32
	page, weights   []byte
	scratch         scratchWords
}

// heldRecord is what is kept of a record until its person comes.
type heldRecord struct {
	id   uint64 // hash of the record id
	from uint64 // where in held
}

type assertedText struct {
	names []string
	years []year
}

// spelling is what a written word of a name contributes: the numbers of its
// terms, -1 for none.
type spelling struct{ term, initial int32 }

type scratchWords struct {
	names [][]byte
	years []year
	text  []byte
}

// NewBuilder begins the search tables of the index w is writing.
func NewBuilder(w *index.Writer) (*Builder, error) {
	pages, err := w.Pages()
	if err != nil {
		return nil, err
	}
	return &Builder{
		pages: pages, names: newTermSet(), words: newTermSet(),
		spelled: map[string]spelling{}, stems: newStemmer(),
		seed: maphash.MakeSeed(), asserted: map[uint64]assertedText{},
	}, nil
}

// Record takes the next record the Writer accepted.
func (b *Builder) Record(r *record.Record) {
	b.records = append(b.records, heldRecord{maphash.String(b.seed, r.ID), uint64(len(b.held))})
	names := r.Names()
	b.held = binary.AppendUvarint(b.held, uint64(len(names)))
	for _, n := range names {
		b.scratch.text = appendPacked(b.scratch.text[:0], clip(n.Text, maxNameBytes))
		b.held = appendSized(b.held, b.scratch.text)
	}
	years := b.scratch.years[:0]
	ord := uint32(len(b.records) - 1)
	for i := range r.Fields {
		switch f := &r.Fields[i]; {
		case f.EDTF != "":
			years = appendYears(years, f.EDTF, bornField(f.Name))
		case f.Type == record.Date || nameField(f.Name):
		default:
			b.text('r', ord, f.Value)
		}
	}
	b.held = binary.AppendUvarint(b.held, uint64(len(years)))
	for _, y := range years {
		b.held = binary.AppendUvarint(b.held, y.packed())
	}
	b.scratch.years = years
}

// Claim takes the next claim the Writer accepted.
func (b *Builder) Claim(c *claim.Claim) {
	ord := b.claims
	b.claims++
	b.text('c', ord, c.Value)
	b.text('c', ord, c.Paraphrase)
	b.text('c', ord, c.Place)
	b.text('c', ord, c.Told)
	name := nameField(c.Predicate)
	if !name && c.EDTF == "" || c.Subject == "" {
		return
	}
	id := maphash.String(b.seed, string(c.Subject))
	a := b.asserted[id]
	if name {
		a.names = append(a.names, strings.Clone(clip(c.Value, maxNameBytes)))
	} else {
		a.years = appendYears(a.years, c.EDTF, bornField(c.Predicate))
	}
	b.asserted[id] = a
}

// text notes the words of a text: kind 'r' of a record, 'c' of a claim.
func (b *Builder) text(kind byte, ord uint32, s string) {
	if s != "" {
		b.stems.each(kind, s, b.words, func(number int32) { b.words.note(number, ord) })
	}
}

// Person takes the next person the Writer accepted. Every record of the
// person must have been told before.
func (b *Builder) Person(p index.Person) error {
	ord := b.persons
	b.persons++
	names, years := b.scratch.names[:0], b.scratch.years[:0]
	for _, m := range p.Members {
		if m < 0 || m >= int64(len(b.records)) {
			return fmt.Errorf("search: person %s: record %d was never told", p.ID, m)
		}
		r := b.records[m]
		c := cut{data: b.held[r.from:]}
		for n := c.uint(); n > 0; n-- {
			names = appendName(names, c.sized())
		}
		for n := c.uint(); n > 0; n-- {
			years = append(years, unpackYear(c.uint()))
		}
		if a, ok := b.asserted[r.id]; ok {
			for _, n := range a.names {
				names = appendName(names, appendPacked(nil, n))
			}
			years = append(years, a.years...)
		}
	}
	b.scratch.names, b.scratch.years = names, years
	b.index(ord, names, years)
	return b.shelve(ord, names, len(p.Members))
}

func appendName(names [][]byte, packed []byte) [][]byte {
	if len(packed) == 0 || len(names) >= namesPerPerson {
		return names
	}
	for _, n := range names {
		if string(n) == string(packed) {
			return names
		}
	}
	return append(names, packed)
}

// index notes the words and years of a person as terms.
func (b *Builder) index(ord uint32, names [][]byte, years []year) {
	for _, packed := range names {
		b.scratch.text = appendUnpacked(b.scratch.text[:0], packed)
		eachWord(b.scratch.text, func(w []byte) {
			s, ok := b.spelled[string(w)]
			if !ok {
				s = spelling{-1, -1}
				term, initial := spell(string(w))
				if term != nil {
					s.term = b.names.number(term)
				}
				if initial != nil {
					s.initial = b.names.number(initial)
				}
				b.spelled[string(w)] = s
			}
			if s.term >= 0 {
				b.names.note(s.term, ord)
			}
			if s.initial >= 0 {
				b.names.note(s.initial, ord)
			}
		})
	}
	for _, y := range years {
		b.names.note(b.names.number(y.term()), ord)
	}
}

// shelve writes the names of a person to its page.
func (b *Builder) shelve(ord uint32, names [][]byte, records int) error {
	b.page = binary.AppendUvarint(b.page, uint64(records))
	b.page = binary.AppendUvarint(b.page, uint64(len(names)))
	for _, n := range names {
		b.page = appendSized(b.page, n)
	}
	b.weights = append(b.weights, byte(min(records, 255)))
	if (ord+1)%personsPerPage == 0 {
		if err := b.putPersons(); err != nil {
			return err
		}
	}
	if (ord+1)%weightsPerPage == 0 {
		return b.putWeights()
	}
	return nil
}

func (b *Builder) putPersons() error {
	if len(b.page) == 0 {
		return nil
	}
	err := b.pages.Put(index.NamePersons, int64(b.persons-1)/personsPerPage, nil, b.page)
	b.page = b.page[:0]
	return err
}

func (b *Builder) putWeights() error {
	if len(b.weights) == 0 {
		return nil
	}
	err := b.pages.Put(index.NameWeights, int64(b.persons-1)/weightsPerPage, nil, b.weights)
	b.weights = b.weights[:0]
	return err
}

// Close writes the terms and their keys. The Builder is spent.
func (b *Builder) Close() error {
	records := uint32(len(b.records))
	b.held, b.records, b.asserted, b.spelled, b.stems = nil, nil, nil, nil, stemmer{}
	if err := b.putPersons(); err != nil {
		return err
	}
	if err := b.putWeights(); err != nil {
		return err
	}
	var keys keySet
	err := b.names.write(b.pages, index.NameTerms, index.NameLists, func(id termID, key string) error {
		if isWord(key) {
			keys.add(id, readWord(writtenOf(key)).token)
		}
		return nil
	})
	if err != nil {
		return err
	}
	facts := facts{persons: b.persons, records: records, claims: b.claims}
	facts.keyBits, err = keys.write(b.pages)
	if err != nil {
		return err
	}
	if err := b.words.write(b.pages, index.WordTerms, index.WordLists, nil); err != nil {
		return err
	}
	return b.pages.Put(index.NameWeights, factsPage, nil, facts.append(nil))
}
