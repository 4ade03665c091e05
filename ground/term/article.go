package term

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// law is a criminal code.
type law struct {
	term   *Term
	names  [][]string // folded words by which a text names it
	family []string   // articles that belong to this law if no law is named
}

// article is one article of a list such as "58-10 ч.1, 11 УК РСФСР".
type article struct {
	base, point, letter, part string
	from, to                  int // tokens
}

// number returns the article in canonical form: "58-1a", "58-10.2", "193-17".
func (a article) number() string {
	n := a.base
	if a.point != "" {
		n += "-" + a.point
	}
	n += a.letter
	if a.part != "" {
		n += "." + a.part
	}
	return n
}

// The numbers that decide how a list of articles is read.
const (
	maxArticle  = 400 // no criminal code we know has more articles
	maxPoint    = 40  // and no article more points: a greater number is an article
	generalPart = 25  // articles of the general part: complicity, attempt, analogy
	maxList     = 64  // articles in one list
	maxCite     = 6   // words before an article
)

// lawyer reads one list of articles.
type lawyer struct {
	*scan
	text  string
	i     int
	list  []article
	law   *law
	cited bool // "ст." stands before it, or the list says itself that it is one
}

// articles reads the list of articles that begins at token i and returns the
// matches and the token after it; nil if none begins there.
func (s *scan) articles(text string, i int) ([]Match, int) {
	if len(s.b.laws) == 0 || i < s.noList {
		return nil, i
	}
	l := lawyer{scan: s, text: text, i: i}
	l.cite()
	for l.i < len(s.toks) && len(l.list) < maxList && l.item() {
		if l.named() {
			break
		}
		l.cite()
	}
	if len(l.list) == 0 || !l.believable(i) {
		s.noList = l.i // what lies before is no list from a later place either: reading stays linear
		return nil, i
	}
	end := l.i
	if last := l.list[len(l.list)-1].to; l.law == nil || end < last {
		end = last
	}
	return l.matches(i, end), end
}

// cite steps over "по ст. ст.", "статьям".
func (l *lawyer) cite() {
	for from, j := l.i, l.i; j < min(from+maxCite, len(l.toks)); j++ {
		switch w := l.toks[j].word; {
		case w == "ст" || w == "art" || w == "арт" || w == "article" || w == "articles" || strings.HasPrefix(w, "стать"):
			l.i, l.cited = j+1, true
		case j == l.i && (w == "по" || w == "и" || w == "обв" || w == "пост"):
		default:
			return
		}
	}
}

// between returns what stands between two neighbouring tokens, without blanks and quotes.
func (l *lawyer) between(j int) string {
	if j < 0 || j >= len(l.toks) {
		return ""
	}
	from := 0
	if j > 0 {
		from = l.toks[j-1].end
	}
	if l.toks[j].start == from {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\u00a0\"'«»“”„`", r) {
			return -1
		}
		return r
	}, l.text[from:l.toks[j].start])
}

// num returns the number at token j, 0 if there is none that can be an article or point.
func (l *lawyer) num(j int) int {
	if j >= len(l.toks) || !l.toks[j].number || len(l.toks[j].word) > 3 {
		return 0
	}
	n, err := strconv.Atoi(l.toks[j].word)
	if err != nil || n > maxArticle {
		return 0
	}
	return n
}

func isDash(s string) bool {
	return s == "-" || s == "–" || s == "—" || s == "/" || s == ",-" || s == "−" || s == "‑"
}

// dash reports whether the number at the place hangs on an article by a dash, or by the dot of "58.10".
func (l *lawyer) dash(last *article) bool {
	sep := l.between(l.i)
	return isDash(sep) || l.toks[l.i].raised && sep == "" || sep == "." && last.point == "" && l.family(last.base) != nil
}

