package place_test

import (
	"fmt"

	"byname/ground/place"
	"byname/ground/when"
)

func ExampleResolve() {
	at, err := when.Parse("1937")
	if err != nil {
		panic(err)
	}
	for _, m := range place.Resolve("Ленинград", at) {
		fmt.Println(m.Place.ID, m.NameThen, "now", m.NameNow)
	}
	// Output: saint-petersburg Ленинград now Санкт-Петербург
}
