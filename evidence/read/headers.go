package read

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed headers.txt
var headersText string

// header is one phrase by which a column is called.
type header struct {
	field string
	lang  string
	words []string // "*" at the end stands for any ending
}

// headers reads the vocabulary of headers.txt once.
var headers = sync.OnceValue(func() []header {
	var out []header
	for line := range strings.Lines(headersText) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		if len(parts) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(parts[2], ";") {
			out = append(out, header{parts[0], parts[1], headerWords(phrase)})
		}
	}
	return out
})

// headerWords takes the name of a column apart: words in small letters without
// marks; "fechaNacimiento" and "fecha_nacimiento" are two words each.
func headerWords(s string) []string {
	var b strings.Builder
	small := false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			if small {
				b.WriteByte(' ')
			}
			b.WriteRune(unmarked(unicode.ToLower(r)))
			small = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '№' || r == '*' || r == '\'':
			b.WriteRune(unmarked(r))
			small = unicode.IsLower(r)
		default:
			b.WriteByte(' ')
			small = false
		}
	}
	return strings.Fields(b.String())
}

const (
	marked   = "áàâäãåéèêëíìîïóòôöõúùûüñçąćęłńśźżёґ"
	unmarkd  = "aaaaaaeeeeiiiiooooouuuuncacelnszzег"
	stopword = " de del la el los las of the and y e o a i du des d' der die das von und или и у в "
)

// unmarked takes the mark off a letter, so that "año" and "ano" are one word.
func unmarked(r rune) rune {
	if i := strings.IndexRune(marked, r); i >= 0 {
		return []rune(unmarkd)[len([]rune(marked[:i]))]
	}
	return r
}

// meant finds the field a column is called after. sure counts the words of the
// phrase found, 0 for none; whole says that the header has no other word.
func meant(column string) (h header, sure int, whole bool) {
	var words []string
	for _, w := range headerWords(column) {
		if !strings.Contains(stopword, " "+w+" ") || len(headerWords(column)) == 1 {
			words = append(words, w)
		}
	}
	letters := 0
	for _, c := range headers() {
		if !within(c.words, words) {
			continue
		}
		size := len(strings.Join(c.words, ""))
		isWhole := len(c.words) == len(words)
		if len(c.words) > sure || len(c.words) == sure && (isWhole && !whole || isWhole == whole && size > letters) {
			h, sure, whole, letters = c, len(c.words), isWhole, size
		}
	}
	return h, sure, whole
}

// within reports whether all words of a phrase stand in the header.
func within(phrase, words []string) bool {
	for _, p := range phrase {
		found := false
		stem, open := strings.CutSuffix(p, "*")
		for _, w := range words {
			found = found || w == p || open && strings.HasPrefix(w, stem)
		}
		if !found {
			return false
		}
	}
	return true
}
