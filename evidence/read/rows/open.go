package rows

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// headBytes is how much of a file is looked at to find its format and delimiter.
const headBytes = 64 << 10

// Open finds out what a file is, where o does not say, and begins to read it.
// The input is UTF-8 already: package charset decodes. It fails if the format
// is not known, if there is not one row, or if the input fails.
func Open(in io.Reader, o Options) (Reader, error) {
	o = o.limits()
	b := bufio.NewReaderSize(in, headBytes)
	head, err := b.Peek(headBytes)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		head = head[3:]
		_, _ = b.Discard(3)
	}
	if o.Format == "" {
		o.Format = formatOf(head)
	}
	switch o.Format {
	case "csv", "tsv":
		if o.Delimiter == 0 && bytes.HasPrefix(head, []byte("sep=")) && len(head) > 5 && (head[5] == '\r' || head[5] == '\n') {
			o.Delimiter = head[4] // a spreadsheet's own mark
			o.Skip++
		}
		if o.Delimiter == 0 && o.Format == "tsv" {
			o.Delimiter = '\t'
		}
		if o.Delimiter == 0 {
			o.Delimiter = delimiterOf(head, o.Skip)
		}
		return newDelimited(b, o, head)
	case "json", "jsonl":
		return newObjects(b, o), nil
	}
	return nil, fmt.Errorf("format %q is not known", o.Format)
}

func formatOf(head []byte) string {
	switch t := bytes.TrimLeft(head, " \t\r\n"); {
	case len(t) > 0 && t[0] == '{':
		return "jsonl"
	case len(t) > 0 && t[0] == '[':
		return "json"
	}
	return "csv"
}

// delimiters in the order in which they are preferred.
const delimiters = ",;\t|"

// delimiterOf finds the character that parts the first lines into the most
// cells, the same number in each. Quoted cells are passed over.
func delimiterOf(head []byte, skip int) byte {
	for range skip {
		_, head, _ = bytes.Cut(head, []byte{'\n'})
	}
	best, bestScore := byte(','), 0.0
	for i := range len(delimiters) {
		c := delimiters[i]
		counts := perLine(head, c)
		if len(counts) == 0 || counts[0] == 0 {
			continue
		}
		same := 0
		for _, n := range counts {
			if n == counts[0] {
				same++
			}
		}
		score := float64(same) / float64(len(counts)) * (1 + float64(min(counts[0], 20))/20)
		if score > bestScore*1.0001 {
			best, bestScore = c, score
		}
	}
	return best
}

// perLine counts c outside quotes in each of the first whole lines.
func perLine(head []byte, c byte) []int {
	var counts []int
	n, inside, begun := 0, false, false
	for i, b := range head {
		switch {
		case b == '"':
			if inside || i == 0 || head[i-1] == c || head[i-1] == '\n' || head[i-1] == '\r' {
				inside = !inside
			}
			begun = true
		case inside:
		case b == c:
			n++
			begun = true
		case b == '\n' || b == '\r' && (i+1 >= len(head) || head[i+1] != '\n'):
			if begun {
				counts = append(counts, n)
			}
			n, begun = 0, false
			if len(counts) == 100 {
				return counts
			}
		default:
			begun = true
		}
	}
	if begun && len(counts) == 0 {
		counts = append(counts, n)
	}
	return counts
}
