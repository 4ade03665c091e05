package main

import (
	"fmt"
	"math"
)

// weighted is a judged pair and what it counts for.
type weighted struct {
	judged
	weight float64
}

// calibration fits the straight line in log-odds that best turns similarities
// into chances, on half of the pairs, and says how far the similarities as they
// are and as fitted are from the truth on the other half. True and false pairs
// count the same in sum, and so do the sets. Once the package has such a line,
// the one fitted here is near 1 and 0.
func calibration(labelledFile, variantsFile string) (string, error) {
	a, err := labelledPairs(labelledFile)
	if err != nil {
		return "", err
	}
	b, err := corpusPairs(variantsFile)
	if err != nil {
		return "", err
	}
	var fit, check []weighted
	for _, set := range [][]judged{a, b} {
		var halves [2][]judged
		for _, j := range set {
			h := hashOf(min(j.a, j.b)) / 16 % 2
			halves[h] = append(halves[h], j)
		}
		fit = append(fit, balanced(halves[0])...)
		check = append(check, balanced(halves[1])...)
	}
	slope, shift := fitLine(fit)
	b0, e0 := honesty(check, 1, 0)
	b1, e1 := honesty(check, slope, shift)
	return fmt.Sprintf("log-odds = %.3f * log-odds of similarity %+.3f; on the other half Brier %.3f as it is, %.3f fitted; error by tenths %.3f, %.3f",
		slope, shift, b0, b1, e0, e1), nil
}

// balanced gives the true pairs half of the weight, and all together 1.
func balanced(js []judged) []weighted {
	var n [2]float64
	for _, j := range js {
		n[side(j)]++
	}
	out := make([]weighted, len(js))
	for i, j := range js {
		out[i] = weighted{j, 0.5 / n[side(j)]}
	}
	return out
}

func side(j judged) int {
	if j.same {
		return 1
	}
	return 0
}

func logit(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// fitLine is logistic regression of the truth on the log-odds, by Newton steps.
func fitLine(ws []weighted) (slope, shift float64) {
	slope = 0.5
	for range 50 {
		var g0, g1, h00, h01, h11 float64
		for _, w := range ws {
			x := logit(w.sim)
			p := logistic(slope*x + shift)
			d := w.weight * (float64(side(w.judged)) - p)
			v := w.weight * p * (1 - p)
			g0 += d
			g1 += d * x
			h00 += v
			h01 += v * x
			h11 += v * x * x
		}
		det := h00*h11 - h01*h01
		if det == 0 {
			break
		}
		shift += (h11*g0 - h01*g1) / det
		slope += (h00*g1 - h01*g0) / det
	}
	return slope, shift
}

// honesty is the Brier score and the mean distance, by tenths of the chance
// given, between that chance and how often it came true.
func honesty(ws []weighted, slope, shift float64) (brier, err float64) {
	var n, said, true10 [10]float64
	total := 0.0
	for _, w := range ws {
		p := logistic(slope*logit(w.sim) + shift)
		t := float64(side(w.judged))
		brier += w.weight * (p - t) * (p - t)
		i := min(int(p*10), 9)
		n[i] += w.weight
		said[i] += w.weight * p
		true10[i] += w.weight * t
		total += w.weight
	}
	for i := range n {
		err += math.Abs(said[i] - true10[i])
	}
	return brier / total, err / total
}
