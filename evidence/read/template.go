package read

import (
	"fmt"
	"strconv"
	"strings"
)

// template is a text with places for what stands in columns: "p. {page}".
// {line}, {list} and {file} are filled by the reader; {{ and }} are braces.
type template []piece

type piece struct {
	text   string // as it is, when column is ""
	column string
	col    int
}

// The names that are not columns, and their numbers.
var builtin = map[string]int{"line": -2, "list": -3, "file": -4}

const missing = -1 // number of a column the file has not

func parseTemplate(s string) (template, error) {
	var t template
	var text strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			text.WriteString(s)
			break
		}
		text.WriteString(s[:i])
		brace := s[i]
		s = s[i+1:]
		if s != "" && s[0] == brace {
			text.WriteByte(brace)
			s = s[1:]
			continue
		}
		if brace == '}' {
			return nil, fmt.Errorf("a } without its {; a brace itself is written twice")
		}
		name, rest, ok := strings.Cut(s, "}")
		name = strings.TrimSpace(name)
		if !ok || name == "" || strings.Contains(name, "{") {
			return nil, fmt.Errorf("a { without a column and its }; a brace itself is written twice")
		}
		if text.Len() > 0 {
			t = append(t, piece{text: text.String()})
			text.Reset()
		}
		t = append(t, piece{column: name, col: missing})
		s = rest
	}
	if text.Len() > 0 {
		t = append(t, piece{text: text.String()})
	}
	return t, nil
}

// fill appends the text of the template. It reports whether any column in it gave anything.
func (t template) fill(dst []byte, p *plan, e *entry) (_ []byte, any bool) {
	for i := range t {
		q := &t[i]
		if q.column == "" {
			dst = append(dst, q.text...)
			continue
		}
		before := len(dst)
		switch q.col {
		case builtin["line"]:
			dst = strconv.AppendInt(dst, int64(e.line), 10)
		case builtin["list"]:
			dst = append(dst, p.m.List...)
		case builtin["file"]:
			dst = append(dst, p.file...)
		default:
			dst = append(dst, strings.TrimSpace(e.cell(q.col))...)
			any = any || len(dst) > before
		}
	}
	return dst, any
}
