package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"byname/flow"
)

func newDiff(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "diff LIST",
		Short: "Print what the newest version of a list changed against the one before",
		Example: `  byname -C archive diff women-1931
  byname -C archive diff women-1931 --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			a, err := s.open()
			if err != nil {
				return err
			}
			out := bufio.NewWriter(s.out)
			enc := jsonLines(out)
			p := newProgress(s.errs)
			for change, err := range flow.Changes(c.Context(), a, args[0], flow.Options{Progress: p.report}) {
				if err != nil {
					return errors.Join(err, a.Close())
				}
				if s.json {
					err = enc.Encode(change)
				} else {
					_, err = fmt.Fprintf(out, "%-9s  %s, line %d  %s\n", change.Kind, printable(change.ID), change.Line, printable(strings.Join(change.Fields, ", ")))
				}
				if err != nil {
					return errors.Join(err, a.Close())
				}
			}
			p.done()
			return errors.Join(out.Flush(), a.Close())
		},
	}
}
