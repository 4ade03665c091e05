package block

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"byname/evidence/record"
	"byname/ground/name"
	"byname/link/norm"
)

// TestTwoScriptsMeet: two lists of the same synthetic persons, one in Cyrillic
// and one in Latin letters, share no written word; rules of sound and date must bring them together.
func TestTwoScriptsMeet(t *testing.T) {
	const n = 2000
	rng := rand.New(rand.NewPCG(1, 1))
	stems := strings.Fields("Бар Вед Гор Дол Жар Зел Кам Лев Мор Нос Пар Род Сав Тал Фад Хар Чер Шум Бел Влас Гран Дроб")
	ends := strings.Fields("анов еков илин один уров атский енко овин ишев укин")
	given := strings.Fields("Иван Пётр Анна Мария Семён Борис Глеб Ольга")
	b := norm.New(norm.Options{})
	type entry struct{ surname, given, birth string }
	people := make([]entry, n)
	for i := range people {
		people[i] = entry{stems[rng.IntN(len(stems))] + ends[rng.IntN(len(ends))], given[rng.IntN(len(given))], fmt.Sprint(1860 + rng.IntN(50))}
	}
	add := func(list string, latin bool) {
		for i, p := range people {
			if latin {
				for _, s := range []*string{&p.surname, &p.given} {
					written, err := name.Romanise(*s, "bgn")
					if err != nil {
						t.Fatal(err)
					}
					*s = written
				}
			}
			b.Add(&record.Record{ID: fmt.Sprintf("%s:%d", list, i), List: list, Source: list, Fields: []record.Field{
				{Name: record.SurnameField, Type: record.Name, Value: p.surname},
				{Name: record.GivenField, Type: record.Name, Value: p.given},
				{Name: "birth", Type: record.Date, Value: p.birth, EDTF: p.birth},
			}})
		}
	}
	add("cyrillic", false)
	add("latin", true)
	plan := New(b.Table(), Options{})
	if plan.All {
		t.Fatal("the table is too small to need rules")
	}
	met := 0
	for pair := range pairs(t, plan) {
		if pair.B-pair.A == n {
			met++
		}
	}
	if met < n*2/3 { // without such rules it is less than a tenth; a word has one key of sound, which some romanisations miss
		t.Errorf("of %d persons in two scripts %d meet under the rules %v", n, met, plan.Rules)
	}
}
