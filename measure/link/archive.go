package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"byname/evidence/read"
	"byname/evidence/record"
	"byname/link/cluster"
	"byname/link/norm"
	"byname/link/score"
)

// linkArchive links the lists of an archive.yaml, whose files lie in a folder,
// and prints how many persons come out, how far the lists overlap, and some
// links and some records without a link, to be read by eye.
func linkArchive(file, folder string, shown int, model bool) {
	text, err := os.ReadFile(file)
	check(err)
	mappings, err := read.ParseMappings(text, file)
	check(err)
	opt := norm.Options{Lists: map[string]norm.Duplicates{}}
	for _, m := range mappings {
		switch m.Repeats {
		case read.RepeatsNever:
			opt.Lists[m.List] = norm.DuplicateFree
		case read.RepeatsMaybe:
			opt.Lists[m.List] = norm.Dedupe
		case read.RepeatsUnlinked:
			opt.Lists[m.List] = norm.Skip
		}
	}
	b := norm.New(opt)
	var rs []*record.Record // by row
	for _, m := range mappings {
		if m.Reads != read.Records {
			continue
		}
		in, err := os.Open(filepath.Join(folder, m.File))
		check(err)
		for item, err := range read.Items(context.Background(), in, m, m.File) {
			check(err)
			if item.Record != nil && b.Add(item.Record) >= 0 {
				rs = append(rs, item.Record)
			}
		}
		check(in.Close())
	}
	t := b.Table()
	start, before := time.Now(), cpu()
	m, err := score.Train(context.Background(), t, score.Options{})
	check(err)
	res, err := cluster.Build(context.Background(), t, m, nil, cluster.Options{})
	check(err)
	fmt.Printf("%d records, %d persons, %.1f s, %.1f CPU s, peak %.0f MB\n", t.Len(), len(res.Clusters), time.Since(start).Seconds(), cpu()-before, peak())
	if model {
		printModel(m, len(m.Edges()))
	}
	printOverlap(rs, res)
	printSample(rs, t, m, res, shown)
}

// printOverlap prints for every pair of lists how many persons both name.
func printOverlap(rs []*record.Record, res *cluster.Result) {
	both := map[[2]string]int{}
	sizes := map[int]int{}
	for _, c := range res.Clusters {
		sizes[len(c.Records)]++
		var lists []string
		for _, r := range c.Records {
			lists = append(lists, rs[r].List)
		}
		slices.Sort(lists)
		for i, l := range lists {
			for j := i + 1; j < len(lists); j++ {
				if l == lists[j] && j > i+1 {
					continue // three of one list are two repetitions
				}
				if l != lists[j] && (i > 0 && lists[i-1] == l || lists[j-1] == lists[j]) {
					continue
				}
				both[[2]string{l, lists[j]}]++
			}
		}
	}
	fmt.Println("  persons by number of records", sizes)
	for _, l := range sortedKeys(both) {
		fmt.Printf("  %s and %s: %d persons\n", l[0], l[1], both[l])
	}
}

func sortedKeys(m map[[2]string]int) [][2]string {
	var ks [][2]string
	for k := range m {
		ks = append(ks, k)
	}
	slices.SortFunc(ks, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return ks
}

// printSample prints links and records that stand alone, each with its best
// edge, drawn by a fixed sequence.
func printSample(rs []*record.Record, t *norm.Table, m *score.Model, res *cluster.Result, n int) {
	draw := rand.New(rand.NewPCG(1, 2))
	var links []cluster.Edge
	for _, e := range res.Edges {
		if e.Kind == cluster.Link {
			links = append(links, e)
		}
	}
	draw.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
	fmt.Println("links")
	for _, e := range links[:min(n, len(links))] {
		printPair(rs, t, m, e)
	}
	best := map[int32]cluster.Edge{}
	for _, e := range res.Edges {
		for _, r := range []int32{e.A, e.B} {
			if b, ok := best[r]; !ok || e.Bits > b.Bits {
				best[r] = e
			}
		}
	}
	var alone []int32
	for _, c := range res.Clusters {
		if len(c.Records) == 1 {
			alone = append(alone, c.Records[0])
		}
	}
	draw.Shuffle(len(alone), func(i, j int) { alone[i], alone[j] = alone[j], alone[i] })
	fmt.Println("alone")
	for _, r := range alone[:min(n, len(alone))] {
		if e, ok := best[r]; ok {
			printPair(rs, t, m, e)
		} else {
			fmt.Printf("  %s %q\n", t.ID(r), text(rs[r]))
		}
	}
}

func printPair(rs []*record.Record, t *norm.Table, m *score.Model, e cluster.Edge) {
	w := score.Explain(t, m, e.A, e.B)
	fmt.Printf("  %s %q\n  %s %q\n    %s %.1f", w.A, text(rs[e.A]), w.B, text(rs[e.B]), e.Kind, w.Bits)
	if e.Why != "" {
		fmt.Printf(" (%s)", e.Why)
	}
	for _, s := range w.Steps {
		fmt.Printf("; %s %s %.1f", s.Comparison, s.Level, s.Bits)
	}
	fmt.Println()
}
