// Command measure prints the figures of the program on real data, which is not
// part of the project. Each figure is a command of its own in a folder below
// this one; this runs them in order and goes on when one has trouble.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
)

func main() {
	shared := flag.String("shared", "../shared", "folder with the measuring data")
	flag.Parse()
	failed := false
	for _, part := range []string{"dates", "names", "link", "search"} {
		fmt.Printf("\n## %s\n", part)
		cmd := exec.Command("go", "run", "./measure/"+part, "-shared", *shared)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			fmt.Fprintf(os.Stderr, "measure %s: %v\n", part, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}
