package name

import "strings"

// assign gives every unit its part: of all ways to cut surname, given names
// and patronymic it takes the one with most evidence.
func (p *parser) assign() {
	f := p.form
	n := len(p.units)
	if n == 0 {
		return
	}
	if p.sons > 0 {
		f.Kind = Arabic
	}
	if n == 1 {
		p.alone(&p.units[0])
		return
	}
	if c := p.comma; c > 0 && c < n {
		f.Sure = true
		for i := range c {
			p.put(surnamePart, i)
		}
		p.rest(c, n)
		return
	}
	var buf [10]plan
	plans := p.plans(buf[:0])
	p.rate()
	best := plan{score: -1000}
	for i := range plans {
		plans[i].score = p.weigh(plans[i])
		if plans[i].score > best.score {
			best = plans[i]
		}
	}
	f.Sure = true
	for _, c := range plans {
		if (c.from != best.from || c.to != best.to) && best.score-c.score < 2 {
			f.Sure = false
		}
	}
	p.follow(best)
}

// alone places the only unit of a name.
func (p *parser) alone(u *unit) {
	f := p.form
	switch {
	case u.east:
		f.Kind, f.Sure = EastAsian, true
		p.put(surnamePart, 0)
		p.where[1] = givenPart
	case u.tokens[0].given.known() && !u.tokens[0].ends.surname && u.forced != surnamePart:
		p.put(givenPart, 0)
	default:
		p.put(surnamePart, 0)
	}
}

// plan is one way to cut: the surname is units from to to, the patronymic the
// unit at father (-1 none), all others are given names.
type plan struct {
	from, to, father int
	score            int
}

func (p *parser) plans(out []plan) []plan {
	n := len(p.units)
	for _, c := range [...]plan{{from: 0, to: 1}, {from: n - 1, to: n}, {from: 0, to: 2}, {from: n - 2, to: n}, {from: 0, to: 0}} {
		if c.to-c.from >= n || c.from < 0 {
			continue
		}
		c.father = -1
		out = append(out, c)
		if last := c.lastOther(n); last >= 0 && last != c.firstOther() {
			c.father = last
			out = append(out, c)
		}
	}
	return out
}

// firstOther and lastOther are the first and last unit outside the surname.
func (c *plan) firstOther() int {
	if c.from == 0 {
		return c.to
	}
	return 0
}

func (c *plan) lastOther(n int) int {
	if c.to == n {
		return c.from - 1
	}
	return n - 1
}

// rate says of every unit how well it would do as each part.
func (p *parser) rate() {
	for i := range p.units {
		u := &p.units[i]
		u.asSurname, u.asGiven, u.asFather = p.asSurname(u), p.asGiven(u), p.asFather(u)
	}
}

func (p *parser) weigh(c plan) int {
	n := len(p.units)
	score := 0
	latin := p.units[0].tokens[0].Script == scriptLatn
	for i := range p.units {
		u := &p.units[i]
		switch {
		case i == c.father:
			score += u.asFather
		case i >= c.from && i < c.to:
			score += u.asSurname
		default:
			score += u.asGiven
		}
	}
	switch {
	case c.from == c.to:
		score -= 5 // a name without surname is rare
		if c.father < 0 || n > 2 || p.units[0].initial || p.units[n-1].initial {
			score -= 9
		}
	case c.to-c.from == 2:
		score -= 4
	}
	first := c.from == 0 && c.to > 0
	if first && c.to == 1 && n <= 3 && p.familyFirst() {
		score += 7
	}
	switch {
	case first && (latin || c.father < 0 && n > 2):
		score--
	case !first && !latin && n == 3 && c.father >= 0:
		score--
	}
	if transcribed(p.units[0].tokens[0].Script) && first {
		score -= 2
	}
	return score
}

// familyFirst reports a Chinese or Korean name in Latin letters: a family name
// of theirs and then one or two short syllables.
func (p *parser) familyFirst() bool {
	u := &p.units[0]
	if len(u.tokens) > 1 || !strings.Contains(latinFamilies, " "+u.tokens[0].Folded+" ") {
		return false
	}
	n := 0
	for _, v := range p.units[1:] {
		for i := range v.tokens {
			if len(v.tokens[i].letters) > 6 || v.initial {
				return false
			}
			n++
		}
	}
	return n == 2
}

