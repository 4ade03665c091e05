// Package when holds uncertain dates as values: an expression of EDTF (ISO
// 8601-2:2019, levels 0 to 2) with the first and the last day it can mean, how
// precise and how sure it is, and the calendar it was written in.
//
// In go EDTF strings (Parse) and dates as lists and books write them in Russian,
// Ukrainian, English, Spanish, German, French and Polish (ParseText; the words
// are in words.txt). Out come Dates, which print as canonical EDTF, and grades
// of agreement between two dates (Compare). What the forms and grades mean is
// laid down in doc/formats/dates.md.
//
// Days are numbered in the proleptic Gregorian calendar. A date written in the
// Julian calendar is converted and remembers it; a date that does not say, from
// a time when both were in use, is read as Gregorian and remembers that too.
// Qualifiers never widen bounds. The bounds of a winter run from 1 January of its
// year to the end of the next February, because lists mean either end by it.
//
// A Date is 40 bytes, comparable and never changed. YYYY, YYYY-MM and YYYY-MM-DD
// are read in some 35 ns by Parse and 100 ns by ParseText, which takes DD.MM.YYYY
// as fast, all without allocation. Other EDTF takes 0.3 to 1.5 microseconds, dates in words 2
// to 7: keep what came of distinct strings. Compare takes 15 to 100 ns and does not
// allocate. (CPU time on a busy machine; go test -bench .)
//
// Not done: time zones (a date-time counts for the day it names), other calendars
// (Islamic, Hebrew, Republican), numbers spelt out in words.
//
// Sources: Library of Congress, Extended Date/Time Format Specification (2019);
// ISO 8601-2:2019; Dershowitz and Reingold, Calendrical Calculations (2018) for day numbers.
// Proof: TestValid, TestInvalid, TestText, TestLaws; go run ./measure/dates.
package when
