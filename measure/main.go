// Command measure prints the figures of the program: on real data, which is not
// part of the project, and on synthetic lists. Each figure is a command of its
// own in a folder below this one; this runs them in order and goes on when one
// has trouble. Two take long and are run by hand: million (the whole way with a
// million rows) and kill (imports and builds killed at random moments).
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the measuring data")
	only := flag.String("only", "", "one part instead of all")
	flag.Parse()
	failed := false
	for _, part := range []struct {
		name string
		args []string
	}{
		{"dates", []string{"-shared", *shared}},
		{"names", []string{"-shared", *shared}},
		{"romanise", []string{"-shared", *shared}},
		{"places", []string{"-shared", *shared}},
		{"terms", []string{"-shared", *shared}},
		{"link", []string{"-shared", *shared}},
		{"search", []string{"-n", "200000"}},
	} {
		if *only != "" && *only != part.name {
			continue
		}
		fmt.Printf("\n## %s\n", part.name)
		cmd := exec.Command("go", append([]string{"run", "./measure/" + part.name}, part.args...)...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Fprintf(os.Stderr, "measure %s: %v\n", part.name, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}
