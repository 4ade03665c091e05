// Command million takes the whole way with a million synthetic rows: import,
// link, index, search. It prints the wall time of each stage, CPU time, peak
// memory, the size of the index and the latency of searches.
package main

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"byname/flow"
	"byname/serve/search"
	"byname/store"
	"byname/store/index"
)

func main() {
	n := flag.Int("n", 1_000_000, "rows")
	keep := flag.String("dir", "", "folder to work in and keep; a temporary one when left out")
	profile := flag.String("profile", "", "write a CPU profile of import and build to this file")
	flag.Parse()
	if err := run(*n, *keep, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "million:", err)
		os.Exit(1)
	}
}

func run(n int, dir, profile string) error {
	if dir == "" {
		tmp, err := os.MkdirTemp("", "million")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(tmp) }()
		dir = tmp
	}
	lists := filepath.Join(dir, "lists-"+strconv.Itoa(n))
	if _, err := os.Stat(lists); err != nil {
		cmd := exec.Command("go", "run", "./measure/synth", "-n", strconv.Itoa(n), "-seed", "1", "-out", lists)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return err
		}
	}
	archive := filepath.Join(dir, "archive")
	if err := os.RemoveAll(archive); err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
	}
	err := build(archive, lists)
	pprof.StopCPUProfile()
	if err != nil {
		return err
	}
	return searches(archive, lists)
}

// stages prints how long each stage took, by its first word.
type stages struct {
	name  string
	since time.Time
}

func (s *stages) report(stage string, _, _ int64) {
	if stage == s.name {
		return
	}
	if s.name != "" {
		fmt.Printf("  %-28s %7.1f s\n", s.name, time.Since(s.since).Seconds())
	}
	s.name, s.since = stage, time.Now()
}

func build(dir, lists string) error {
	ctx := context.Background()
	text, err := os.ReadFile(filepath.Join(lists, "archive.yaml"))
	if err != nil {
		return err
	}
	config, entries, err := store.ParseConfig(text)
	if err != nil {
		return err
	}
	a, err := store.Init(dir, config, store.Options{})
	if err != nil {
		return err
	}
	start := time.Now()
	for _, e := range entries {
		name := e.List + ".csv"
		_, err := flow.Import(ctx, a, flow.File{Name: name, Mapping: e.YAML, Open: func() (io.ReadCloser, error) {
			return os.Open(filepath.Join(lists, name))
		}}, flow.Options{})
		if err != nil {
			return err
		}
	}
	fmt.Printf("imported in %.1f s, %.1f CPU s\n", time.Since(start).Seconds(), cpu())
	start = time.Now()
	s := &stages{}
	built, err := flow.Build(ctx, a, flow.Options{Progress: s.report})
	if err != nil {
		return err
	}
	s.report("", 0, 0)
	info, err := os.Stat(a.IndexPath())
	if err != nil {
		return err
	}
	fmt.Printf("built in %.1f s: %d records, %d persons\nin all %.1f CPU s, peak %d MiB, index %d MB, %d processors\n",
		time.Since(start).Seconds(), built.Records, built.Persons, cpu(), peak(), info.Size()/1e6, runtime.NumCPU())
	return a.Close()
}

// searches asks for names of the lists as they stand and with a slip of the pen.
func searches(dir, lists string) error {
	queries, err := names(lists, 500)
	if err != nil {
		return err
	}
	begin := time.Now()
	ix, err := index.Open(filepath.Join(dir, "index.db"))
	if err != nil {
		return err
	}
	defer func() { _ = ix.Close() }()
	s, err := search.Open(ix)
	if err != nil {
		return err
	}
	fmt.Printf("index opened in %v\n", time.Since(begin).Round(time.Microsecond))
	rng := rand.New(rand.NewPCG(1, 1))
	for _, kind := range []string{"name as written", "surname alone", "one letter wrong"} {
		var took []time.Duration
		found := 0
		for _, q := range queries {
			switch kind {
			case "surname alone":
				q, _, _ = strings.Cut(q, " ")
			case "one letter wrong":
				r := []rune(q)
				i := 1 + rng.IntN(len(r)/2)
				q = string(append(r[:i:i], r[i+1:]...))
			}
			at := time.Now()
			out, err := s.Search(context.Background(), search.Query{Text: q})
			if err != nil {
				return err
			}
			took = append(took, time.Since(at))
			if len(out.Results) > 0 {
				found++
			}
		}
		slices.Sort(took)
		fmt.Printf("search, %-18s p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms; something found for %d of %d\n", kind+":",
			ms(took[len(took)/2]), ms(took[len(took)*95/100]), ms(took[len(took)*99/100]), found, len(took))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / 1e6 }

// names draws names out of the lists.
func names(lists string, n int) ([]string, error) {
	var all []string
	err := filepath.WalkDir(lists, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".csv" || d.Name() == "truth.csv" {
			return err
		}
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		r := csv.NewReader(f)
		r.FieldsPerRecord = -1
		for row := 0; ; row++ {
			cells, err := r.Read()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if row%997 == 500 && len(cells) > 3 {
				name := cells[1]
				if !strings.Contains(name, " ") {
					name += " " + cells[2]
				}
				all = append(all, name)
			}
		}
	})
	rand.New(rand.NewPCG(2, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(n, len(all))], err
}

func usage() (u syscall.Rusage) {
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return u
}

func cpu() float64 {
	u := usage()
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// peak is the peak memory in MiB.
func peak() int64 { return usage().Maxrss / 1024 }
