package read

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"byname/evidence/read/charset"
	"byname/evidence/record"
)

// pathError is a rule of the mapping that cannot hold, with its place in it.
type pathError struct {
	path string
	msg  string
}

func (e *pathError) Error() string {
	if e.path == "" {
		return e.msg
	}
	return e.path + ": " + e.msg
}

func wrongAt(path, format string, args ...any) error {
	return &pathError{path, fmt.Sprintf(format, args...)}
}

var listID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// check refuses a mapping that contradicts itself.
func (m *Mapping) check() error {
	if !listID.MatchString(m.List) || len(m.List) > 64 {
		return wrongAt("list", "%q is not an id: small letters, digits and hyphens", m.List)
	}
	if m.File != "" && (!filepath.IsLocal(m.File) || strings.ContainsAny(m.File, "\\\x00:")) {
		return wrongAt("file", "%q leads out of the archive's folder", m.File)
	}
	if err := oneOf("reads", m.Reads, "", Records, Claims, Sources); err != nil {
		return err
	}
	if err := oneOf("repeats", m.Repeats, "", RepeatsNever, RepeatsMaybe, RepeatsUnlinked); err != nil {
		return err
	}
	if err := oneOf("format", m.Format, "", "csv", "tsv", "jsonl", "json"); err != nil {
		return err
	}
	if err := oneOf("repeats", m.Repeats, "", RepeatsNever, RepeatsMaybe, RepeatsUnlinked); err != nil {
		return err
	}
	if m.Encoding != "" && !charset.Known(m.Encoding) {
		return wrongAt("encoding", "%q is not known; known: %s", m.Encoding, strings.Join(charset.Names(), ", "))
	}
	if d := m.Delimiter; d != "" && d != `\t` && (len(d) != 1 || d[0] >= 0x7f || d == "\"" || d == "\n" || d == "\r") {
		return wrongAt("delimiter", "%q is not one ASCII character", d)
	}
	if err := checkDates("", m.Order, m.Calendar); err != nil {
		return err
	}
	if _, err := parseTemplate(m.Locator); err != nil {
		return wrongAt("locator", "%v", err)
	}
	if err := checkWhere("where", m.Where); err != nil {
		return err
	}
	for i, c := range m.Columns {
		if c == "" || slices.Contains(m.Columns[:i], c) {
			return wrongAt("columns."+strconv.Itoa(i), "column %q is empty or there twice", c)
		}
	}
	switch {
	case m.reads() == Claims && len(m.Claims) == 0:
		return wrongAt("", "a list of claims needs claims:")
	case m.reads() == Claims && len(m.Fields) > 0:
		return wrongAt("fields", "a list of claims has claims:, not fields:")
	case m.reads() == Sources && len(m.Claims) > 0:
		return wrongAt("claims", "a list of sources has fields:, not claims:")
	case m.reads() == Sources && len(m.ID) == 0:
		return wrongAt("", "a list of sources needs id:, the column by which sources are cited")
	}
	if err := m.checkFields(); err != nil {
		return err
	}
	for i := range m.Claims {
		if err := m.checkTemplate("claims."+strconv.Itoa(i), &m.Claims[i]); err != nil {
			return err
		}
	}
	return nil
}

func (m *Mapping) reads() string {
	if m.Reads == "" {
		return Records
	}
	return m.Reads
}

func (m *Mapping) checkFields() error {
	for i := range m.Fields {
		f, path := &m.Fields[i], "fields."+strconv.Itoa(i)
		if f.Field == "" {
			return wrongAt(path, "field: is missing")
		}
		if err := checkValue(path, &f.Value); err != nil {
			return err
		}
		if f.AgeAt == "" {
			continue
		}
		if f.Type != "" && f.Type != record.Date {
			return wrongAt(path+".type", "what age_at gives is a date")
		}
		if !slices.ContainsFunc(m.Fields, func(o Field) bool { return o.Field == f.AgeAt && o.AgeAt == "" }) {
			return wrongAt(path+".age_at", "no field %q is read", f.AgeAt)
		}
	}
	return nil
}

