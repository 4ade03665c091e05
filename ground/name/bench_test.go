package name

import (
	"strings"
	"testing"

	"byname/ground/name/internal/letters"
	"byname/ground/name/internal/sound"
)

func BenchmarkParse(b *testing.B) {
	for _, c := range [][2]string{{"cyrillic", "Тухачевский Михаил Николаевич"}, {"latin", "Mikhail Nikolayevich Tukhachevsky"}, {"han", "圖哈切夫斯基"}} {
		b.Run(c[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(c[1])
			}
		})
	}
}

// BenchmarkRead reads one distinct word into readings kept by the caller.
func BenchmarkRead(b *testing.B) {
	for _, c := range [][2]string{{"Cyrl", "Тухачевский"}, {"Latn", "Tukhachevsky"}, {"Latn", "Tuchatschewski"}} {
		b.Run(c[1], func(b *testing.B) {
			var w []rune
			var rs []sound.Reading
			b.ReportAllocs()
			for b.Loop() {
				w = letters.Prepare(w[:0], c[1])
				rs = sound.Append(rs[:0], w, c[0])
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, c := range [][3]string{
		{"same", "Ежов Николай Иванович", "Ежов Николай Иванович"},
		{"scripts", "Ежов Николай Иванович", "Nikolai Ivanovich Yezhov"},
		{"initials", "Ежов Н.И.", "N. I. Jeschow"},
		{"near", "Кулинер Роман Маркович", "Кулишер Роман Маркович"},
		{"other", "Тухачевский Михаил Николаевич", "Тимофеев Иван Петрович"},
		{"other scripts", "Tukhachevsky, Mikhail Nikolaevich", "Тимофеев Иван Петрович"},
		{"western", "Hans Joachim Friedrich", "Friedrich, Hans"},
	} {
		b.Run(c[0], func(b *testing.B) {
			x, y := Parse(c[1]), Parse(c[2])
			b.ReportAllocs()
			for b.Loop() {
				Compare(x, y)
			}
		})
	}
}

func BenchmarkKeys(b *testing.B) {
	f := Parse("Tukhachevsky")
	var keys []uint64
	b.ReportAllocs()
	for b.Loop() {
		keys = f.Keys(keys[:0])
	}
}

// BenchmarkHostile shows that time does not grow faster than length.
func BenchmarkHostile(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 15, 1 << 20} {
		s := strings.Repeat("Иv\u200f\u0301(-", n/10)
		b.Run("parse", func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Parse(s)
			}
		})
		b.Run("fold", func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Fold(s)
			}
		})
	}
}

// BenchmarkWord reads one word never met before into all a name keeps of it.
func BenchmarkWord(b *testing.B) {
	for _, w := range []string{"Тухачевский", "Tukhachevsky"} {
		b.Run(w, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				read(w, false)
			}
		})
	}
}

// BenchmarkParseMany takes apart names of which none comes twice, with the
// surnames of a great list and few given names.
func BenchmarkParseMany(b *testing.B) {
	surnames := synthetic(100_000)
	given := [...]string{"Иван", "Николай", "Пётр", "Мария", "Абрам", "Казимир", "Юлия"}
	fathers := [...]string{"Иванович", "Петрович", "Казимирович", "Абрамович", "Николаевич"}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		Parse(surnames[i*7919%len(surnames)] + " " + given[i%len(given)] + " " + fathers[i%len(fathers)])
		i++
	}
}
