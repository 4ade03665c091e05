package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"byname/evidence/judgement"
	"byname/store"
	"byname/store/index"
)

func newJudge(s *settings) *cobra.Command {
	var who, why string
	c := &cobra.Command{
		Use:   "judge RECORD RECORD same|different|unsure",
		Short: "Say whether two records speak of one person",
		Long: `judge keeps your decision on two records as an act of the log. The next build obeys
it; a later judgement on the same pair takes its place, and "unsure" takes it back.`,
		Example: `  byname -C archive judge ruvte:5389 parque:2123 same --by "M. K." --why "same mother's name"`,
		Args:    cobra.ExactArgs(3),
		RunE: func(c *cobra.Command, args []string) error {
			j := judgement.New(args[0], args[1], judgement.Verdict(args[2]))
			switch {
			case j.Verdict != judgement.Same && j.Verdict != judgement.Different && j.Verdict != judgement.Unsure:
				return &usageError{c.CommandPath(), fmt.Errorf("%q is no judgement: same, different or unsure", args[2])}
			case j.A == j.B:
				return &usageError{c.CommandPath(), errors.New("a record is always the same as itself")}
			case who == "" || why == "":
				return &usageError{c.CommandPath(), errors.New("a judgement needs --by and --why")}
			}
			return s.withIndex(func(a *store.Archive, ix *index.Index) error {
				for _, id := range []string{j.A, j.B} {
					if _, err := ix.Record(c.Context(), id); err != nil {
						return fmt.Errorf("record %s: %w", printable(id), err)
					}
				}
				at, err := a.Append(store.Act{Who: who, Why: why, Judgement: &j})
				if err != nil {
					return err
				}
				if s.json {
					return jsonLines(s.out).Encode(map[string]any{"act": at, "a": j.A, "b": j.B, "verdict": j.Verdict})
				}
				_, err = fmt.Fprintf(s.out, "kept as act %d; 'byname -C %s build' applies it\n", at, s.dir)
				return err
			})
		},
	}
	c.Flags().StringVar(&who, "by", "", "who decided (kept private, beside the log)")
	c.Flags().StringVar(&why, "why", "", "the reason")
	return c
}
