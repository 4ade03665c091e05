// Command byname reconstructs, by name and with sources, what became of the
// victims of a state's terror, from lists and documents that contradict one
// another. Flags and wiring only: the work is done by the packages, in the
// order doc.go of the module tells.
//
// Exit status: 0 done; 1 the answer is no, or there was fatal trouble; 2 wrong
// usage. Data goes to standard output, messages to standard error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main with its surroundings passed in.
func run(args []string, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot(&settings{out: out, errs: errs})
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	var usage *usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		_, _ = fmt.Fprintf(errs, "%v\nSee '%s --help'.\n", err, usage.command)
		return 2
	case errors.Is(err, errNo):
		return 1
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(errs, "stopped; the last finished state is intact")
		return 1
	default:
		_, _ = fmt.Fprintln(errs, err)
		return 1
	}
}

// settings is what every subcommand is given.
type settings struct {
	dir  string // the archive folder, -C
	json bool
	out  io.Writer
	errs io.Writer
}

// log returns the logger of a run; it writes to standard error.
func (s *settings) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(s.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// errNo means that the question was understood and the answer is no: nothing
// found, not intact. Whatever there is to say has been said.
var errNo = errors.New("no")

// usageError is a call the program cannot understand.
type usageError struct {
	command string
	err     error
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func newRoot(s *settings) *cobra.Command {
	root := &cobra.Command{
		Use:   "byname",
		Short: "Who was taken, by name and with sources",
		Long: `byname takes scattered, contradictory, multilingual lists about the victims of
a state's terror and reconstructs, by name and with sources, who was taken, by
whom, and what became of them; what was said then and what is known now.`,
		Example: `  byname demo                             the bundled sample, served on this machine
  byname -C archive init --title "Our lists"
  byname -C archive import --guess list.csv
  byname -C archive search Jeschow`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &usageError{c.CommandPath(), fmt.Errorf("there is no command %q", args[0])}
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVarP(&s.dir, "dir", "C", ".", "the archive folder to work in")
	root.PersistentFlags().BoolVar(&s.json, "json", false, "answer in JSON")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return &usageError{c.CommandPath(), err} })
	for _, c := range []*cobra.Command{
		newDemo(s), newInit(s), newImport(s), newBuild(s), newSearch(s), newShow(s), newPersons(s),
		newName(s), newDate(s), newPlace(s), newTerm(s),
		newServe(s), newProblems(s), newDiff(s), newJudge(s), newVerify(s), newVersion(s),
	} {
		if c.Args != nil {
			c.Args = usageArgs(c.Args)
		}
		root.AddCommand(c)
	}
	return root
}

// usageArgs makes a complaint about arguments a usage error.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return &usageError{c.CommandPath(), err}
		}
		return nil
	}
}
