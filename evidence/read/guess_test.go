package read

import (
	"strings"
	"testing"
)

// TestGuess proposes mappings for lists of synthetic people in seven languages.
func TestGuess(t *testing.T) {
	for _, c := range []struct{ file, in, want string }{
		{"Книга памяти.csv", "№;ФИО;Дата рождения;Место рождения;Дата ареста;Приговор\n1;Синтетов Иван Петрович;05.08.1890;с. Выдумка;13.02.1938;ВМН\n2;Пробников Пётр Ильич;1900;;н/д;10 лет\n",
			"list: kniga-pamyati|id: [\"№\"]|lang: ru|order: dmy|field: name, column: ФИО|field: birth, column: Дата рождения|field: birth_place|field: arrest, column: Дата ареста|field: sentence, column: Приговор|null: [н/д]"},
		{"victims.csv", "record_id,Last Name,First Name,Date of Birth,Arrested,Age\nA1,Probe,Anna,1900-02-01,1937-08-05,37\nA2,Probe,Boris,1901,1937,36\n",
			"id: [record_id]|field: surname, column: Last Name|field: given, column: First Name|field: birth, column: Date of Birth|field: arrest, column: Arrested|age_at: arrest|lang: en"},
		{"lista.csv", "id,apellido_nombres,fecha_nacimiento,lugar_detencion,fecha_detencion\n1,PRUEBA ANA,13/02/1950,La Plata,01/03/1977\n2,PRUEBA LUIS,02/03/1951,sin datos,sin datos\n",
			"field: name, column: apellido_nombres|field: birth, column: fecha_nacimiento|field: arrest_place|field: arrest, column: fecha_detencion|null: [sin datos]|order: dmy|lang: es"},
		{"liste.tsv", "Nr.\tName, Vorname\tGeburtsdatum\tGeburtsort\tTodesdatum\n1\tProbst, Anna\t1.2.1900\tWien\t5.8.1942\n2\tProbst, Karl\t3.4.1890\tGraz\t6.9.1943\n",
			"delimiter: \"\\t\"|id: [Nr.]|field: name, column: \"Name, Vorname\"|field: birth, column: Geburtsdatum|field: birth_place, column: Geburtsort|field: death, column: Todesdatum|lang: de"},
		{"l.csv", "Nom;Prénom;Date de naissance;Profession\nEssai;Anne;01/02/1900;couturière\nEssai;Jean;03/04/1890;maçon\n",
			"field: surname, column: Nom|field: given, column: Prénom|field: birth, column: Date de naissance|field: occupation|lang: fr|hash of the row"},
		{"l.csv", "Lp.,Nazwisko,Imię,Data urodzenia,Data śmierci\n1,Próbny,Jan,1900,1942\n2,Próbna,Anna,1901,1943\n",
			"id: [Lp.]|field: surname, column: Nazwisko|field: given, column: Imię|field: birth|field: death|lang: pl"},
		{"l.csv", "Прізвище,Ім'я,По батькові,Рік народження,Дата розстрілу\nПробний,Іван,Петрович,1890,05.08.1937\n",
			"field: surname|field: given|field: patronymic|field: birth|field: execution|lang: uk"},
		{"l.jsonl", `{"id": 7, "name": "Anna Probe", "birth": {"place": "Wien"}, "aliases": ["A", "B"]}` + "\n",
			"format: jsonl|id: [id]|field: name, column: name|field: other_name, column: aliases|field: birth_place, column: birth.place"},
		{"l.csv", "x,who,z\n1,Anna Probe,foo\n2,Boris Probe,foo\n", "field: name, column: who"},
	} {
		m, first, err := Guess(strings.NewReader(c.in), c.file)
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		sameAgain(t, m)
		text, _ := m.YAML()
		for want := range strings.SplitSeq(c.want, "|") {
			if !strings.Contains(string(text), want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		if len(first) == 0 || len(first[0].Names()) == 0 {
			t.Errorf("%s: no names in %v", c.file, first)
		}
	}
	if _, _, err := Guess(strings.NewReader(""), "empty.csv"); err == nil {
		t.Error("an empty file has a mapping")
	}
}
