package name

import "unicode"

// Script is the writing system of a word. Its zero value is undecided.
type Script uint8

// The scripts names are read in. Han, kana and hangul are kept apart.
const (
	scriptNone Script = iota
	scriptLatn
	scriptCyrl
	scriptGrek
	scriptArmn
	scriptGeor
	scriptHebr
	scriptArab
	scriptHani
	scriptKana
	scriptHang
	scriptOther
)

var scriptCodes = [...]string{"Zyyy", "Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Arab", "Hani", "Kana", "Hang", "Zzzz"}

// String is the ISO 15924 code: Zyyy when undecided, Zzzz when it is another.
func (s Script) String() string { return scriptCodes[min(s, scriptOther)] }

// ScriptOf is the ISO 15924 code of the script most letters of s are in: Latn,
// Cyrl, Grek, Armn, Geor, Hebr, Arab, Hani, Kana (either kana), Hang, Zzzz for any other,
// Zyyy when s has no letter.
func ScriptOf(s string) string { return scriptOf(s).String() }

func scriptOf(s string) Script {
	var n [len(scriptCodes)]int
	for _, r := range s {
		n[scriptOfRune(r)]++
	}
	return mostOf(&n)
}

func scriptOfLetters(w []rune) Script {
	var n [len(scriptCodes)]int
	for _, r := range w {
		n[scriptOfRune(r)]++
	}
	return mostOf(&n)
}

func mostOf(n *[len(scriptCodes)]int) Script {
	best := scriptNone
	for i := scriptLatn; i <= scriptOther; i++ {
		if n[i] > 0 && (best == scriptNone || n[i] > n[best]) {
			best = i
		}
	}
	return best
}

func scriptOfRune(r rune) Script {
	switch {
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return scriptLatn
		}
		return scriptNone
	case r >= 0x400 && r < 0x530:
		return scriptCyrl
	case r >= 0xC0 && r < 0x250:
		if r == 0xD7 || r == 0xF7 {
			return scriptNone
		}
		return scriptLatn
	case r >= 0x3041 && r <= 0x30FF && r != 0x30FB:
		return scriptKana
	case r >= 0x4E00 && r <= 0x9FFF:
		return scriptHani
	case r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF:
		return scriptHang
	case !unicode.IsLetter(r):
		return scriptNone
	}
	return rareScript(r)
}

func rareScript(r rune) Script {
	for _, t := range []struct {
		table *unicode.RangeTable
		s     Script
	}{
		{unicode.Greek, scriptGrek}, {unicode.Armenian, scriptArmn}, {unicode.Georgian, scriptGeor},
		{unicode.Hebrew, scriptHebr}, {unicode.Arabic, scriptArab}, {unicode.Latin, scriptLatn},
		{unicode.Cyrillic, scriptCyrl}, {unicode.Han, scriptHani}, {unicode.Hangul, scriptHang},
		{unicode.Katakana, scriptKana}, {unicode.Hiragana, scriptKana},
	} {
		if unicode.Is(t.table, r) {
			return t.s
		}
	}
	return scriptOther
}
