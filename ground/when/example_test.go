package when_test

import (
	"fmt"

	"byname/ground/when"
)

func ExampleParse() {
	d, _ := when.Parse("1937-08?/..")
	fmt.Println(d, d.Earliest(), d.Latest(), d.Precision(), d.Qualifiers())
	_, err := when.Parse("1937-13")
	fmt.Println(err)
	// Output:
	// 1937-08?/.. 1937-08-01 .. interval ?
	// date "1937-13": no such month, found '1' at position 6
}

func ExampleParseText() {
	for _, text := range []string{"не позднее марта 1938", "25 октября (7 ноября) 1917", "fines/10/1978", "32.13.1937", "неизв."} {
		d, err := when.ParseText(text, when.Hints{})
		fmt.Println(d, err)
	}
	// Output:
	// ../1938-03 <nil>
	// 1917-11-07 <nil>
	// 1978-10-21~/1978-10-31 <nil>
	//  date "32.13.1937": there is no day 32, found '3' at position 1
	//  no date given
}

func ExampleCompare() {
	a, _ := when.Parse("1890-03-15")
	for _, s := range []string{"1890", "1890-03-27", "1880-03-15", "1902"} {
		b, _ := when.Parse(s)
		fmt.Println(s, when.Compare(a, b))
	}
	// Output:
	// 1890 contained
	// 1890-03-27 calendar shift
	// 1880-03-15 digit slip
	// 1902 contradiction
}
