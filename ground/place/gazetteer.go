package place

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"byname/ground/when"
)

//go:embed data/*.txt
var data embed.FS

// BuiltIn returns the gazetteer that comes with the program. It is made at the first call.
func BuiltIn() *Gazetteer { return builtIn() }

var builtIn = sync.OnceValue(func() *Gazetteer {
	g, err := With(nil)
	if err != nil {
		panic(err) // our own data; a test reads it
	}
	return g
})

// With returns the built-in gazetteer and the places of more files, given by
// name; they may add names and parents to places that are there, by their id. The error
// names file, line and what is wrong.
func With(files map[string]io.Reader) (*Gazetteer, error) {
	g := &Gazetteer{byID: map[string]*Place{}, exact: map[string][]entry{}, stems: map[string][]entry{}, sounds: map[string][]entry{}, sources: map[string]string{}}
	names, err := fs.Glob(data, "data/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := data.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := g.read(name, strings.NewReader(string(text))); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := g.read(name, files[name]); err != nil {
			return nil, err
		}
	}
	if err := g.check(); err != nil {
		return nil, err
	}
	for _, p := range g.places {
		g.index(p)
	}
	return g, nil
}

// check finds parents that are not there, places without a name, and circles.
func (g *Gazetteer) check() error {
	for _, p := range g.places {
		if len(p.Names) == 0 {
			return fmt.Errorf("place %s has no name", p.ID)
		}
		for _, in := range p.In {
			if g.byID[in.ID] == nil {
				return fmt.Errorf("place %s lies in %q, which is not there", p.ID, in.ID)
			}
		}
	}
	return nil
}

// index enters the names of a place, and the plain romanisation of Russian ones.
func (g *Gazetteer) index(p *Place) {
	for i, n := range p.Names {
		e := entry{p, i}
		key := fold(n.Text)
		enter(g.exact, key, e)
		if n.Lang == "ru" {
			enter(g.stems, stem(key), e)
			latin := fold(romanise(n.Text))
			if s := sound(latin); s != "" {
				enter(g.sounds, s, e)
			}
		}
		if s := sound(key); s != "" {
			enter(g.sounds, s, e)
		}
	}
}

func enter(m map[string][]entry, key string, e entry) {
	if key != "" && !slices.Contains(m[key], e) {
		m[key] = append(m[key], e)
	}
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reader is the state of reading one file.
type reader struct {
	g     *Gazetteer
	place *Place
}

// read adds the places of one file.
func (g *Gazetteer) read(name string, in io.Reader) error {
	r := reader{g: g}
	sc := bufio.NewScanner(in)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if err := r.line(word, strings.TrimSpace(rest)); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// line reads one line of a file.
func (r *reader) line(word, rest string) error {
	switch word {
	case "source":
		key, text, ok := strings.Cut(rest, " ")
		if !ok {
			return fmt.Errorf("source %q has no text", key)
		}
		r.g.sources[key] = text
		return nil
	case "place":
		return r.head(strings.Fields(rest))
	}
	if r.place == nil {
		return fmt.Errorf("%q before any place", word)
	}
	rest, source, _ := strings.Cut(rest, " ; ")
	if text, ok := r.g.sources[strings.TrimSpace(source)]; ok {
		source = text
	}
	switch word {
	case "name", "also":
		return r.names(rest, strings.TrimSpace(source), word == "also")
	case "in":
		id, valid, err := interval(strings.Fields(rest))
		if err != nil {
			return err
		}
		r.place.In = append(r.place.In, Parent{ID: id, Valid: valid, Source: source})
	case "remark":
		r.place.Remark = rest
	default:
		return fmt.Errorf("unknown word %q", word)
	}
	return nil
}

// head reads "ID KIND [LAT LON]".
func (r *reader) head(f []string) error {
	if len(f) == 0 || !idForm.MatchString(f[0]) {
		return fmt.Errorf("place: an id of small letters, digits and hyphens must follow")
	}
	if have := r.g.byID[f[0]]; have != nil && len(f) == 1 {
		r.place = have
		return nil
	} else if have != nil {
		return fmt.Errorf("place %s is there already; to add to it, give its id alone", f[0])
	}
	if len(f) != 2 && len(f) != 4 {
		return fmt.Errorf("place %s: id, kind and perhaps latitude and longitude are wanted", f[0])
	}
	if rank[f[1]] == 0 {
		return fmt.Errorf("place %s: unknown kind %q", f[0], f[1])
	}
	p := &Place{ID: f[0], Kind: f[1]}
	if len(f) == 4 {
		lat, err1 := strconv.ParseFloat(f[2], 64)
		lon, err2 := strconv.ParseFloat(f[3], 64)
		if err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			return fmt.Errorf("place %s: %s %s is no point of the globe", f[0], f[2], f[3])
		}
		p.Point = &Point{lat, lon}
	}
	r.g.byID[p.ID] = p
	r.g.places = append(r.g.places, p)
	r.place = p
	return nil
}

// names reads "[INTERVAL] LANG Name | LANG Name".
func (r *reader) names(rest, source string, other bool) error {
	var valid when.Date
	if first, tail, ok := strings.Cut(rest, " "); ok && strings.ContainsAny(first, "/") {
		d, err := when.Parse(first)
		if err != nil {
			return err
		}
		valid, rest = d, tail
	}
	for item := range strings.SplitSeq(rest, "|") {
		lang, text, ok := strings.Cut(strings.TrimSpace(item), " ")
		text = strings.TrimSpace(text)
		if !ok || len(lang) < 2 || len(lang) > 3 || text == "" {
			return fmt.Errorf("name %q: a language of two or three letters and a name are wanted", item)
		}
		r.place.Names = append(r.place.Names, Name{Text: text, Lang: lang, Valid: valid, Source: source, Other: other})
	}
	return nil
}

// interval reads "ID [INTERVAL]".
func interval(f []string) (string, when.Date, error) {
	switch len(f) {
	case 1:
		return f[0], when.Date{}, nil
	case 2:
		d, err := when.Parse(f[1])
		return f[0], d, err
	}
	return "", when.Date{}, fmt.Errorf("in: a place and perhaps an interval are wanted")
}
