package term

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// The special elements of patterns.
const (
	count     = -1 - iota // #  a number in digits, in words, or left out, but no part of a date
	anyNumber             // ## any number
	gap                   // .. up to gapWords words that do not matter
	atStart               // ^  the beginning of the text
	atEnd                 // $  its end
)

// gapWords is how many words ".." may stand for.
const gapWords = 4

// node is a place in the tree of all patterns of a kind.
type node struct {
	next map[int]*node // by element
	term *Term         // a pattern ends here
	len  int           // elements that match a word, up to here
	rank int           // of the pattern, by place in the files
}

// words is the index from a word of a text to the elements it satisfies.
type words struct {
	exact  map[string][]int
	prefix map[string][]int
	affix  []affix        // *x and *x*
	length []int          // lengths of the prefixes, ascending
	known  map[string]int // element as written -> number
}

type affix struct {
	text   string
	inside bool // *x*, else *x
	id     int
}

func newWords() *words {
	return &words{exact: map[string][]int{}, prefix: map[string][]int{}, known: map[string]int{}}
}

// element returns the number of a word pattern such as "тройк*|трий*".
func (w *words) element(s string) (int, error) {
	if id, ok := w.known[s]; ok {
		return id, nil
	}
	id := len(w.known)
	w.known[s] = id
	for alt := range strings.SplitSeq(s, "|") {
		body := strings.Trim(alt, "*")
		head, tail := strings.HasPrefix(alt, "*"), strings.HasSuffix(alt, "*")
		if body == "" || strings.Contains(body, "*") {
			return 0, fmt.Errorf("element %q: a star stands at the beginning or the end of a word", s)
		}
		toks := tokens(body, nil)
		if len(toks) != 1 || toks[0].end-toks[0].start != len(body) {
			return 0, fmt.Errorf("element %q is not one word or number", s)
		}
		word := toks[0].word
		switch {
		case head:
			w.affix = append(w.affix, affix{word, tail, id})
		case tail:
			w.prefix[word] = append(w.prefix[word], id)
			if at, ok := slices.BinarySearch(w.length, len(word)); !ok {
				w.length = slices.Insert(w.length, at, len(word))
			}
		default:
			w.exact[word] = append(w.exact[word], id)
		}
	}
	return id, nil
}

// of appends the elements a token satisfies.
func (w *words) of(t token, ids []int) []int {
	ids = append(ids, w.exact[t.word]...)
	for _, n := range w.length {
		if n > len(t.word) {
			break
		}
		if n == len(t.word) || utf8.RuneStart(t.word[n]) {
			ids = append(ids, w.prefix[t.word[:n]]...)
		}
	}
	if t.number {
		if !t.dated {
			ids = append(ids, count)
		}
		return append(ids, anyNumber)
	}
	for _, a := range w.affix {
		if a.inside && strings.Contains(t.word, a.text) || strings.HasSuffix(t.word, a.text) {
			ids = append(ids, a.id)
		}
	}
	return ids
}

// add puts one pattern into the tree. Optional elements are in square brackets.
func (b *book) add(pattern string, t *Term, rank int) error {
	at := []*node{b.root}
	matched := false
	for _, f := range strings.Fields(pattern) {
		optional := strings.HasPrefix(f, "[") && strings.HasSuffix(f, "]")
		if optional {
			f = f[1 : len(f)-1]
		}
		id, err := b.elementOf(f)
		if err != nil {
			return err
		}
		if id == gap && len(at) == 1 && at[0] == b.root {
			return fmt.Errorf("pattern %q begins with a gap", pattern)
		}
		matched = matched || !optional && (id >= anyNumber)
		seen := len(at)
		for _, n := range at[:seen] {
			child := n.next[id]
			if child == nil {
				child = &node{len: n.len}
				if id >= anyNumber {
					child.len++
				}
				if n.next == nil {
					n.next = map[int]*node{}
				}
				n.next[id] = child
			}
			at = append(at, child)
		}
		if !optional {
			at = at[seen:]
		}
		if len(at) > 64 {
			return fmt.Errorf("pattern %q has too many optional elements", pattern)
		}
	}
	if !matched {
		return fmt.Errorf("pattern %q has no word that must be there", pattern)
	}
	for _, n := range at {
		if n.term == nil {
			n.term, n.rank = t, rank
		} else if n.term != t {
			return fmt.Errorf("pattern %q belongs to %s already", pattern, n.term.Code)
		}
	}
	return nil
}

func (b *book) elementOf(f string) (int, error) {
	switch f {
	case "#":
		return count, nil
	case "##":
		return anyNumber, nil
	case "..":
		return gap, nil
	case "^":
		return atStart, nil
	case "$":
		return atEnd, nil
	}
	if name, ok := strings.CutPrefix(f, "%"); ok {
		class, ok := b.classes[name]
		if !ok {
			return 0, fmt.Errorf("there is no class %%%s", name)
		}
		f = class
	}
	return b.words.element(f)
}
