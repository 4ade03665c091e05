package term

import (
	"strconv"
	"strings"
)

// scan is the state of reading one text.
type scan struct {
	b    *book
	toks []token
	ids  [][]int // by token, the elements it satisfies

	noList int // before this token no list of articles begins
}

// found is the best pattern from a place on.
type found struct {
	term *Term
	end  int // token after the last
	len  int
	rank int
}

// read finds the terms of a text from left to right, the longest at each word.
func (b *book) read(text string) Reading {
	s := scan{b: b, toks: tokens(text, make([]token, 0, 16))}
	s.ids = make([][]int, len(s.toks))
	pool := make([]int, 0, 4*len(s.toks))
	for i, t := range s.toks {
		from := len(pool)
		pool = b.words.of(t, pool)
		if !t.number && b.numbers[t.word] != 0 {
			pool = append(pool, count)
		}
		s.ids[i] = pool[from:len(pool):len(pool)]
	}
	var r Reading
	left := -1 // first token of a stretch left over
	flush := func(to int) {
		if left >= 0 {
			r.Rest = s.appendRest(r.Rest, left, to)
			left = -1
		}
	}
	for i := 0; i < len(s.toks); {
		best := s.longest(i)
		arts, end := s.articles(text, i)
		switch {
		case len(arts) > 0 && end >= best.end:
			flush(i)
			r.Matches = append(r.Matches, arts...)
			i = end
		case best.term != nil:
			flush(i)
			m := Match{Term: best.term, Specific: !best.term.General}
			m.Start, m.End = s.toks[i].start, closed(text, s.toks[i].start, s.toks[best.end-1].end)
			m.Duration = s.duration(i, best.end)
			r.Matches = append(r.Matches, m)
			i = best.end
		default:
			if left < 0 {
				left = i
			}
			i++
		}
	}
	flush(len(s.toks))
	return r
}

// closed moves the end of a span behind a bracket or quotation mark that was opened in it.
func closed(text string, start, end int) int {
	for _, pair := range [...][2]string{{"(", ")"}, {"«", "»"}, {"„", "“"}} {
		if strings.HasPrefix(text[end:], pair[1]) && strings.LastIndex(text[start:end], pair[0]) > strings.LastIndex(text[start:end], pair[1]) {
			return end + len(pair[1])
		}
	}
	return end
}

// appendRest adds the stretch of tokens from..to without small words at its ends.
func (s *scan) appendRest(rest []Span, from, to int) []Span {
	for from < to && s.b.small[s.toks[from].word] {
		from++
	}
	for to > from && s.b.small[s.toks[to-1].word] && !s.joined(to-1) {
		to--
	}
	if from == to {
		return rest
	}
	return append(rest, Span{s.toks[from].start, s.toks[to-1].end})
}

// joined reports whether token k hangs on the one before, as in "р-на".
func (s *scan) joined(k int) bool {
	return k > 0 && s.toks[k].start == s.toks[k-1].end+1 && !s.toks[k].spaced
}

// longest returns the pattern that covers most from token i on; term is nil if none does.
func (s *scan) longest(i int) found {
	best := found{end: i}
	if i == 0 {
		if n := s.b.root.next[atStart]; n != nil {
			s.walk(n, i, i, &best)
		}
	}
	s.walk(s.b.root, i, i, &best)
	return best
}

// walk follows the tree from node n at token j.
func (s *scan) walk(n *node, from, j int, best *found) {
	if n.term != nil {
		s.offer(n, j, best)
	}
	if n.next == nil {
		return
	}
	if j == len(s.toks) {
		if e := n.next[atEnd]; e != nil && e.term != nil {
			s.offer(e, j, best)
		}
		return
	}
	for _, id := range s.ids[j] {
		if c := n.next[id]; c != nil {
			s.walk(c, from, j+1, best)
		}
	}
	if g := n.next[gap]; g != nil {
		for k := j; k < len(s.toks) && k <= j+gapWords; k++ {
			if k > from && s.toks[k].hard {
				break
			}
			s.walk(g, from, k, best)
		}
	}
}

// offer keeps the pattern that ends at token j if it covers more than the best
// so far; of two that cover the same, the
// one with more words, then the more exact term, then the earlier in the files.
func (s *scan) offer(n *node, j int, best *found) {
	if j == 0 {
		return
	}
	better := best.term == nil || j > best.end
	if !better && j == best.end {
		switch {
		case n.len != best.len:
			better = n.len > best.len
		case n.term.General != best.term.General:
			better = best.term.General
		default:
			better = n.rank < best.rank
		}
	}
	if better {
		*best = found{n.term, j, n.len, n.rank}
	}
}

// duration returns the first time a stretch of tokens states, in ISO 8601: "P10Y", "P1Y6M".
func (s *scan) duration(from, to int) string {
	out := ""
	for i := from; i+1 < to; i++ {
		unit := s.b.units[s.toks[i+1].word]
		if unit == 0 {
			continue
		}
		n := s.b.numbers[s.toks[i].word]
		if s.toks[i].number {
			n, _ = strconv.Atoi(s.toks[i].word)
		}
		if n <= 0 || n > 9999 {
			continue
		}
		if out == "" {
			out = "P"
		} else if rankOf(out[len(out)-1]) >= rankOf(unit) {
			break // a second duration
		}
		out += strconv.Itoa(n) + string(rune(unit))
	}
	return out
}

func rankOf(unit byte) int {
	switch unit {
	case 'Y':
		return 1
	case 'M':
		return 2
	}
	return 3
}
