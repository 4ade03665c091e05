// Command search measures serve/search on synthetic persons: time to build the
// tables, their size, and how long queries of several kinds take.
//
//	go run ./measure/search -n 1000000
//
// The persons are invented from a seed: surnames of stems and endings, given
// names and patronymics of short tables, frequencies as Zipf found them, a
// tenth of the records in Latin letters.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"

	"byname/evidence/record"
	"byname/serve/search"
	"byname/store/index"
)

func main() {
	n := flag.Int("n", 1000000, "records")
	seed := flag.Uint64("seed", 1, "of the invented persons")
	each := flag.Int("queries", 300, "of each kind")
	dir := flag.String("dir", "", "where to build; a temporary folder when empty")
	text := flag.Bool("text", true, "index places and sentences as words")
	cpus := flag.Int("cpus", 1, "processors to use for queries")
	profile := flag.String("cpuprofile", "", "write a processor profile here")
	flag.Parse()
	var out *os.File
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out = f
	}
	if err := run(*n, *seed, *each, *dir, *text, *cpus, out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(n int, seed uint64, each int, dir string, text bool, cpus int, profile *os.File) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "measure-search")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(temp) }()
		dir = temp
	}
	path := filepath.Join(dir, "index.db")
	if profile != nil {
		if err := pprof.StartCPUProfile(profile); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	world := newWorld(rand.New(rand.NewPCG(seed, 7)), n)
	if _, err := os.Stat(path); err != nil {
		if err := build(path, world, n, text); err != nil {
			return err
		}
	}
	runtime.GOMAXPROCS(cpus)
	return ask(path, newWorld(rand.New(rand.NewPCG(seed, 7)), n), each)
}

// build writes an index of n records and tells what the search tables cost.
func build(path string, world *world, n int, text bool) error {
	w, err := index.Create(path)
	if err != nil {
		return err
	}
	b, err := search.NewBuilder(w)
	if err != nil {
		return err
	}
	start := time.Now()
	var own time.Duration
	timed := func(f func() error) error {
		t := processor()
		err := f()
		own += processor() - t
		return err
	}
	var persons [][]int64
	for i := 0; i < n; {
		p := world.person()
		var members []int64
		for k := 1 + world.r.IntN(2); k > 0 && i < n; k-- {
			r := world.record(i, p, text)
			ord, err := w.AddRecord(r)
			if err != nil {
				return err
			}
			if err := timed(func() error { b.Record(r); return nil }); err != nil {
				return err
			}
			members = append(members, ord)
			i++
		}
		persons = append(persons, members)
	}
	for i, m := range persons {
		p := index.Person{ID: fmt.Sprintf("p%012d", i), Name: "synthetic", Members: m}
		if err := w.AddPerson(p); err != nil {
			return err
		}
		if err := timed(func() error { return b.Person(p) }); err != nil {
			return err
		}
	}
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	if err := timed(b.Close); err != nil {
		return err
	}
	if err := w.Close(index.Meta{}); err != nil {
		return err
	}
	fmt.Printf("built %d records, %d persons: search tables %.1f s of processor time, %.1f s in all by the clock, heap %d MB before the tables are written\n",
		n, len(persons), own.Seconds(), time.Since(start).Seconds(), mem.HeapAlloc>>20)
	return filepath.WalkDir(filepath.Dir(path), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, _ := d.Info()
			fmt.Printf("%s: %d MB\n", filepath.Base(p), info.Size()>>20)
		}
		return err
	})
}

// ask runs queries of every kind and prints percentiles in milliseconds.
func ask(path string, world *world, each int) error {
	ix, err := index.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = ix.Close() }()
	s, err := search.Open(ix)
	if err != nil {
		return err
	}
	fmt.Printf("%-28s %8s %8s %8s %8s  found first\n", "query", "p50 ms", "p95 ms", "p99 ms", "max ms")
	for _, kind := range kinds {
		var took []time.Duration
		hits := 0
		for range each {
			p := world.person()
			q := kind.make(world, p)
			t := processor()
			res, err := s.Search(context.Background(), search.Query{Text: q})
			took = append(took, processor()-t)
			if err != nil {
				return err
			}
			if len(res.Results) > 0 {
				hits++
			}
		}
		row(kind.name, took, hits)
	}
	return fresh(path, world, min(each, 100))
}

