package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a number, a phrase or a punctuation mark of a text.
type token struct {
	kind    kind
	mark    byte // of punctuation; every dash is '-', every bracket '(' or ')'
	n       int  // the number, or the number of the month, season, part...
	digits  int  // how many digits a number has
	at, end int  // in bytes
	gap     bool // white space stands before it
	long    bool // a dash longer than a hyphen
	tens    bool // the number names ten years: 1930s
	ordinal bool // the number carries an ending: 5th
}

// The marks of dates. Others are errors, but for quotation marks and invisible
// characters, which are passed over.
func markOf(r rune) byte {
	switch r {
	case '.', '/', ',', '?', '~', '|', ':', '-', '(', ')':
		return byte(r)
	case '–', '—', '−', '‒', '‑', '‐', '―':
		return '-'
	case '[', '{':
		return '('
	case ']', '}':
		return ')'
	case ';':
		return ','
	case '\\':
		return '/'
	case '…':
		return '.'
	case '±':
		return '~'
	}
	return 0
}

func passedOver(r rune) bool {
	switch r {
	case '"', '«', '»', '“', '”', '„', '\'', '’', 'ʼ', '`', '*', '\u00ad', '\ufeff':
		return true
	}
	return 0x200b <= r && r <= 0x200f
}

// lexer cuts a text into tokens.
type lexer struct {
	text  string
	words *words
	lang  string
	out   []token
}

// word is a run of letters, before it is known what it means.
type word struct {
	at, end int
	gap     bool
}

