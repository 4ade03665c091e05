package compare

import "testing"

// TestBar proves what keeps synthetic records apart by their names.
func TestBar(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want Bar
	}{
		{"surname=Орлов; given=Иван", "surname=Орлов; given=И.", Open},
		{"surname=Орлов; given=Иван", "surname=Орлов", Open},
		{"surname=Орлов; given=Иван", "place=Тверь", NoName},
		{"surname=Орлов; given=Иван", "surname=Зозуля; given=Клим", NoPartAgrees},
		{"surname=Орлов; given=Иван", "surname=Зозуля; given=Иван", OtherSurname},
		{"surname=Орлов; given=Анна; patronymic=Петровна", "surname=Зозуля; given=Анна; patronymic=Петровна", Open}, // married
		{"surname=Орлов; given=Анна; birth=1891-04-17", "surname=Зозуля; given=Анна; birth=1891-04-17", Open},
		{"surname=Орлов; given=Анна; birth=1891", "surname=Зозуля; given=Анна; birth=1891", OtherSurname},
		{"surname=Орлов; given=Иван; patronymic=Петрович", "surname=Орлов; given=Клим; patronymic=Петрович", OtherGivenName},
		{"name=М. Н. Орлов", "name=Я. А. Орлов", OtherGivenName},
		{"surname=Орлов; given=Иван; patronymic=Петрович; birth=1860", "surname=Орлов; given=Иван; patronymic=Иванович; birth=1890", OtherFather},
		{"name=Орлов Иван; other_name=Зозуля Клим", "surname=Зозуля; given=Клим", Open},
		{"name=Orlov Yakov; other_name=Орлов", "name=М. Н. Орлов", OtherGivenName}, // the second spelling is no bare surname
		{"surname=Орлов; given=Клим", "surname=Kлим; given=Орлов", Open},
	} {
		k := New(table(x.a, x.b, "birth=1811-01-03", "birth=1811-01-03"))
		s := k.NewScratch()
		if got := k.Bar(k.Compare(s, 0, 1)); got != x.want || k.Bar(k.Compare(s, 1, 0)) != got {
			t.Errorf("%s / %s: %d %q, want %d", x.a, x.b, got, got, x.want)
		}
	}
}
