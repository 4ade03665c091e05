package name

import "strings"

// prepare makes what Compare reads.
func (f *Form) prepare() {
	at := 0
	for i, ts := range [...][]Token{f.Surname, f.Given, f.Patronymic} {
		p := &f.parts[i]
		p.tokens = ts
		p.at = at
		at += len(ts)
		p.text = joinTokens(ts, func(t *Token) string { return t.Written })
		p.folded = joinTokens(ts, func(t *Token) string { return t.Folded })
		if len(ts) > 1 {
			t := newToken(strings.ReplaceAll(p.text, " ", ""), false)
			t.Initial = false
			p.whole = &t
		}
	}
	if f.secondGiven() {
		f.given = new([2]part)
		for i := range f.given {
			t := &f.Given[i]
			f.given[i] = part{text: t.Written, folded: t.Folded, tokens: f.Given[i : i+1], at: f.parts[1].at + i}
		}
	}
	if f.all == nil && len(f.words) > 0 && f.loose() {
		f.all = joined(f.words)
	}
}

// cut makes words the words of the name: the first ends[0] the surname, and so on.
func (f *Form) cut(words []Token, ends [3]int) {
	f.words = words[:len(words):len(words)]
	a, b, c := ends[0], ends[1], ends[2]
	if a > 0 {
		f.Surname = words[:a:a]
	}
	if b > a {
		f.Given = words[a:b:b]
	}
	if c > b {
		f.Patronymic = words[b:c:c]
	}
}

func joinTokens(ts []Token, get func(*Token) string) string {
	switch len(ts) {
	case 0:
		return ""
	case 1:
		return get(&ts[0])
	}
	var b strings.Builder
	for i := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(get(&ts[i]))
	}
	return b.String()
}

func joinNonEmpty(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// joined is all words in one, of which only the letters are looked at.
func joined(ts []Token) *Token {
	if len(ts) == 1 {
		return &ts[0]
	}
	t := &Token{Script: ts[0].Script, Folded: joinTokens(ts, func(t *Token) string { return t.Folded }), sense: &sense{}}
	for i := range ts {
		t.letters = append(t.letters, ts[i].letters...)
		if ts[i].Script != t.Script {
			t.Script = scriptNone
		}
	}
	return t
}
