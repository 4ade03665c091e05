package main

import (
	"bufio"
	"fmt"

	"github.com/spf13/cobra"

	"byname/store"
	"byname/store/index"
)

func newPersons(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "persons",
		Short: "Print every person with the records put together",
		Example: `  byname -C archive persons --json | head
  byname -C archive persons > clusters.tsv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				out := bufio.NewWriterSize(s.out, 1<<16)
				enc := jsonLines(out)
				for p, err := range ix.Persons(c.Context()) {
					if err != nil {
						return err
					}
					if s.json {
						err = enc.Encode(struct {
							Person  string   `json:"person"`
							Name    string   `json:"name"`
							Records []string `json:"records"`
						}{p.ID, p.Name, p.Records})
					} else {
						_, err = fmt.Fprintf(out, "%s\t%s\t%d\n", p.ID, printable(p.Name), len(p.Records))
					}
					if err != nil {
						return err
					}
				}
				return out.Flush()
			})
		},
	}
}
