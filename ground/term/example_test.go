package term_test

import (
	"fmt"

	"byname/ground/term"
)

func ExampleClassify() {
	text := "58-10 ч.2 УК РСФСР, КРТД; дело о мельнице"
	r := term.Classify(term.Charge, text)
	for _, m := range r.Matches {
		fmt.Println(m.Code, "-", m.Label("en"))
	}
	for _, s := range r.Rest {
		fmt.Println("left over:", text[s.Start:s.End])
	}
	// Output:
	// rsfsr.58-10.2 - anti-Soviet agitation amid unrest, in wartime, or using religious or national prejudice
	// activity.trotskyist - Counter-revolutionary Trotskyist activity (KRTD)
	// left over: дело о мельнице
}
