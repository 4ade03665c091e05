package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"byname/ground/name/internal/letters"
	"byname/ground/name/internal/sound"
)

// Bounds on what is read of one name; the rest stays in Raw.
const (
	maxLetters = 256
	maxTokens  = 24
)

// sign is what stands between words and means something.
type sign uint8

const (
	word sign = iota
	comma
	open
	shut
	hyphen // joins the words on both sides
	slash  // the next word stands for the last
)

// lexeme is a word or a sign of a raw name.
type lexeme struct {
	sign sign
	text string
	dot  bool // a full stop follows
}

// role is what a small word does. Longer words do nothing of the kind.
func (l lexeme) role() role {
	if len(l.text) > maxKept {
		return plainWord
	}
	t := newToken(l.text, l.dot)
	return t.role
}

// lex cuts a raw name into words and signs.
func lex(dst []lexeme, s string) []lexeme {
	s = clip(s)
	for len(s) > 0 && len(dst) < 3*maxTokens {
		if n := wordLen(s); n > 0 {
			w := s[:n]
			s = s[n:]
			dot := strings.HasPrefix(s, ".")
			if blank(w) {
				continue
			}
			dst = append(dst, lexeme{text: w, dot: dot})
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch r {
		case '/':
			dst = append(dst, lexeme{sign: slash})
		case ',', '،', '、', ';':
			dst = append(dst, lexeme{sign: comma})
		case '(', '[', '（', '"', '«', '„', '“':
			dst = append(dst, lexeme{sign: open})
		case ')', ']', '）', '»', '”':
			dst = append(dst, lexeme{sign: shut})
		case '-', '‐', '‑', '–', '゠', '=', '＝':
			if len(dst) > 0 && dst[len(dst)-1].sign == word && wordLen(s) > 0 {
				dst = append(dst, lexeme{sign: hyphen})
			}
		}
	}
	return dst
}

// clip cuts s after maxLetters characters.
func clip(s string) string {
	if len(s) <= maxLetters {
		return s
	}
	n := 0
	for i := range s {
		if n == maxLetters {
			return s[:i]
		}
		n++
	}
	return s
}

// blank reports that w has no letter or digit.
func blank(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// read takes one word apart.
func read(written string, dot bool) Token {
	t := Token{Written: written, Folded: Fold(written), sense: &sense{}}
	t.letters = unmixed(letters.Prepare(make([]rune, 0, len(written)), written))
	t.Script = scriptOfLetters(t.letters)
	t.Initial = isInitial(t.letters, dot, t.Script)
	var buf [24]sound.Reading
	t.Word = sound.NewWord(slices.Clone(sound.Append(buf[:0], t.letters, t.Script.String())))
	for i := range t.Readings {
		t.first |= t.Readings[i].First()
	}
	if t.Script == scriptLatn && len(t.letters) > 1 && t.letters[0] == 'i' { // Ieronim is И. as well as Е.
		t.first |= iFirst
	}
	t.base = t.Folded
	rs := t.Readings
	if t.Script.syllabic() {
		rs = nil
	}
	t.given = givens().find(t.Folded, rs)
	if t.Script == scriptCyrl {
		t.base = masculine(t.Folded)
		if !t.given.known() && !isSurname(t.Folded) {
			t.given = declined(t.Folded)
		}
	}
	if t.Script != scriptLatn {
		t.latin = latinise(t.Readings)
	}
	t.role = smallWords()[t.Folded]
	t.ends = ending{surname: isSurname(t.Folded), patronymic: isPatronymic(t.base), caps: isCaps(written), upper: startsUpper(written)}
	t.ends.knownFather = t.ends.patronymic && knownFather(t.base)
	return t
}

// iFirst is what the letter i begins.
var iFirst = func() uint64 {
	rs := sound.Append(nil, []rune{'и'}, "Cyrl")
	return rs[0].First()
}()

// unmixed puts look-alike letters right in place.
func unmixed(w []rune) []rune {
	cyr, lat := 0, 0
	for _, r := range w {
		switch scriptOfRune(r) {
		case scriptCyrl:
			cyr++
		case scriptLatn:
			lat++
		}
	}
	if cyr > 0 && lat > 0 {
		for i, r := range w {
			w[i] = unmix(r, cyr >= lat)
		}
	}
	return w
}

// latinise spells the first reading in Latin letters, for the learnt tables.
func latinise(rs []sound.Reading) []rune {
	if len(rs) == 0 {
		return nil
	}
	s := rs[0].String()
	out := make([]rune, 0, len(s)+4)
	for i := range len(s) {
		switch s[i] {
		case 'Z':
			out = append(out, 'z', 'h')
		case 'S':
			out = append(out, 's', 'h')
		case 'C':
			out = append(out, 'c', 'h')
		case 'Q':
			out = append(out, 's', 'h', 'c', 'h')
		case 'c':
			out = append(out, 't', 's')
		case 'h':
			out = append(out, 'k', 'h')
		case 'j':
			out = append(out, 'y')
		default:
			out = append(out, rune(s[i]))
		}
	}
	return out
}

// isInitial reports a single letter, or a short digraph before a full stop.
func isInitial(w []rune, dot bool, s Script) bool {
	switch s {
	case scriptHani, scriptHang, scriptKana:
		return false
	}
	return len(w) == 1 || dot && len(w) == 2 && !vowelRune(w[0]) && !vowelRune(w[1])
}

func vowelRune(r rune) bool { return strings.ContainsRune("aeiouyаеёиоуыэюяіїє", r) }

// Keys appends the search keys of the token: equal keys mean worth comparing.
// Tokens of any script read alike share one. It is at most some dozens of keys.
func (t *Token) Keys(dst []uint64) []uint64 {
	if t.sense == nil || len(t.Readings) == 0 {
		return append(dst, sound.TextKey(t.Folded))
	}
	return sound.AppendKeys(dst, t.Readings)
}

// Keys appends the blocking keys of the name: those of its surname, or of all
// its words when it is not sure which part is the surname. No key twice.
func (f *Form) Keys(dst []uint64) []uint64 {
	base := len(dst)
	dst = f.ownKeys(dst)
	for _, a := range f.Alternatives {
		dst = a.ownKeys(dst)
	}
	return dedup(dst, base)
}

func (f *Form) ownKeys(dst []uint64) []uint64 {
	for p := range f.parts {
		if p > 0 && f.Sure && len(f.Surname) > 0 {
			break
		}
		for i := range f.parts[p].tokens {
			if t := &f.parts[p].tokens[i]; !t.Initial {
				dst = t.Keys(dst)
			}
		}
		if w := f.parts[p].whole; w != nil {
			dst = w.Keys(dst)
		}
	}
	return dst
}

func dedup(dst []uint64, base int) []uint64 {
	n := base
	for _, k := range dst[base:] {
		seen := false
		for _, x := range dst[base:n] {
			if x == k {
				seen = true
				break
			}
		}
		if !seen {
			dst[n] = k
			n++
		}
	}
	return dst[:n]
}
