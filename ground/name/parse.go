package name

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Parse takes a written name apart. Which word is the surname is found from
// commas, capitals, initials, endings, small words and known given names;
// Form.Sure says whether that settled it.
func Parse(raw string) *Form {
	f := &Form{Raw: raw}
	p := newParser(f, true)
	defer p.free()
	p.collect(lex(p.lexemes[:0], raw))
	p.assign()
	p.gather()
	f.Kind = f.kindOf()
	if len(p.tokens) > 0 && f.loose() {
		if len(p.tokens) == 1 {
			f.all = &f.words[0]
		} else {
			f.all = joined(p.tokens)
		}
	}
	f.finish()
	p.alternatives()
	return f
}

// unit is one word, or several joined by hyphens, that has one role.
type unit struct {
	tokens                       []Token
	at                           int  // of the first in parser.tokens
	caps                         bool // all in capitals
	forced                       part3
	initial                      bool
	east                         bool // a whole East Asian name in one breath
	asSurname, asGiven, asFather int  // how well it would do
}

// part3 is a part of the name a unit is known to belong to.
type part3 uint8

const (
	anyPart part3 = iota
	surnamePart
	givenPart
	patronymicPart
)

// other is what an alternative puts where.
type other struct {
	at    int // unit it stands for; whole or maiden when negative
	words []lexeme
}

const (
	maidenName = -1
	wholeName  = -2
	maxOthers  = 4
)

type parser struct {
	form    *Form
	units   []unit
	tokens  []Token // of all units
	comma   int     // units before the first comma; 0 none
	allCaps bool
	next    part3 // forced on the next word
	others  []other
	sons    int
	scratch
}

// scratch is the room a parser works in.
type scratch struct {
	lexemes [3 * maxTokens]lexeme
	unitBuf [maxTokens]unit
	wordBuf [4 * maxTokens]Token
	where   [4 * maxTokens]part3 // of each of tokens
}

var parsers = sync.Pool{New: func() any { return new(parser) }}

func newParser(f *Form, allCaps bool) *parser {
	p := parsers.Get().(*parser)
	p.form, p.allCaps = f, allCaps
	p.units, p.tokens = p.unitBuf[:0], p.wordBuf[:0]
	return p
}

// free gives the room back; nothing of the form may point into it.
func (p *parser) free() {
	clear(p.unitBuf[:len(p.units)])
	clear(p.where[:len(p.tokens)])
	clear(p.wordBuf[:len(p.tokens)])
	clear(p.lexemes[:])
	p.form, p.comma, p.next, p.others, p.sons = nil, 0, anyPart, nil, 0
	parsers.Put(p)
}

// collect turns lexemes into units, sets small words apart and brackets aside.
func (p *parser) collect(ls []lexeme) {
	for _, l := range ls {
		if l.sign == word && !isCaps(l.text) {
			p.allCaps = false
		}
	}
	join := false
	for i := 0; i < len(ls); i++ {
		l := ls[i]
		switch l.sign {
		case comma:
			if p.comma == 0 {
				p.comma = len(p.units)
			}
		case hyphen:
			join = len(p.units) > 0
		case slash:
			if i+1 < len(ls) && ls[i+1].sign == word && len(p.units) > 0 {
				p.aside(ls[i+1 : i+2])
				i++
			}
		case open:
			k := i + 1
			for k < len(ls) && ls[k].sign != shut && ls[k].sign != open {
				k++
			}
			if len(p.units) == 0 && k+1 >= len(ls) {
				continue // the whole name stands in brackets
			}
			p.aside(ls[i+1 : k])
			if i = k; k < len(ls) && ls[k].sign == open {
				i--
			}
		case word:
			i = p.word(ls, i, join)
			join = false
		}
	}
}

