package sound

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed conventions/*.txt
var files embed.FS

// context says where in the word a rule holds.
type context uint8

const (
	anywhere context = iota
	atStart
	atEnd
	beforeVowel
	beforeOther // a consonant or the end
	beforeFront // e, i, y and their kin
	afterVowel
	betweenVowels
	closing        // after a vowel, not before one
	afterConsonant // and not before a vowel
)

var contextNames = map[string]context{
	"at-start": atStart, "at-end": atEnd, "before-vowel": beforeVowel, "before-other": beforeOther,
	"before-front": beforeFront, "after-vowel": afterVowel, "between-vowels": betweenVowels,
	"closing": closing, "after-consonant": afterConsonant,
}

type rule struct {
	second rune   // the second letter, 0 when there is none
	rest   []rune // letters after the first
	sounds []uint8
	where  context
	effect uint16 // equal when as many letters become the same sounds
	by     uint32 // the conventions that have it, by number
}

// Convention is one way to read one script.
type Convention struct {
	Name   string // file name without ".txt"
	Script string // ISO 15924
	cost   uint8
	rules  map[ruleKey]string
}

// Conventions returns the conventions of a script by ISO 15924 code, in the
// order of their names. The slice is shared: do not change it.
func Conventions(script string) []*Convention {
	if r := loaded().byScript[script]; r != nil {
		return r.conventions
	}
	return nil
}

type library struct{ byScript map[string]*reader }

var loaded = sync.OnceValue(func() *library {
	l, err := load(files)
	if err != nil {
		panic(err) // our own files; TestConventionFiles reads them all
	}
	return l
})

func load(fsys fs.FS) (*library, error) {
	names, err := fs.Glob(fsys, "conventions/*.txt")
	if err != nil {
		return nil, err
	}
	l := &library{byScript: map[string]*reader{}}
	for _, n := range names {
		d, err := readFile(fsys, n, 0)
		if err != nil {
			return nil, err
		}
		if d.part {
			continue
		}
		c, err := d.compile(strings.TrimSuffix(path.Base(n), ".txt"))
		if err != nil {
			return nil, err
		}
		r := l.byScript[c.Script]
		if r == nil {
			r = &reader{}
			l.byScript[c.Script] = r
		}
		if len(r.conventions) == maxConventions {
			return nil, fmt.Errorf("%s: more than %d conventions of one script", n, maxConventions)
		}
		r.conventions = append(r.conventions, c)
	}
	for _, r := range l.byScript {
		r.compile()
	}
	return l, nil
}

type ruleKey struct {
	letters string
	where   context
}

// draft is a convention file as read; later rules replace earlier ones.
type draft struct {
	script string
	part   bool // only included by others
	cost   uint8
	rules  map[ruleKey]string
}

func readFile(fsys fs.FS, name string, depth int) (*draft, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	if depth > 3 {
		return nil, fmt.Errorf("%s: includes too deep", name)
	}
	d := &draft{rules: map[ruleKey]string{}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	for line := 1; sc.Scan(); line++ {
		text, _, _ := strings.Cut(sc.Text(), "#")
		f := strings.Fields(text)
		if len(f) == 0 {
			continue
		}
		if err := d.line(fsys, name, f, depth); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", name, line, err)
		}
	}
	return d, sc.Err()
}

func (d *draft) line(fsys fs.FS, name string, f []string, depth int) error {
	switch {
	case len(f) == 1 && f[0] == "part":
		d.part = true
	case f[0] == "script" && len(f) == 2:
		d.script = f[1]
	case f[0] == "cost" && len(f) == 2:
		n, err := strconv.ParseUint(f[1], 10, 8)
		if err != nil {
			return fmt.Errorf("cost %q: want 0 to 255", f[1])
		}
		d.cost = uint8(n)
	case f[0] == "include" && len(f) == 2:
		in, err := readFile(fsys, path.Join(path.Dir(name), f[1]), depth+1)
		if err != nil {
			return err
		}
		for k, v := range in.rules {
			if _, ok := d.rules[k]; !ok {
				d.rules[k] = v
			}
		}
	case len(f) == 2 || len(f) == 3:
		k := ruleKey{letters: f[0]}
		if len(f) == 3 {
			c, ok := contextNames[f[2]]
			if !ok {
				return fmt.Errorf("no such place in a word: %q", f[2])
			}
			k.where = c
		}
		if f[1] == "-" {
			f[1] = ""
		}
		for i := 0; i < len(f[1]); i++ {
			if soundOf(f[1][i]) == 0 {
				return fmt.Errorf("no such sound: %q in %q", f[1][i], f[1])
			}
		}
		d.rules[k] = f[1]
	default:
		return fmt.Errorf("want letters, sounds and perhaps a place, got %d words", len(f))
	}
	return nil
}

func (d *draft) compile(name string) (*Convention, error) {
	if d.script == "" {
		return nil, fmt.Errorf("convention %s: no script line", name)
	}
	if len(d.rules) == 0 {
		return nil, fmt.Errorf("convention %s: no rules", name)
	}
	return &Convention{Name: name, Script: d.script, cost: d.cost, rules: d.rules}, nil
}
