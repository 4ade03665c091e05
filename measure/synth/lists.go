package main

import (
	"strconv"
	"strings"

	"byname/ground/when"
)

// list is one of the lists being written.
type list struct {
	id     string
	prefix string // of keys
	header []string
	mark   string  // in the last column of every row
	share  float64 // of the people that stand in it
	ofShot float64 // so much more of those who were shot
	write  func(l *list, p *person)

	sheet *sheet
	r     noise
	key   []byte
}

const (
	markRu = "вымышлено"
	markEn = "synthetic"
)

// newLists returns the lists with how likely a person stands in each: the chances sum to
// about two, and those who were shot stand in more.
func newLists() []*list {
	return []*list{
		{
			id: "memory-book", prefix: "k", mark: markRu, share: 0.62, write: memoryBook,
			header: []string{"id", "фамилия", "имя", "отчество", "рождение", "место рождения", "национальность", "партийность", "образование", "занятие", "место жительства", "арест", "осужден кем", "обвинение", "приговор", "дата приговора", "расстрел", "место расстрела", "реабилитация", "помета"},
		},
		{
			id: "execution-lists", prefix: "s", mark: markRu, share: 0.3, ofShot: 0.4, write: executionList,
			header: []string{"id", "фио", "год рождения", "область", "национальность", "занятие", "орган", "категория", "дата", "расстрелян", "помета"},
		},
		{
			id: "card-index", prefix: "c", mark: markRu, share: 0.5, write: card,
			header: []string{"id", "фамилия и инициалы", "возраст", "уроженец", "национальность", "арестован", "обвинение", "мера", "помета"},
		},
		{
			id: "abroad", prefix: "a", mark: markEn, share: 0.25, ofShot: 0.1, write: abroad,
			header: []string{"id", "Surname", "Given names", "Born", "Birthplace", "Region", "Arrested", "Fate", "Shot", "Note"},
		},
	}
}

// times returns how often the list names a person.
func (l *list) times(p *person) int {
	share := l.share
	if p.shot != 0 {
		share += l.ofShot
	}
	switch {
	case !l.r.chance(share):
		return 0
	case l.r.chance(0.02): // entered twice
		return 2
	}
	return 1
}

// memoryBook is a printed book of memory: full, edited, with an own column for everything.
func memoryBook(l *list, p *person) {
	r, s := l.r, l.sheet
	family := r.name(p.family(), 0.03)
	if p.maiden != "" && r.chance(0.5) {
		family += " (" + p.maiden + ")"
	}
	s.text(family)
	s.text(r.given(p, 0.02, 0.015))
	if r.chance(0.06) {
		s.text("")
	} else {
		s.text(r.name(p.patronymic, 0.02))
	}
	s.text(l.birth(p))
	s.text(l.birthPlace(p))
	s.text(r.lost(p.nationality, 0.12))
	s.text(r.lost(p.party, 0.25))
	s.text(r.lost(p.education, 0.25))
	s.text(r.lost(p.occupation, 0.1))
	s.text(r.lost(p.home, 0.15))
	s.text(r.lost(words(r.day(p.arrested, 0.02)), 0.08))
	s.text(p.body)
	s.text(r.lost(p.charge, 0.05))
	s.text(p.verdict)
	s.text(words(r.day(p.sentenced, 0.02)))
	if p.shot == 0 {
		s.text("")
		s.text("")
	} else {
		s.text(r.lost(words(r.day(p.shot, 0.02)), 0.06))
		s.text(r.lost(p.shotAt, 0.6))
	}
	if p.rehabilitated == 0 {
		s.text("")
	} else {
		s.text(r.lost("в "+monthOrYear(p.rehabilitated, r), 0.1))
	}
}

var prepositional = []string{"январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе", "сентябре", "октябре", "ноябре", "декабре"}

func monthOrYear(d when.Days, r noise) string {
	y, m, _ := d.Civil()
	year := strconv.FormatInt(y, 10) + " г."
	if r.chance(0.7) {
		return prepositional[m-1] + " " + year
	}
	return year
}

// lost returns a cell, empty with chance p.
func (r noise) lost(s string, p float64) string {
	if r.chance(p) {
		return ""
	}
	return s
}

// birth as a memory book has it: a year mostly.
func (l *list) birth(p *person) string {
	r := l.r
	y, _, _ := p.born.Civil()
	switch x := r.Float64(); {
	case x < 0.04:
		return ""
	case x < 0.24:
		return dotted(r.day(p.born, 0.1))
	case x < 0.26:
		return "ок. " + strconv.FormatInt(r.year(y, 0.5), 10)
	case x < 0.28:
		return strconv.FormatInt(y/10, 10) + "0-е"
	}
	return strconv.FormatInt(r.year(y, 0.06), 10) + " г."
}