// aside keeps the content of a bracket as an alternative of what stands before.
func (p *parser) aside(ls []lexeme) {
	at := len(p.units) - 1
	for len(ls) > 0 {
		switch ls[0].role() {
		case bornWord:
			at, ls = maidenName, ls[1:]
			continue
		case aliasWord:
			at, ls = wholeName, ls[1:]
			continue
		}
		break
	}
	if at < 0 && at != maidenName {
		at = wholeName
	}
	for _, l := range ls {
		if strings.ContainsAny(l.text, "0123456789") {
			return
		}
	}
	if len(ls) > 0 && len(p.others) < maxOthers {
		p.others = append(p.others, other{at, ls})
	}
}

// word deals with the word at i and returns the place of the last one used.
func (p *parser) word(ls []lexeme, i int, joined bool) int {
	l := ls[i]
	more := i+1 < len(ls)
	linked := more && ls[i+1].sign == hyphen
	switch r := p.roleOf(l, linked, more, joined); r {
	case titleWord, numberWord:
		p.form.Titles = append(p.form.Titles, l.text)
		return i
	case prefixWord:
		p.form.Particles = append(p.form.Particles, l.text)
		if p.next == anyPart && !isAl(l.text) {
			p.next = surnamePart
		}
		return skipHyphen(ls, i)
	case sonWord:
		p.form.Particles = append(p.form.Particles, l.text)
		p.sons++
		p.next = patronymicPart
		return skipHyphen(ls, i)
	case suffixWord:
		p.form.Particles = append(p.form.Particles, l.text)
		p.units[len(p.units)-1].forced = patronymicPart
		return i
	case bornWord, aliasWord:
		k := i + 1
		for k < len(ls) && ls[k].sign != comma && ls[k].sign != shut {
			k++
		}
		at := maidenName
		if r == aliasWord {
			at = wholeName
		}
		if k > i+1 && len(p.others) < maxOthers {
			p.others = append(p.others, other{at, ls[i+1 : k]})
		}
		return k - 1
	}
	p.add(l, joined)
	return i
}

func skipHyphen(ls []lexeme, i int) int {
	if i+1 < len(ls) && ls[i+1].sign == hyphen {
		return i + 1
	}
	return i
}

// add makes a unit of a word, or joins it to the last one.
func (p *parser) add(l lexeme, joined bool) {
	if len(p.units) >= maxTokens {
		return
	}
	if a, b, ok := glued(l.text); ok && !joined {
		p.add(lexeme{text: a}, false)
		p.add(lexeme{text: b}, false)
		return
	}
	t := newToken(l.text, l.dot)
	if len(t.letters) == 0 {
		return
	}
	if n := len(p.units); joined && n > 0 && !p.units[n-1].initial && len(p.units[n-1].tokens) < 4 {
		u := &p.units[n-1]
		u.caps = u.caps && t.ends.caps
		p.push(u, t)
		return
	}
	p.units = append(p.units, unit{at: len(p.tokens), caps: t.ends.caps, initial: t.Initial, forced: p.next})
	u := &p.units[len(p.units)-1]
	p.next = anyPart
	if a, b, ok := eastAsian(&t); ok {
		u.east = true
		p.push(u, a)
		t = b
	}
	p.push(u, t)
}

// push adds a word to the last unit.
func (p *parser) push(u *unit, t Token) {
	p.tokens = append(p.tokens, t)
	u.tokens = p.tokens[u.at:]
}

// roleOf says what a word does where it stands. Words that may be names (Ben,
// La, An) are small only in lower case, before a hyphen, or between capitals.
func (p *parser) roleOf(l lexeme, linked, more, joined bool) role {
	if utf8.RuneCountInString(l.text) > 12 {
		return plainWord
	}
	first := len(p.units) == 0
	lower := !startsUpper(l.text)
	r := l.role()
	single := utf8.RuneCountInString(l.text) == 1
	switch r {
	case prefixWord:
		if single && !lower || joined && !linked || !more && !lower {
			return plainWord
		}
		if lower || linked || p.allCaps && !first && more {
			return r
		}
		if first || !more {
			return plainWord
		}
	case sonWord:
		if !more || first && !lower || joined && !linked {
			return plainWord
		}
	case suffixWord:
		if first {
			return plainWord
		}
	case titleWord:
		if !first && !lower && !l.dot && more || single && !lower || joined || linked || !more && !lower && !l.dot || !more && first {
			return plainWord
		}
	case numberWord:
		if first || single {
			return plainWord
		}
	case bornWord, aliasWord:
		if !more || !lower {
			return plainWord
		}
	}
	return r
}

