package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"

	"byname/ground/when"
)

// noise makes the errors of lists.
type noise struct{ *rand.Rand }

func (r noise) chance(p float64) bool { return r.Float64() < p }

// oneOf takes a rune of a text.
func (r noise) oneOf(s string) string {
	all := []rune(s)
	return string(all[r.IntN(len(all))])
}

// Letters that stand for one another in writing by ear, and shapes that recognition mixes up.
var (
	byEar = strings.NewReplacer("о", "а", "е", "и", "ы", "и", "ё", "е", "сс", "с", "нн", "н", "мм", "м", "цк", "тск", "щ", "сч", "ю", "у", "ж", "ш", "д", "т", "в", "ф")
	ocr   = map[rune]string{'о': "0", 'О': "0", 'з': "3", 'З': "3", 'н': "п", 'Н': "П", 'и': "н", 'И': "Н", 'ш': "щ", 'Ш': "Щ", 'т': "г", 'Т': "Г", 'е': "с", 'Е': "С", 'л': "д", 'Л': "Д", 'б': "6", 'Б': "6", 'ы': "ьт", 'Ы': "ЬГ", 'г': "т", 'Г': "Т", 'п': "н", 'П': "Н", 'ч': "у", 'м': "и", 'М': "Н", '1': "І", '7': "1", '8': "3", '9': "0"}
)

// slip makes one mistake of the hand: a letter lost, doubled, changed or exchanged with the next.
func (r noise) slip(s string) string {
	w := []rune(s)
	if len(w) < 3 {
		return s
	}
	i := 1 + r.IntN(len(w)-2) // first letters are rarely wrong
	switch r.IntN(5) {
	case 0:
		return string(w[:i]) + string(w[i+1:])
	case 1:
		return string(w[:i+1]) + string(w[i:])
	case 2:
		w[i], w[i+1] = w[i+1], w[i]
	case 3:
		return string(w[:i]) + r.oneOf("аеиоукнрстлвм") + string(w[i+1:])
	default:
		return r.ear(s)
	}
	return string(w)
}

// ear writes one sound as it is heard.
func (r noise) ear(s string) string {
	w := []rune(s)
	i := 1 + r.IntN(len(w)-1)
	return string(w[:i]) + byEar.Replace(string(w[i:i+1])) + string(w[i+1:])
}

