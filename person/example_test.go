package person_test

import (
	"fmt"

	"byname/evidence/claim"
	"byname/evidence/source"
	"byname/ground/when"
	"byname/person"
)

// What was said of one man, and what was known of it in 1937.
func ExampleAssemble() {
	sources := map[string]source.Source{
		"PRAVDA":   {ID: "PRAVDA", Kind: "press", Public: "1937-12-20"},
		"CONQUEST": {ID: "CONQUEST", Kind: "scholarly", Public: "1990"},
	}
	in := person.Input{
		ID: "p1",
		Claims: []*claim.Claim{
			{ID: "F0326", Predicate: "execution", EDTF: "1937-10-30", Source: "CONQUEST"},
			{ID: "F0327", Predicate: "execution", EDTF: "1937-12-16", Source: "PRAVDA", Circumstance: "official-announcement"},
		},
		Source: func(id string) (source.Source, bool) { s, ok := sources[id]; return s, ok },
	}
	for _, year := range []string{"1937", "1990"} {
		in.AsOf, _ = when.Parse(year)
		fmt.Println("known in", year)
		for _, g := range person.Assemble(in).Groups {
			for _, v := range g.Values {
				fmt.Printf("  %s %s: independent %d, accusers %d, against it %v\n",
					g.Predicate, v.EDTF, v.Lineages, v.Accuser, v.Claims[0].ContradictedBy)
			}
		}
	}
	// Output:
	// known in 1937
	//   execution 1937-12-16: independent 0, accusers 1, against it []
	// known in 1990
	//   execution 1937-10-30: independent 1, accusers 0, against it [F0327]
	//   execution 1937-12-16: independent 0, accusers 1, against it [F0326]
}
