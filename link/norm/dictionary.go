package norm

import (
	"slices"
	"strings"

	"byname/ground/name"
	"byname/ground/when"
)

// Word is one distinct part of names: a surname, the given names, or a
// patronymic. A word that serves in several parts has one number.
type Word struct {
	Text   string // as first written
	Folded string
	// Forms is the word alone, by the part it serves in; nil where it never
	// does. A word of a name whose order is not sure serves as surname and as
	// given name.
	Forms [nameColumns]*name.Form
	// Keys are the low halves of the search keys of package name, ascending:
	// words without a common key are not near one another by sound. Sound is
	// the coarsest of them, 0 for an initial.
	Keys  []uint32
	Sound uint32
}

// words is the dictionary of the parts of names. Parts that fold alike are one value.
type words struct {
	written map[string]int32
	folded  map[string]int32
	list    []Word
	keys    []uint64
}

func newWords() words {
	return words{written: map[string]int32{}, folded: map[string]int32{}, list: make([]Word, 1)}
}

// number returns the number of the word s, which serves in the given part.
func (w *words) number(s string, part int) int32 {
	if s == "" {
		return 0
	}
	no, ok := w.written[s]
	if !ok {
		s = strings.Clone(s)
		folded := name.Fold(s)
		if missing(folded) {
			w.written[s] = 0
			return 0
		}
		no, ok = w.folded[folded]
		if !ok {
			no = int32(len(w.list))
			w.folded[folded] = no
			w.list = append(w.list, Word{Text: s, Folded: folded})
		}
		w.written[s] = no
	}
	if no != 0 && w.list[no].Forms[part] == nil {
		var p [nameColumns]string
		p[part] = w.list[no].Text
		f := name.ParseParts(p[0], p[1], p[2])
		w.list[no].Forms[part] = f
		if w.list[no].Keys == nil {
			w.addKeys(&w.list[no], f)
		}
	}
	return no
}

func (w *words) addKeys(word *Word, f *name.Form) {
	w.keys = f.Keys(w.keys[:0])
	if len(w.keys) == 0 {
		return
	}
	word.Sound = uint32(w.keys[0] ^ w.keys[0]>>32)
	word.Keys = make([]uint32, len(w.keys))
	for i, k := range w.keys {
		word.Keys[i] = uint32(k)
	}
	slices.Sort(word.Keys)
}

// missing reports what lists write where they have nothing to say.
func missing(folded string) bool {
	switch folded {
	case "", "na", "n a", "nan", "null", "none", "unknown", "sin datos", "s d", "no hay informacion", "unbekannt", "неизвестно", "неизвестен", "н д", "нет", "нет данных", "нет сведении":
		return true
	}
	return false
}

// TextValue is one distinct value of a text column.
type TextValue struct {
	Text   string  // as first written
	Folded string  // words in lower case with one blank between
	Words  []int32 // numbers of its distinct words, ascending
	Code   bool    // a code such as a telephone or register number: it has a digit and at most two words
}

type texts struct {
	written map[string]int32
	folded  map[string]int32
	word    map[string]int32
	list    []TextValue
}

func newTexts() texts {
	return texts{map[string]int32{}, map[string]int32{}, map[string]int32{}, make([]TextValue, 1)}
}

// number returns the number of the value, 0 if nothing but signs is in it.
func (d *texts) number(s string) int32 {
	if v, ok := d.written[s]; ok {
		return v
	}
	s = strings.Clone(s)
	folded := name.Fold(s)
	if missing(folded) {
		d.written[s] = 0
		return 0
	}
	v, ok := d.folded[folded]
	if !ok {
		fields := strings.Fields(folded)
		v = int32(len(d.list))
		d.folded[folded] = v
		t := TextValue{Text: s, Folded: folded, Code: len(fields) <= 2 && strings.ContainsAny(folded, "0123456789")}
		for _, f := range fields {
			no, ok := d.word[f]
			if !ok {
				no = int32(len(d.word))
				d.word[f] = no
			}
			t.Words = append(t.Words, no)
		}
		slices.Sort(t.Words)
		t.Words = slices.Compact(t.Words)
		d.list = append(d.list, t)
	}
	d.written[s] = v
	return v
}

// Date is a date made ready for comparing.
type Date struct {
	Text     string // EDTF
	From, To when.Days
	Packed   uint32 // yyyymmdd as decimal digits in hexadecimal places, for a single day; else 0
	Grain    Grain
}

// Grain is how narrow a date is.
type Grain uint8

// The grains, narrowest first.
const (
	ToDay Grain = iota
	ToMonth
	ToYear
	Wider
)

// pack reads the bounds of a date.
func pack(d when.Date) Date {
	from, to := d.Bounds()
	p := Date{Text: d.String(), From: from, To: to}
	switch width := to - from; {
	case width <= 1:
		p.Grain = ToDay
		y, m, day := from.Civil()
		p.Packed = digits(y, m, day)
	case width <= 62:
		p.Grain = ToMonth
	case width <= 730:
		p.Grain = ToYear
	default:
		p.Grain = Wider
	}
	return p
}

// digits packs the eight decimal digits of a day of the years 0 to 9999 in four bits each.
func digits(y int64, m, d int) uint32 {
	if y < 0 || y > 9999 {
		return 0
	}
	n := uint32(y)*10000 + uint32(m)*100 + uint32(d)
	p := uint32(0)
	for i := 0; i < 32; i += 4 {
		p |= n % 10 << i
		n /= 10
	}
	return p
}
