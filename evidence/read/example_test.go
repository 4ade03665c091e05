package read_test

import (
	"context"
	"fmt"
	"strings"

	"byname/evidence/read"
)

// A list of synthetic people, one of whom was arrested on a day there never was.
func ExampleItems() {
	m, err := read.ParseMapping([]byte(`
list: ledger
id: no
locator: "p. {page}"
order: dmy
fields:
  - {field: name, column: who}
  - {field: arrest, column: taken}
`), "ledger.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	file := "no;page;who;taken\n1;7;Synthetica, Anna;05.08.1937\n2;8;Synthetico, Boris;31.02.1938\n"
	for item, err := range read.Items(context.Background(), strings.NewReader(file), m, "ledger.csv") {
		switch {
		case err != nil:
			fmt.Println(err)
		case item.Record != nil:
			fmt.Printf("%s, %s: %s, arrested %q\n", item.Record.ID, item.Record.Locator, item.Record.Fields[0].Value, item.Record.Fields[1].EDTF)
		case item.Problem != nil:
			fmt.Printf("%s line %d: %s %q\n", item.Problem.File, item.Problem.Line, item.Problem.Column, item.Problem.Value)
		case item.Counts != nil:
			fmt.Println(item.Counts.Records, "records")
		}
	}
	// Output:
	// ledger:1, p. 7: Synthetica, Anna, arrested "1937-08-05"
	// ledger:2, p. 8: Synthetico, Boris, arrested ""
	// ledger.csv line 3: taken "31.02.1938"
	// 2 records
}
