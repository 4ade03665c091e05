package main

import (
	"bufio"
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"byname/store"
	"byname/store/index"
)

func newProblems(s *settings) *cobra.Command {
	var f index.Filter
	c := &cobra.Command{
		Use:   "problems",
		Short: "Print what in the lists could not be read as it should",
		Example: `  byname -C archive problems
  byname -C archive problems --list women-1931 --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				out := bufio.NewWriter(s.out)
				enc := jsonLines(out)
				for page := (index.Page{Limit: 1000}); ; {
					problems, next, err := ix.Problems(c.Context(), f, page)
					if err != nil {
						return err
					}
					for _, p := range problems {
						if s.json {
							err = enc.Encode(p)
						} else {
							_, err = fmt.Fprintf(out, "%s, line %d, %s: %s %q: %s\n", p.File, p.Line, printable(p.Locator), cmp.Or(p.Field, p.Column), p.Value, p.Reason)
						}
						if err != nil {
							return err
						}
					}
					if next == 0 {
						return out.Flush()
					}
					page.From = next
				}
			})
		},
	}
	c.Flags().StringVar(&f.List, "list", "", "only those of this list")
	c.Flags().StringVar(&f.Source, "source", "", "only those of this source")
	c.Flags().StringVar(&f.Reason, "reason", "", "only those with exactly this reason")
	return c
}
