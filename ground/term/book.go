package term

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.txt
var data embed.FS

// Vocabulary holds the terms and patterns of all kinds.
type Vocabulary struct{ books map[Kind]*book }

// book is the vocabulary of one kind.
type book struct {
	root    *node
	words   *words
	terms   []*Term
	byCode  map[string]*Term
	laws    []*law
	byLaw   map[string]*law
	classes map[string]string
	numbers map[string]int
	units   map[string]byte
	small   map[string]bool
}

// BuiltIn returns the vocabulary that comes with the program. It is made at the first call.
func BuiltIn() *Vocabulary { return builtIn() }

var builtIn = sync.OnceValue(func() *Vocabulary {
	v, err := load(data)
	if err != nil {
		panic(err) // our own data; a test reads it
	}
	return v
})

// With returns the built-in vocabulary and the terms of more files, given by
// name. They may add patterns to a term that is there, by its code, and new terms, articles and kinds.
// The error names file, line and what is wrong.
func With(files map[string]io.Reader) (*Vocabulary, error) {
	v, err := load(data)
	if err != nil {
		return nil, err
	}
	for _, name := range sorted(files) {
		if err := v.readFile(name, files[name]); err != nil {
			return nil, err
		}
	}
	return v, v.check()
}

// load reads the files of a folder, words.txt first: it holds what all kinds share.
func load(fsys fs.FS) (*Vocabulary, error) {
	v := &Vocabulary{books: map[Kind]*book{}}
	names, err := fs.Glob(fsys, "data/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range append([]string{"data/words.txt"}, names...) {
		if name == "data/words.txt" && v.books[shared] != nil {
			continue
		}
		f, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		err = v.readFile(name, f)
		if err := f.Close(); err != nil {
			return nil, err
		}
		if err != nil {
			return nil, err
		}
	}
	common := v.books[shared]
	delete(v.books, shared)
	for _, b := range v.books {
		b.numbers, b.units, b.small = common.numbers, common.units, common.small
	}
	return v, v.check()
}

// shared is the kind of the words all kinds share.
const shared Kind = "*"

// check finds broader terms that do not exist.
func (v *Vocabulary) check() error {
	for k, b := range v.books {
		for _, t := range b.terms {
			if t.Under != "" && b.byCode[t.Under] == nil {
				return fmt.Errorf("%s %s: there is no broader term %q", k, t.Code, t.Under)
			}
			if t.Labels["ru"] == "" || t.Labels["en"] == "" {
				return fmt.Errorf("%s %s: a label in ru and in en must be there", k, t.Code)
			}
		}
	}
	return nil
}

func newBook() *book {
	return &book{
		root: &node{}, words: newWords(), byCode: map[string]*Term{}, byLaw: map[string]*law{},
		classes: map[string]string{}, numbers: map[string]int{}, units: map[string]byte{}, small: map[string]bool{},
	}
}

// file is the state of reading one file.
type file struct {
	v      *Vocabulary
	kind   Kind
	b      *book
	source string
	term   *Term
	law    *law
	rank   int
}

var (
	codeForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	yearForm = regexp.MustCompile(`^(\d{4}|\.\.)/(\d{4}|\.\.)$`)
)

// readFile adds the entries of one file.
func (v *Vocabulary) readFile(name string, in io.Reader) error {
	f := file{v: v}
	sc := bufio.NewScanner(in)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		f.rank = n
		word, rest, _ := strings.Cut(line, " ")
		if err := f.line(word, strings.TrimSpace(rest)); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// line reads one line of a file.
func (f *file) line(word, rest string) error {
	if word == "kind" {
		f.kind, f.term, f.source = Kind(rest), nil, ""
		if f.b = f.v.books[f.kind]; f.b == nil {
			f.b = newBook()
			for _, other := range f.v.books { // shared by all; nil while the shared words themselves are read
				f.b.numbers, f.b.units, f.b.small = other.numbers, other.units, other.small
				break
			}
			f.v.books[f.kind] = f.b
		}
		return nil
	}
	if f.b == nil {
		return fmt.Errorf("%q before the line that states the kind", word)
	}
	switch word {
	case "small", "class", "number", "unit":
		return f.words(word, strings.Fields(rest))
	case "term", "law", "article":
		return f.head(word, strings.Fields(rest))
	case "source":
		if f.term == nil {
			f.source = rest
		} else {
			f.term.Source = rest
		}
		return nil
	case "name":
		if f.law == nil {
			return fmt.Errorf("a name stands under no law")
		}
		f.law.names = append(f.law.names, split(rest))
		return nil
	case "family":
		if f.law == nil {
			return fmt.Errorf("a family stands under no law")
		}
		f.law.family = append(f.law.family, strings.Fields(rest)...)
		return nil
	}
	if f.term == nil {
		return fmt.Errorf("%q stands under no term", word)
	}
	switch {
	case word == "general":
		f.term.General = true
	case word == "match":
		return f.b.add(rest, f.term, f.rank)
	case len(word) == 2:
		f.term.Labels[word] = rest
	default:
		return fmt.Errorf("unknown word %q", word)
	}
	return nil
}

// words reads lists of words.
func (f *file) words(word string, list []string) error {
	if len(list) < 1 || word != "small" && len(list) < 2 {
		return fmt.Errorf("%s: too few words", word)
	}
	switch word {
	case "small":
		for _, w := range list {
			f.b.small[split(w)[0]] = true
		}
	case "class":
		f.b.classes[list[0]] = strings.Join(list[1:], "|")
	case "number":
		n, err := strconv.Atoi(list[0])
		if err != nil || n < 1 {
			return fmt.Errorf("number %q is not positive", list[0])
		}
		for _, w := range list[1:] {
			f.b.numbers[split(w)[0]] = n
		}
	case "unit":
		if list[0] != "Y" && list[0] != "M" && list[0] != "D" {
			return fmt.Errorf("unit %q is none of Y, M, D", list[0])
		}
		for _, w := range list[1:] {
			f.b.units[split(w)[0]] = list[0][0]
		}
	}
	return nil
}

// head reads the first line of a term: its code, "under" another, its years.
func (f *file) head(word string, list []string) error {
	if len(list) == 0 || !codeForm.MatchString(list[0]) {
		return fmt.Errorf("%s: a code of small letters, digits, dots and hyphens must follow", word)
	}
	code := list[0]
	if word == "article" {
		if f.law == nil {
			return fmt.Errorf("article %s stands under no law", code)
		}
		code = f.law.term.Code + "." + code
	}
	t := f.b.byCode[code]
	if t == nil {
		t = &Term{Kind: f.kind, Code: code, Labels: map[string]string{}, Source: f.source}
		f.b.byCode[code] = t
		f.b.terms = append(f.b.terms, t)
	}
	f.term = t
	for i := 1; i < len(list); i++ {
		switch {
		case list[i] == "under" && i+1 < len(list):
			i++
			t.Under = list[i]
		case yearForm.MatchString(list[i]):
			t.Years = list[i]
		default:
			return fmt.Errorf("%s %s: %q is neither years nor \"under\" and a code", word, code, list[i])
		}
	}
	if word == "law" {
		if f.law = f.b.byLaw[code]; f.law == nil {
			f.law = &law{term: t}
			f.b.byLaw[code] = f.law
			f.b.laws = append(f.b.laws, f.law)
		}
	}
	return nil
}

// split folds a text into words.
func split(s string) []string {
	var out []string
	for _, t := range tokens(s, nil) {
		out = append(out, t.word)
	}
	if out == nil {
		out = []string{""}
	}
	return out
}
