package when

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsFile string

// kind is what a token means in a date.
type kind uint8

const (
	noKind kind = iota
	kNumber
	kRoman
	kMonth
	kSeason
	kPart // beginning, middle or end of
	kOrdinal
	kHalf
	kQuarter
	kTen // a third of a month
	kFortnight
	kCentury
	kCenturyAfter  // stands for century behind a number only
	kCenturyBefore // stands for century before a number only
	kTens          // behind a number: the decade that begins with it
	kTensBefore
	kBefore
	kTo // before, where no date stands before it
	kAfter
	kFrom
	kBetween
	kAnd
	kOr
	kCirca
	kMaybe
	kJulian
	kGregorian
	kBC
	kYear
	kAge
	kNone
	kSuffix
	kFill
	kMark // a punctuation mark
)

var kindNames = map[string]kind{
	"month": kMonth, "season": kSeason, "part": kPart, "ordinal": kOrdinal, "half": kHalf,
	"quarter": kQuarter, "ten": kTen, "fortnight": kFortnight, "century": kCentury,
	"century-after": kCenturyAfter, "century-before": kCenturyBefore, "tens": kTens,
	"tens-before": kTensBefore, "before": kBefore, "to": kTo, "after": kAfter, "from": kFrom,
	"between": kBetween, "and": kAnd, "or": kOr, "circa": kCirca, "maybe": kMaybe,
	"julian": kJulian, "gregorian": kGregorian, "bc": kBC, "year": kYear, "age": kAge,
	"none": kNone, "suffix": kSuffix, "fill": kFill,
}

// meaning is one thing a phrase can mean in one language.
type meaning struct {
	kind kind
	n    int
	lang string
}

// words are the phrases of all languages.
type words struct {
	phrases  map[string][]meaning
	longest  int             // words of the longest phrase
	switched map[string]Days // until when a date may be of either calendar
}

// lexicon reads words.txt once. A fault in it is our own bug and panics; TestWords reads it.
var lexicon = sync.OnceValue(func() *words {
	w := &words{phrases: make(map[string][]meaning, 2000), switched: make(map[string]Days, 8)}
	for line := range strings.Lines(wordsFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		left, right, ok := strings.Cut(line, " = ")
		lang, name, ok2 := strings.Cut(left, " ")
		if !ok || !ok2 {
			panic("words.txt: " + line)
		}
		if name == "calendar" {
			d, err := Parse(right)
			if err != nil {
				panic("words.txt: " + line)
			}
			w.switched[lang] = d.lo
			continue
		}
		k, found := kindNames[name]
		n := 0
		if !found {
			at := strings.LastIndexByte(name, '-')
			k, found = kindNames[name[:max(at, 0)]]
			n, _ = strconv.Atoi(name[at+1:])
		}
		if !found {
			panic("words.txt: " + line)
		}
		for phrase := range strings.SplitSeq(right, ";") {
			key := foldPhrase(phrase)
			w.phrases[key] = append(w.phrases[key], meaning{k, n, lang})
			w.longest = max(w.longest, strings.Count(key, " ")+1)
		}
	}
	return w
})

// foldPhrase folds the words of a phrase and joins them by single blanks.
func foldPhrase(s string) string {
	var b []byte
	gap := false
	for _, r := range s {
		switch r {
		case ' ', '.', '-', '/', '\'':
			gap = len(b) > 0
			continue
		}
		if gap {
			b = append(b, ' ')
			gap = false
		}
		b = appendFold(b, r)
	}
	return string(b)
}

// choose returns the meanings of a phrase in the language, or in all where the language has none.
func (w *words) choose(phrase, lang string) []meaning {
	all := w.phrases[phrase]
	if lang == "" || len(all) < 2 {
		return all
	}
	var own []meaning
	for _, m := range all {
		if m.lang == lang {
			own = append(own, m)
		}
	}
	if own == nil {
		return all
	}
	return own
}
