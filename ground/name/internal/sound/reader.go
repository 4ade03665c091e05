package sound

import (
	"cmp"
	"math/bits"
	"slices"
)

// maxConventions bounds the conventions of one script: they are bits of a word.
const maxConventions = 32

// reader reads a script under all its conventions at once: as long as they say
// the same of the letters, they are one path, and a word costs about as much as
// it has readings, however many conventions there are.
type reader struct {
	conventions []*Convention
	lo          rune
	letters     []choice // by letter minus lo
	rules       []rule
}

// choice is the rules that may hold at a letter: those that begin with it and
// the letter after it, by that letter, or else those of one letter. The first
// that fits is taken.
type choice struct {
	pairs []span
	alone span
}

type span struct {
	second   rune
	from, to uint16 // in reader.rules
}

type mergedKey struct {
	ruleKey
	sounds string
}

// compile merges the rules of the conventions.
func (rd *reader) compile() {
	merged := map[mergedKey]uint32{}
	for n, c := range rd.conventions {
		for k, sounds := range c.rules {
			merged[mergedKey{k, sounds}] |= 1 << n
		}
		c.rules = nil
	}
	keys := make([]mergedKey, 0, len(merged))
	for k := range merged {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b mergedKey) int {
		x, y := []rune(a.letters), []rune(b.letters)
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(len(y), len(x)), cmp.Compare(anyLast(a.where), anyLast(b.where)),
			cmp.Compare(a.letters, b.letters), cmp.Compare(a.where, b.where), cmp.Compare(a.sounds, b.sounds))
	})
	first := func(k mergedKey) rune { return []rune(k.letters)[0] }
	type effect struct {
		letters int
		sounds  string
	}
	effects := map[effect]uint16{{1, ""}: 0}
	rd.lo = first(keys[0])
	rd.letters = make([]choice, first(keys[len(keys)-1])-rd.lo+1)
	for from := 0; from < len(keys); {
		to := from
		var list []rule
		for ; to < len(keys) && first(keys[to]) == first(keys[from]); to++ {
			k := keys[to]
			u := rule{rest: []rune(k.letters)[1:], sounds: soundsOf(k.sounds), where: k.where, by: merged[k]}
			e := effect{1 + len(u.rest), k.sounds}
			if _, ok := effects[e]; !ok {
				effects[e] = uint16(len(effects))
			}
			u.effect = effects[e]
			if len(u.rest) > 0 {
				u.second = u.rest[0]
			}
			list = append(list, u)
		}
		rd.letters[first(keys[from])-rd.lo] = rd.choose(list)
		from = to
	}
}

// anyLast puts rules for any place behind those for one.
func anyLast(w context) int {
	if w == anywhere {
		return 1
	}
	return 0
}

// choose lays out the rules of one first letter.
func (rd *reader) choose(list []rule) choice {
	var c choice
	for _, u := range list {
		if u.second != 0 && !slices.ContainsFunc(c.pairs, func(s span) bool { return s.second == u.second }) {
			c.pairs = append(c.pairs, rd.lay(list, u.second))
		}
	}
	c.alone = rd.lay(list, 0)
	return c
}

func (rd *reader) lay(list []rule, second rune) span {
	s := span{second: second, from: uint16(len(rd.rules))}
	for _, u := range list {
		if u.second == 0 || u.second == second {
			rd.rules = append(rd.rules, u)
		}
	}
	s.to = uint16(len(rd.rules))
	return s
}

// trail is a reading begun, and the conventions that read so far alike.
type trail struct {
	r  Reading
	at int
	by uint32
}

// branch is what some of the conventions of a path do next.
type branch struct {
	rule *rule
	by   uint32
}

// skip passes over a letter that has no rule.
var skip rule

// read appends the distinct readings of word in the order of the conventions.
func (rd *reader) read(dst []Reading, word []rune) []Reading {
	var flags [maxLetters + 1]letterFlags
	for i, l := range word {
		flags[i+1] = flagsOf(l)
	}
	base := len(dst)
	var order [maxConventions]uint8 // of readings from base: number of the first convention
	var stack [maxConventions]trail
	var choices [maxConventions]branch
	stack[0].by = 1<<len(rd.conventions) - 1
	for open := 1; open > 0; {
		p := &stack[open-1]
		if p.at >= len(word) {
			open--
			dst = rd.finish(dst, base, p, &order)
			continue
		}
		n := rd.branches(&choices, p, word, &flags)
		for k := n - 1; k > 0; k-- {
			q := &stack[open]
			*q = *p
			q.take(&choices[k])
			open++
		}
		p.take(&choices[0])
	}
	return dst
}

func (p *trail) take(b *branch) {
	for _, s := range b.rule.sounds {
		p.r.push(s)
	}
	p.at += 1 + len(b.rule.rest)
	p.by = b.by
}

