package main

import (
	"strings"
	"unicode/utf8"
)

// schemes are ways of writing Cyrillic in Latin letters as newspapers and
// letters do, roughly English, German, French and Polish.
var schemes = [4]map[rune]string{
	{'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya"},
	{'в': "w", 'ж': "sch", 'з': "s", 'й': "j", 'х': "ch", 'ц': "z", 'ч': "tsch", 'ш': "sch", 'щ': "schtsch", 'ю': "ju", 'я': "ja"},
	{'ж': "j", 'й': "i", 'у': "ou", 'ч': "tch", 'ш': "ch", 'щ': "chtch", 'ю': "iou", 'я': "ia"},
	{'в': "w", 'ж': "ż", 'й': "j", 'л': "l", 'х': "ch", 'ц': "c", 'ч': "cz", 'ш': "sz", 'щ': "szcz", 'ю': "ju", 'я': "ja"},
}

var capitals = strings.NewReplacer("АССР", "ASSR", "ССР", "SSR", "обл.", "oblast")

// romanise writes a text by a scheme; what the scheme lacks is as in the first.
func romanise(s string, scheme int) string {
	s = capitals.Replace(s)
	b := make([]byte, 0, len(s)+4)
	for _, c := range s {
		low := c
		up := 'А' <= c && c <= 'Я'
		if up {
			low += 'а' - 'А'
		}
		to, ok := schemes[scheme][low]
		if !ok {
			to, ok = schemes[0][low]
		}
		switch {
		case !ok:
			b = utf8.AppendRune(b, c)
		case up && to != "":
			first, n := utf8.DecodeRuneInString(to)
			if first == 'ż' {
				first = 'Ż'
			} else {
				first -= 'a' - 'A'
			}
			b = append(utf8.AppendRune(b, first), to[n:]...)
		default:
			b = append(b, to...)
		}
	}
	return string(b)
}
