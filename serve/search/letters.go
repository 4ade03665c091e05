package search

// likeLetters gives, for the letter an initial is written with, the letters
// names of other scripts and languages may begin with in its place. The table
// is of letters, not of sounds, because an initial is all there is to read.
var likeLetters = map[rune]string{
	'а': "a", 'б': "b", 'в': "vw", 'г': "gh", 'д': "d", 'е': "eyj", 'ж': "zjg", 'з': "zs", 'и': "iyj", 'й': "yji", 'к': "kcq", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "uou", 'ф': "f", 'х': "khcxj", 'ц': "tczk", 'ч': "ct", 'ш': "s",
	'щ': "s", 'э': "e", 'ю': "yij", 'я': "yij", 'і': "iyj", 'ї': "yji", 'є': "eyj", 'ґ': "g",
	'a': "а", 'b': "б", 'c': "кцчхс", 'd': "д", 'e': "еэє", 'f': "ф", 'g': "гжґ", 'h': "хг", 'i': "иіяю", 'j': "йжяюиехіє", 'k': "кх", 'l': "л",
	'm': "м", 'n': "н", 'o': "о", 'p': "п", 'q': "к", 'r': "р", 's': "сзшщ", 't': "тцч", 'u': "у", 'v': "в", 'w': "в", 'x': "хк", 'y': "йеяюиіїє", 'z': "зжц",
}

// latinSpellings are ways to write the beginning of a Russian name in Latin
// letters, the longest first for each letter, used while a word is being typed.
var latinSpellings = map[rune][]string{
	'а': {"a"}, 'б': {"b"}, 'в': {"v", "w"}, 'г': {"g", "h"}, 'д': {"d"}, 'е': {"e", "ye", "je", "ie"}, 'ж': {"zh", "sch", "j", "z"}, 'з': {"z", "s"},
	'и': {"i"}, 'й': {"y", "i", "j"}, 'к': {"k"}, 'л': {"l"}, 'м': {"m"}, 'н': {"n"}, 'о': {"o"}, 'п': {"p"}, 'р': {"r"}, 'с': {"s", "ss"}, 'т': {"t"},
	'у': {"u", "ou"}, 'ф': {"f"}, 'х': {"kh", "ch", "h", "x"}, 'ц': {"ts", "z", "c", "tz"}, 'ч': {"ch", "tsch", "tch", "cz", "c"}, 'ш': {"sh", "sch", "ch", "sz", "s"},
	'щ': {"shch", "schtsch", "chtch", "szcz"}, 'ы': {"y"}, 'э': {"e"}, 'ю': {"yu", "iu", "ju", "iou"}, 'я': {"ya", "ia", "ja"},
}

// maxBeginnings bounds the readings of an unfinished word in the other script.
const maxBeginnings = 24

// beginnings gives the ways an unfinished folded word may begin in the other
// script: тухач for tukhach, and the reverse. Words of other scripts have none.
func beginnings(folded string) []string {
	var out []string
	switch r := []rune(folded); {
	case len(r) < 3:
	case r[0] >= 'a' && r[0] <= 'z':
		out = cyrillicBeginnings(nil, "", folded)
	case likeLetters[r[0]] != "":
		out = []string{""}
		for _, c := range r {
			spellings, ok := latinSpellings[c]
			if !ok {
				continue
			}
			var next []string
			for _, s := range out {
				for _, l := range spellings {
					if len(next) < maxBeginnings {
						next = append(next, s+l)
					}
				}
			}
			out = next
		}
	}
	return out
}

// russianLetters are tried in this order, so that the readings are always the same.
const russianLetters = "щшчжхцюяеабвгдзийклмнопрстуфыэ"

func cyrillicBeginnings(out []string, done, rest string) []string {
	if len(out) >= maxBeginnings {
		return out
	}
	if rest == "" {
		return append(out, done)
	}
	for length := min(7, len(rest)); length > 0; length-- {
		for _, c := range russianLetters {
			for _, s := range latinSpellings[c] {
				if len(s) == length && rest[:length] == s {
					out = cyrillicBeginnings(out, done+string(c), rest[length:])
				}
			}
		}
	}
	return out
}
