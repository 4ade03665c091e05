package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"byname/ground/when"
)

// person is somebody who never lived, and what happened to him.
type person struct {
	group      *group
	sex        int // 0 man, 1 woman
	surname    string
	born       when.Days
	given      string
	patronymic string
	maiden     string // a woman's surname before she married, sometimes

	village, region, city, home              string
	nationality, education, party            string
	occupation, body, charge, verdict        string
	shotAt                                   string
	arrested, sentenced, shot, rehabilitated when.Days // shot is 0 for those who were not
}

// world draws people.
type world struct {
	r      *rand.Rand
	groups draw[*group]
	words  map[string]*draw[string]
	seen   map[string]bool // surnames
}

func newWorld(r *rand.Rand) (*world, error) {
	groups, err := readGroups(r)
	if err != nil {
		return nil, err
	}
	w := &world{r: r, words: map[string]*draw[string]{}, seen: map[string]bool{}}
	for _, id := range groupOrder {
		w.groups.add(groups[id], shares[id])
	}
	err = entries(wordsFile, func(key []string, words string, weight float64) error {
		if key[0] == "nationality" {
			man, woman, ok := strings.Cut(words, "/")
			if !ok || len(key) != 2 || groups[key[1]] == nil {
				return fmt.Errorf("words: nationality %v %q", key, words)
			}
			groups[key[1]].nationality = [2]string{man, woman}
			return nil
		}
		if w.words[key[0]] == nil {
			w.words[key[0]] = &draw[string]{}
		}
		w.words[key[0]].add(words, weight)
		return nil
	})
	for _, kind := range []string{"region", "city", "village-stem", "village-ending", "occupation", "education", "party", "body", "charge", "sentence", "shot-at"} {
		if w.words[kind] == nil && err == nil {
			err = fmt.Errorf("words: no %s", kind)
		}
	}
	return w, err
}

func (w *world) word(kind string) string { return w.words[kind].pick(w.r) }

func (w *world) chance(p float64) bool { return w.r.Float64() < p }

// waves are the days on which people were arrested: first, last and how many of a hundred.
var waves = []struct {
	first, last when.Days
	share       float64
}{
	{when.Gregorian(1930, 1, 5), when.Gregorian(1931, 12, 20), 14},
	{when.Gregorian(1932, 1, 5), when.Gregorian(1934, 11, 30), 7},
	{when.Gregorian(1934, 12, 2), when.Gregorian(1937, 7, 30), 14},
	{when.Gregorian(1937, 8, 1), when.Gregorian(1938, 11, 16), 58},
	{when.Gregorian(1938, 11, 17), when.Gregorian(1941, 6, 22), 7},
}

func (w *world) arrest() when.Days {
	x := w.r.Float64() * 100
	for _, v := range waves {
		if x -= v.share; x < 0 {
			return v.first + when.Days(w.r.IntN(int(v.last-v.first)+1))
		}
	}
	return waves[3].first
}

func (w *world) person() *person {
	g := w.groups.pick(w.r)
	p := &person{group: g, surname: g.surnames.pick(w.r)}
	if w.chance(0.09) {
		p.sex = 1
	}
	p.given = g.given[p.sex].pick(w.r).name
	p.patronymic = g.given[0].pick(w.r).patronymic[p.sex]
	if p.sex == 1 && w.chance(0.12) {
		p.maiden = feminine(g.surnames.pick(w.r), g.id)
	}
	p.arrested = w.arrest()
	// Two dice make most of them between 25 and 60.
	age := 17 + w.r.IntN(35) + w.r.IntN(24)
	p.born = p.arrested - when.Days(age*365+w.r.IntN(365)+age/4)
	p.village = w.word("village-stem") + w.word("village-ending")
	p.region = w.word("region")
	p.city = ""
	if w.chance(0.15) {
		p.city = w.word("city")
	}
	switch x := w.r.Float64(); {
	case x < 0.45:
		p.home = w.word("city")
	case x < 0.8 && p.city == "":
		p.home = "д. " + p.village + " " + p.region
	default:
		p.home = "с. " + w.word("village-stem") + w.word("village-ending") + " " + w.word("region")
	}
	p.nationality = g.nationality[p.sex]
	p.education = w.word("education")
	p.party = w.word("party")
	p.occupation = w.word("occupation")
	p.body = w.word("body")
	p.charge = w.word("charge")
	p.verdict = w.word("sentence")
	p.sentenced = p.arrested + when.Days(7+w.r.IntN(60)+w.r.IntN(60))
	if p.verdict == "ВМН" {
		p.shot = p.sentenced + when.Days(w.r.IntN(12))
		p.shotAt = w.word("shot-at")
	}
	if w.chance(0.7) {
		p.rehabilitated = when.Gregorian(1956, 1, 10) + when.Days(w.r.IntN(13500))
	}
	return p
}

// feminine returns the surname as a woman of the group bears it.
func feminine(surname, group string) string {
	switch {
	case strings.HasSuffix(surname, "ский"), strings.HasSuffix(surname, "цкий"):
		return surname[:len(surname)-len("ий")] + "ая"
	case group == "de" || group == "fi" || group == "lv" || group == "ge":
		return surname
	case strings.HasSuffix(surname, "ов"), strings.HasSuffix(surname, "ев"), strings.HasSuffix(surname, "ин"), strings.HasSuffix(surname, "ын"):
		return surname + "а"
	}
	return surname
}

// family returns the surname in the form of the person's sex.
func (p *person) family() string {
	if p.sex == 1 {
		return feminine(p.surname, p.group.id)
	}
	return p.surname
}
