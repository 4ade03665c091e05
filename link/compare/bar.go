package compare

import (
	"byname/ground/name"
	"byname/link/norm"
)

// Bar says what keeps two records apart by their names, whatever else agrees.
// Records of one person bear names that agree in part at least: that men were
// taken on one day in one place makes them no one man.
type Bar uint8

// The bars. Those of different surnames and of different given names do not
// hold where the day of birth or the number of a person is the same, the
// first two not where both are.
const (
	Open           Bar = iota // the names do not keep the two apart
	NoName                    // no part of the names can be compared
	NoPartAgrees              // every part that can be compared conflicts
	OtherSurname              // the surnames conflict, and given name and patronymic do not both agree
	OtherGivenName            // the given names conflict
	OtherFather               // the patronymics conflict, and so do the dates of birth
)

// String says the bar in words.
func (b Bar) String() string {
	return [...]string{"",
		"no part of their names can be compared",
		"no part of their names agrees",
		"their surnames differ, and neither patronymic nor day of birth is the same",
		"their given names differ, and their days of birth are not the same",
		"their patronymics differ, and so do their dates of birth",
	}[min(b, OtherFather)]
}

const namesMask = 1<<12 - 1

// bars lists the Bar of every pattern of the three parts of names.
func bars() *[namesMask + 1]Bar {
	var out [namesMask + 1]Bar
	for p := range out {
		out[p] = bar(Pattern(p).Level(norm.Surname), Pattern(p).Level(norm.Given), Pattern(p).Level(norm.Patronymic))
	}
	return &out
}

func bar(surname, given, patronymic int) Bar {
	const unknown, conflict = int(name.Unknown), int(name.Conflict)
	switch {
	case surname == unknown && given == unknown && patronymic == unknown:
		return NoName
	case surname <= conflict && given <= conflict && patronymic <= conflict:
		return NoPartAgrees
	case surname == conflict && given <= conflict, given == conflict && surname <= conflict:
		return NoPartAgrees // only the patronymics agree, as those of half the village do
	case surname == conflict && (given < int(name.Near) || patronymic < int(name.Near)):
		return OtherSurname
	case given == conflict:
		return OtherGivenName
	}
	return Open
}

// Bar returns what keeps two records apart by their names.
func (k *Kernel) Bar(p Pattern) Bar {
	b := k.bars[p&namesMask]
	if b == Open {
		if birth := k.life.birth; birth >= 0 && p.Level(norm.Patronymic) == int(name.Conflict) && k.comparisons[birth].Levels[p.Level(birth)].Differ {
			return OtherFather
		}
		return b
	}
	marks := k.marks(p)
	if marks >= 2 || marks == 1 && b > NoPartAgrees {
		return Open
	}
	return b
}

// marks counts what a pattern has in common that is of one person alone: the
// day of birth, and numbers of persons.
func (k *Kernel) marks(p Pattern) int {
	marks := 0
	if k.life.birth >= 0 {
		switch p.Level(k.life.birth) {
		case daySame, dayCalendar, daySlip, dayMonth:
			marks++
		}
	}
	for _, c := range k.numbers {
		if p.Level(c) == textSame {
			marks++
		}
	}
	return marks
}

// Telling reports whether a pattern tells one person from a namesake or a
// brother: surname and given name can be compared, or the day of birth is the same.
func (k *Kernel) Telling(p Pattern) bool {
	return p.Level(norm.Surname) != 0 && p.Level(norm.Given) != 0 || k.marks(p) > 0
}

// numbersOf lists the columns that number persons: nearly all values are
// codes, and on average a record shares its code with few others.
func numbersOf(t *norm.Table) []int {
	const fewSharing = 5
	var out []int
	for c, col := range t.Columns() {
		codes := 0
		for i := range col.Texts {
			if col.Texts[i].Code {
				codes++
			}
		}
		if col.Kind == norm.Text && 10*codes > 9*(len(col.Texts)-1) && col.Same*float64(col.Rows) < fewSharing {
			out = append(out, c)
		}
	}
	return out
}

// Personal reports whether comparison c is of the person alone: the names and
// the date of birth. All else, such as when and where somebody was taken, is
// shared by all who were taken together.
func (k *Kernel) Personal(c int) bool { return c <= norm.Patronymic || c == k.life.birth }

// Clear reports a pattern of one name and one date: surname and given name are
// the same or nearly so, some date agrees, and none conflicts.
func (k *Kernel) Clear(p Pattern) bool {
	if p.Level(norm.Surname) < int(name.Near) || p.Level(norm.Given) < int(name.Near) || p.Level(norm.Patronymic) == int(name.Conflict) {
		return false
	}
	agree := false
	for c := norm.Patronymic + 1; c < len(k.comparisons); c++ {
		if k.t.Columns()[c].Kind != norm.Dated {
			continue
		}
		l := p.Level(c)
		if k.comparisons[c].Levels[l].Differ {
			return false
		}
		switch l {
		case daySame, dayCalendar, daySlip, monthSame, yearSame:
			agree = true
		}
	}
	return agree
}

// Bridges reports whether row c bears two names, one of which is that of row a
// and the other that of row b: what the two conflict in is then no conflict.
func (k *Kernel) Bridges(s *Scratch, c, a, b int32) bool {
	cells := k.t.Cells(c)
	if cells[norm.Surname] >= 0 && cells[norm.Given] >= 0 && cells[norm.Patronymic] >= 0 {
		return false
	}
	return k.bears(s, cells, a, k.t.Either(c) || k.t.Either(a)) && k.bears(s, cells, b, k.t.Either(c) || k.t.Either(b))
}

// bears reports whether one of the names in cells is that of a row: surname
// and given name agree, or the surname does and the name has no more.
func (k *Kernel) bears(s *Scratch, cells []int32, row int32, either bool) bool {
	found := false
	each(k.t, cells, func(x *[3]int32) {
		each(k.t, k.t.Cells(row), func(y *[3]int32) {
			p, _ := k.pairOfNames(s, x, y, either)
			surname, given := p.Level(norm.Surname), p.Level(norm.Given)
			alone := x[norm.Given] == 0 && x[norm.Patronymic] == 0
			if surname > int(name.KeyOnly) && (given > int(name.KeyOnly) || alone) && k.bars[p&namesMask] == Open {
				found = true
			}
		})
	})
	return found
}