// dated reports whether the number at j is part of a date: digits, a dot and digits again, twice.
func (l *lawyer) dated(j int) bool {
	dot := func(k int) bool {
		return k > 0 && k < len(l.toks) && l.toks[k].number && l.toks[k-1].number && (l.between(k) == "." || l.between(k) == "/")
	}
	return dot(j) && dot(j+1) || dot(j+1) && dot(j+2) || dot(j-1) && dot(j)
}

// item reads one article or point and what hangs on it.
func (l *lawyer) item() bool {
	if w := l.toks[l.i].word; (w == "п" || w == "пп" || w == "пункт" || w == "пункты") && len(l.list) > 0 {
		l.i++
		if l.i < len(l.toks) && l.toks[l.i].word == "п" { // "п.п."
			l.i++
		}
		if last := &l.list[len(l.list)-1]; last.point != "" && l.num(l.i) > 0 && last.to == l.i-1 && !l.toks[l.i-1].hard {
			l.i++ // a clause of a point: not told apart
			last.to = l.i
			return l.i < len(l.toks)
		}
		return l.i < len(l.toks) && l.addPoint(true)
	}
	if w := l.toks[l.i].word; (w == "и" || w == "and") && len(l.list) > 0 && l.num(l.i+1) > 0 {
		l.i++
	}
	n := l.num(l.i)
	if n == 0 || l.dated(l.i) {
		return false
	}
	if len(l.list) > 0 {
		sep := l.between(l.i)
		if sep != "" && strings.Trim(sep, ",-–—/.;()и") != "" {
			return false
		}
		if l.points(n) {
			return l.addPoint(false)
		}
	} else if strings.ContainsAny(l.between(l.i), "№#") || l.i > 0 && l.toks[l.i-1].word == "ч" {
		return false
	}
	l.list = append(l.list, article{base: strconv.Itoa(n), from: l.i, to: l.i + 1})
	l.i++
	l.hang()
	return true
}

// points reports whether number n at the place goes on with the points of the last article.
func (l *lawyer) points(n int) bool {
	last := &l.list[len(l.list)-1]
	base, _ := strconv.Atoi(last.base)
	if n > maxPoint || l.family(strconv.Itoa(n)) != nil {
		return false
	}
	if l.dash(last) {
		return base > generalPart || n < base
	}
	if j := l.i + 1; isDash(l.between(j)) && l.num(j) > maxPoint {
		return false // 17-58-8
	}
	return last.point != "" && base > generalPart
}

// family returns the law to which article base belongs if no law is named.
func (l *lawyer) family(base string) *law {
	for _, w := range l.b.laws {
		if slices.Contains(w.family, base) {
			return w
		}
	}
	return nil
}

// addPoint reads a point of the last article: the first completes it, others repeat its number.
func (l *lawyer) addPoint(stated bool) bool {
	n := l.num(l.i)
	if n == 0 {
		return false
	}
	last := &l.list[len(l.list)-1]
	point := strconv.Itoa(n)
	dash := l.dash(last)
	switch {
	case dash && !stated && (last.point == "10" || last.letter == "v") && n <= 2: // 58-10-1, 58-1в-2: a part
		last.part, last.to = point, l.i+1
	case last.point == "" && (dash || stated):
		last.point, last.to = point, l.i+1
	default:
		l.list = append(l.list, article{base: last.base, point: point, from: l.i, to: l.i + 1})
	}
	l.i++
	l.hang()
	return true
}

// letters are the letters of points, in the Latin of canonical codes.
var letters = map[string]string{"а": "a", "б": "b", "в": "v", "г": "g", "a": "a", "b": "b", "v": "v", "g": "g", "d": "d", "д": "d"}

