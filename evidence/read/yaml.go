package read

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"byname/evidence/record"
)

// Bounds on mappings. They are guesses, far above what a hand writes; the time
// the parser takes can grow with the square of the text.
const (
	maxMapping = 64 << 10
	maxArchive = 256 << 10
	maxDepth   = 64
)

// ParseMapping reads one mapping written in YAML. An unknown key, a value of
// the wrong kind or a rule that contradicts itself is an error that names file,
// line and column. Anchors, aliases and tags are not taken.
func ParseMapping(yaml []byte, file string) (*Mapping, error) {
	d := decoder{file: file}
	root, err := d.parse(yaml, maxMapping)
	if err != nil {
		return nil, err
	}
	return d.mapping(root)
}

// ParseMappings reads the mappings under "lists" of an archive.yaml, in their
// order. The other keys of the archive are not looked at.
func ParseMappings(yaml []byte, file string) ([]*Mapping, error) {
	d := decoder{file: file}
	root, err := d.parse(yaml, maxArchive)
	if err != nil {
		return nil, err
	}
	pairs, err := d.pairs(root, "")
	if err != nil {
		return nil, err
	}
	var out []*Mapping
	seen := map[string]bool{}
	for _, p := range pairs {
		if p.name != "lists" {
			continue
		}
		items, err := d.items(p.value, "lists")
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			m, err := d.mapping(item)
			if err != nil {
				return nil, err
			}
			if seen[m.List] {
				return nil, d.wrong(item, "list %q is described twice", m.List)
			}
			seen[m.List] = true
			out = append(out, m)
		}
	}
	return out, nil
}

// yamlPlace takes the place out of an error of the YAML parser.
var yamlPlace = regexp.MustCompile(`^\[(\d+):(\d+)\] (.*)`)

// decoder fills a mapping from a YAML tree and remembers where each part stood.
type decoder struct {
	file   string
	places map[string]ast.Node // by path: "fields.3.match"
}

func (d *decoder) parse(yaml []byte, most int) (ast.Node, error) {
	if len(yaml) > most {
		return nil, fmt.Errorf("%s: %d bytes, a mapping has at most %d", d.file, len(yaml), most)
	}
	if line, deep := tooDeep(yaml); deep {
		return nil, fmt.Errorf("%s line %d: nested deeper than %d", d.file, line, maxDepth)
	}
	f, err := parser.ParseBytes(yaml, 0)
	if err != nil {
		where, what := d.file, oneLine(err.Error())
		if m := yamlPlace.FindStringSubmatch(what); m != nil {
			where, what = fmt.Sprintf("%s line %s column %s", d.file, m[1], m[2]), m[3]
		}
		return nil, fmt.Errorf("%s: not YAML: %s", where, what)
	}
	var body ast.Node
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			return nil, d.wrong(doc.Body, "more than one document")
		}
		body = doc.Body
	}
	if body == nil {
		return nil, fmt.Errorf("%s: empty", d.file)
	}
	return body, nil
}

// tooDeep bounds the nesting before a parser that recurses sees it.
func tooDeep(yaml []byte) (line int, deep bool) {
	flow := 0
	for l := range bytes.Lines(yaml) {
		line++
		dashes := 0
		begun := false
		for _, b := range l {
			switch b {
			case '[', '{':
				flow++
			case ']', '}':
				flow = max(0, flow-1)
			case '-', '?', ':':
				if !begun {
					dashes++
				}
			case ' ', '\t':
			default:
				begun = true
			}
			if flow > maxDepth || !begun && dashes > maxDepth && bytes.Count(l, []byte("- ")) > maxDepth {
				return line, true
			}
		}
		if len(l)-len(bytes.TrimLeft(l, " ")) > 8*maxDepth {
			return line, true
		}
	}
	return 0, false
}

func (d *decoder) mapping(node ast.Node) (*Mapping, error) {
	m := &Mapping{}
	d.places = map[string]ast.Node{}
	if err := d.into(node, m, ""); err != nil {
		return nil, err
	}
	err := m.check()
	var wrong *pathError
	if !errors.As(err, &wrong) {
		return m, err
	}
	at := node
	for p := wrong.path; p != ""; p = p[:max(0, strings.LastIndexByte(p, '.'))] {
		if n, ok := d.places[p]; ok {
			at = n
			break
		}
	}
	return nil, d.wrong(at, "%s", wrong.Error())
}

type pair struct {
	name  string
	key   ast.Node
	value ast.Node
}