func (m *Mapping) checkTemplate(path string, t *Template) error {
	splits := 0
	for _, k := range t.keys() {
		p, ok := k.to.(**Value)
		if !ok || *p == nil {
			continue
		}
		at := path + "." + k.name
		if err := checkValue(at, *p); err != nil {
			return err
		}
		if !(*p).splits() {
			continue
		}
		if k.name != "subject" && k.name != "value" && k.name != "object" {
			return wrongAt(at, "only subject, value or object may be split")
		}
		splits++
	}
	switch {
	case splits > 1:
		return wrongAt(path, "only one of subject, value and object may be split")
	case t.Subject == nil && m.reads() == Claims:
		return wrongAt(path, "subject: is missing")
	case t.Retracts != nil && (t.Predicate != nil || t.Object != nil):
		return wrongAt(path+".retracts", "it stands for predicate and object")
	case t.Retracts == nil && t.Predicate == nil:
		return wrongAt(path, "predicate: is missing")
	case t.Retracts == nil && t.Value == nil && t.Object == nil:
		return wrongAt(path, "value: or object: is missing")
	}
	return checkWhere(path+".where", t.Where)
}

func (v *Value) splits() bool {
	return v.Split != "" || v.SplitRegexp != "" || slices.ContainsFunc(v.First, func(w Value) bool { return w.splits() })
}

func checkValue(path string, v *Value) error {
	ways := 0
	for _, there := range []bool{v.Column != "", v.Const != "", v.Join != nil, v.Text != "", v.First != nil} {
		if there {
			ways++
		}
	}
	if ways != 1 {
		return wrongAt(path, "one of column, const, join, text and first is needed, here are %d", ways)
	}
	if _, err := parseTemplate(v.Text); err != nil {
		return wrongAt(path+".text", "%v", err)
	}
	if v.Split != "" && v.SplitRegexp != "" {
		return wrongAt(path+".split", "split and split_regexp exclude each other")
	}
	if v.Optional && v.Match == "" {
		return wrongAt(path+".optional", "it belongs to match:")
	}
	if v.Sep != "" && v.Join == nil {
		return wrongAt(path+".sep", "sep: parts what join: names")
	}
	for name, expr := range map[string]string{"match": v.Match, "split_regexp": v.SplitRegexp} {
		if _, err := regexp.Compile(expr); err != nil {
			return wrongAt(path+"."+name, "%v", err)
		}
	}
	if err := oneOf(path+".type", string(v.Type), "", "text", "name", "date", "edtf", "place", "term"); err != nil {
		return err
	}
	if err := checkDates(path, v.Order, v.Calendar); err != nil {
		return err
	}
	if v.First != nil && (v.splits() && v.Split+v.SplitRegexp != "" || v.Match != "" || v.Map != nil) {
		return wrongAt(path+".first", "split, match and map belong to the values under first")
	}
	for i := range v.First {
		if err := checkValue(path+".first."+strconv.Itoa(i), &v.First[i]); err != nil {
			return err
		}
	}
	return checkWhere(path+".where", v.Where)
}

func checkWhere(path string, w *Where) error {
	switch {
	case w == nil:
		return nil
	case w.Column == "":
		return wrongAt(path, "column: is missing")
	case len(w.Is) == 0 && len(w.Not) == 0:
		return wrongAt(path, "is: or not: is missing")
	}
	return nil
}

func checkDates(path, order, calendar string) error {
	if path != "" {
		path += "."
	}
	if err := oneOf(path+"order", order, "", "dmy", "mdy", "ymd"); err != nil {
		return err
	}
	return oneOf(path+"calendar", calendar, "", "julian", "gregorian")
}

func oneOf(path, value string, of ...string) error {
	if !slices.Contains(of, value) {
		return wrongAt(path, "%q is none of %s", value, strings.Join(of[1:], ", "))
	}
	return nil
}