// scan mixes up letter shapes, each with chance p.
func (r noise) scan(s string, p float64) string {
	var b strings.Builder
	for _, c := range s {
		if to, ok := ocr[c]; ok && r.chance(p) {
			b.WriteString(to)
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// name of a person as a list gives it: often right, sometimes with one slip.
func (r noise) name(s string, p float64) string {
	if s != "" && r.chance(p) {
		return r.slip(s)
	}
	return s
}

// Given names that lists write for one another.
var sameGiven = map[string]string{
	"Иван": "Ян", "Ян": "Иван", "Иоганн": "Иван", "Яков": "Якоб", "Георгий": "Егор", "Егор": "Георгий", "Юрий": "Георгий", "Иосиф": "Осип",
	"Осип": "Иосиф", "Михаил": "Михайло", "Андрей": "Андреас", "Петр": "Питер", "Генрих": "Андрей", "Фридрих": "Федор", "Карл": "Карло",
	"Наталья": "Наталия", "Софья": "София", "Мария": "Марья", "Прасковья": "Параскева", "Евдокия": "Авдотья", "Ксения": "Аксинья", "Екатерина": "Катерина",
	"Хаим": "Ефим", "Абрам": "Аврам", "Моисей": "Мойше", "Игнат": "Игнатий", "Данило": "Даниил", "Степан": "Стефан", "Афанасий": "Опанас", "Елена": "Олена",
	"Ганна": "Анна", "Анна": "Ганна", "Николай": "Микола", "Александр": "Олександр", "Дмитрий": "Димитрий", "Семен": "Симеон", "Лаврентий": "Лаврин",
}

func (r noise) given(p *person, change, slip float64) string {
	if to := sameGiven[p.given]; to != "" && r.chance(change) {
		return to
	}
	return r.name(p.given, slip)
}

// initial returns the first letter and a full stop.
func initial(s string) string {
	for _, c := range s {
		return string(c) + "."
	}
	return ""
}

// genitive puts a masculine or feminine name into the case of "the file of ...".
func genitive(s string, sex int) string {
	end := func(n int, to string) string { return s[:len(s)-2*n] + to }
	switch {
	case s == "" || strings.HasSuffix(s, "о") || strings.HasSuffix(s, "е") || strings.HasSuffix(s, "и") || strings.HasSuffix(s, "у"):
		return s
	case strings.HasSuffix(s, "ский"), strings.HasSuffix(s, "цкий"):
		return end(2, "ого")
	case strings.HasSuffix(s, "ская"), strings.HasSuffix(s, "цкая"):
		return end(2, "ой")
	case sex == 1 && (strings.HasSuffix(s, "ова") || strings.HasSuffix(s, "ева") || strings.HasSuffix(s, "ина")):
		return end(1, "ой")
	case strings.HasSuffix(s, "ка"), strings.HasSuffix(s, "га"), strings.HasSuffix(s, "ша"):
		return end(1, "и")
	case strings.HasSuffix(s, "а"):
		return end(1, "ы")
	case strings.HasSuffix(s, "я"):
		return end(1, "и")
	case sex == 1:
		return s
	case strings.HasSuffix(s, "й"), strings.HasSuffix(s, "ь"):
		return end(1, "я")
	}
	return s + "а"
}

// year of birth as a list has it: right, or off by a year or two, or with one digit wrong.
func (r noise) year(y int64, off float64) int64 {
	switch x := r.Float64(); {
	case x < off*0.6:
		return y + int64(1-2*r.IntN(2))
	case x < off*0.8:
		return y + int64(2-4*r.IntN(2))
	case x < off:
		return y - y%100/10*10 + int64(r.IntN(10))*10
	}
	return y
}

// day moves a date as lists do: day and month exchanged, a digit wrong, the next
// day, or the twelve and thirteen days between the calendars.
func (r noise) day(d when.Days, wrong float64) when.Days {
	y, m, day := d.Civil()
	switch x := r.Float64() / wrong; {
	case x < 0.3:
		return d + when.Days(1+r.IntN(3))
	case x < 0.5 && day <= 12:
		return when.Gregorian(y, day, m)
	case x < 0.7:
		return when.Gregorian(y, m, max(1, min(28, day-day/10*10+10*r.IntN(3))))
	case x < 0.85:
		return when.Gregorian(y, 1+r.IntN(12), min(day, 28))
	case x < 1:
		if y < 1918 {
			return when.Julian(y, m, day)
		}
		return when.Gregorian(y+1, m, min(day, 28))
	}
	return d
}

var (
	genitiveMonths = []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	englishMonths  = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	romanMonths    = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}
)

func two(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// words writes "5 августа 1937 г.".
func words(d when.Days) string {
	y, m, day := d.Civil()
	return strconv.Itoa(day) + " " + genitiveMonths[m-1] + " " + strconv.FormatInt(y, 10) + " г."
}

// dotted writes 05.08.1937.
func dotted(d when.Days) string {
	y, m, day := d.Civil()
	b := make([]byte, 0, 10)
	b = append(two(append(two(b, day), '.'), m), '.')
	return string(strconv.AppendInt(b, y, 10))
}

// romanMonth writes 5/VIII-37.
func romanMonth(d when.Days) string {
	y, m, day := d.Civil()
	return strconv.Itoa(day) + "/" + romanMonths[m-1] + "-" + string(two(nil, int(y%100)))
}

// english writes 5 Aug 1937.
func english(d when.Days) string {
	y, m, day := d.Civil()
	return strconv.Itoa(day) + " " + englishMonths[m-1] + " " + strconv.FormatInt(y, 10)
}

func upper(s string) string { return strings.Map(unicode.ToUpper, s) }
