package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"byname/ground/place"
	"byname/ground/when"
)

func newPlace(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "place",
		Short: "Places whose names changed",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no command %q: resolve is one", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newPlaceResolve(s))
	for _, sub := range c.Commands() {
		sub.Args = usageArgs(sub.Args)
	}
	return c
}

// placeAnswer is one match in JSON.
type placeAnswer struct {
	Place    string        `json:"place"`
	Kind     string        `json:"kind"`
	NameThen string        `json:"name_then"`
	NameNow  string        `json:"name_now"`
	Why      string        `json:"why"`
	InTime   bool          `json:"in_time"`
	Lat      *float64      `json:"lat,omitempty"`
	Lon      *float64      `json:"lon,omitempty"`
	In       []string      `json:"in"`
	Names    []placeNaming `json:"names"`
}

// placeNaming is one name of a place in JSON.
type placeNaming struct {
	Name   string `json:"name"`
	Lang   string `json:"lang"`
	Valid  string `json:"valid,omitempty"`
	Source string `json:"source,omitempty"`
	Other  bool   `json:"other,omitempty"` // a spelling, never official
}

func newPlaceResolve(s *settings) *cobra.Command {
	var moment, lang string
	c := &cobra.Command{
		Use:   "resolve NAME...",
		Short: "Which place a name means, what it was called then and is called now",
		Long: `resolve finds the places that bear or bore a name, also in a declined form, in
another romanisation, or with the words for its type and region. With --at names
in use at that time come first and each place is shown as it was called then.
Several places of one name are all shown. Exit status 1 if the name is not known.`,
		Example: `  byname place resolve Ленинград --at 1937
  byname place resolve "Куйбышевская обл., г. Сызрань" --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var at when.Date
			if moment != "" {
				var err error
				if at, err = when.Parse(moment); err != nil {
					return &usageError{c.CommandPath(), fmt.Errorf("--at: %w", err)}
				}
			}
			name := strings.Join(args, " ")
			found := place.Resolve(name, at)
			if s.json {
				return errors.Join(jsonLines(s.out).Encode(placeAnswers(found, lang, at)), unless(len(found) > 0))
			}
			if len(found) == 0 {
				_, err := fmt.Fprintf(s.errs, "no place is known by %s\n", printable(name))
				return errors.Join(err, errNo)
			}
			return s.showPlaces(found, lang, at)
		},
	}
	c.Flags().StringVar(&moment, "at", "", "the time the name was used (EDTF: 1937, 1937-12, 1934/1936)")
	c.Flags().StringVar(&lang, "lang", "", "language of the names shown (ru, en, uk, pl...); that of the name found if not given")
	return c
}

// unless is the answer no if good is false.
func unless(good bool) error {
	if good {
		return nil
	}
	return errNo
}

// placeNames returns the names of a match then and now, in language lang if one is given.
func placeNames(m place.Match, lang string, at when.Date) (then, now string) {
	if lang == "" {
		return m.NameThen, m.NameNow
	}
	now = m.Place.Name(lang, when.Date{})
	if at.IsZero() {
		return now, now
	}
	return m.Place.Name(lang, at), now
}

func placeAnswers(found []place.Match, lang string, at when.Date) []placeAnswer {
	out := make([]placeAnswer, len(found))
	for i, m := range found {
		p := m.Place
		then, now := placeNames(m, lang, at)
		a := placeAnswer{Place: p.ID, Kind: p.Kind, NameThen: then, NameNow: now, Why: m.Why, InTime: m.InTime, In: []string{}}
		if p.Point != nil {
			a.Lat, a.Lon = &p.Point.Lat, &p.Point.Lon
		}
		for _, up := range place.BuiltIn().Above(p, at) {
			a.In = append(a.In, up.ID)
		}
		for _, n := range p.Names {
			a.Names = append(a.Names, placeNaming{Name: n.Text, Lang: n.Lang, Valid: n.Valid.String(), Source: n.Source, Other: n.Other})
		}
		out[i] = a
	}
	return out
}

func (s *settings) showPlaces(found []place.Match, lang string, at when.Date) error {
	for _, m := range found {
		then, now := placeNames(m, lang, at)
		head := then
		if now != then {
			head += ", now " + now
		}
		if _, err := fmt.Fprintf(s.out, "%s  %s (%s)\n    %s\n", m.Place.ID, head, m.Place.Kind, m.Why); err != nil {
			return err
		}
		var above []string
		for _, up := range place.BuiltIn().Above(m.Place, at) {
			above = append(above, up.Name(m.Name.Lang, at))
		}
		if len(above) > 0 {
			if _, err := fmt.Fprintf(s.out, "    in %s\n", strings.Join(above, ", ")); err != nil {
				return err
			}
		}
	}
	return nil
}
