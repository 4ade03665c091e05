package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

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

// spellings are ways in which languages write Russian in Latin letters without
// marks, each as pairs letter=spelling; the plain letters are common to all.
// They serve an unfinished word, which has no keys yet; whole words are compared
// by the conventions of ground/name, which know far more.
var spellings = func() [][]pair {
	const plain = "а=a б=b г=g д=d и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t ф=f "
	var all [][]pair
	for _, own := range []string{
		"щ=shch ж=zh х=kh ц=ts ч=ch ш=sh ю=yu я=ya е=e в=v з=z й=y у=u ы=y э=e",
		"щ=schtsch ч=tsch ш=sch ж=sch х=ch ц=z ю=ju я=ja е=e в=w з=s й=i у=u ы=y э=e",
		"щ=chtch ч=tch ш=ch ж=j х=kh ц=ts ю=iou я=ia е=e в=v з=z й=i у=ou ы=y э=e",
		"щ=szcz ч=cz ш=sz ж=z х=ch ц=c ю=ju я=ja е=e в=w з=z й=j у=u ы=y э=e",
		"щ=sc ч=c ш=s ж=z х=h ц=c ю=ju я=ja е=e в=v з=z й=j у=u ы=y э=e",
		"щ=shch ж=zh х=kh ц=ts ч=ch ш=sh ю=iu я=ia е=e в=v з=z й=i у=u ы=y э=e",
	} {
		var ps []pair
		for p := range strings.FieldsSeq(plain + own) {
			c, l, _ := strings.Cut(p, "=")
			ps = append(ps, pair{c, l})
		}
		slices.SortStableFunc(ps, func(a, b pair) int { return len(b.latin) - len(a.latin) })
		all = append(all, ps)
	}
	return all
}()

// pair is a Russian letter and its spelling.
type pair struct{ cyrillic, latin string }

// iotated are the spellings of a word's first е besides e.
var iotated = []string{"ye", "je", "ie"}

// beginnings gives the ways an unfinished folded word may begin in the other
// script: тухач for tukhach, and the reverse. Other scripts have none.
func beginnings(folded string) []string {
	first, _ := utf8.DecodeRuneInString(folded)
	latin := first >= 'a' && first <= 'z'
	if !latin && likeLetters[first] == "" || utf8.RuneCountInString(folded) < 3 {
		return nil
	}
	var out []string
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, ps := range spellings {
		if !latin {
			s := respell(folded, ps, func(p pair) (string, string) { return p.cyrillic, p.latin })
			add(s)
			if first == 'е' {
				for _, i := range iotated {
					add(i + strings.TrimPrefix(s, "e"))
				}
			}
			continue
		}
		word := folded
		for _, i := range iotated {
			if rest, ok := strings.CutPrefix(folded, i); ok {
				word = "e" + rest
			}
		}
		add(respell(word, ps, func(p pair) (string, string) { return p.latin, p.cyrillic }))
	}
	return out
}

// respell rewrites a word by the pairs, the first that fits at each place. It
// returns "" for a word that has anything else in it.
func respell(word string, ps []pair, way func(pair) (from, to string)) string {
	var b strings.Builder
next:
	for word != "" {
		for _, p := range ps {
			from, to := way(p)
			if rest, ok := strings.CutPrefix(word, from); ok {
				b.WriteString(to)
				word = rest
				continue next
			}
		}
		return ""
	}
	return b.String()
}
