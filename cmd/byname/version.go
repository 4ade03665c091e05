package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"byname/evidence/read"
	"byname/store/index"
)

// version is the program's own; a release sets it.
const version = "0.1.0"

func newVersion(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of its formats",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := struct {
				Version string `json:"version"`
				Commit  string `json:"commit,omitempty"`
				Go      string `json:"go"`
				System  string `json:"system"`
				Reader  int    `json:"reader"`
				Index   int    `json:"index"`
			}{version, commit(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, read.Version, index.FormatVersion}
			if s.json {
				return json.NewEncoder(s.out).Encode(v)
			}
			_, err := fmt.Fprintf(s.out, "byname %s %s\nreader %d, index %d, %s %s\n", v.Version, v.Commit, v.Reader, v.Index, v.Go, v.System)
			return err
		},
	}
}

// commit returns the revision the binary was built from, if it was recorded.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, kv := range info.Settings {
		if kv.Key == "vcs.revision" {
			return kv.Value
		}
	}
	return ""
}
