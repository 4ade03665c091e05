package when

import "testing"

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{"1937", "1937-08-05", "1937?", "193X-08-XX", "1937-08-05/1937-08-07", "[1937,1938-05..1938-07]", "1937-02-30"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(s)
			}
		})
	}
}

func BenchmarkParseText(b *testing.B) {
	for _, s := range []string{"1937-08-05", "05.08.1937", "в 1937 г.", "5 августа 1937 г.", "between 27 July and 1 August 1938", "21-27/05/1977", "sin datos"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ParseText(s, Hints{})
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	x, _ := Parse("1937-08-05")
	for _, s := range []string{"1937-08-05", "1937", "1890", "1929-03-05", "1937-03-05"} {
		y, _ := Parse(s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = Compare(x, y)
			}
		})
	}
}
