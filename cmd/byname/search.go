package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"byname/serve/search"
	"byname/store"
	"byname/store/index"
)

func newSearch(s *settings) *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "search WORDS...",
		Short: "Find persons by name, in any script and spelling",
		Long: `search finds persons whose attested names are written, read or spelled like the
query, best first, and says why each was found. A year narrows it. What is no
name is looked up in claims and records. Exit status 1 when nothing is found.`,
		Example: `  byname -C archive search Jeschow
  byname -C archive search Тухачевский 1893 --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				engine, err := search.Open(ix)
				if err != nil {
					return err
				}
				found, err := engine.Search(c.Context(), search.Query{Text: strings.Join(args, " "), Limit: limit})
				if err != nil {
					return err
				}
				if s.json {
					err = jsonLines(s.out).Encode(found)
				} else {
					err = s.showResults(found)
				}
				if len(found.Results) == 0 {
					err = errors.Join(err, errNo)
				}
				return err
			})
		},
	}
	c.Flags().IntVar(&limit, "limit", 20, "how many persons to show at most")
	return c
}

func (s *settings) showResults(found search.Results) error {
	if len(found.Results) == 0 {
		msg := fmt.Sprintf("nobody found for %s", printable(found.Query))
		if len(found.Near) > 0 {
			msg += "; near spellings that are there: " + printable(strings.Join(found.Near, ", "))
		}
		_, err := fmt.Fprintln(s.errs, msg)
		return err
	}
	for _, r := range found.Results {
		if _, err := fmt.Fprintf(s.out, "%s  %.2f  %s (%s)\n    %s\n", r.Person, r.Score, printable(r.Name), plural(r.Records, "record"), printable(r.Why)); err != nil {
			return err
		}
	}
	return nil
}

// plural counts things in English.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
