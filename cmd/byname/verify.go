package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func newVerify(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check that nothing in the archive was changed or lost",
		Long: `verify recomputes the log from its entries, checks its signature, and reads every
file and private text the log speaks of. It prints what does not agree and
exits with status 1 if anything does not.`,
		Example: `  byname -C archive verify
  byname -C archive verify --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			a, err := s.open()
			if err != nil {
				return err
			}
			p := newProgress(s.errs)
			r := a.Verify(c.Context(), func(done, all int64) { p.report("reading", done, all) })
			p.done()
			if err := a.Close(); err != nil {
				return err
			}
			if s.json {
				err = jsonLines(s.out).Encode(r)
			} else {
				for _, problem := range r.Problems {
					_, _ = fmt.Fprintf(s.out, "%s: %s\n", problem.Place, problem.Reason)
				}
				state := "intact"
				if !r.OK {
					state = "NOT intact"
				}
				_, err = fmt.Fprintf(s.out, "%s: %d acts, root %s\n", state, r.Size, r.Root)
			}
			if !r.OK {
				err = errors.Join(err, errNo)
			}
			return err
		},
	}
}
