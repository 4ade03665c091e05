package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"byname/ground/name"
)

func newName(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "name",
		Short: "Take names apart, compare them, write them in Latin letters",
		Long: `name looks at written personal names in any script, without an archive: which word
is the surname, how well two names agree and why, and how a Cyrillic name is
written in Latin letters by the rules of libraries, passports and newspapers.`,
		Example: `  byname name parse "Тухачевский Михаил Николаевич"
  byname name compare "Н. И. Ежов" "Nikolai Jeschow"
  byname name pairs pairs.tsv
  byname name romanise Щукин --scheme polish`,
		Args: noSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []*cobra.Command{newNameParse(s), newNameCompare(s), newNamePairs(s), newNameRomanise(s), newNameSchemes(s)} {
		sub.Args = usageArgs(sub.Args)
		c.AddCommand(sub)
	}
	return c
}

// noSubcommand refuses the arguments of a command that only has others below it.
func noSubcommand(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("there is no command %q below %q", args[0], c.CommandPath())
	}
	return nil
}

// parsedName is the JSON of name parse.
type parsedName struct {
	Raw          string       `json:"raw"`
	Kind         string       `json:"kind"`
	Script       string       `json:"script"` // ISO 15924
	Gender       string       `json:"gender"` // male, female or ""
	Sure         bool         `json:"sure"`   // which part is the surname
	Surname      []string     `json:"surname"`
	Given        []string     `json:"given"`
	Patronymic   []string     `json:"patronymic"`
	Particles    []string     `json:"particles"`
	Titles       []string     `json:"titles"`
	Alternatives []parsedName `json:"alternatives"`
}

