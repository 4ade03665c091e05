package search

// slipAlike grades two folded words of one script by how many letters one must
// change, add, drop or swap with its neighbour to get the other (restricted
// Damerau-Levenshtein): one slip in ten letters gives 0.9, more than two give 0.
func slipAlike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	long := max(len(x), len(y))
	if long-min(len(x), len(y)) > maxSlips || min(len(x), len(y)) < 4 || long > maxWordBytes {
		return 0
	}
	if d := slips(x, y); d <= maxSlips {
		return 1 - float64(d)/float64(long)
	}
	return 0
}

const maxSlips = 2

func slips(x, y []rune) int {
	var rows [3][maxWordBytes + 1]int
	before, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := range y {
		prev[j+1] = j + 1
	}
	for i := range x {
		cur[0] = i + 1
		least := cur[0]
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			v := min(prev[j]+cost, prev[j+1]+1, cur[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				v = min(v, before[j-1]+1)
			}
			cur[j+1] = v
			least = min(least, v)
		}
		if least > maxSlips {
			return least
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(y)]
}
