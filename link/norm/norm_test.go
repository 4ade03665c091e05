package norm

import (
	"slices"
	"strings"
	"testing"

	"byname/evidence/record"
)

// rec makes a synthetic record of "field=value" parts; dates are fields that end in "date", birth, death, execution, arrest.
func rec(id, source string, parts ...string) *record.Record {
	r := &record.Record{ID: "list:" + id, List: "list", Source: source}
	for _, p := range parts {
		name, value, _ := strings.Cut(p, "=")
		f := record.Field{Name: name, Value: value}
		switch name {
		case "birth", "death", "execution", "arrest":
			f.Type, f.EDTF = record.Date, value
		}
		r.Fields = append(r.Fields, f)
	}
	return r
}

func build(rs ...*record.Record) *Table {
	b := New(Options{})
	for _, r := range rs {
		b.Add(r)
	}
	return b.Table()
}

func columns(t *Table) string {
	var s []string
	for _, c := range t.Columns() {
		s = append(s, c.Name)
	}
	return strings.Join(s, " ")
}

func TestTable(t *testing.T) {
	tab := build(
		rec("1", "a", "surname=Орлов", "given=Иван", "birth=1890-03-02", "execution=1938-01-05", "birth_place=Тверь"),
		rec("2", "a", "surname=ОРЛОВ", "given=И.", "birth=1890", "death=1938-01-05", "birth_place=Тверь", "birth_place=Псков"),
		rec("3", "b", "name=Белова, Анна", "birth_place=н/д", "birth=1890-03-02", "death=1950", "birth_place=Псков"),
	)
	if got, want := columns(tab), "surname given patronymic birth death birth_place"; got != want {
		t.Fatalf("columns %q, want %q", got, want)
	}
	one, two, three := tab.Cells(0), tab.Cells(1), tab.Cells(2)
	if one[Surname] != two[Surname] || one[Surname] == 0 {
		t.Error("surnames that fold alike must be one value")
	}
	if one[Given] == two[Given] {
		t.Error("an initial is another value than the name")
	}
	if one[4] != two[4] || one[4] == 0 {
		t.Error("dates of execution and of death must be one column")
	}
	if two[5] >= 0 || !slices.Equal(tab.Many(two[5]), []int32{one[5], three[5]}) {
		t.Errorf("two places in one record: cell %d", two[5])
	}
	if tab.Unit(0) != tab.Unit(1) || tab.Unit(0) == tab.Unit(2) {
		t.Error("the unit is the source inside the list")
	}
	if row, ok := tab.Row("list:3"); !ok || row != 2 {
		t.Errorf("Row(list:3) = %d, %v", row, ok)
	}
	if f := tab.Columns()[Surname].Freq[one[Surname]]; f != 2 {
		t.Errorf("frequency of the surname %d, want 2", f)
	}
}

func TestSkipped(t *testing.T) {
	b := New(Options{Lists: map[string]Duplicates{"list": Skip}})
	if row := b.Add(rec("1", "a", "surname=Орлов")); row != -1 {
		t.Errorf("a record of a skipped list got row %d", row)
	}
	b = New(Options{})
	r := rec("1", "a", "surname=Орлов")
	r.Withdrawn = true
	if row := b.Add(r); row != -1 {
		t.Errorf("a withdrawn record got row %d", row)
	}
	if n := b.Table().Len(); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

// TestOrderOfColumns proves that columns are ordered by what they tell, not by
// the order in which fields come.
func TestOrderOfColumns(t *testing.T) {
	forth := build(rec("1", "a", "surname=A", "x=1", "y=2"), rec("2", "a", "surname=B", "x=1", "y=3"), rec("3", "a", "y=2", "x=5"))
	back := build(rec("1", "a", "y=2", "x=1", "surname=A"), rec("2", "a", "y=3", "x=1", "surname=B"), rec("3", "a", "x=5", "y=2"))
	if columns(forth) != columns(back) {
		t.Errorf("%q and %q", columns(forth), columns(back))
	}
}

func TestUselessColumnsAreDropped(t *testing.T) {
	tab := build(rec("1", "a", "surname=A", "number=17", "kind=list"), rec("2", "a", "surname=A", "number=18", "kind=list"))
	if got := columns(tab); got != "surname given patronymic" {
		t.Errorf("columns %q: a number that never repeats and a constant tell nothing", got)
	}
}

func TestPack(t *testing.T) {
	for edtf, want := range map[string]Grain{"1937-10-29": ToDay, "1937-10": ToMonth, "1937": ToYear, "193X": Wider, "1938-07-27/1938-08-01": ToMonth, "1937/..": Wider} {
		tab := build(rec("1", "a", "surname=A", "birth="+edtf))
		if got := tab.Dates()[1].Grain; got != want {
			t.Errorf("%s: grain %d, want %d", edtf, got, want)
		}
	}
}
