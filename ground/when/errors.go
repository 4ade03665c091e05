package when

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// ErrNone says that a text holds no date by its own admission: it is empty, a
// dash, "sin datos", "неизв.", "NA". Readers treat the field as missing.
var ErrNone = errors.New("no date given")

// Error says why a text is not a date, and where.
type Error struct {
	Text   string // the whole text
	Offset int    // of the offending character, in bytes; len(Text) for the end
	Reason string
}

// Error names the text (at most 60 characters of it), the reason, the offending character and its
// position counted in characters from 1.
func (e *Error) Error() string {
	at := utf8.RuneCountInString(e.Text[:e.Offset]) + 1
	if e.Offset >= len(e.Text) {
		return fmt.Sprintf("date %s: %s at the end (position %d)", clip(e.Text), e.Reason, at)
	}
	c, _ := utf8.DecodeRuneInString(e.Text[e.Offset:])
	return fmt.Sprintf("date %s: %s, found %q at position %d", clip(e.Text), e.Reason, c, at)
}

// clip quotes at most 60 characters.
func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n > 60 {
			return strconv.Quote(s[:i]) + "..."
		}
	}
	return strconv.Quote(s)
}

func (p *parser) fail(offset int, reason string) error {
	return &Error{Text: p.s, Offset: offset, Reason: reason}
}
