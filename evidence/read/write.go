package read

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"byname/evidence/record"
)

// YAML writes the mapping out so that ParseMapping reads an equal one, with
// what Guess had to say as comments. It refuses a mapping ParseMapping would refuse.
func (m *Mapping) YAML() ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, n := range m.notes {
		fmt.Fprintf(&b, "# %s\n", n)
	}
	for _, k := range m.keys() {
		block(&b, k, "")
	}
	return b.Bytes(), nil
}

// block writes a key on lines of its own; one without a value is left out.
func block(b *bytes.Buffer, k key, indent string) {
	switch v := k.to.(type) {
	case *[]Field:
		for i := range *v {
			if i == 0 {
				fmt.Fprintf(b, "%s%s:\n", indent, k.name)
			}
			fmt.Fprintf(b, "%s  - %s", indent, flow(&(*v)[i]))
			if note := (*v)[i].note; note != "" {
				fmt.Fprintf(b, "  # %s", note)
			}
			b.WriteByte('\n')
		}
	case *[]Template:
		for i := range *v {
			if i == 0 {
				fmt.Fprintf(b, "%s%s:\n", indent, k.name)
			}
			mark := "- "
			for _, k := range (*v)[i].keys() {
				before := b.Len()
				if block(b, k, indent+"  "+mark); b.Len() > before {
					mark = "  "
				}
			}
		}
	case *SourceOf:
		begun := false
		for _, s := range v.keys() {
			if text := flowValue(s.to); text != "" {
				if !begun {
					fmt.Fprintf(b, "%s%s:\n", indent, k.name)
					begun = true
				}
				fmt.Fprintf(b, "%s  %s: %s\n", indent, s.name, text)
			}
		}
	default:
		if text := flowValue(k.to); text != "" {
			fmt.Fprintf(b, "%s%s: %s\n", indent, k.name, text)
		}
	}
}

// flow writes a part on one line.
func flow(part keyed) string {
	var parts []string
	for _, k := range part.keys() {
		if text := flowValue(k.to); text != "" {
			parts = append(parts, k.name+": "+text)
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// flowValue writes what stands at a key, "" if it need not be written.
func flowValue(to any) string {
	switch v := to.(type) {
	case *string:
		if *v != "" {
			return quoted(*v)
		}
	case *record.Type:
		return string(*v)
	case *int:
		if *v != 0 {
			return strconv.Itoa(*v)
		}
	case *bool:
		if *v {
			return "true"
		}
	case *[]string:
		return list(*v, quoted)
	case *[]Pair:
		if text := list(*v, func(p Pair) string { return quoted(p.From) + ": " + quoted(p.To) }); text != "" {
			return "{" + text[1:len(text)-1] + "}"
		}
	case *[]Value:
		return list(*v, func(v Value) string { return flow(&v) })
	case **Value:
		if *v != nil {
			return flow(*v)
		}
	case **Where:
		if *v != nil {
			return flow(*v)
		}
	case keyed:
		if text := flow(v); text != "{}" {
			return text
		}
	}
	return ""
}

func list[T any](of []T, write func(T) string) string {
	if of == nil {
		return ""
	}
	parts := make([]string, len(of))
	for i, v := range of {
		parts[i] = write(v)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// bare is what YAML reads as the same word without quotes, also within brackets.
var bare = regexp.MustCompile(`^[\pL_][\pL\pN_./-]*( [\pL\pN_./-]+)*$`)

// quoted writes a text, in quotes if YAML would read it as something else.
func quoted(s string) string {
	if bare.MatchString(s) && len(s) < 200 {
		switch strings.ToLower(s) {
		case "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf":
		default:
			return s
		}
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
