package name

import "strings"

// Parse takes a written name apart. The order of its words is found from
// commas, capitals, initials, endings and known given names; Form.Sure says
// whether that settled it.
func Parse(raw string) *Form {
	f := &Form{Raw: raw}
	var buf [3 * maxTokens]lexeme
	ls := lex(buf[:0], raw)
	f.assign(ls)
	f.Kind = f.kindOf()
	f.prepare()
	return f
}

// tokens reads the words of one part.
func (f *Form) tokens(s string) []Token {
	var buf [3 * maxTokens]lexeme
	var out []Token
	for _, l := range lex(buf[:0], s) {
		if l.sign == word && len(out) < maxTokens {
			out = append(out, newToken(l.text, l.dot))
		}
	}
	return out
}

// assign gives every word its part.
func (f *Form) assign(ls []lexeme) {
	var all []Token
	cut := -1
	for _, l := range ls {
		switch {
		case l.sign == comma && cut < 0:
			cut = len(all)
		case l.sign == word && len(all) < maxTokens:
			all = append(all, newToken(l.text, l.dot))
		}
	}
	if cut > 0 && cut < len(all) {
		f.Sure = true
		f.Surname = all[:cut]
		f.givens(all[cut:])
		return
	}
	switch n := len(all); {
	case n == 0:
	case n == 1:
		f.Surname = all
	case all[0].Initial && !all[n-1].Initial:
		f.Sure = true
		f.Surname = all[n-1:]
		f.givens(all[:n-1])
	case all[n-1].Initial && !all[0].Initial:
		f.Sure = true
		f.Surname = all[:1]
		f.givens(all[1:])
	case n > 2 && patronymic(all[n-1].Folded) && !patronymic(all[1].Folded):
		f.Sure = true
		f.Surname = all[:n-2]
		f.givens(all[n-2:])
	default:
		f.Sure = n == 3 && patronymic(all[1].Folded)
		f.Surname = all[n-1:]
		f.givens(all[:n-1])
	}
}

// givens parts given names from a patronymic.
func (f *Form) givens(ts []Token) {
	n := len(ts)
	if n == 2 && (ts[0].Initial && ts[1].Initial || patronymic(ts[1].Folded)) {
		f.Given, f.Patronymic = ts[:1], ts[1:]
		return
	}
	f.Given = ts
}

func patronymic(folded string) bool {
	for _, e := range []string{"ович", "евич", "ьич", "мич", "кич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna", "ovitch", "evitch", "owitsch", "ovic", "evic"} {
		if strings.HasSuffix(folded, e) {
			return true
		}
	}
	return false
}

func (f *Form) kindOf() Kind {
	switch n := len(f.Surname) + len(f.Given) + len(f.Patronymic); {
	case n == 0:
		return Unclear
	case n == 1:
		return Mononym
	case len(f.Patronymic) > 0:
		return Slavic
	}
	return Western
}

// prepare makes what Compare reads.
func (f *Form) prepare() {
	for i, ts := range [...][]Token{f.Surname, f.Given, f.Patronymic} {
		p := &f.parts[i]
		p.tokens = ts
		p.text = joinTokens(ts, func(t *Token) string { return t.Written })
		p.folded = joinTokens(ts, func(t *Token) string { return t.Folded })
		if len(ts) > 1 {
			t := newToken(strings.ReplaceAll(p.text, " ", ""), false)
			p.whole = &t
		} else if len(ts) == 1 {
			p.whole = nil
		}
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
