package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"byname/ground/term"
)

func newTerm(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "term",
		Short: "The coded words of a period: charges, bodies, sentences...",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no command %q: classify is one", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newTermClassify(s))
	for _, sub := range c.Commands() {
		sub.Args = usageArgs(sub.Args)
	}
	return c
}

// termAnswer is what classify says of one text in JSON.
type termAnswer struct {
	Text    string      `json:"text"`
	Matches []termMatch `json:"matches"`
	Rest    []string    `json:"rest"`
}

// termMatch is one term found.
type termMatch struct {
	Code     string `json:"code"`
	Label    string `json:"label"`
	LabelRu  string `json:"label_ru"`
	Text     string `json:"text"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Specific bool   `json:"specific"`
	Under    string `json:"under,omitempty"`
	Duration string `json:"duration,omitempty"`
	Years    string `json:"years,omitempty"`
}

func newTermClassify(s *settings) *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "classify KIND TEXT...",
		Short: "Which terms a text of one kind holds",
		Long: `classify finds the terms in the text of one field: code, label and the words. What
no pattern knows is shown as left over. With the text "-" one text a line is read from
standard input and "code, label, text" with tabs between is written for each
term; a text without a term has neither code nor label. Exit status 1 if nothing matched.`,
		Example: `  byname term classify charge "58-10 ч.1, 58-11 УК РСФСР"
  byname term classify body - < bodies.txt`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			kind := term.Kind(args[0])
			if kinds := term.BuiltIn().Kinds(); !slices.Contains(kinds, kind) {
				return &usageError{c.CommandPath(), fmt.Errorf("there is no kind %q: the kinds are %s", args[0], joined(kinds))}
			}
			if len(args) == 2 && args[1] == "-" {
				return s.classifyLines(os.Stdin, kind, lang)
			}
			text := strings.Join(args[1:], " ")
			r := term.Classify(kind, text)
			no := unless(len(r.Matches) > 0)
			if s.json {
				return errors.Join(jsonLines(s.out).Encode(termsOf(r, text, lang)), no)
			}
			return errors.Join(s.showTerms(r, text, lang), no)
		},
	}
	c.Flags().StringVar(&lang, "lang", "en", "language of the labels (en, ru)")
	return c
}

func joined(kinds []term.Kind) string {
	var out []string
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return strings.Join(out, ", ")
}

// classifyLines classifies one text a line.
func (s *settings) classifyLines(in io.Reader, kind term.Kind, lang string) error {
	w := bufio.NewWriter(s.out)
	found := false
	err := eachLine(in, func(_ int, line []byte, _ bool) error {
		text := string(line)
		r := term.Classify(kind, text)
		found = found || len(r.Matches) > 0
		if s.json {
			return jsonLines(w).Encode(termsOf(r, text, lang))
		}
		if len(r.Matches) == 0 {
			_, err := fmt.Fprintf(w, "\t\t%s\n", text)
			return err
		}
		for _, m := range r.Matches {
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", m.Code, m.Label(lang), text); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, w.Flush(), unless(found))
}

func termsOf(r term.Reading, text, lang string) termAnswer {
	a := termAnswer{Text: text, Matches: []termMatch{}, Rest: []string{}}
	for _, m := range r.Matches {
		a.Matches = append(a.Matches, termMatch{
			Code: m.Code, Label: m.Label(lang), LabelRu: m.Label("ru"), Text: text[m.Start:m.End], Start: m.Start, End: m.End,
			Specific: m.Specific, Under: m.Under, Duration: m.Duration, Years: m.Years,
		})
	}
	for _, sp := range r.Rest {
		a.Rest = append(a.Rest, text[sp.Start:sp.End])
	}
	return a
}

func (s *settings) showTerms(r term.Reading, text, lang string) error {
	for _, m := range r.Matches {
		line := fmt.Sprintf("%s\t%s\t%s", m.Code, m.Label(lang), printable(text[m.Start:m.End]))
		if m.Duration != "" {
			line += "\t" + m.Duration
		}
		if _, err := fmt.Fprintln(s.out, line); err != nil {
			return err
		}
	}
	for _, sp := range r.Rest {
		if _, err := fmt.Fprintf(s.errs, "left over: %s\n", printable(text[sp.Start:sp.End])); err != nil {
			return err
		}
	}
	return nil
}