// pairs takes a YAML mapping apart. A key given twice is an error.
func (d *decoder) pairs(node ast.Node, what string) ([]pair, error) {
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return nil, d.wrong(node, "%s: keys and values are expected", what)
	}
	out := make([]pair, 0, len(values))
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		name, err := d.scalar(v.Key)
		if err != nil {
			return nil, err
		}
		if _, ok := v.Key.(*ast.NullNode); ok {
			name = v.Key.GetToken().Value // the key "null" is a word like the others
		}
		if seen[name] {
			return nil, d.wrong(v.Key, "key %q is given twice", name)
		}
		seen[name] = true
		out = append(out, pair{name, v.Key, v.Value})
	}
	return out, nil
}

func (d *decoder) items(node ast.Node, what string) ([]ast.Node, error) {
	s, ok := node.(*ast.SequenceNode)
	if !ok {
		return nil, d.wrong(node, "%s: a list is expected", what)
	}
	return s.Values, nil
}

// scalar gives the text of a plain value as it is written.
func (d *decoder) scalar(node ast.Node) (string, error) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.MappingKeyNode:
		return d.scalar(n.Value)
	case *ast.NullNode:
		return "", nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value, nil
	case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode, *ast.MergeKeyNode:
		return "", d.wrong(node, "anchors, aliases and tags are not taken here")
	}
	return "", d.wrong(node, "one value is expected")
}

// wrong is an error with its place.
func (d *decoder) wrong(node ast.Node, format string, args ...any) error {
	where := d.file
	if node != nil && node.GetToken() != nil && node.GetToken().Position != nil {
		p := node.GetToken().Position
		where = fmt.Sprintf("%s line %d column %d", d.file, p.Line, p.Column)
	}
	return fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
}

// into fills what to points to.
func (d *decoder) into(node ast.Node, to any, path string) error {
	d.places[path] = node
	switch to := to.(type) {
	case *string:
		s, err := d.scalar(node)
		*to = s
		return err
	case *record.Type:
		s, err := d.scalar(node)
		*to = record.Type(s)
		return err
	case *int:
		s, err := d.scalar(node)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 1<<40 {
			return d.wrong(node, "%s: %q is not a number of 0 or more", last(path), s)
		}
		*to = n
		return nil
	case *bool:
		b, ok := node.(*ast.BoolNode)
		if !ok {
			return d.wrong(node, "%s: true or false is expected", last(path))
		}
		*to = b.Value
		return nil
	case *[]string:
		return d.strings(node, to, path)
	case *[]Pair:
		pairs, err := d.pairs(node, last(path))
		for _, p := range pairs {
			s, err := d.scalar(p.value)
			if err != nil {
				return err
			}
			*to = append(*to, Pair{p.name, s})
		}
		return err
	case **Value:
		*to = &Value{}
		return d.into(node, *to, path)
	case **Where:
		*to = &Where{}
		return d.into(node, *to, path)
	case *[]Value:
		return each(d, node, to, path)
	case *[]Field:
		return each(d, node, to, path)
	case *[]Template:
		return each(d, node, to, path)
	case *Value:
		if _, ok := node.(*ast.StringNode); ok { // a bare word is a column
			return d.into(node, &to.Column, path)
		}
		return d.keyed(node, to, path)
	case keyed:
		return d.keyed(node, to, path)
	}
	panic(fmt.Sprintf("read: no way to fill %T", to))
}

func each[T any](d *decoder, node ast.Node, to *[]T, path string) error {
	items, err := d.items(node, last(path))
	if err != nil {
		return err
	}
	*to = make([]T, len(items))
	for i, item := range items {
		if err := d.into(item, any(&(*to)[i]), path+"."+strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) strings(node ast.Node, to *[]string, path string) error {
	if _, ok := node.(*ast.SequenceNode); !ok { // one value may stand alone
		s, err := d.scalar(node)
		*to = []string{s}
		return err
	}
	return each(d, node, to, path)
}

func (d *decoder) keyed(node ast.Node, to keyed, path string) error {
	pairs, err := d.pairs(node, last(path))
	if err != nil {
		return err
	}
	keys := to.keys()
next:
	for _, p := range pairs {
		for _, k := range keys {
			if k.name == p.name {
				if err := d.into(p.value, k.to, strings.TrimPrefix(path+"."+k.name, ".")); err != nil {
					return err
				}
				continue next
			}
		}
		names := make([]string, len(keys))
		for i, k := range keys {
			names[i] = k.name
		}
		return d.wrong(p.key, "unknown key %q; known here: %s", p.name, strings.Join(names, ", "))
	}
	return nil
}

// last names a path in an error: its last part that is not a number.
func last(path string) string {
	if path == "" {
		return "mapping"
	}
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i > 0; i-- {
		if _, err := strconv.Atoi(parts[i]); err != nil {
			return parts[i]
		}
	}
	return parts[0]
}

// oneLine takes the message of the YAML parser without its picture of the source.
func oneLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSpace(s)
}