func (l *list) birthPlace(p *person) string {
	r := l.r
	switch x := r.Float64(); {
	case x < 0.08:
		return ""
	case p.city != "" && x < 0.5:
		return p.city
	case p.city != "":
		return p.city[len("г. "):]
	case x < 0.25:
		return p.region
	case x < 0.6:
		return "д. " + r.name(p.village, 0.05) + ", " + p.region
	}
	return "с. " + r.name(p.village, 0.05) + " " + p.region
}

// executionList is a list sent for signature: one cell for the name, the year of birth, no more.
func executionList(l *list, p *person) {
	r, s := l.r, l.sheet
	name := r.name(p.family(), 0.04) + " "
	switch x := r.Float64(); {
	case x < 0.12:
		name += initial(p.given) + initial(p.patronymic)
	case x < 0.15:
		name += p.given
	default:
		name += r.given(p, 0.03, 0.03) + " " + r.name(p.patronymic, 0.04)
	}
	s.text(name)
	y, _, _ := p.born.Civil()
	s.text(r.lost(strconv.FormatInt(r.year(y, 0.09), 10), 0.1))
	s.text(r.lost(p.region, 0.05))
	s.text(r.lost(p.nationality, 0.4))
	s.text(r.lost(p.occupation, 0.3))
	s.text(p.body)
	if p.verdict == "ВМН" {
		s.text("1-я категория")
	} else {
		s.text("2-я категория")
	}
	s.text(dotted(r.day(p.sentenced, 0.04)))
	if p.shot == 0 {
		s.text("")
	} else {
		s.text(r.lost(dotted(r.day(p.shot, 0.04)), 0.1))
	}
}

// card is a card of an index, typed in capitals, the name in the genitive more often than not,
// read by machine.
func card(l *list, p *person) {
	r, s := l.r, l.sheet
	family, givenName, father := r.name(p.family(), 0.05), r.given(p, 0.05, 0.03), r.name(p.patronymic, 0.04)
	if r.chance(0.6) {
		family, givenName, father = genitive(family, p.sex), genitive(givenName, p.sex), genitive(father, p.sex)
	}
	switch x := r.Float64(); {
	case x < 0.4:
		givenName, father = initial(givenName), initial(father)
	case x < 0.45:
		father = ""
	}
	s.text(r.scan(strings.TrimSpace(upper(family+" "+givenName+" "+father)), 0.012))
	age := int(p.arrested-p.born) / 365
	if r.chance(0.07) {
		age += 1 - r.IntN(3)
	}
	s.text(r.lost(strconv.Itoa(age)+" лет", 0.2))
	s.text(r.scan(r.lost(l.birthPlace(p), 0.1), 0.008))
	s.text(r.lost(p.nationality, 0.3))
	s.text(r.lost(romanMonth(r.day(p.arrested, 0.04)), 0.1))
	s.text(r.lost(p.charge, 0.15))
	s.text(r.lost(p.verdict, 0.15))
}

// abroad is a list made outside the country from letters and the press, in Latin letters
// by no fixed rule.
func abroad(l *list, p *person) {
	r, s := l.r, l.sheet
	scheme := r.IntN(len(schemes))
	latin := func(t string) string { return romanise(t, scheme) }
	s.text(latin(r.name(p.family(), 0.04)))
	switch x := r.Float64(); {
	case x < 0.25:
		s.text(latin(initial(p.given)))
	case x < 0.6:
		s.text(latin(p.given))
	default:
		s.text(latin(p.given) + " " + latin(p.patronymic))
	}
	y, _, _ := p.born.Civil()
	switch x := r.Float64(); {
	case x < 0.25:
		s.text("")
	case x < 0.35:
		s.text("c. " + strconv.FormatInt(r.year(y, 0.6), 10))
	default:
		s.text(strconv.FormatInt(r.year(y, 0.1), 10))
	}
	if p.city != "" {
		s.text(r.lost(latin(p.city[len("г. "):]), 0.3))
	} else {
		s.text(r.lost(latin(p.village), 0.6))
	}
	s.text(r.lost(latin(p.region), 0.4))
	ay, am, _ := p.arrested.Civil()
	switch x := r.Float64(); {
	case x < 0.3:
		s.text("")
	case x < 0.6:
		s.text(strconv.FormatInt(ay, 10))
	case x < 0.8:
		s.text(englishMonths[am-1] + " " + strconv.FormatInt(ay, 10))
	default:
		s.text(english(r.day(p.arrested, 0.08)))
	}
	switch {
	case p.shot != 0 && r.chance(0.8):
		s.text("shot")
		s.text(r.lost(english(r.day(p.shot, 0.06)), 0.5))
	case p.shot != 0:
		s.text("fate unknown")
		s.text("")
	default:
		s.text("camp")
		s.text("")
	}
}
