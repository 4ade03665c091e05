package flow

import (
	"fmt"
	"io"

	"byname/evidence/claim"
	"byname/evidence/judgement"
	"byname/evidence/read"
	"byname/evidence/record"
	"byname/link/norm"
	"byname/store"
)

// state is what the log says the archive consists of.
type state struct {
	lists      []*list // in the order of their first import
	byID       map[string]*list
	claims     []*claim.Claim // asserted one by one, in order
	judgements []judgement.Judgement
	faults     []record.Problem // acts that cannot be read; listed, and left out
}

// list is one list with all its versions, oldest first; the last is current.
type list struct {
	id        string
	versions  []store.Act
	withdrawn bool
}

func (l *list) current() *store.Act { return &l.versions[len(l.versions)-1] }

// readState reads the whole log. An act that is damaged is left out and listed
// as a problem; a log that cannot be read on is an error.
func readState(a *store.Archive) (*state, error) {
	s := &state{byID: map[string]*list{}}
	for act, err := range a.Acts() {
		if err != nil && act.Type == "" {
			return nil, err
		}
		if err != nil {
			s.faults = append(s.faults, record.Problem{
				Source: "log", Locator: fmt.Sprintf("act %d", act.Position), Field: act.Type, Reason: err.Error(), Lost: true,
			})
			continue
		}
		switch {
		case act.Import != nil:
			l := s.byID[act.Import.List]
			if l == nil {
				l = &list{id: act.Import.List}
				s.byID[l.id] = l
				s.lists = append(s.lists, l)
			}
			l.versions, l.withdrawn = append(l.versions, act), false
		case act.Withdraw != "":
			if l := s.byID[act.Withdraw]; l != nil {
				l.withdrawn = true
			}
		case act.Claim != nil:
			c := *act.Claim
			if c.ID == "" {
				c.ID = fmt.Sprintf("act-%d", act.Position)
			}
			s.claims = append(s.claims, &c)
		case act.Judgement != nil:
			j := *act.Judgement
			j.Who, j.Why, j.When = act.Who, act.Why, act.When
			s.judgements = append(s.judgements, j)
		}
	}
	return s, nil
}

// mapping reads the way a version of a list is read out of its blob.
func mapping(a *store.Archive, act *store.Act) (*read.Mapping, error) {
	in, err := a.Blob(act.Import.Mapping)
	if err != nil {
		return nil, fmt.Errorf("list %s: mapping: %w", act.Import.List, err)
	}
	text, err := io.ReadAll(in)
	if err = joinClose(in, err); err != nil {
		return nil, fmt.Errorf("list %s: mapping: %w", act.Import.List, err)
	}
	m, err := read.ParseMapping(text, "mapping of "+act.Import.List)
	if err != nil {
		return nil, err
	}
	return m, nil
}

// duplicates returns how each list is to be linked, as its mapping says.
func duplicates(a *store.Archive, s *state) (map[string]norm.Duplicates, error) {
	out := map[string]norm.Duplicates{}
	for _, l := range s.lists {
		m, err := mapping(a, l.current())
		if err != nil {
			return nil, err
		}
		switch m.Repeats {
		case read.RepeatsNever:
			out[l.id] = norm.DuplicateFree
		case read.RepeatsMaybe:
			out[l.id] = norm.Dedupe
		case read.RepeatsUnlinked:
			out[l.id] = norm.Skip
		}
	}
	return out, nil
}
