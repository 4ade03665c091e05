package web

import (
	"strconv"
	"strings"

	"byname/ground/when"
)

// date puts an EDTF expression into words: "30 October 1937", "about 1877",
// "1937 or 1938", "before 1924". What it cannot put into words it leaves as it
// is; the expression itself always stands beside it or in a title.
func (t *tongue) date(edtf string) string {
	edtf = strings.TrimSpace(edtf)
	if edtf == "" {
		return ""
	}
	if from, to, ok := strings.Cut(edtf, "/"); ok {
		return t.dateRange(edtf, from, to)
	}
	if inner, ok := within(edtf, '[', ']'); ok {
		return t.dateSet(edtf, inner, "date.or")
	}
	if inner, ok := within(edtf, '{', '}'); ok {
		return t.dateSet(edtf, inner, "date.and")
	}
	return t.oneDate(edtf)
}

func (t *tongue) dateRange(edtf, from, to string) string {
	open := func(s string) bool { return s == "" || s == ".." }
	switch {
	case open(from) && open(to):
		return edtf
	case open(from):
		return t.T("date.until", "Date", t.oneDate(to))
	case open(to):
		return t.T("date.from", "Date", t.oneDate(from))
	}
	if text := t.shortRange(from, to); text != "" {
		return text
	}
	return t.T("date.range", "From", t.oneDate(from), "To", t.oneDate(to))
}

// shortRange words two days of one year without saying it twice: "24–26 August
// 1936", "26 January – 10 February 1934"; "" for anything else.
func (t *tongue) shortRange(from, to string) string {
	a, b := strings.Split(from, "-"), strings.Split(to, "-")
	if len(a) != 3 || len(b) != 3 || a[0] != b[0] || t.year(a[0]) == "" {
		return ""
	}
	dayMonth := func(part []string) (int, string) {
		month, err1 := strconv.Atoi(part[1])
		day, err2 := strconv.Atoi(part[2])
		if err1 != nil || err2 != nil || month < 1 || month > 12 {
			return 0, ""
		}
		return day, t.T("date.month_of." + strconv.Itoa(month))
	}
	first, month := dayMonth(a)
	last, lastMonth := dayMonth(b)
	switch {
	case first == 0 || last == 0:
		return ""
	case month == lastMonth:
		return t.T("date.days", "From", first, "To", last, "Month", month, "Year", a[0])
	}
	return t.T("date.same_year", "From", t.T("date.day_month", "Day", first, "Month", month),
		"To", t.T("date.day_month", "Day", last, "Month", lastMonth), "Year", a[0])
}

// dateSet words a set; "a..b" inside one is a run, an open end is before or after.
func (t *tongue) dateSet(edtf, inner, joint string) string {
	var parts []string
	for part := range strings.SplitSeq(inner, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			return edtf
		}
		from, to, run := strings.Cut(part, "..")
		switch {
		case !run:
			parts = append(parts, t.oneDate(part))
		case from == "" && to == "":
			return edtf
		case from == "":
			parts = append(parts, t.T("date.until", "Date", t.oneDate(to)))
		case to == "":
			parts = append(parts, t.T("date.from", "Date", t.oneDate(from)))
		default:
			parts = append(parts, t.T("date.range", "From", t.oneDate(from), "To", t.oneDate(to)))
		}
	}
	return strings.Join(parts, " "+t.T(joint)+" ")
}

// oneDate words a single date with its qualifiers.
func (t *tongue) oneDate(s string) string {
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune("?~%", r) {
			return -1
		}
		return r
	}, s)
	text := t.bareDate(bare)
	if text == "" {
		return s
	}
	switch {
	case strings.Contains(s, "%") || strings.Contains(s, "~") && strings.Contains(s, "?"):
		return t.T("date.perhaps_about", "Date", text)
	case strings.Contains(s, "~"):
		return t.T("date.about", "Date", text)
	case strings.Contains(s, "?"):
		return t.T("date.perhaps", "Date", text)
	}
	return text
}

// bareDate words a date without qualifiers, or gives "" for forms it has no words for.
func (t *tongue) bareDate(s string) string {
	if day, hour, ok := strings.Cut(s, "T"); ok {
		if d := t.bareDate(day); d != "" {
			return d + ", " + strings.TrimSuffix(hour, "Z")
		}
		return ""
	}
	part := strings.Split(s, "-")
	year := t.year(part[0])
	if year == "" || len(part) > 3 {
		return ""
	}
	if len(part) == 1 || part[1] == "XX" {
		return year
	}
	month, err := strconv.Atoi(part[1])
	if err != nil {
		return ""
	}
	if month > 12 {
		key := "date.season." + part[1]
		if len(part) == 3 || !t.has(key) {
			return ""
		}
		return t.T(key) + " " + year
	}
	if month < 1 {
		return ""
	}
	if len(part) == 2 || part[2] == "XX" {
		return t.T("date.month_year", "Month", t.T("date.month."+strconv.Itoa(month)), "Year", year)
	}
	day, err := strconv.Atoi(part[2])
	if err != nil || day < 1 || day > 31 {
		return ""
	}
	return t.T("date.day", "Day", day, "Month", t.T("date.month_of."+strconv.Itoa(month)), "Year", year)
}

// year words "1937", "193X" (the 1930s) and "19XX" (the 1900s, a century).
func (t *tongue) year(s string) string {
	digits := strings.TrimRight(s, "X")
	if _, err := strconv.Atoi(digits); err != nil || len(s) != 4 {
		return ""
	}
	switch len(digits) {
	case 4:
		return s
	case 3:
		return t.T("date.decade", "Year", digits+"0")
	case 2:
		return t.T("date.century", "From", digits+"00", "To", digits+"99")
	}
	return ""
}

// bounds gives the first and last day a date can mean, for a column of a table.
func (t *tongue) bounds(d when.Date) string {
	from, to := d.Bounds()
	switch {
	case d.IsZero() || from == when.MinDays && to == when.MaxDays:
		return ""
	case from == to:
		return t.date(from.String())
	case from == when.MinDays:
		return t.T("date.until", "Date", t.date(to.String()))
	case to == when.MaxDays:
		return t.T("date.from", "Date", t.date(from.String()))
	}
	return t.date(from.String() + "/" + to.String())
}

// within returns what stands between an opening and a closing sign that span the whole text.
func within(s string, open, end byte) (string, bool) {
	if len(s) < 2 || s[0] != open || s[len(s)-1] != end {
		return "", false
	}
	return s[1 : len(s)-1], true
}
