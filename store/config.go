package store

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Config is what archive.yaml says, the reading of lists apart.
type Config struct {
	Title       string
	Languages   []string          // BCP 47, of the pages; the first is the default
	Publication map[string]string // policy, by subject
	Moments     []string          // EDTF: dates at which to show what was known, offered on the pages
	Origin      string            // name of the log; "" at Init makes one of the title and random digits
	Key         string            // verifier key of the log; set by Init
}

// ListEntry is one entry of `lists:` in archive.yaml: how a list is read. What is in
// it is the business of the reader.
type ListEntry struct {
	List string // its id
	YAML []byte // the entry as it stands, comments included, indentation taken away
	Line int    // of archive.yaml, from 1, where it begins
}

// configYAML is the shape of archive.yaml as far as this package reads it.
type configYAML struct {
	Title       string            `yaml:"title"`
	Languages   []string          `yaml:"languages"`
	Publication map[string]string `yaml:"publication"`
	Moments     []string          `yaml:"moments"`
	Log         struct {
		Origin string `yaml:"origin"`
		Key    string `yaml:"key"`
	} `yaml:"log"`
}

// maxConfig bounds archive.yaml in bytes: what parses YAML takes time that grows
// with the square of a text made to be slow. A guess, far above what a hand writes.
const maxConfig = 256 << 10

func parseConfig(text []byte) (Config, error) {
	if len(text) > maxConfig {
		return Config{}, fmt.Errorf("%s: %d bytes, at most %d are read", configFile, len(text), maxConfig)
	}
	var y configYAML
	if err := yaml.Unmarshal(text, &y); err != nil {
		return Config{}, fmt.Errorf("%s: %w", configFile, err)
	}
	if _, err := splitLists(string(text)); err != nil {
		return Config{}, fmt.Errorf("%s: %w", configFile, err)
	}
	return Config{Title: y.Title, Languages: y.Languages, Publication: y.Publication, Moments: y.Moments, Origin: y.Log.Origin, Key: y.Log.Key}, nil
}

// listID is what a list may be called.
var listID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkListID(id string) error {
	if len(id) > 64 || !listID.MatchString(id) {
		return fmt.Errorf("list %.80q: want up to 64 of a-z, 0-9 and single hyphens between", id)
	}
	return nil
}

// Config returns what archive.yaml said when the archive was opened or last written.
func (a *Archive) Config() Config {
	a.writing.Lock()
	defer a.writing.Unlock()
	return a.config
}

// Lists reads archive.yaml and returns its entries in order.
func (a *Archive) Lists() ([]ListEntry, error) {
	text, err := a.root.ReadFile(configFile)
	if err != nil {
		return nil, err
	}
	spans, err := splitLists(string(text))
	if err != nil {
		return nil, fmt.Errorf("archive %s: %s: %w", a.dir, configFile, err)
	}
	out := make([]ListEntry, len(spans.entries))
	for i, e := range spans.entries {
		out[i] = e.ListEntry
	}
	return out, nil
}

// PutList writes an entry into archive.yaml: in place of the one of the same
// list, or behind the last. Everything else stays as it is, comments included.
// entry is one YAML mapping with a key `list`.
func (a *Archive) PutList(entry []byte) error {
	unlock, err := a.Lock()
	if err != nil {
		return err
	}
	defer unlock()
	a.writing.Lock()
	defer a.writing.Unlock()
	text, err := a.root.ReadFile(configFile)
	if err != nil {
		return fmt.Errorf("archive %s: %w", a.dir, err)
	}
	after, err := putList(string(text), string(entry))
	if err != nil {
		return fmt.Errorf("archive %s: %s: %w", a.dir, configFile, err)
	}
	config, err := parseConfig([]byte(after))
	if err != nil {
		return fmt.Errorf("archive %s: the entry would break it: %w", a.dir, err)
	}
	if after != string(text) {
		if err := a.replaceFile(configFile, []byte(after), 0o644); err != nil {
			return fmt.Errorf("archive %s: %w", a.dir, err)
		}
	}
	a.config = config
	return nil
}

// listSpans is where the entries of `lists:` stand in the lines of a text.
type listSpans struct {
	lines   []string // with their ends
	entries []listSpan
	key     int // line of the key `lists:`, from 0; -1 when there is none
	bare    bool
}

// listSpan is the lines from to before to, the dash indent bytes into the first.
type listSpan struct {
	ListEntry
	from, to, indent int
}

