package when

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Order is the order of day, month and year in dates of numbers only.
type Order uint8

// The orders. AnyOrder is day, month, year where that is possible, and month,
// day, year where only that is. A year of four digits in front is always a year.
const (
	AnyOrder Order = iota
	DMY
	MDY
	YMD
)

// Hints say what is known of the dates of a list. The zero value knows nothing.
type Hints struct {
	Lang     string   // BCP 47; only the language is looked at. It decides between meanings, all languages are read
	Order    Order    // of dates of numbers only
	Calendar Calendar // of dates that do not say; Unstated leaves them so where both calendars were in use
	Century  int      // first year of the hundred years that years of two digits fall into: 1850 reads 37 as 1937 and 90 as 1890; 0 makes them an error
	Southern bool     // the seasons are those of the southern hemisphere
}

const longestText = 400 // bytes; no date is longer

// ParseText reads a date as lists and books write it, in any of the languages
// of words.txt, or in EDTF. It returns ErrNone for a text that says that there
// is no date, and otherwise an *Error that names the offending character, its
// position and what is wrong with it. Every word must be understood: "1937
// русский" is an error. Cost: microseconds for words, see the package comment.
func ParseText(text string, h Hints) (Date, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Date{}, ErrNone
	}
	lang, _, _ := strings.Cut(h.Lang, "-")
	if d, ok := parsePlain(text); ok {
		if strings.HasPrefix(text, "0000") {
			return Date{}, ErrNone
		}
		return h.calendar(d, lang)
	}
	if d, ok := h.numbers(text); ok {
		return h.calendar(d, lang)
	}
	if len(text) > longestText {
		return Date{}, &Error{Text: text, Offset: longestText, Reason: "too long for a date"}
	}
	if !utf8.ValidString(text) {
		return Date{}, &Error{Text: text, Offset: invalidAt(text), Reason: "the text is not valid UTF-8"}
	}
	if d, ok := edtfInText(text); ok {
		return h.calendar(d, lang)
	}
	if hasMarks(text) {
		text = norm.NFC.String(text)
	}
	words := lexicon()
	x := lexer{text: text, words: words, lang: lang, out: make([]token, 0, 16)}
	if err := x.run(); err != nil {
		return Date{}, err
	}
	if sayNone(x.out) {
		return Date{}, ErrNone
	}
	r := reader{text: text, hints: h, lang: lang}
	return r.read(x.out)
}

// numbers reads the commonest dates of lists, 05.08.1937 and 5/8/1937, without
// allocating. What it does not like it leaves to the grammar.
func (h Hints) numbers(s string) (Date, bool) {
	var n [3]int
	i, digits := 0, 0
	for k := range n {
		from := i
		for i < len(s) && i < from+4 && s[i] >= '0' && s[i] <= '9' {
			n[k] = n[k]*10 + int(s[i]-'0')
			i++
		}
		digits = i - from
		if k == 2 {
			break
		}
		if digits < 1 || digits > 2 || i == len(s) || s[i] != '.' && s[i] != '/' || k == 1 && s[i] != s[from-1] {
			return Date{}, false
		}
		i++
	}
	if i != len(s) || digits != 4 || h.Order > DMY || h.Calendar == JulianCalendar {
		return Date{}, false
	}
	d, m, y := n[0], n[1], int64(n[2])
	if m < 1 || m > 12 || d < 1 || d > monthLength(y, m) || y < 1000 {
		return Date{}, false
	}
	return plainDay(Gregorian(y, m, d)), true
}

// calendar marks a date of ISO form by what the hints say; a Julian one is converted.
func (h Hints) calendar(d Date, lang string) (Date, error) {
	switch {
	case h.Calendar == JulianCalendar && d.prec == Day:
		y, m, day := d.lo.Civil()
		return plainDay(Julian(y, m, day)).In(JulianCalendar), nil
	case h.Calendar != Unstated:
		return d.In(h.Calendar), nil
	}
	return d.In(unstated(d, lang)), nil
}

// lastSwitch is the day from which on the Gregorian calendar was in force
// everywhere: Greece took it up on 1 March 1923.
const lastSwitch = Days(-17108)

// unstated returns the calendar of a date that does not say which: Unstated if
// both were in use where the language is spoken.
func unstated(d Date, lang string) Calendar {
	until, ok := lexicon().switched[lang]
	if !ok {
		until = lastSwitch
	}
	day := d.lo
	if day == MinDays {
		day = d.hi
	}
	if day < until {
		return Unstated
	}
	return GregorianCalendar
}

func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return 0
}

func hasMarks(s string) bool {
	for _, r := range s {
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			return true
		}
	}
	return false
}

// edtfInText reads a text as EDTF, unless people mean something else by it: 19
// and 193 are not a century and a decade in a list, nor is 1937-38 a third of a year.
func edtfInText(s string) (Date, bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < '0' || c > '9') && strings.IndexByte("-/.?~%X[]{}YESTZ:+, ", c) < 0 {
			return Date{}, false
		}
	}
	if len(s) < 4 || s[3] < '0' || s[0] == '.' || s[0] == '-' && len(s) < 5 {
		return Date{}, false
	}
	if len(s) == 4 && strings.IndexByte("?~%", s[3]) >= 0 {
		return Date{}, false
	}
	d, err := Parse(s)
	if err != nil || d.lo == MinDays && d.hi == MaxDays {
		return Date{}, false
	}
	if d.prec == Season && len(s) == 7 && s[5:7] > s[2:4] {
		return Date{}, false
	}
	return d, true
}

// sayNone reports whether a text says that there is no date: by words, by marks
// only or by zeros.
func sayNone(all []token) bool {
	for i := range all {
		t := &all[i]
		switch {
		case t.kind == kNone, t.kind == kFill, t.kind == kYear, t.kind == kMark, t.kind == kMaybe:
		case t.kind == kNumber && t.n == 0:
		default:
			return false
		}
	}
	return true
}
