package search

import (
	"strings"
	"unicode/utf8"
)

// Snippet is the passage of a text that holds the words of a query.
type Snippet struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"` // byte offsets in Text of the words found, ascending

	held float64 // how near together, 0 to 1: all words in one run are 1
}

// snippetBytes is about how long a passage is.
const snippetBytes = 200

// place is where a word of a text meets a want.
type place struct{ from, to, want, nth int }

// snippet chooses the passage that holds most of the wants closest together.
func snippet(texts []string, wants []wordWant) Snippet {
	best := Snippet{Marks: [][2]int{}}
	for _, text := range texts {
		text = clip(text, maxTextBytes)
		places := meetings(text, wants)
		if len(places) == 0 {
			if best.Text == "" {
				a, b := passage(text, 0, 0)
				best.Text = text[a:b]
			}
			continue
		}
		if s := closest(text, places, len(wants)); len(best.Marks) == 0 || s.held > best.held {
			best = s
		}
	}
	return best
}

// meetings finds the words of text that share a stem with a want.
func meetings(text string, wants []wordWant) []place {
	var places []place
	at, words := 0, 0
	eachWord([]byte(text), func(w []byte) {
		from := at + strings.Index(text[at:], string(w))
		at = from + len(w)
		words++
		for k := range wants {
			matched := false
			eachStem(string(w), func(stem, _ string) { matched = matched || stem == wants[k].stem })
			if matched {
				places = append(places, place{from, at, k, words})
				return
			}
		}
	})
	return places
}

// closest finds the shortest run of words with the most different wants.
func closest(text string, places []place, wants int) Snippet {
	var count [slots]int
	distinct, left, most, least := 0, 0, 0, 0
	from, to := 0, 0
	for right, p := range places {
		if count[p.want]++; count[p.want] == 1 {
			distinct++
		}
		for count[places[left].want] > 1 {
			count[places[left].want]--
			left++
		}
		run := p.nth - places[left].nth + 1
		if distinct > most || distinct == most && run < least {
			most, least, from, to = distinct, run, left, right
		}
	}
	s := Snippet{held: float64(most) / float64(wants) * float64(most) / float64(max(least, 1))}
	a, b := passage(text, places[from].from, places[to].to)
	s.Text = text[a:b]
	for _, p := range places {
		if p.from >= a && p.to <= b {
			s.Marks = append(s.Marks, [2]int{p.from - a, p.to - a})
		}
	}
	return s
}

// passage chooses about snippetBytes of text around from and to, at spaces
// where there are any, and at runes always.
func passage(text string, from, to int) (a, b int) {
	if len(text) <= snippetBytes {
		return 0, len(text)
	}
	to = min(to, from+snippetBytes)
	room := (snippetBytes - (to - from)) / 2
	a, b = max(0, from-room), min(len(text), to+room)
	if a > 0 {
		a += 1 + strings.IndexByte(text[a:from], ' ')
	}
	if b < len(text) {
		if i := strings.LastIndexByte(text[to:b], ' '); i >= 0 {
			b = to + i
		}
	}
	for a > 0 && !utf8.RuneStart(text[a]) {
		a--
	}
	for b < len(text) && !utf8.RuneStart(text[b]) {
		b++
	}
	return a, b
}
