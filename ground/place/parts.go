package place

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Part is one part of a place text: "г. Ленинград", "Ленинградская обл.".
type Part struct {
	Text string // as written
	Name string // without the word for its type, except where that belongs to the name
	Kind string // "city", "village", "district"...; "" if unstated
}

// maxText bounds the bytes of a text that are read.
const maxText = 4096

// types are words for types of places, folded. Those of regions are part of the name.
var types = map[string]string{
	"г": "city", "гор": "city", "город": "city", "города": "city", "городе": "city", "м": "town", "city": "city", "town": "town", "ciudad": "city", "miasto": "city",
	"с": "village", "село": "village", "селе": "village", "д": "village", "дер": "village", "деревня": "village", "деревне": "village",
	"п": "settlement", "пос": "settlement", "поселок": "settlement", "поселке": "settlement", "пгт": "settlement", "рп": "settlement", "ст-ца": "village", "станица": "village",
	"ст": "station", "станция": "station", "хутор": "village", "х": "village", "аул": "village", "кишлак": "village", "улус": "village", "village": "village", "wies": "village",
	"местечко": "town", "слобода": "village", "колония": "village",
}

// regions are words for types of regions: abbreviation -> kind and word as the gazetteer writes it.
var regions = map[string][2]string{
	"обл": {"oblast", "область"}, "область": {"oblast", "область"}, "области": {"oblast", "область"}, "облати": {"oblast", "область"},
	"губ": {"guberniya", "губерния"}, "губерния": {"guberniya", "губерния"}, "губернии": {"guberniya", "губерния"},
	"край": {"krai", "край"}, "кр": {"krai", "край"}, "края": {"krai", "край"}, "крае": {"krai", "край"},
	"асср": {"assr", "асср"}, "сср": {"republic", "сср"}, "республика": {"republic", "республика"}, "республики": {"republic", "республика"},
	"р-н": {"district", "район"}, "район": {"district", "район"}, "района": {"district", "район"}, "р": {"district", "район"},
	"уезд": {"district", "уезд"}, "у": {"district", "уезд"}, "уезда": {"district", "уезд"}, "волость": {"district", "волость"}, "вол": {"district", "волость"},
	"ао": {"autonomous-oblast", "ао"}, "округ": {"district", "округ"}, "oblast": {"oblast", "oblast"}, "region": {"oblast", "oblast"}, "province": {"oblast", "oblast"},
	"krai": {"krai", "krai"}, "territory": {"krai", "krai"}, "ssr": {"republic", "ssr"}, "assr": {"assr", "assr"}, "guberniya": {"guberniya", "guberniya"},
	"district": {"district", "district"}, "raion": {"district", "district"}, "obwod": {"oblast", "oblast"},
}

// Parse splits a place text into its parts, in the order of the text.
func Parse(text string) []Part {
	if len(text) > maxText {
		text = text[:maxText]
		for !utf8.ValidString(text) && len(text) > maxText-utf8.UTFMax {
			text = text[:len(text)-1]
		}
	}
	var parts []Part
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;()[]\n|", r) }) {
		for words := range chunks(piece) {
			parts = append(parts, parsePart(words))
		}
	}
	return parts
}

// chunks cuts a piece behind the words for regions and before a region in the
// genitive: "Абатский р-н Тюменской обл." and "с. Покровское Тамбовской губ." are two parts each.
func chunks(piece string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		var words []string
		for w := range strings.FieldsSeq(piece) {
			// "г.Ленинград" is two words.
			if head, tail, ok := strings.Cut(w, "."); ok && tail != "" && (types[foldWord(head)] != "" || regions[foldWord(tail)] != [2]string{}) {
				words = append(words, head, tail)
				w = tail
			} else {
				words = append(words, w)
			}
			if folded := foldWord(w); len(words) > 1 && len(folded) > 2 && regions[folded] != [2]string{} {
				if n := len(words) - 2; n > 0 && genitive(foldWord(words[n])) && (n > 1 || types[foldWord(words[0])] == "") {
					if !yield(words[:n:n]) {
						return
					}
					words = words[n:]
				}
				if !yield(words) {
					return
				}
				words = nil
			}
		}
		if len(words) > 0 {
			yield(words)
		}
	}
}

// genitive reports whether a folded word looks like a Russian adjective in the genitive.
func genitive(w string) bool {
	return strings.HasSuffix(w, "ской") || strings.HasSuffix(w, "цкой") || strings.HasSuffix(w, "ого") || strings.HasSuffix(w, "ной")
}