// splitLists finds the entries of `lists:`.
func splitLists(text string) (*listSpans, error) {
	s := &listSpans{lines: strings.SplitAfter(text, "\n"), key: -1}
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return nil, err
	}
	if len(file.Docs) > 1 {
		return nil, fmt.Errorf("%d documents, want one", len(file.Docs))
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return s, nil
	}
	root, ok := file.Docs[0].Body.(*ast.MappingNode)
	if !ok {
		return nil, errors.New("not a mapping of keys to values")
	}
	end := len(s.lines) // of the section
	var value ast.Node
	for _, pair := range root.Values {
		line := pair.Key.GetToken().Position.Line - 1
		if s.key >= 0 && line > s.key {
			end = min(end, line)
		}
		if pair.Key.GetToken().Value == "lists" {
			s.key, value = line, pair.Value
		}
	}
	if s.key < 0 {
		return s, nil
	}
	switch v := value.(type) {
	case nil, *ast.NullNode:
		s.bare = true
		return s, nil
	case *ast.SequenceNode:
		if len(v.Values) == 0 {
			s.bare = true
			return s, nil
		}
		if v.IsFlowStyle {
			return nil, fmt.Errorf("line %d: lists: write one entry a line with a dash, not in brackets", s.key+1)
		}
		return s, s.cut(v, end)
	}
	return nil, fmt.Errorf("line %d: lists: not a sequence", s.key+1)
}

// cut finds the lines of each entry: from its dash to the last line indented
// deeper than the dash.
func (s *listSpans) cut(v *ast.SequenceNode, end int) error {
	seen := make(map[string]int)
	for i, e := range v.Entries {
		span := listSpan{from: e.Start.Position.Line - 1, indent: e.Start.Position.Column - 1}
		bound := end
		if i+1 < len(v.Entries) {
			bound = v.Entries[i+1].Start.Position.Line - 1
		}
		span.to = span.from + 1
		for n := span.to; n < bound; n++ {
			if indentation(s.lines[n]) > span.indent {
				span.to = n + 1
			}
		}
		span.Line = span.from + 1
		span.YAML = []byte(dedent(s.lines[span.from:span.to], span.indent))
		id, err := entryID(span.YAML)
		if err != nil {
			return fmt.Errorf("line %d: lists: %w", span.Line, err)
		}
		if first, ok := seen[id]; ok {
			return fmt.Errorf("line %d: lists: %q stands already in line %d", span.Line, id, first)
		}
		seen[id] = span.Line
		span.List = id
		s.entries = append(s.entries, span)
	}
	return nil
}

// indentation counts the spaces a line begins with; a blank line has none.
func indentation(line string) int {
	rest := strings.TrimLeft(line, " ")
	if strings.TrimSpace(rest) == "" {
		return 0
	}
	return len(line) - len(rest)
}

// dedent takes the dash and the indentation of an entry away.
func dedent(lines []string, indent int) string {
	first := " " + lines[0][indent+1:] // the dash becomes a space
	depth := indentation(first)
	var b strings.Builder
	b.WriteString(first[depth:])
	for _, line := range lines[1:] {
		b.WriteString(line[min(indent+depth, len(line)-len(strings.TrimLeft(line, " "))):])
	}
	return strings.TrimRight(b.String(), " \r\n") + "\n"
}

// entryID reads the id of an entry. It walks the tree rather than decode it: the
// reader's key `null` is no string to a decoder.
func entryID(entry []byte) (string, error) {
	file, err := parser.ParseBytes(entry, 0)
	if err != nil {
		return "", err
	}
	if len(file.Docs) == 1 {
		for _, pair := range pairs(file.Docs[0].Body) {
			if pair.Key.GetToken().Value == "list" {
				id := pair.Value.GetToken().Value
				return id, checkListID(id)
			}
		}
	}
	return "", checkListID("")
}

// pairs returns the keys and values of a mapping, none for anything else.
func pairs(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// putList puts an entry into the text of archive.yaml.
func putList(text, entry string) (string, error) {
	id, err := entryID([]byte(entry))
	if err != nil {
		return "", err
	}
	s, err := splitLists(text)
	if err != nil {
		return "", err
	}
	lines := s.lines
	if n := len(lines); lines[n-1] == "" {
		lines = lines[:n-1]
	} else {
		lines[n-1] += "\n" // the last line was not ended
	}
	from, to, indent := len(lines), len(lines), 2
	var before string
	for _, e := range s.entries {
		from, to, indent = e.to, e.to, e.indent
		if e.List == id {
			from = e.from
			break
		}
	}
	switch {
	case s.key < 0:
		before = "lists:\n"
	case s.bare:
		key := lines[s.key]
		name, rest, _ := strings.Cut(key, ":")
		comment := ""
		if i := strings.Index(rest, "#"); i >= 0 {
			comment = " " + strings.TrimSpace(rest[i:])
		}
		lines[s.key] = name + ":" + comment + "\n"
		from, to = s.key+1, s.key+1
	}
	return strings.Join(lines[:from], "") + before + indentEntry(entry, indent) + strings.Join(lines[to:], ""), nil
}

// indentEntry writes an entry behind a dash.
func indentEntry(entry string, indent int) string {
	pad := strings.Repeat(" ", indent)
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimRight(entry, " \r\n"), "\n") {
		switch line = strings.TrimRight(line, "\r"); {
		case i == 0:
			b.WriteString(pad + "- " + line + "\n")
		case line == "":
			b.WriteString("\n")
		default:
			b.WriteString(pad + "  " + line + "\n")
		}
	}
	return b.String()
}
