package read

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"byname/evidence/read/charset"
	"byname/evidence/read/rows"
	"byname/evidence/record"
	"byname/ground/when"
)

const (
	guessBytes   = 4 << 20 // how much of a file Guess looks at
	guessRows    = 1000
	guessRecords = 10
)

// Guess proposes a mapping for a file from the names of its columns and from
// what stands in them, and reads the first ten records with it. It looks at the
// first 4 MiB. YAML writes the proposal with the reasons as comments. The error
// is that of a file without rows, or of the input.
func Guess(in io.Reader, file string) (*Mapping, []*record.Record, error) {
	head, err := io.ReadAll(io.LimitReader(in, guessBytes))
	if err != nil {
		return nil, nil, fmt.Errorf("file %s: %w", file, err)
	}
	g := &guess{m: &Mapping{List: listOf(file), File: path.Base(strings.ReplaceAll(file, "\\", "/")), Reads: Records}}
	if err := g.look(head); err != nil {
		return nil, nil, fmt.Errorf("file %s: %w", file, err)
	}
	g.decide()
	if err := g.m.check(); err != nil {
		g.m.File = "" // a name no archive can hold
		if err := g.m.check(); err != nil {
			return nil, nil, fmt.Errorf("file %s: %w", file, err)
		}
	}
	var first []*record.Record
	for item, err := range Items(context.Background(), bytes.NewReader(head), g.m, file) {
		if err != nil {
			return nil, nil, err
		}
		if item.Record != nil {
			if first = append(first, item.Record); len(first) == guessRecords {
				break
			}
		}
	}
	return g.m, first, nil
}

// guess gathers what is seen of a file.
type guess struct {
	m       *Mapping
	columns []*seen
	rows    int
}

// seen is what stands in one column.
type seen struct {
	name     string
	n        int // cells that are not empty
	distinct map[string]int
	dates    int // with a day or month
	years    int
	ages     int
	names    int
	first    int // of dates like 13/02/1937: how many can only be day first
	second   int // and how many only month first
	example  string
	bad      string         // a value that is no date
	parted   map[string]int // by a mark that may part several values in a cell
}

// look reads the first rows.
func (g *guess) look(head []byte) error {
	decoded, err := charset.NewReader(bytes.NewReader(head), "")
	if err != nil {
		return err
	}
	in, err := rows.Open(decoded, rows.Options{})
	if err != nil {
		return err
	}
	var row rows.Row
	var e entry
	for g.rows < guessRows {
		err := in.Next(&row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		cols := in.Columns()
		for _, name := range cols[len(g.columns):] {
			g.columns = append(g.columns, &seen{name: name, distinct: map[string]int{}, parted: map[string]int{}})
		}
		g.rows++
		e.set(&row, len(cols))
		for i, cell := range e.cells {
			col := i
			if e.column != nil {
				col = e.column[i]
			}
			if col < len(g.columns) {
				g.columns[col].see(trim(cell))
			}
		}
	}
	if g.rows == 0 {
		return errors.New("no row is in it")
	}
	found := in.Found()
	g.m.Format, g.m.Encoding = found.Format, decoded.Encoding()
	if found.Format == "csv" {
		g.m.Delimiter = string(found.Delimiter)
	}
	return nil
}

// see takes note of a cell.
func (s *seen) see(cell string) {
	if cell == "" {
		return
	}
	s.n++
	if len(cell) > 500 {
		cell = rows.Shown([]byte(cell))
	}
	s.distinct[cell]++
	if s.example == "" {
		s.example = cell
	}
	for _, mark := range parting {
		if strings.Contains(cell, mark) {
			s.parted[mark]++
		}
	}
	if isYear(cell) {
		s.years++
		return
	}
	if n, ok := yearsOf(cell); ok && n > 0 && cell[0] >= '0' && cell[0] <= '9' && len(cell) < 12 {
		s.ages++
	}
	if looksNamed(cell) {
		s.names++
	}
	if !strings.ContainsAny(cell, "0123456789") {
		return
	}
	if _, err := when.Parse(cell); err == nil {
		s.dates++
	} else if _, err := when.ParseText(cell, when.Hints{Order: when.DMY}); err == nil {
		s.dates++
		s.order(cell)
	} else if _, err := when.ParseText(cell, when.Hints{Order: when.MDY}); err == nil {
		s.dates++
		s.second++
	} else if s.bad == "" {
		s.bad = cell
	}
}

// order notes a date that tells whether days or months come first.
func (s *seen) order(cell string) {
	var a, b, y int
	for _, sep := range []string{"/", ".", "-"} {
		if n, _ := fmt.Sscanf(cell, "%d"+sep+"%d"+sep+"%d", &a, &b, &y); n == 3 && a > 12 && b <= 12 {
			s.first++
		}
	}
}

// parting marks stand between several names in a cell, the surer first.
var parting = []string{" | ", "|", ";", " / "}

func isYear(s string) bool {
	return len(s) == 4 && (s[0] == '1' || s[0] == '2' && s[1] == '0') && strings.Trim(s, "0123456789") == ""
}

// looksNamed reports two to five words of letters that each begin with a capital.
func looksNamed(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '\t' })
	if len(words) < 2 || len(words) > 5 || len(s) > 80 {
		return false
	}
	capitals := 0
	for _, w := range words {
		if strings.ContainsAny(w, "0123456789:;/()") {
			return false
		}
		if r := []rune(w)[0]; upper(r) {
			capitals++
		}
	}
	return capitals*3 >= len(words)*2
}

// share returns the part of the cells that are of a kind.
func (s *seen) share(n int) float64 {
	if s.n == 0 {
		return 0
	}
	return float64(n) / float64(s.n)
}

// listOf makes the id of a list from the name of its file.
func listOf(file string) string {
	base := path.Base(strings.ReplaceAll(file, "\\", "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	var b strings.Builder
	for _, r := range strings.ToLower(base) {
		r = unmarked(r)
		if i := strings.IndexRune(cyrillicLetters, r); i >= 0 {
			b.WriteString(latinLetters[len([]rune(cyrillicLetters[:i]))])
			continue
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if n := b.Len(); n > 0 && b.String()[n-1] != '-' {
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String()[:min(b.Len(), 40)], "-")
	if id == "" {
		return "list"
	}
	return id
}

const cyrillicLetters = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїє"

var latinLetters = []string{"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
	"ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "i", "yi", "ye"}

// languages in the order in which a tie is decided.
var languages = []string{"ru", "en", "es", "de", "fr", "pl", "uk"}

// mostly returns the language most headers are written in.
func mostly(votes map[string]int) string {
	best := ""
	for _, l := range languages {
		if votes[l] > votes[best] {
			best = l
		}
	}
	return best
}

// nullWords are cells that say that nothing is known; those met are proposed.
var nullWords = []string{"NA", "N/A", "n/a", "NULL", "null", "-", "--", "—", "?", "sin datos", "s/d", "no consta", "unknown", "unk",
	"н/д", "нет данных", "неизвестно", "неизв.", "н/св", "unbekannt", "k.A.", "inconnu", "brak danych", "nieznane", "немає даних", "невідомо"}

func (g *guess) nulls() {
	for _, w := range nullWords {
		if slices.ContainsFunc(g.columns, func(s *seen) bool { return s.distinct[w] > 0 }) {
			g.m.Null = append(g.m.Null, w)
		}
	}
}