// isAl reports the Arabic article, which no surname need follow.
func isAl(s string) bool { return len(s) == 2 && strings.EqualFold(s, "al") }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// isCaps reports a word of two capitals and more and no small letter.
func isCaps(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			n++
		}
	}
	return n >= 2
}

// glued parts two names written as one word: AlisherUsmanov.
func glued(s string) (a, b string, ok bool) {
	prev, n := rune(0), 0
	for i, r := range s {
		if n >= 3 && unicode.IsUpper(r) && unicode.IsLower(prev) && utf8.RuneCountInString(s[i:]) >= 3 &&
			!strings.EqualFold(s[:i], "mac") && !strings.EqualFold(s[:i], "fitz") {
			return s[:i], s[i:], true
		}
		prev = r
		n++
	}
	return "", "", false
}

// finish settles the kind and makes what Compare reads.
func (f *Form) finish() {
	f.Kind = f.kindOf()
	f.prepare()
}

func (f *Form) kindOf() Kind {
	n := len(f.Surname) + len(f.Given) + len(f.Patronymic)
	switch {
	case n == 0:
		return Unclear
	case f.Kind != Unclear:
		return f.Kind
	case n == 1:
		return Mononym
	case len(f.Patronymic) > 0:
		return Slavic
	}
	return Western
}

// tokens appends the words of one part the list itself kept apart.
func (f *Form) tokens(out []Token, s string, room []lexeme) []Token {
	base := len(out)
	ls := lex(room, s)
	depth := 0
	for i, l := range ls {
		switch l.sign {
		case open:
			depth++
		case shut:
			depth--
		}
		if l.sign != word || depth > 0 && i > 0 || len(out)-base >= maxTokens {
			continue
		}
		switch r := l.role(); {
		case (r == prefixWord || r == suffixWord) && !startsUpper(l.text) && len(ls) > 1:
			f.Particles = append(f.Particles, l.text)
			continue
		case (r == bornWord || r == aliasWord) && i > 0:
			return out
		}
		if t := newToken(l.text, l.dot); len(t.letters) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// alternatives builds the other names the text itself gives.
func (p *parser) alternatives() {
	f := p.form
	for _, o := range p.others {
		q := newParser(&Form{Raw: f.Raw}, false)
		q.collect(o.words)
		ts := slices.Clone(q.tokens)
		if len(ts) == 0 {
			q.free()
			continue
		}
		alt := &Form{Raw: f.Raw, Kind: f.Kind, Surname: f.Surname, Given: f.Given, Patronymic: f.Patronymic, Sure: f.Sure}
		switch {
		case len(q.units) > 1 && o.at != maidenName:
			q.assign()
			q.gather()
			alt = q.form
		case o.at == maidenName:
			alt.Surname = ts
		case o.at >= 0 && p.partOf(o.at) == givenPart || o.at < 0 && ts[0].given.known():
			alt.Given = ts
		case o.at >= 0 && p.partOf(o.at) == patronymicPart:
			switch {
			case ts[0].ends.patronymic:
				alt.Patronymic = ts
			case ts[0].given.known():
				alt.Given = ts
			default:
				alt.Surname = ts
			}
		default:
			if ts[0].given.known() && len(f.Given) > 0 && !ts[0].ends.surname {
				alt.Given = ts
			} else {
				alt.Surname = ts
			}
		}
		q.free()
		alt.words = slices.Concat(alt.Surname, alt.Given, alt.Patronymic)
		alt.finish()
		f.Alternatives = append(f.Alternatives, alt)
	}
}

// partOf is the part unit i went to.
func (p *parser) partOf(i int) part3 { return p.where[p.units[i].at] }
