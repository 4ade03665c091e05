package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"byname/evidence/claim"
	"byname/evidence/judgement"
)

// actVersion is the version of the entries this package writes.
const actVersion = 1

// ErrAct is returned, wrapped with the reason, for a log entry that is no act
// of a version this program reads.
var ErrAct = errors.New("not an act this program can read")

// Act is one thing somebody did. What it is follows from the one field that is
// set: Import, Withdraw, Claim, Judgement or Erases; an act with none is a note.
type Act struct {
	Position uint64    // in the log, from 0; set by the archive
	Type     string    // import, withdraw, assert, judge, erase, note; set by the archive
	When     time.Time // UTC, whole seconds; zero means now
	Who      string    // private
	Why      string    // private

	Import    *Import              // a list is read from a file from now on
	Withdraw  string               // id of a list that is not to be used any more
	Claim     *claim.Claim         // private: somebody asserts it
	Judgement *judgement.Judgement // private: somebody decided on two records
	Erases    *uint64              // position of the act whose private part is erased

	Private Digest // salted digest of the private part; zero when there is none
	Erased  bool   // the private part was erased: Who, Why, Claim and Judgement are empty
}

// Import names one version of one list: the file, how it is read, and the
// version of the reader.
type Import struct {
	List    string `json:"list"`
	File    string `json:"file"` // name the file had; informative
	Blob    Digest `json:"blob"`
	Size    int64  `json:"size"`    // bytes
	Mapping Digest `json:"mapping"` // blob of the list's entry in archive.yaml
	Reader  int    `json:"reader"`
}

// The types of acts as they stand in the log.
const (
	typeImport   = "import"
	typeWithdraw = "withdraw"
	typeAssert   = "assert"
	typeJudge    = "judge"
	typeErase    = "erase"
	typeNote     = "note"
)

// entry is an act as it stands in the log. The order of the fields is the
// order in which they are written.
type entry struct {
	Act      int       `json:"act"`
	Type     string    `json:"type"`
	When     time.Time `json:"when"`
	Import   *Import   `json:"import,omitempty"`
	Withdraw string    `json:"withdraw,omitempty"`
	Erases   *uint64   `json:"erases,omitempty"`
	Private  *Digest   `json:"private,omitempty"`
}

// payload is the private part of an act.
type payload struct {
	Who       string               `json:"who,omitempty"`
	Why       string               `json:"why,omitempty"`
	Claim     *claim.Claim         `json:"claim,omitempty"`
	Judgement *judgement.Judgement `json:"judgement,omitempty"`
}

// salted is a payload in its file: the digest in the log is the SHA-256 of the
// salt followed by the bytes of Payload exactly as they stand.
type salted struct {
	Salt    []byte          `json:"salt"`
	Payload json.RawMessage `json:"payload"`
}

const saltBytes = 32

// kind returns the type of an act by what is set, and complains when that is unclear.
func (a *Act) kind() (string, error) {
	kinds := make([]string, 0, 1)
	for _, k := range []struct {
		set  bool
		name string
	}{
		{a.Import != nil, typeImport},
		{a.Withdraw != "", typeWithdraw},
		{a.Claim != nil, typeAssert},
		{a.Judgement != nil, typeJudge},
		{a.Erases != nil, typeErase},
	} {
		if k.set {
			kinds = append(kinds, k.name)
		}
	}
	switch len(kinds) {
	case 0:
		return typeNote, nil
	case 1:
		return kinds[0], nil
	}
	return "", fmt.Errorf("act is %v at once", kinds)
}

// split divides an act into its log entry and the file of its private part,
// nil when there is none. It sets a.Private, cuts a.When to seconds, and
// completes a judgement by who and when. The salt is read from random.
func (a *Act) split(random io.Reader) (log []byte, private []byte, err error) {
	kind, err := a.kind()
	if err != nil {
		return nil, nil, err
	}
	a.When = a.When.UTC().Truncate(time.Second)
	if a.Judgement != nil {
		j := *a.Judgement
		j.Who = cmp.Or(j.Who, a.Who)
		if j.When.IsZero() {
			j.When = a.When
		}
		a.Judgement = &j
	}
	e := entry{Act: actVersion, Type: kind, When: a.When, Import: a.Import, Withdraw: a.Withdraw, Erases: a.Erases}
	p := payload{Who: a.Who, Why: a.Why, Claim: a.Claim, Judgement: a.Judgement}
	if p != (payload{}) {
		text, err := compact(p)
		if err != nil {
			return nil, nil, err
		}
		s := salted{Salt: make([]byte, saltBytes), Payload: text}
		if _, err := io.ReadFull(random, s.Salt); err != nil {
			return nil, nil, fmt.Errorf("salt: %w", err)
		}
		if private, err = compact(s); err != nil {
			return nil, nil, err
		}
		a.Private = s.digest()
		e.Private = &a.Private
	}
	log, err = compact(e)
	return log, private, err
}

func (s *salted) digest() (d Digest) {
	h := sha256.New()
	h.Write(s.Salt)
	h.Write(s.Payload)
	h.Sum(d[:0])
	return d
}

// parseEntry reads a log entry. The private part is not in it.
func parseEntry(text []byte) (Act, error) {
	var e entry
	if err := json.Unmarshal(text, &e); err != nil {
		return Act{}, fmt.Errorf("%w: %w", ErrAct, err)
	}
	if e.Act != actVersion {
		return Act{}, fmt.Errorf("%w: version %d, this program reads %d", ErrAct, e.Act, actVersion)
	}
	if e.Type == "" {
		return Act{}, fmt.Errorf("%w: no type", ErrAct)
	}
	a := Act{Type: e.Type, When: e.When.UTC(), Import: e.Import, Withdraw: e.Withdraw, Erases: e.Erases}
	if e.Private != nil {
		a.Private = *e.Private
	}
	if a.Type == typeImport && (a.Import == nil || a.Import.List == "" || a.Import.Size < 0) {
		return Act{}, fmt.Errorf("%w: an import without a list", ErrAct)
	}
	if a.Type == typeErase && a.Erases == nil {
		return Act{}, fmt.Errorf("%w: an erasure of nothing", ErrAct)
	}
	return a, nil
}

// join puts the private part of an act back; file is as split made it.
func (a *Act) join(file []byte) error {
	var s salted
	if err := json.Unmarshal(file, &s); err != nil {
		return fmt.Errorf("private part %s: %w", a.Private, err)
	}
	if d := s.digest(); len(s.Salt) != saltBytes || d != a.Private {
		return fmt.Errorf("private part %s: its content has the digest %s", a.Private, d)
	}
	var p payload
	if err := json.Unmarshal(s.Payload, &p); err != nil {
		return fmt.Errorf("private part %s: %w", a.Private, err)
	}
	if (a.Type == typeAssert && p.Claim == nil) || (a.Type == typeJudge && p.Judgement == nil) {
		return fmt.Errorf("%w: private part %s is not of an act of type %s", ErrAct, a.Private, a.Type)
	}
	a.Who, a.Why, a.Claim, a.Judgement = p.Who, p.Why, p.Claim, p.Judgement
	return nil
}

// compact writes a value as one line of JSON without escaping what only HTML minds.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