// parsePart reads the words of one part.
func parsePart(words []string) Part {
	p := Part{Text: strings.Join(words, " ")}
	for len(words) > 1 && small[foldWord(words[0])] {
		words = words[1:]
	}
	for len(words) > 1 {
		kind := types[foldWord(words[0])]
		if kind == "" {
			break
		}
		p.Kind = kind
		words = words[1:]
	}
	if len(words) > 1 {
		last := foldWord(words[len(words)-1])
		if kind := types[last]; kind != "" && p.Kind == "" && len(last) > 2 {
			p.Kind, words = kind, words[:len(words)-1]
		} else if r, ok := regions[last]; ok {
			p.Kind = r[0]
			words = append(words[:len(words)-1:len(words)-1], r[1])
		}
	}
	p.Name = strings.Join(words, " ")
	return p
}

// small are words that may stand before a name.
var small = map[string]bool{"в": true, "во": true, "из": true, "на": true, "у": true, "под": true, "около": true, "in": true, "at": true, "near": true, "the": true, "w": true, "en": true}

func foldWord(w string) string { return fold(strings.Trim(w, ".:«»\"'")) }

// plain are letters without a decomposition.
var plain = map[rune]string{'ł': "l", 'ø': "o", 'đ': "d", 'ё': "е", 'ı': "i", 'ѣ': "е", 'і': "и", 'ї': "и", 'є': "е", 'ґ': "г", 'ў': "у", 'ß': "ss"}

// twins are Latin letters taken for Cyrillic ones, small.
var twins = map[rune]rune{'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'и', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т', 'x': 'х', 'y': 'у'}

// fold brings a name to the form in which names are compared: small letters,
// no diacritics, hyphens as blanks, no other marks.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	last := rune(0)
	mixed := strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) >= 0
	for _, r := range s {
		r = unicode.ToLower(r)
		if t, ok := twins[r]; ok && mixed {
			r = t
		}
		switch {
		case r == 0x306 && last == 'и':
			t := b.String()
			b.Reset()
			b.WriteString(t[:len(t)-len("и")] + "й")
			continue
		case r == '-' || r == '–' || r == '—' || unicode.IsSpace(r) || r == '.' || r == '/':
			if r == '-' && len(s) < 8 && b.String() == "р" { // р-н
				b.WriteRune(r)
				continue
			}
			blank = b.Len() > 0
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == 'ʹ' || r == 'ʺ' || r == 'ʼ':
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		last = r
		if p, ok := plain[r]; ok {
			b.WriteString(p)
			continue
		}
		if r >= 0xC0 && r < 0x370 || r >= 0x1E00 && r < 0x1F00 {
			var buf [utf8.UTFMax]byte
			if d := norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition(); len(d) > 0 {
				r, _ = utf8.DecodeRune(d)
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// stem takes the endings of declension off every word of a folded Cyrillic name.
func stem(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		for _, end := range []string{"ами", "ями", "ого", "ому", "ыми", "ими", "ом", "ем", "ах", "ях", "ой", "ей", "ым", "им", "ую", "юю"} {
			if strings.HasSuffix(w, end) && utf8.RuneCountInString(w) > 3+utf8.RuneCountInString(end) {
				w = strings.TrimSuffix(w, end)
				break
			}
		}
		t := strings.TrimRight(w, "аеиоуыэюяйь")
		if utf8.RuneCountInString(t) >= 3 {
			w = t
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

// spellings levels the conventions of romanisation; the longest stand first.
var spellings = strings.NewReplacer("shch", "s", "schtsch", "s", "szcz", "s", "tsch", "c", "tch", "c", "sch", "s", "sh", "s", "sz", "s", "cz", "c", "ch", "c",
	"zh", "z", "kh", "h", "tz", "c", "ts", "c", "ya", "a", "ja", "a", "ia", "a", "yu", "u", "ju", "u", "iu", "u", "ye", "e", "je", "e", "ie", "e",
	"yo", "o", "jo", "o", "io", "o", "iy", "i", "ij", "i", "yi", "i", "ii", "i", "yj", "i", "y", "i", "j", "i", "w", "v", "ck", "k", "x", "ks", "q", "k", "ou", "u")

// sound levels a folded Latin name; "" if it is not Latin or too short to mean much.
func sound(s string) string {
	for _, r := range s {
		if r >= 0x80 {
			return ""
		}
	}
	if len(s) < 4 {
		return ""
	}
	s = strings.ReplaceAll(spellings.Replace(s), " ", "")
	var b strings.Builder
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// romans are the letters of a plain romanisation of Russian, for names that have no Latin form.
var romans = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p",
	'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
}

// romanise writes a Russian name in Latin letters.
func romanise(s string) string {
	var b strings.Builder
	start := true
	for _, r := range s {
		l := unicode.ToLower(r)
		t, ok := romans[l]
		if !ok {
			t = string(l)
		}
		if start && r != l && t != "" {
			t = strings.ToUpper(t[:1]) + t[1:]
		}
		b.WriteString(t)
		start = !unicode.IsLetter(r)
	}
	return b.String()
}
