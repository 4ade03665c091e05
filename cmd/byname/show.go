package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"byname/ground/when"
	"byname/person"
	"byname/serve/dossier"
	"byname/serve/search"
	"byname/store"
	"byname/store/index"
)

func newShow(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "show",
		Short: "Show everything that is said of one thing",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("%q cannot be shown: person, source or record can", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newShowPerson(s), newShowSource(s), newShowRecord(s))
	for _, sub := range c.Commands() {
		sub.Args = usageArgs(sub.Args)
	}
	return c
}

func newShowPerson(s *settings) *cobra.Command {
	var asOf, lang string
	c := &cobra.Command{
		Use:   "person ID",
		Short: "Names, records and claims of one person, contradictions side by side",
		Long: `person shows what is said of one person, as known at a date if one is given. ID is
a person's id, the id of one of the records, or a name if only one person bears it.`,
		Example: `  byname -C archive show person pabc234def567
  byname -C archive show person Енукидзе --as-of 1937 --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var at when.Date
			if asOf != "" {
				var err error
				if at, err = when.Parse(asOf); err != nil {
					return &usageError{c.CommandPath(), fmt.Errorf("--as-of: %w", err)}
				}
			}
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				id, err := s.whom(c.Context(), ix, strings.Join(args, " "))
				if err != nil {
					return err
				}
				in, err := dossier.Gather(c.Context(), ix, id)
				if err != nil {
					return err
				}
				in.AsOf, in.Lang = at, lang
				p := person.Assemble(in)
				if s.json {
					return jsonLines(s.out).Encode(p)
				}
				return s.showPerson(&p)
			})
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "what was known by the end of this date (EDTF: 1937, 1937-12, 1937-12-20)")
	c.Flags().StringVar(&lang, "lang", "", "language in which to choose the name shown")
	return c
}

// whom finds the person meant by an id, a record's id, or a name that one person bears.
func (s *settings) whom(ctx context.Context, ix *index.Index, asked string) (string, error) {
	if _, err := ix.PersonHeads(ctx, asked); err == nil {
		return asked, nil
	} else if !errors.Is(err, index.ErrNotFound) {
		return "", err
	}
	if id, err := ix.PersonOf(ctx, asked); err == nil {
		return id, nil
	}
	engine, err := search.Open(ix)
	if err != nil {
		return "", err
	}
	found, err := engine.Search(ctx, search.Query{Text: asked, Limit: 6})
	if err != nil {
		return "", err
	}
	switch r := found.Results; {
	case len(r) == 0 || found.By != "name":
		return "", fmt.Errorf("there is no person, record or name %q here", printable(asked))
	case len(r) == 1 || r[0].Score > r[1].Score:
		_, _ = fmt.Fprintf(s.errs, "%s: %s\n", r[0].Person, printable(r[0].Why))
		return r[0].Person, nil
	default:
		msg := fmt.Sprintf("several persons are called %s; say which:", printable(asked))
		for _, h := range r {
			msg += fmt.Sprintf("\n  %s  %s (%s)", h.Person, printable(h.Name), plural(h.Records, "record"))
		}
		return "", errors.New(msg)
	}
}

// showPerson prints a person for reading.
func (s *settings) showPerson(p *person.Person) error {
	var b strings.Builder
	title := p.Title
	if title == "" {
		title = "(no name known then)"
	}
	fmt.Fprintf(&b, "%s  %s\n", printable(title), p.ID)
	if p.AsOf != "" {
		fmt.Fprintf(&b, "as known at %s\n", p.AsOf)
	}
	b.WriteString("\nNames\n")
	for _, n := range p.Names {
		fmt.Fprintf(&b, "  %s  (%s: %s)\n", printable(n.Text), n.Script, printable(strings.Join(n.Sources, ", ")))
	}
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "\n%s", strings.ReplaceAll(g.Predicate, "_", " "))
		if g.Disputed {
			b.WriteString("  (disputed)")
		}
		b.WriteString("\n")
		for _, v := range g.Values {
			fmt.Fprintf(&b, "  %s  — %s\n", printable(v.Text), support(&v))
			for _, c := range v.Claims {
				fmt.Fprintf(&b, "      %s, %s%s\n", printable(c.Source), printable(c.Locator), remarks(c))
			}
		}
	}
	fmt.Fprintf(&b, "\n%s put together\n", plural(len(p.Records), "record"))
	for _, r := range p.Records {
		fmt.Fprintf(&b, "  %s  %s, %s\n", r.ID, printable(r.Source), printable(r.Locator))
	}
	_, err := fmt.Fprint(s.out, b.String())
	return err
}

// support says in words how many independent lineages stand behind a value.
func support(v *person.Value) string {
	parts := []string{plural(v.Lineages, "independent source")}
	for _, x := range []struct {
		n    int
		what string
	}{{v.Compatible, "less precise"}, {v.Coerced, "under duress"}, {v.Accuser, "by the accusers"}, {v.Fiction, "fiction"},
		{v.Uncertain, "in doubt"}, {v.Denied, "denying"}, {v.Retracted, "taken back"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	return strings.Join(parts, ", ")
}

func remarks(c *person.Claim) string {
	out := ""
	if c.Circumstance != "" {
		out += "; " + strings.ReplaceAll(c.Circumstance, "-", " ")
	}
	if c.KnownSince != "" {
		out += "; known since " + c.KnownSince
	}
	if len(c.ContradictedBy) > 0 {
		out += "; contradicted by " + strings.Join(c.ContradictedBy, ", ")
	}
	return printable(out)
}

func newShowSource(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "source ID",
		Short:   "What a source is and how much it says",
		Example: `  byname -C archive show source CONQ-GT --json`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				head, err := ix.Source(c.Context(), args[0])
				if err != nil {
					return fmt.Errorf("source %s: %w", printable(args[0]), err)
				}
				if s.json {
					return jsonLines(s.out).Encode(head)
				}
				_, err = fmt.Fprintf(s.out, "%s\n%s, %s\nkind %s, public since %s, lineage %s\n%s\n%d records, %d claims\n", printable(head.Title),
					printable(head.Author), head.Year, head.Kind, head.Public, head.Lineage, printable(head.Reliability), head.Records, head.Claims)
				return err
			})
		},
	}
}

func newShowRecord(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "record ID",
		Short:   "One entry of a list, as given and as read",
		Example: `  byname -C archive show record ruvte:5389`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return s.withIndex(func(_ *store.Archive, ix *index.Index) error {
				r, err := ix.Record(c.Context(), args[0])
				if err != nil {
					return fmt.Errorf("record %s: %w", printable(args[0]), err)
				}
				if s.json {
					return jsonLines(s.out).Encode(r)
				}
				_, _ = fmt.Fprintf(s.out, "%s  %s, %s\n", r.ID, printable(r.Source), printable(r.Locator))
				for _, f := range r.Fields {
					_, _ = fmt.Fprintf(s.out, "  %-16s %s  %s\n", f.Name, printable(f.Value), f.EDTF)
				}
				_, err = fmt.Fprintln(s.out, "as given:")
				for _, cell := range r.Cells {
					_, err = fmt.Fprintf(s.out, "  %-24s %s\n", printable(cell.Column), printable(cell.Text))
				}
				return err
			})
		},
	}
}
