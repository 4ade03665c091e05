// Link measures the linkage on labelled sets: pairwise precision, recall and
// F1 of the clusters, with CPU seconds and peak memory. The same model settings
// serve every set; labels are read only to count.
//
//	go run ./measure/link -shared DIR [-set corpus] [-wrong]
//
// With -archive it links the lists of an archive.yaml, of which nobody need know
// the truth, and prints links and records without one to be read by eye.
//
//	go run ./measure/link -archive doc/examples/chile/archive.yaml -files DIR
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"

	"byname/evidence/record"
	"byname/link/cluster"
	"byname/link/norm"
	"byname/link/score"
)

// set is one labelled set.
type set struct {
	name string
	read func(shared string, add func(*record.Record)) (truth []string, err error)
	opt  norm.Options
}

func main() {
	shared := flag.String("shared", "../shared", "folder with data/linkage and corpus")
	only := flag.String("set", "", "measure this set alone")
	wrong := flag.Bool("wrong", false, "print wrong merges and missed pairs of small sets")
	model := flag.Bool("model", false, "print the model")
	extra := flag.String("tsv", "", "a further set: TSV in the columns of the synthetic generator")
	profile := flag.String("cpuprofile", "", "write a CPU profile here")
	workers := flag.Int("workers", 0, "")
	archive := flag.String("archive", "", "link the lists of this archive.yaml instead")
	files := flag.String("files", "", "the folder its files are in; the folder of the archive when left out")
	shown := flag.Int("show", 30, "links and records without a link to print of an archive")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		check(err)
		check(pprof.StartCPUProfile(f))
		defer pprof.StopCPUProfile()
	}
	if *archive != "" {
		linkArchive(*archive, cmp.Or(*files, filepath.Dir(*archive)), *shown, *model)
		return
	}
	all := sets()
	if *extra != "" {
		all = []set{synthetic(*extra)}
	}
	fmt.Printf("%-16s %8s %8s %8s %7s %7s %7s %8s %8s %7s %7s\n", "set", "records", "true", "found", "P", "R", "F1", "read CPU", "link CPU", "wall", "peak MB")
	for _, s := range all {
		if *only != "" && s.name != *only {
			continue
		}
		before := cpu()
		b := norm.New(s.opt)
		var rs []*record.Record
		truth, err := s.read(*shared, func(r *record.Record) {
			b.Add(r)
			if *wrong {
				rs = append(rs, r)
			}
		})
		check(err)
		t := b.Table()
		normed, start := cpu(), time.Now()
		m, err := score.Train(context.Background(), t, score.Options{Workers: *workers})
		check(err)
		trained := cpu()
		res, err := cluster.Build(context.Background(), t, m, nil, cluster.Options{Workers: *workers})
		check(err)
		linked, wall := cpu(), time.Since(start)
		e := evaluate(res, truth)
		fmt.Printf("%-16s %8d %8.0f %8.0f %7.4f %7.4f %7.4f %8.2f %8.2f %7.2f %7.0f  (train %.2f cluster %.2f)\n", s.name, t.Len(), e.pairs, e.found,
			e.precision(), e.recall(), e.f1(), normed-before, linked-normed, wall.Seconds(), peak(), trained-normed, linked-trained)
		if *model {
			printModel(m, len(m.Edges()))
		}
		if *wrong {
			printWrong(rs, t, m, res, truth)
		}
	}
}

func printModel(m *score.Model, edges int) {
	fmt.Printf("  compared %d, edges %d, iterations %d, between %.3g (%.1f bits, %.0f), within %.3g (%.1f bits, %.0f)\n", m.Compared, edges, m.Iterations,
		m.Between.Lambda, m.Between.Bits, m.Between.Matches, m.Within.Lambda, m.Within.Bits, m.Within.Matches)
	for _, r := range m.Rules {
		fmt.Printf("  rule %9d %s\n", r.Cost, strings.Join(r.Keys, " + "))
	}
	for _, c := range m.Comparisons {
		for _, l := range c.Levels[1:] {
			fmt.Printf("  %-14s %-40s m %.4f u %.6f bits %6.2f matches %.1f\n", c.Name, l.Name, l.M, l.U, l.Bits, l.Matches)
		}
	}
	for _, w := range m.Warnings {
		fmt.Println("  warning:", w)
	}
}

// tally counts pairs.
type tally struct{ pairs, found, right float64 }

func (e tally) precision() float64 { return e.right / max(e.found, 1) }
func (e tally) recall() float64    { return e.right / max(e.pairs, 1) }
func (e tally) f1() float64        { return 2 * e.right / max(e.found+e.pairs, 1) }

func evaluate(res *cluster.Result, truth []string) tally {
	var e tally
	if truth == nil {
		for _, c := range res.Clusters {
			e.found += float64(len(c.Records)-1) * float64(len(c.Records)) / 2
		}
		return e
	}
	size := map[string]float64{}
	for _, t := range truth {
		e.pairs += size[t]
		size[t]++
	}
	for _, c := range res.Clusters {
		in := map[string]float64{}
		for i, r := range c.Records {
			e.found += float64(i)
			e.right += in[truth[r]]
			in[truth[r]]++
		}
	}
	return e
}

func printWrong(rs []*record.Record, t *norm.Table, m *score.Model, res *cluster.Result, truth []string) {
	of := make([]int, t.Len())
	for i, c := range res.Clusters {
		for _, r := range c.Records {
			of[r] = i
		}
	}
	show := func(a, b int32) {
		w := score.Explain(t, m, a, b)
		fmt.Printf("    %s %q / %s %q %.1f:", w.A, text(rs[a]), w.B, text(rs[b]), w.Bits)
		for _, s := range w.Steps {
			fmt.Printf(" %s %s %.1f;", s.Comparison, s.Level, s.Bits)
		}
		fmt.Println()
	}
	for _, kind := range []string{"wrong", "missed"} {
		n := 0
		fmt.Println("  " + kind)
		for a := range rs {
			for b := a + 1; b < len(rs); b++ {
				together, same := of[a] == of[b], truth[a] == truth[b]
				if together != same && (kind == "wrong") == together {
					if n++; n <= 120 {
						show(int32(a), int32(b))
					}
				}
			}
		}
		fmt.Println("  ", kind, n)
	}
}

func text(r *record.Record) string {
	var out []string
	for _, f := range r.Fields {
		out = append(out, f.Value)
	}
	return strings.Join(out, " | ")
}

func cpu() float64 {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

func peak() float64 {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return float64(u.Maxrss) / 1024
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