// processor is the time this process has computed, so that what else the
// machine does is not counted. Waiting for the disk is not counted either.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fresh measures what the command line does: open, ask, close.
func fresh(path string, world *world, each int) error {
	var took []time.Duration
	hits := 0
	for range each {
		q := kinds[2].make(world, world.person())
		t := processor()
		ix, err := index.Open(path)
		if err != nil {
			return err
		}
		s, err := search.Open(ix)
		if err != nil {
			return err
		}
		res, err := s.Search(context.Background(), search.Query{Text: q})
		if err != nil {
			return err
		}
		if err := ix.Close(); err != nil {
			return err
		}
		took = append(took, processor()-t)
		if len(res.Results) > 0 {
			hits++
		}
	}
	row("open, romanised, close", took, hits)
	return nil
}

func row(name string, took []time.Duration, hits int) {
	slices.SortFunc(took, cmp.Compare[time.Duration])
	at := func(q float64) float64 { return took[min(len(took)-1, int(q*float64(len(took))))].Seconds() * 1000 }
	fmt.Printf("%-28s %8.2f %8.2f %8.2f %8.2f  %d of %d\n", name, at(0.5), at(0.95), at(0.99), at(1), hits, len(took))
}

// kind is one way to ask for a person.
type kind struct {
	name string
	make func(w *world, p person) string
}

var kinds = []kind{
	{"surname", func(_ *world, p person) string { return p.surname + " " }},
	{"surname misspelt", func(w *world, p person) string { return w.slip(p.surname) + " " }},
	{"surname romanised", func(w *world, p person) string { return romanise(p.surname) + " " }},
	{"surname and given", func(_ *world, p person) string { return p.surname + " " + p.given }},
	{"whole name", func(_ *world, p person) string { return p.surname + " " + p.given + " " + p.patronymic }},
	{"whole name romanised", func(_ *world, p person) string { return romanise(p.given + " " + p.patronymic + " " + p.surname) }},
	{"surname and initials", func(_ *world, p person) string {
		return p.surname + " " + string([]rune(p.given)[:1]) + ". " + string([]rune(p.patronymic)[:1]) + "."
	}},
	{"surname and year", func(_ *world, p person) string { return fmt.Sprintf("%s %d", p.surname, p.born) }},
	{"commonest surnames", func(w *world, _ person) string { return w.surnames[w.r.IntN(20)] + " " }},
	{"commonest, with given", func(w *world, p person) string { return w.surnames[w.r.IntN(20)] + " " + p.given }},
	{"beginning, 3 letters", func(_ *world, p person) string { return string([]rune(p.surname)[:3]) }},
	{"beginning, 5 letters", func(_ *world, p person) string { return string([]rune(p.surname)[:min(5, len([]rune(p.surname)))]) }},
	{"one letter", func(_ *world, p person) string { return string([]rune(p.surname)[:1]) }},
	{"words", func(w *world, _ person) string { return w.places[w.r.IntN(len(w.places))] + " расстрел" }},
}

// world invents persons.
type world struct {
	r        *rand.Rand
	surnames []string
	pick     func(r *rand.Rand) int
	places   []string
}

type person struct {
	surname, given, patronymic string
	born                       int
}

var (
	givens = strings.Fields("Иван Василий Николай Пётр Михаил Александр Фёдор Григорий Алексей Павел Дмитрий Степан Андрей Сергей Яков Семён Владимир Константин Егор Кузьма " +
		"Илья Тимофей Захар Матвей Антон Ефим Никита Прокопий Максим Макар Иосиф Абрам Моисей Исаак Лев Борис Давид Казимир Станислав Юзеф Ян Карл Август Эдуард Фридрих")
	fathers = strings.Fields("Иванович Васильевич Николаевич Петрович Михайлович Александрович Фёдорович Григорьевич Алексеевич Павлович Дмитриевич Степанович Андреевич Сергеевич " +
		"Яковлевич Семёнович Владимирович Константинович Егорович Кузьмич Ильич Тимофеевич Захарович Матвеевич Антонович Ефимович Никитич Прокопьевич Иосифович Абрамович Карлович")
	onsets  = strings.Fields("б в г д ж з к л м н п р с т ф х ц ч ш см кр пр ст вл гр бр тр др хр шв св пл сл кл гл")
	vowels  = strings.Fields("а е и о у ы ю я")
	codas   = strings.Fields("н р л м к т д в г б п с ш ж х рт нк рк лк ст рн")
	endings = strings.Fields("ов ев ин ский енко ян швили ович евич ук юк чук ман берг сон айтис адзе цкий ский ов ов ев ин")
)

