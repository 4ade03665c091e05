package record

import (
	"reflect"
	"testing"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		about  string
		fields []Field
		want   []PersonName
	}{
		{"nothing", nil, nil},
		{"whole name and an alias, whatever their order",
			[]Field{{Name: OtherNameField, Value: "Koba"}, {Name: NameField, Value: "Synthetic Person"}},
			[]PersonName{{Text: "Synthetic Person"}, {Text: "Koba", Other: true}}},
		{"parts in any order make one name, surname first",
			[]Field{{Name: PatronymicField, Value: "Иванович"}, {Name: SurnameField, Value: "Вымышлен"}, {Name: GivenField, Value: "Пётр"}},
			[]PersonName{{Text: "Вымышлен Пётр Иванович", Surname: "Вымышлен", Given: "Пётр", Patronymic: "Иванович"}}},
		{"two surnames in two columns are both kept",
			[]Field{{Name: SurnameField, Value: "Abc"}, {Name: SurnameField, Value: "Def"}},
			[]PersonName{{Text: "Abc Def", Surname: "Abc Def"}}},
		{"other fields are no names", []Field{{Name: "birth", Value: "1890"}}, nil},
	} {
		r := Record{Fields: c.fields}
		if got := r.Names(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.about, got, c.want)
		}
	}
}

func TestValuesKeepsEveryOne(t *testing.T) {
	r := Record{Fields: []Field{{Name: "birth", Value: "1890"}, {Name: "sex", Value: "m"}, {Name: "birth", Value: "1891"}}}
	if got := r.Values("birth"); len(got) != 2 || got[0].Value != "1890" || got[1].Value != "1891" {
		t.Errorf("two births went in, %v came out", got)
	}
}
