package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newBuild(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "build",
		Short: "Make the index again from the log and the files",
		Long: `build reads every list again as its newest import says, links the records, and
puts a new index in place of the old one at the very end. The index may be
deleted at any time: build makes it again with the same answers.`,
		Example: `  byname -C archive build`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			a, err := s.open()
			if err != nil {
				return err
			}
			return errors.Join(s.build(c.Context(), a), a.Close())
		},
	}
}
