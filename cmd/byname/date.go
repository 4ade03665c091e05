package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"byname/ground/when"
)

func newDate(s *settings) *cobra.Command {
	c := &cobra.Command{
		Use:   "date",
		Short: "Read dates as lists write them, and judge EDTF",
		Long: `date reads a date as lists and books write it in seven languages, or in EDTF
(ISO 8601-2), and says which days it can mean.`,
		Example: `  byname date parse "не позднее марта 1938"
  byname date edtf 1937-1X/1938 --json`,
		Args: noSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []*cobra.Command{newDateParse(s), newDateEDTF(s)} {
		sub.Args = usageArgs(sub.Args)
		c.AddCommand(sub)
	}
	return c
}

// datesDoc is what both commands say of their output.
const datesDoc = `Days are of the Gregorian calendar; an open or unknown end is ".." and in JSON
null. What is no date has exit status 1 and a message that names the character.
"-" reads standard input, one string a line, and answers each with a line: valid,
EDTF, level, earliest, latest, precision and calendar with tabs between them, or
invalid and the reason. As JSON it is one object a line.`

// judgedDate is the JSON of both commands.
type judgedDate struct {
	Valid     bool    `json:"valid"`
	EDTF      string  `json:"edtf"`     // canonical
	Level     *int    `json:"level"`    // of EDTF, 0 to 2
	Earliest  *string `json:"earliest"` // null for an open end
	Latest    *string `json:"latest"`
	Precision string  `json:"precision"`
	Calendar  string  `json:"calendar"`
	Error     string  `json:"error"`
}

func judgeDate(d when.Date, err error) judgedDate {
	if err != nil {
		return judgedDate{Error: err.Error()}
	}
	level := d.Level()
	return judgedDate{true, d.String(), &level, isoDay(d.Earliest()), isoDay(d.Latest()), d.Precision().String(), d.Calendar().String(), ""}
}

// isoDay is nil for an open end.
func isoDay(d when.Days) *string {
	if d == when.MinDays || d == when.MaxDays {
		return nil
	}
	day := d.String()
	return &day
}

func dayOrOpen(day *string) string {
	if day == nil {
		return ".."
	}
	return *day
}

func newDateParse(s *settings) *cobra.Command {
	var h when.Hints
	var order, calendar string
	c := &cobra.Command{
		Use:   "parse TEXT",
		Short: "Read a date as a list writes it",
		Long: `parse reads a date in Russian, Ukrainian, English, Spanish, German, French or Polish,
in numbers or in EDTF. Every word must be understood. A text that says that there
is no date ("неизв.", "sin datos") is not valid either.
` + datesDoc,
		Example: `  byname date parse "21-27/05/1977"
  byname date parse "31 января 1918 (ст. ст.)" --lang ru
  byname date parse 08/05/1937 --order mdy --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := setHints(&h, order, calendar); err != nil {
				return &usageError{c.CommandPath(), err}
			}
			return s.dates(args, func(text string) (when.Date, error) { return when.ParseText(text, h) })
		},
	}
	c.Flags().StringVar(&h.Lang, "lang", "", "language of the text, where a phrase means several things: ru, uk, en, es, de, fr, pl")
	c.Flags().StringVar(&order, "order", "", "order of dates in numbers: dmy, mdy or ymd")
	c.Flags().StringVar(&calendar, "calendar", "", "calendar of dates that do not say: julian or gregorian")
	c.Flags().IntVar(&h.Century, "century", 0, "first year of the hundred that years of two digits fall into: 1850")
	return c
}

func setHints(h *when.Hints, order, calendar string) error {
	orders := map[string]when.Order{"": when.AnyOrder, "dmy": when.DMY, "mdy": when.MDY, "ymd": when.YMD}
	calendars := map[string]when.Calendar{"": when.Unstated, "julian": when.JulianCalendar, "gregorian": when.GregorianCalendar}
	var ok bool
	if h.Order, ok = orders[strings.ToLower(order)]; !ok {
		return fmt.Errorf("%q is no order: dmy, mdy or ymd", order)
	}
	if h.Calendar, ok = calendars[strings.ToLower(calendar)]; !ok {
		return fmt.Errorf("%q is no calendar: julian or gregorian", calendar)
	}
	return nil
}

func newDateEDTF(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "edtf STRING",
		Short: "Say whether a string is EDTF and which days it can mean",
		Long: `edtf judges a string by the Extended Date/Time Format, levels 0 to 2, and prints it
as it is written canonically. Years before the year 0 may stand as they are: -0044.
` + datesDoc,
		Example: `  byname date edtf 1937-1X/1938
  byname date edtf -0044-03-15 --json
  byname date edtf - <strings.txt`,
		Args: cobra.ArbitraryArgs,
		// A year before the year 0 looks like a flag: RunE tells them apart.
		DisableFlagParsing: true,
		RunE: func(c *cobra.Command, args []string) error {
			args, help, err := flagsButYears(c, args)
			switch {
			case err != nil:
				return err
			case help:
				return c.Help()
			case len(args) != 1:
				return &usageError{c.CommandPath(), fmt.Errorf("one string is expected, not %d", len(args))}
			}
			return s.dates(args, when.Parse)
		},
	}
}

// flagsButYears parses the flags among the arguments of a command that does not
// do so itself, and takes for arguments what begins with a minus and a digit.
func flagsButYears(c *cobra.Command, args []string) (rest []string, help bool, err error) {
	var flags []string
	for i, a := range args {
		if a == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		year := len(a) > 1 && a[0] == '-' && a[1] >= '0' && a[1] <= '9'
		if year || a == "-" || a == "" {
			rest = append(rest, a)
		} else {
			flags = append(flags, a)
		}
	}
	c.DisableFlagParsing = false
	if err := c.ParseFlags(flags); err != nil {
		return nil, false, c.FlagErrorFunc()(c, err)
	}
	help, err = c.Flags().GetBool("help")
	return append(c.Flags().Args(), rest...), help, err
}

// dates answers for one date, or for every line of standard input.
func (s *settings) dates(args []string, parse func(string) (when.Date, error)) error {
	if len(args) == 1 && args[0] == "-" {
		return s.dateLines(parse)
	}
	j := judgeDate(parse(strings.Join(args, " ")))
	if s.json {
		if err := jsonLines(s.out).Encode(j); err != nil {
			return err
		}
	} else if j.Valid {
		if _, err := fmt.Fprintf(s.out, "edtf        %s\nlevel       %d\nearliest    %s\nlatest      %s\nprecision   %s\ncalendar    %s\n",
			j.EDTF, *j.Level, dayOrOpen(j.Earliest), dayOrOpen(j.Latest), j.Precision, j.Calendar); err != nil {
			return err
		}
	}
	if !j.Valid {
		_, _ = fmt.Fprintln(s.errs, j.Error)
		return errNo
	}
	return nil
}

func (s *settings) dateLines(parse func(string) (when.Date, error)) error {
	in, _, err := openInput("-")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.out)
	enc := jsonLines(out)
	bad := 0
	err = eachLine(in, func(_ int, line []byte, cut bool) error {
		j := judgedDate{Error: fmt.Sprintf("longer than %d bytes", maxLine)}
		if !cut {
			j = judgeDate(parse(string(line)))
		}
		if !j.Valid {
			bad++
		}
		if s.json {
			return enc.Encode(j)
		}
		return writeDate(out, j)
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil && bad > 0 {
		_, _ = fmt.Fprintf(s.errs, "standard input: %s not valid\n", plural(bad, "line"))
		err = errNo
	}
	return err
}

func writeDate(w io.Writer, j judgedDate) error {
	var err error
	if j.Valid {
		_, err = fmt.Fprintf(w, "valid\t%s\t%d\t%s\t%s\t%s\t%s\n", j.EDTF, *j.Level, dayOrOpen(j.Earliest), dayOrOpen(j.Latest), j.Precision, j.Calendar)
	} else {
		_, err = fmt.Fprintf(w, "invalid\t%s\n", printable(j.Error))
	}
	return err
}