func newNameParse(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "parse NAME",
		Short: "Say which word of a name is the surname, the given name, the patronymic",
		Long: `parse takes a written name apart. "sure" is no when which part is the surname had
to be guessed. A name nothing can be read from has exit status 1.`,
		Example: `  byname name parse "Тухачевский Михаил Николаевич"
  byname name parse "Pjatakow, J. L." --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			f := name.Parse(strings.Join(args, " "))
			p := asParsed(f)
			var err error
			if s.json {
				err = jsonLines(s.out).Encode(p)
			} else {
				err = showParsed(s.out, p, "")
			}
			if err == nil && len(f.Surname)+len(f.Given)+len(f.Patronymic) == 0 {
				_, _ = fmt.Fprintf(s.errs, "no name can be read from %.60q\n", f.Raw)
				return errNo
			}
			return err
		},
	}
}

func asParsed(f *name.Form) parsedName {
	p := parsedName{Raw: f.Raw, Kind: f.Kind.String(), Script: name.ScriptOf(f.Raw), Gender: f.Gender().String(), Sure: f.Sure,
		Surname: written(f.Surname), Given: written(f.Given), Patronymic: written(f.Patronymic),
		Particles: append([]string{}, f.Particles...), Titles: append([]string{}, f.Titles...), Alternatives: []parsedName{}}
	for _, a := range f.Alternatives {
		p.Alternatives = append(p.Alternatives, asParsed(a))
	}
	return p
}

func written(tokens []name.Token) []string {
	words := make([]string, len(tokens))
	for i := range tokens {
		words[i] = tokens[i].Written
	}
	return words
}

func showParsed(w io.Writer, p parsedName, indent string) error {
	var b strings.Builder
	line := func(what string, values ...string) {
		if v := strings.Join(values, " "); v != "" {
			fmt.Fprintf(&b, "%s%-12s%s\n", indent, what, printable(v))
		}
	}
	sure := "yes"
	if !p.Sure {
		sure = "no"
	}
	line("surname", p.Surname...)
	line("given", p.Given...)
	line("patronymic", p.Patronymic...)
	line("particles", p.Particles...)
	line("titles", p.Titles...)
	line("kind", p.Kind)
	line("script", p.Script)
	line("gender", p.Gender)
	line("sure", sure)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	for _, a := range p.Alternatives {
		if _, err := fmt.Fprintf(w, "%sor          %s\n", indent, printable(a.Raw)); err != nil {
			return err
		}
		if err := showParsed(w, a, indent+"  "); err != nil {
			return err
		}
	}
	return nil
}

// comparedName is the JSON of name compare.
type comparedName struct {
	Similarity float64        `json:"similarity"`
	Level      string         `json:"level"`
	Parts      []comparedPart `json:"parts"`
}

type comparedPart struct {
	Part   string `json:"part"`
	A      string `json:"a"`
	B      string `json:"b"`
	Level  string `json:"level"`
	Reason string `json:"reason"`
}

func newNameCompare(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "compare A B",
		Short: "Say how well two names agree, part by part, and why",
		Long: `compare grades the agreement of two written names, in any scripts: same written,
same folded, same reading, equivalent, close, near, partial, initial, far, key
only, conflict; unknown is no evidence either way. The similarity, from 0 to 1,
is for those who want one number. Parts that neither name has are left out.`,
		Example: `  byname name compare "Н. И. Ежов" "Nikolai Jeschow"
  byname name compare Юрий Георгий --json`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			c := name.Compare(name.Parse(args[0]), name.Parse(args[1]))
			answer := comparedName{c.Similarity, c.Level.String(), []comparedPart{}}
			for _, p := range []struct {
				part string
				name.Part
			}{{"surname", c.Surname}, {"given", c.Given}, {"patronymic", c.Patronymic}} {
				if p.A != "" || p.B != "" {
					answer.Parts = append(answer.Parts, comparedPart{p.part, p.A, p.B, p.Level.String(), p.Reason()})
				}
			}
			if s.json {
				return jsonLines(s.out).Encode(answer)
			}
			var b strings.Builder
			fmt.Fprintf(&b, "%s, similarity %.2f\n", answer.Level, answer.Similarity)
			for _, p := range answer.Parts {
				fmt.Fprintf(&b, "  %-12s%-14s%s\n", p.Part, p.Level, printable(p.Reason))
			}
			_, err := io.WriteString(s.out, b.String())
			return err
		},
	}
}

func newNameRomanise(s *settings) *cobra.Command {
	var scheme string
	c := &cobra.Command{
		Use:   "romanise NAME",
		Short: "Write Cyrillic in Latin letters by a standard",
		Long: `romanise writes the Cyrillic letters of a text in Latin letters and leaves the rest
alone. A scheme is a standard and a language, as in "icao-uk"; without a language
it is guessed from the letters, else Russian. "-" reads one text a line from
standard input. 'byname name schemes' lists the schemes.`,
		Example: `  byname name romanise "Щукин Юрий"
  byname name romanise "Щукин Юрий" --scheme german
  byname name romanise - --scheme alalc-ru <names.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if name.Scheme(scheme).Title() == "" {
				return &usageError{c.CommandPath(), fmt.Errorf("there is no scheme %.40q; 'byname name schemes' lists them", scheme)}
			}
			if len(args) == 1 && args[0] == "-" {
				return s.romaniseLines(name.Scheme(scheme))
			}
			return s.romanise(s.out, strings.Join(args, " "), name.Scheme(scheme))
		},
	}
	c.Flags().StringVar(&scheme, "scheme", "bgn", "the standard, with or without a language")
	return c
}

func (s *settings) romanise(w io.Writer, text string, scheme name.Scheme) error {
	latin, err := name.Romanise(text, scheme)
	switch {
	case err != nil:
		return err
	case s.json:
		return jsonLines(w).Encode(map[string]string{"text": text, "scheme": string(scheme), "latin": latin})
	}
	_, err = fmt.Fprintln(w, printable(latin))
	return err
}

// romaniseLines writes a line for every line of standard input. Lines that are too long come out cut.
func (s *settings) romaniseLines(scheme name.Scheme) error {
	out := bufio.NewWriter(s.out)
	in, file, err := openInput("-")
	if err != nil {
		return err
	}
	long := 0
	err = eachLine(in, func(n int, line []byte, cut bool) error {
		if cut {
			long++
			_, _ = fmt.Fprintf(s.errs, "%s:%d: longer than %d bytes, cut there\n", file, n, maxLine)
		}
		return s.romanise(out, string(line), scheme)
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil && long > 0 {
		err = errNo
	}
	return err
}

func newNameSchemes(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "schemes",
		Short:   "List the schemes of romanisation",
		Example: `  byname name schemes`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, scheme := range name.Schemes() {
				var err error
				if s.json {
					err = jsonLines(s.out).Encode(map[string]string{"scheme": string(scheme), "title": scheme.Title()})
				} else {
					_, err = fmt.Fprintf(s.out, "%-16s %s\n", scheme, scheme.Title())
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}