func newWorld(r *rand.Rand, n int) *world {
	w := &world{r: r}
	seen := map[string]bool{}
	syllable := func() string { return onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))] }
	for want := max(1000, n/7); len(w.surnames) < want; {
		s := syllable()
		for k := r.IntN(3); k > 0; k-- {
			s += syllable()
		}
		s += codas[r.IntN(len(codas))] + endings[r.IntN(len(endings))]
		if !seen[s] {
			seen[s] = true
			w.surnames = append(w.surnames, capital(s))
		}
	}
	for range 3000 {
		w.places = append(w.places, capital(syllable()+syllable()+codas[r.IntN(len(codas))]+[]string{"ск", "град", "ово", "ино"}[r.IntN(4)]))
	}
	cum := make([]float64, len(w.surnames))
	sum := 0.0
	for i := range cum {
		sum += 1 / math.Pow(float64(i+8), 0.9)
		cum[i] = sum
	}
	w.pick = func(r *rand.Rand) int {
		i, _ := slices.BinarySearch(cum, r.Float64()*sum)
		return min(i, len(cum)-1)
	}
	return w
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (w *world) person() person {
	square := func(n int) int { f := w.r.Float64(); return int(f * f * float64(n)) }
	return person{w.surnames[w.pick(w.r)], givens[square(len(givens))], fathers[square(len(fathers))], 1870 + w.r.IntN(50)}
}

// record is one entry on a person: now and then misspelt, with initials, or in Latin letters.
func (w *world) record(i int, p person, text bool) *record.Record {
	s, g, f := p.surname, p.given, p.patronymic
	if w.r.IntN(12) == 0 {
		s = w.slip(s)
	}
	whole := s + " " + g + " " + f
	switch x := w.r.IntN(20); {
	case x < 3:
		whole = s + " " + string([]rune(g)[:1]) + "." + string([]rune(f)[:1]) + "."
	case x < 5:
		whole = romanise(g + " " + f + " " + s)
	case x < 6:
		whole = s
	}
	r := &record.Record{ID: fmt.Sprintf("synthetic:%d", i), List: "synthetic", Source: "synthetic", Locator: fmt.Sprint(i)}
	r.Fields = append(r.Fields,
		record.Field{Name: "name", Type: record.Name, Value: whole},
		record.Field{Name: "birth", Type: record.Date, Value: fmt.Sprint(p.born), EDTF: fmt.Sprint(p.born)})
	if text {
		r.Fields = append(r.Fields,
			record.Field{Name: "birth_place", Type: record.Place, Value: "дер. " + w.places[w.r.IntN(len(w.places))] + " " + w.places[w.r.IntN(80)] + "ского уезда"},
			record.Field{Name: "sentence", Type: record.Term, Value: []string{"расстрел", "10 лет ИТЛ", "8 лет ИТЛ", "высылка"}[w.r.IntN(4)]},
			record.Field{Name: "body", Type: record.Term, Value: "тройка при УНКВД по " + w.places[w.r.IntN(80)] + "ской области"},
			record.Field{Name: "work", Type: record.Text, Value: "рабочий завода имени " + w.surnames[w.r.IntN(2000)]},
			record.Field{Name: "execution", Type: record.Date, Value: "1937-11-02", EDTF: fmt.Sprintf("1937-%02d-%02d", 8+w.r.IntN(5), 1+w.r.IntN(28))})
	}
	return r
}

// slip changes, drops, doubles or swaps one letter after the first.
func (w *world) slip(s string) string {
	r := []rune(s)
	i := 1 + w.r.IntN(len(r)-2)
	switch w.r.IntN(4) {
	case 0:
		r = slices.Delete(r, i, i+1)
	case 1:
		r[i] = []rune("аеиоубвгдзклмнпрст")[w.r.IntN(18)]
	case 2:
		r = slices.Insert(r, i, r[i])
	default:
		r[i], r[i+1] = r[i+1], r[i]
	}
	return string(r)
}

// romanise writes Russian as English books do.
func romanise(s string) string {
	var b strings.Builder
	for _, r := range s {
		l, ok := english[[]rune(strings.ToLower(string(r)))[0]]
		switch {
		case !ok:
			b.WriteRune(r)
		case strings.ToLower(string(r)) != string(r):
			b.WriteString(capital(l + " ")[:len(l)])
		default:
			b.WriteString(l)
		}
	}
	return b.String()
}

var english = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o",
	'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
}
