package name

import "testing"

func TestCompareReadsAcrossConventions(t *testing.T) {
	for _, p := range [][2]string{
		{"Ежов Н.И.", "Nikolai Ivanovich Yezhov"}, {"Jeschow", "Ежов"}, {"Jeżow", "Iejov"},
	} {
		if c := Compare(Parse(p[0]), Parse(p[1])); c.Level < Initial || c.Similarity < .85 {
			t.Errorf("%s / %s: %v %.3f", p[0], p[1], c.Level, c.Similarity)
		}
	}
}