func (x *lexer) run() error {
	gap := false
	var pending []word
	for i := 0; i < len(x.text); {
		r, size := utf8.DecodeRuneInString(x.text[i:])
		switch {
		case r >= '0' && r <= '9':
			x.flush(&pending)
			i = x.number(i, gap)
			gap = false
			continue
		case unicode.IsLetter(r) || r == 'º' || r == 'ª' || r == '°':
			end := i + size
			for end < len(x.text) {
				r, size := utf8.DecodeRuneInString(x.text[end:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				end += size
			}
			pending = append(pending, word{i, end, gap})
			i, gap = end, false
			continue
		case unicode.IsSpace(r):
			gap = true
		case passedOver(r):
		default:
			m := markOf(r)
			if m == 0 {
				return &Error{Text: x.text, Offset: i, Reason: "this character has no meaning in a date"}
			}
			// Marks between words may belong to a phrase; flush looks again.
			if len(pending) == 0 || m != '.' && m != '-' && m != '/' {
				x.flush(&pending)
				x.out = append(x.out, token{kind: kMark, mark: m, at: i, end: i + size, gap: gap, long: m == '-' && r != '-'})
				gap = false
			} else if !x.wordFollows(i + size) {
				x.flush(&pending)
				if m != '.' {
					x.out = append(x.out, token{kind: kMark, mark: m, at: i, end: i + size, gap: gap, long: m == '-' && r != '-'})
					gap = false
				}
			}
		}
		i += size
	}
	x.flush(&pending)
	return nil
}

// wordFollows reports whether the next thing that is not white space is a letter.
func (x *lexer) wordFollows(at int) bool {
	for _, r := range x.text[at:] {
		if !unicode.IsSpace(r) && !passedOver(r) {
			return unicode.IsLetter(r)
		}
	}
	return false
}

func (x *lexer) number(i int, gap bool) int {
	t := token{kind: kNumber, at: i, gap: gap}
	for i < len(x.text) && x.text[i] >= '0' && x.text[i] <= '9' {
		t.n = min(t.n*10+int(x.text[i]-'0'), 1<<30)
		i++
	}
	t.end = i
	t.digits = i - t.at
	x.out = append(x.out, t)
	return i
}

// flush turns the pending words into tokens, the longest phrase first. The marks
// between two phrases become tokens of their own, full stops excepted.
func (x *lexer) flush(pending *[]word) {
	ws := *pending
	for len(ws) > 0 {
		n, means := x.phrase(ws)
		x.push(ws[:n], means)
		if n < len(ws) {
			x.between(ws[n-1].end, &ws[n])
		}
		ws = ws[n:]
	}
	*pending = (*pending)[:0]
}

func (x *lexer) phrase(ws []word) (int, []meaning) {
	var buf [96]byte
	var ends [8]int // of the first 1, 2, ... words in buf
	b := buf[:0]
	n := 0
	for ; n < len(ws) && n < x.words.longest && n < len(ends); n++ {
		if ws[n].end-ws[n].at > 40 || n > 0 && strings.ContainsAny(x.text[ws[n-1].end:ws[n].at], ",()|?~:") {
			break
		}
		if n > 0 {
			b = append(b, ' ')
		}
		for _, r := range x.text[ws[n].at:ws[n].end] {
			b = appendFold(b, r)
		}
		ends[n] = len(b)
	}
	for ; n > 0; n-- {
		if means := x.words.phrases[string(b[:ends[n-1]])]; means != nil {
			if x.lang != "" {
				means = x.words.choose(string(b[:ends[n-1]]), x.lang)
			}
			return n, means
		}
	}
	return 1, nil
}

// between pushes the hyphens and slashes that stand between two phrases.
func (x *lexer) between(at int, next *word) {
	gap := false
	for i, r := range x.text[at:next.at] {
		if unicode.IsSpace(r) {
			gap = true
		}
		if m := markOf(r); m == '-' || m == '/' {
			x.out = append(x.out, token{kind: kMark, mark: m, at: at + i, end: at + i + utf8.RuneLen(r), gap: gap, long: m == '-' && r != '-'})
			gap = false
		}
	}
	next.gap = gap
}

// push decides among the meanings of a phrase by what stands before it.
func (x *lexer) push(ws []word, means []meaning) {
	t := token{at: ws[0].at, end: ws[len(ws)-1].end, gap: ws[0].gap}
	if prev := x.attached(t.gap); prev != nil {
		for _, m := range means {
			if m.kind == kTens && prev.n%10 == 0 && prev.digits != 3 {
				x.strip()
				x.out[len(x.out)-1].tens = true
				return
			}
		}
		for _, m := range means {
			if m.kind == kSuffix {
				x.strip()
				x.out[len(x.out)-1].ordinal = true
				return
			}
		}
	}
	if n := len(x.out); n > 0 && (x.out[n-1].kind == kRoman || x.out[n-1].kind == kNumber && x.out[n-1].n <= 30) {
		for _, m := range means {
			if m.kind == kCentury || m.kind == kCenturyAfter {
				t.kind = kCentury
				x.out = append(x.out, t)
				return
			}
		}
	} else if n > 0 && x.out[n-1].kind == kNumber && x.out[n-1].n%10 == 0 && (x.out[n-1].digits == 4 || x.out[n-1].digits == 2) {
		for _, m := range means {
			if m.kind == kTens && ws[0].end-ws[0].at > 4 {
				x.out[n-1].tens = true
				return
			}
		}
	}
	if r := roman(x.text[t.at:t.end]); r > 0 && len(ws) == 1 && x.romanHere(t, len(means) > 0) {
		t.kind, t.n = kRoman, r
		x.out = append(x.out, t)
		return
	}
	t.kind, t.n = x.plainMeaning(means, t.end)
	switch {
	case len(x.out) > 0:
	case t.kind == kTo && t.end-t.at > 2:
		t.kind = kBefore
	case t.kind == kTo, t.kind == kAnd:
		t.kind = kFill // "a 5 de agosto"
	}
	x.out = append(x.out, t)
}

// plainMeaning returns the first meaning that needs no number before the phrase.
// Polish "lata" is years before a decade, else summer.
func (x *lexer) plainMeaning(means []meaning, end int) (kind, int) {
	var first meaning
	for _, m := range means {
		switch {
		case m.kind == kCenturyAfter, m.kind == kTens, m.kind == kSuffix:
		case m.kind == kTensBefore && x.decadeAhead(end):
			return m.kind, m.n
		case first.kind == noKind:
			first = m
		}
	}
	return first.kind, first.n
}

// attached returns the number that a word is joined to, directly or by a hyphen.
func (x *lexer) attached(gap bool) *token {
	n := len(x.out)
	if gap || n == 0 {
		return nil
	}
	if x.out[n-1].kind == kNumber {
		return &x.out[n-1]
	}
	if n > 1 && x.out[n-1].mark == '-' && !x.out[n-1].gap && x.out[n-2].kind == kNumber {
		return &x.out[n-2]
	}
	return nil
}

// strip removes the hyphen between a number and its ending.
func (x *lexer) strip() {
	if n := len(x.out); x.out[n-1].kind == kMark {
		x.out = x.out[:n-1]
	}
}

// romanHere reports whether a word made of the letters I, V and X is a number:
// capitals are, and others that mean nothing else or touch a mark.
func (x *lexer) romanHere(t token, hasMeaning bool) bool {
	c, _ := utf8.DecodeRuneInString(x.text[t.at:])
	marked := t.end < len(x.text) && strings.IndexByte("./-", x.text[t.end]) >= 0 ||
		t.at > 0 && strings.IndexByte("./-", x.text[t.at-1]) >= 0
	conjunction := hasMeaning && t.gap && len(x.out) > 0 && x.out[len(x.out)-1].kind == kNumber && x.ahead(t.end) < 3
	return marked || !hasMeaning || unicode.IsUpper(c) && !conjunction
}

// ahead returns the number of digits of the number that follows behind white space, 0 if none does.
func (x *lexer) ahead(at int) int {
	rest := strings.TrimLeft(x.text[at:], " \u00a0")
	return len(rest) - len(strings.TrimLeft(rest, "0123456789"))
}

// decadeAhead reports whether that number ends in 0: "lata 1930" are ten years, "lata 1937" a summer.
func (x *lexer) decadeAhead(at int) bool {
	rest := strings.TrimLeft(x.text[at:], " \u00a0")
	n := x.ahead(at)
	return n > 0 && rest[n-1] == '0'
}