// branches says what the conventions of p do with the letter they stand at.
func (rd *reader) branches(out *[maxConventions]branch, p *trail, w []rune, flags *[maxLetters + 1]letterFlags) int {
	i, n := p.at, 0
	rest := p.by
	if x := int(w[i] - rd.lo); x >= 0 && x < len(rd.letters) {
		c := &rd.letters[x]
		s := &c.alone
		if i+1 < len(w) {
			for k := range c.pairs {
				if c.pairs[k].second == w[i+1] {
					s = &c.pairs[k]
					break
				}
			}
		}
		for k := s.from; k < s.to && rest != 0; k++ {
			u := &rd.rules[k]
			by := u.by & rest
			if by == 0 || len(u.rest) > 1 && !u.spelt(w[i+1:]) || u.where != anywhere && !u.fits(i, len(w), flags) {
				continue
			}
			rest &^= by
			n = addBranch(out, n, branch{u, by})
		}
	}
	if rest != 0 { // no rule: the letter is skipped
		n = addBranch(out, n, branch{&skip, rest})
	}
	return n
}

func addBranch(out *[maxConventions]branch, n int, b branch) int {
	for k := range n {
		if out[k].rule.effect == b.rule.effect {
			out[k].by |= b.by
			return n
		}
	}
	out[n] = b
	return n + 1
}

// finish appends the reading of a path that is at the end of the word.
func (rd *reader) finish(dst []Reading, base int, p *trail, order *[maxConventions]uint8) []Reading {
	p.r.settle()
	if p.r.n == 0 {
		return dst
	}
	p.r.seal()
	first := uint8(bits.TrailingZeros32(p.by))
	p.r.Cost = 255
	for by := p.by; by != 0; by &= by - 1 {
		p.r.Cost = min(p.r.Cost, rd.conventions[bits.TrailingZeros32(by)].cost)
	}
	at := len(dst)
	for i := base; i < len(dst); i++ {
		if dst[i].Equal(&p.r) {
			dst[i].Cost = min(dst[i].Cost, p.r.Cost)
			if order[i-base] <= first {
				return dst
			}
			at = i
			break
		}
	}
	if at == len(dst) {
		dst = append(dst, p.r)
	}
	r := dst[at]
	for ; at > base && order[at-1-base] > first; at-- {
		dst[at], order[at-base] = dst[at-1], order[at-1-base]
	}
	dst[at], order[at-base] = r, first
	return dst
}

// maxLetters is the number of letters read of a word.
const maxLetters = 40

// letterFlags is what rules ask about a letter.
type letterFlags uint8

const (
	vowelFlag letterFlags = 1 << iota
	frontFlag
)

func flagsOf(l rune) letterFlags {
	if l >= 0 && int(l) < len(lowFlags) {
		return lowFlags[l]
	}
	return 0
}

// lowFlags are those of the letters of the scripts whose rules ask.
var lowFlags = func() (t [0x530]letterFlags) {
	for l := range t {
		t[l] = slowFlags(rune(l))
	}
	return t
}()

func slowFlags(l rune) (f letterFlags) {
	if vowelLetter(l) {
		f |= vowelFlag
	}
	if frontLetter(l) {
		f |= frontFlag
	}
	return f
}

// spelt reports that the letters after the first follow.
func (u *rule) spelt(w []rune) bool {
	if len(w) < len(u.rest) {
		return false
	}
	for i, l := range u.rest {
		if w[i] != l {
			return false
		}
	}
	return true
}

// fits reports that letter i stands where the rule holds in a word of n letters.
func (u *rule) fits(i, n int, flags *[maxLetters + 1]letterFlags) bool {
	j := i + 1 + len(u.rest)
	var after letterFlags
	if j < n {
		after = flags[j+1]
	}
	next := after&vowelFlag != 0
	prev := flags[i]&vowelFlag != 0
	switch u.where {
	case atStart:
		return i == 0
	case atEnd:
		return j == n
	case beforeVowel:
		return next
	case beforeOther:
		return !next
	case beforeFront:
		return after&frontFlag != 0
	case afterVowel:
		return prev
	case betweenVowels:
		return prev && next
	case closing:
		return prev && !next
	case afterConsonant:
		return i > 0 && !prev && !next
	}
	return false
}

func vowelLetter(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'à', 'á', 'â', 'ä', 'å', 'ā', 'ă', 'ą', 'è', 'é', 'ê', 'ë', 'ē', 'ė', 'ę', 'ě', 'ə',
		'ì', 'í', 'î', 'ï', 'ī', 'į', 'ı', 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō', 'ő', 'ù', 'ú', 'û', 'ü', 'ū', 'ů', 'ű', 'ý',
		'а', 'е', 'ё', 'и', 'і', 'ї', 'о', 'у', 'ы', 'э', 'ю', 'я', 'є', 'ѣ', 'ә', 'ө', 'ұ', 'ү':
		return true
	}
	return false
}

func frontLetter(r rune) bool {
	switch r {
	case 'e', 'i', 'y', 'é', 'è', 'ë', 'ê', 'í', 'ì', 'ï', 'ä', 'ö':
		return true
	}
	return false
}
