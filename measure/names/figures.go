package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"sort"
	"strings"
)

// judged is one pair of names with its truth and the similarity given.
type judged struct {
	a, b  string
	same  bool
	sim   float64
	group string // of the set; "" when it has none
}

// recallAt is the greatest recall at a precision of at least p, and the
// threshold that gives it. Pairs of equal similarity stand or fall together.
func recallAt(js []judged, p float64) (recall, threshold float64) {
	sortDown(js)
	total := 0
	for _, j := range js {
		if j.same {
			total++
		}
	}
	tp, fp := 0, 0
	for i, j := range js {
		if j.same {
			tp++
		} else {
			fp++
		}
		if i+1 < len(js) && js[i+1].sim == j.sim {
			continue
		}
		if float64(tp) >= p*float64(tp+fp) && float64(tp)/float64(total) > recall {
			recall, threshold = float64(tp)/float64(total), j.sim
		}
	}
	return recall, threshold
}

// bestF1 is the greatest F1 over all thresholds.
func bestF1(js []judged) (f1, threshold float64) {
	sortDown(js)
	total := 0
	for _, j := range js {
		if j.same {
			total++
		}
	}
	tp := 0
	for i, j := range js {
		if j.same {
			tp++
		}
		if i+1 < len(js) && js[i+1].sim == j.sim {
			continue
		}
		if f := 2 * float64(tp) / float64(i+1+total); f > f1 {
			f1, threshold = f, j.sim
		}
	}
	return f1, threshold
}

// auc is the chance that a true pair is more similar than a false one, ties
// counting half.
func auc(js []judged) float64 {
	sortDown(js)
	var pos, neg, won float64
	for i := 0; i < len(js); {
		k := i
		var p, n float64
		for ; k < len(js) && js[k].sim == js[i].sim; k++ {
			if js[k].same {
				p++
			} else {
				n++
			}
		}
		won += n * (pos + p/2)
		pos += p
		neg += n
		i = k
	}
	if pos == 0 || neg == 0 {
		return 0
	}
	return won / (pos * neg)
}

func sortDown(js []judged) {
	sort.SliceStable(js, func(i, k int) bool { return js[i].sim > js[k].sim })
}

// brier is the mean squared error of the similarity as a probability.
func brier(js []judged) float64 {
	s := 0.0
	for _, j := range js {
		d := j.sim
		if j.same {
			d = 1 - j.sim
		}
		s += d * d
	}
	return s / float64(len(js))
}

// showWorst prints the true pairs given least and the false ones given most.
func showWorst(js []judged, n int) {
	sortDown(js)
	for i, k := 0, 0; i < len(js) && k < n; i++ {
		if !js[i].same {
			fmt.Printf("    false %.3f  %s | %s\n", js[i].sim, js[i].a, js[i].b)
			k++
		}
	}
	for i, k := len(js)-1, 0; i >= 0 && k < n; i-- {
		if js[i].same {
			fmt.Printf("    true  %.3f  %s | %s\n", js[i].sim, js[i].a, js[i].b)
			k++
		}
	}
}

func hashOf(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// heldOut is true for the tenth of the pairs that no table may be learnt from.
func heldOut(pair string) bool { return hashOf(pair)%10 == 0 }

// readPairs reads the first two columns of a tab-separated file.
func readPairs(file string) ([][2]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var out [][2]string
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if c := strings.Split(sc.Text(), "\t"); len(c) >= 2 {
			out = append(out, [2]string{c[0], c[1]})
		}
	}
	return out, sc.Err()
}
