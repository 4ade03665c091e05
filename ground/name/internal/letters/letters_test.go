package letters

import (
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	for _, c := range []struct{ script, latin, right, wrong string }{
		{"Cyrl", "tukhachevsky", "тухачевский", "ворошилов"},
		{"Hebr", "kravitz", "קרביץ", "מיגלי"},
		{"Armn", "tamamyan", "թամամյան", "սարգսյան"},
		{"Grek", "berezovsky", "μπερεζόφσκι", "σαρικάκης"},
		{"Arab", "sharifa", "شريفة", "كلاب"},
		{"Hang", "muhammad", "무함마드", "베니에르"},
		{"Hani", "mattes", "马特斯", "奧柏"},
		{"Kana", "munster", "ミュンスター", "アミーナ"},
	} {
		table := For(c.script)
		if table == nil {
			t.Errorf("no table for %s", c.script)
			continue
		}
		latin := Prepare(nil, c.latin)
		right, ok := table.Score(latin, Prepare(nil, c.right))
		wrong, _ := table.Score(latin, Prepare(nil, c.wrong))
		if !ok || right > 250 || wrong < 2*right+100 {
			t.Errorf("%s: %s costs %.0f, %s %.0f", c.latin, c.right, right, c.wrong, wrong)
		}
	}
	if For("Thai") != nil {
		t.Error("a table for Thai")
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a\tа\n":         "line 1: want 3 columns, got 2",
		"a\tа\tx\n":      `line 1: score "x"`,
		"abcde\tа\t10\n": `line 1: chunk "abcde" or "а" too long`,
	} {
		if _, err := Read([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestScoreBounds(t *testing.T) {
	table := For("Cyrl")
	if _, ok := table.Score(nil, []rune("а")); ok {
		t.Error("an empty word has a score")
	}
	long := []rune(strings.Repeat("щ", 1000))
	if c, ok := table.Score([]rune(strings.Repeat("a", 1000)), long); !ok || c < 500 {
		t.Errorf("score %v", c)
	}
}

func BenchmarkScore(b *testing.B) {
	table := For("Cyrl")
	x, y := Prepare(nil, "Tukhachevsky"), Prepare(nil, "Тухачевский")
	b.ReportAllocs()
	for b.Loop() {
		table.Score(x, y)
	}
}