// hang reads the letter and the part that hang on the last article.
func (l *lawyer) hang() {
	last := &l.list[len(l.list)-1]
	for l.i < len(l.toks) {
		w := l.toks[l.i].word
		c, isLetter := letters[w]
		switch {
		case isLetter && last.letter == "" && last.part == "" && strings.Trim(l.between(l.i), ".-") == "" && l.plainLetter():
			last.letter = c
			l.i++
		case (w == "ч" || w == "часть" || w == "части") && l.num(l.i+1) > 0 && l.num(l.i+1) < 10:
			last.part = strconv.Itoa(l.num(l.i + 1))
			l.i += 2
		default:
			return
		}
		last.to = l.i
	}
}

// plainLetter tells the letter of a point from the first letter of "а/с".
func (l *lawyer) plainLetter() bool {
	return l.i+1 >= len(l.toks) || !strings.ContainsAny(l.between(l.i+1), "/.") || l.toks[l.i+1].number
}

// named reads the name of the law behind a list; it ends the list.
func (l *lawyer) named() bool {
	best := 0
	for _, w := range l.b.laws {
		for _, name := range w.names {
			if len(name) > best && l.follows(name) {
				best, l.law = len(name), w
			}
		}
	}
	if best > 0 {
		l.i += best
		return true
	}
	if l.i < len(l.toks) && l.toks[l.i].word == "ук" {
		l.i++
		l.cited = true
		l.list[len(l.list)-1].to = l.i
	}
	return false
}

func (l *lawyer) follows(name []string) bool {
	for k, w := range name {
		if l.i+k >= len(l.toks) || l.toks[l.i+k].word != w {
			return false
		}
	}
	return true
}

// believable tells a list of articles from other numbers.
func (l *lawyer) believable(i int) bool {
	if l.cited || l.law != nil {
		return true
	}
	for _, a := range l.list {
		if w := l.family(a.base); w != nil && (a.point != "" || i == 0) {
			return true
		}
	}
	// A text that begins with numbers and goes on with a dash or nothing: "72, 76 - агитация".
	if i > 0 {
		return false
	}
	first, _ := strconv.Atoi(l.list[0].base)
	return first > generalPart && (l.i >= len(l.toks) || isDash(l.between(l.i))) || len(l.list) > 1 && first <= generalPart
}

// matches turns the list into matches that cover the tokens from i to end.
func (l *lawyer) matches(i, end int) []Match {
	w := l.law
	for k := 0; w == nil && k < len(l.list); k++ {
		w = l.family(l.list[k].base)
	}
	out := make([]Match, len(l.list))
	for k, a := range l.list {
		from, to := a.from, a.to
		if k == 0 {
			from = i
		}
		if k == len(l.list)-1 {
			to = end
		}
		t, known := l.b.article(w, a)
		out[k] = Match{Term: t, Span: Span{l.toks[from].start, l.toks[to-1].end}, Specific: known && !t.General}
	}
	return out
}

// article returns the term of an article; one that the data does not have gets
// the labels of what is known of it, and known is false unless its point is known.
func (b *book) article(w *law, a article) (t *Term, known bool) {
	number := a.number()
	t = &Term{Kind: Charge, Code: "article." + number, General: true,
		Labels: map[string]string{"ru": "ст. " + number, "en": "article " + number}}
	if w == nil {
		return t, false
	}
	if have := b.byCode[w.term.Code+"."+number]; have != nil {
		return have, true
	}
	t.Kind, t.Code, t.Years, t.Source = w.term.Kind, w.term.Code+"."+number, w.term.Years, w.term.Source
	t.Under, t.General = w.term.Code, false
	for lang, l := range w.term.Labels {
		t.Labels[lang] = map[string]string{"ru": "ст. ", "en": "article "}[lang] + number + ", " + l
	}
	for _, shorter := range []article{{base: a.base, point: a.point, letter: a.letter}, {base: a.base, point: a.point}, {base: a.base}} {
		have := b.byCode[w.term.Code+"."+shorter.number()]
		if have == nil {
			continue
		}
		t.Under = have.Code
		for lang, l := range have.Labels {
			t.Labels[lang] += ": " + l
		}
		return t, shorter.point != "" || a.point == ""
	}
	return t, false
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