const latinFamilies = " kim lee yi pak park choe choi chung jong jung jeong kang cho jo yun yoon jang chang han o oh so seo sin shin kwon hwang an ahn song hong ri li rim yang ko ro no nam ra paek baek wang zhang liu chen chan huang wong zhao wu zhou xu sun ma zhu hu guo he gao lin mao deng xi jiang hua peng bo ye luo liang zheng xie tang feng yu dong xiao cheng cao yuan fu shen zeng lu su ding wei xue pan du dai xia tian fan fang shi yao tan liao zou xiong jin hao kong bai cui qiu qin gu shao meng long wan qian yin chiang nguyen tran le pham ho ngo dang bui do duong ly "

// transcribed scripts write foreign names in their own order.
func transcribed(s Script) bool {
	return s == scriptKana || s == scriptHani || s == scriptHang || s == scriptArab || s == scriptHebr
}

func (p *parser) asSurname(u *unit) int {
	s := 0
	t := &u.tokens[len(u.tokens)-1]
	switch {
	case u.initial:
		return -9
	case u.forced == surnamePart:
		s += 5
	case u.forced == patronymicPart:
		s -= 3
	}
	if u.caps && !p.allCaps {
		s += 5
	}
	if t.ends.surname {
		s += 2
	}
	if t.ends.patronymic {
		s--
		if t.ends.knownFather {
			s -= 3
		}
	}
	if t.given.known() && len(u.tokens) == 1 {
		s -= 2
	}
	return s
}

func (p *parser) asGiven(u *unit) int {
	s := 0
	t := &u.tokens[0]
	switch {
	case u.initial:
		return 2
	case u.forced != anyPart:
		s -= 4
	}
	if u.caps && !p.allCaps {
		s -= 3
	}
	if t.given.known() {
		s += 3
	}
	if t.ends.patronymic {
		s -= 3
	} else if t.ends.surname && !t.given.known() {
		s--
	}
	return s
}

func (p *parser) asFather(u *unit) int {
	t := &u.tokens[0]
	switch {
	case u.initial:
		return 4
	case u.forced == patronymicPart:
		return 5
	case u.caps && !p.allCaps:
		return -5
	case t.ends.patronymic:
		if t.ends.knownFather {
			return 5
		}
		return 3
	}
	return -4
}

// follow puts the units where the plan says.
func (p *parser) follow(c plan) {
	for i := range p.units {
		switch {
		case i == c.father:
			p.put(patronymicPart, i)
		case i >= c.from && i < c.to:
			p.put(surnamePart, i)
		default:
			p.put(givenPart, i)
		}
	}
}

// rest places the units after a comma: given names, then perhaps a patronymic.
func (p *parser) rest(from, to int) {
	father := -1
	if to-from >= 2 && p.asFather(&p.units[to-1]) > 0 {
		father = to - 1
	}
	for i := from; i < to; i++ {
		if i == father {
			p.put(patronymicPart, i)
		} else {
			p.put(givenPart, i)
		}
	}
}

// put gives the words of unit i their part.
func (p *parser) put(where part3, i int) {
	u := &p.units[i]
	for k := range u.tokens {
		p.where[u.at+k] = where
	}
}

// gather gives the form its words, parted, in the order written within a part.
func (p *parser) gather() {
	words := make([]Token, 0, len(p.tokens))
	var ends [3]int
	for part := surnamePart; part <= patronymicPart; part++ {
		for i := range p.tokens {
			if p.where[i] == part {
				words = append(words, p.tokens[i])
			}
		}
		ends[part-surnamePart] = len(words)
	}
	p.form.cut(words, ends)
}

// Family names that a Chinese or Korean name written in one breath begins with.
const (
	hanFamilies    = "王李張张劉刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶閻阎余潘杜戴夏鍾钟汪田任姜范方石姚譚谭廖鄒邹熊金陸陆郝孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段錢钱湯汤尹黎易常武喬乔賀贺賴赖龔龚文習习"
	hangulFamilies = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염추도소석선설마길연위표명기반라왕리량"
)

// eastAsian parts a Chinese or Korean name of two to four characters that
// begins with a family name.
func eastAsian(t *Token) (family, given Token, ok bool) {
	var list string
	switch t.Script {
	case scriptHani:
		list = hanFamilies
	case scriptHang:
		list = hangulFamilies
	default:
		return family, given, false
	}
	n, cut := 0, 0
	for i := range t.Written {
		if n == 1 {
			cut = i
		}
		n++
	}
	if n < 2 || n > 3 || !strings.Contains(list, t.Written[:cut]) {
		return family, given, false
	}
	return newToken(t.Written[:cut], false), newToken(t.Written[cut:], false), true
}
