package charset

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

// Sentences as lists have them. Names are synthetic.
var sentences = map[string]string{
	"ru":   "Арестован вечером на своей квартире, обвинён по пятьдесят восьмой статье; приговорён тройкой к высшей мере. Хлебников Ефим Захарович, плотник, щёголь и гармонист, объявлен шпионом. Съезд служащих, подъём цен, экспедиция, вьюга, жёны и дети.",
	"RU":   "КОВАЛЁВА МАРФА ЮРЬЕВНА, УЧИТЕЛЬНИЦА, ЧЛЕН АРТЕЛИ. ШУХОВ ФЁДОР, ЗАВХОЗ; СЪЁМЩИК ЦЕХА",
	"name": "Щукин;Пётр;Яковлевич;слесарь",
	"uk":   "Заарештований у своїй хаті, засуджений трійкою; Євген Ґудзь, їздовий, член колгоспу, українець із Києва",
}

var latin = map[string][2]string{
	"es": {"windows-1252", "Núñez, José Ángel: detenido en la vía pública el año pasado, desapareció después. Muñoz Peña, María"},
	"de": {"windows-1252", "Müller, Jürgen, Bäcker, für schuldig erklärt und erschossen; Großmann, Käthe"},
	"fr": {"windows-1252", "Arrêté à l'hôtel, condamné à mort, fusillé le même été; Lefèvre, François"},
	"pl": {"windows-1250", "Wójcik, Święty, Łukasz: aresztowany w październiku, zginął we więzieniu; żona Małgorzata"},
	"cs": {"windows-1250", "Dvořák, Jiří: zatčen ve městě, odsouzen k smrti; manželka Božena, dcera Růžena"},
}

func encode(t *testing.T, name, text string) []byte {
	t.Helper()
	switch name {
	case UTF8:
		return []byte(text)
	case UTF16LE, UTF16BE:
		var out []byte
		for _, u := range utf16.Encode([]rune(text)) {
			if name == UTF16LE {
				out = binary.LittleEndian.AppendUint16(out, u)
			} else {
				out = binary.BigEndian.AppendUint16(out, u)
			}
		}
		return out
	}
	for _, s := range single {
		if s.name == name {
			out, err := s.from.NewEncoder().String(text)
			if err != nil {
				t.Fatalf("%s cannot hold %q: %v", name, text, err)
			}
			return []byte(out)
		}
	}
	t.Fatal(name)
	return nil
}

// TestDetect finds each Cyrillic encoding by four words, the encodings of
// western and middle Europe by a sentence, and UTF-16 without a mark.
func TestDetect(t *testing.T) {
	for lang, text := range sentences {
		for _, enc := range []string{UTF8, "windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "koi8-u"} {
			if lang == "uk" && (enc == "koi8-r" || enc == "cp866" || enc == "iso-8859-5") || lang != "uk" && enc == "koi8-u" {
				continue // has no letters for it, or is the same
			}
			if got := Detect(encode(t, enc, text)); got != enc {
				t.Errorf("%s in %s is taken for %s", lang, enc, got)
			}
		}
		for _, enc := range []string{UTF16LE, UTF16BE} {
			if got := utf16ByLook(encode(t, enc, "id;name\r\n1;"+text)); got != enc {
				t.Errorf("%s in %s is taken for %q", lang, enc, got)
			}
		}
	}
	for lang, c := range latin {
		if got := Detect(encode(t, c[0], c[1])); got != c[0] {
			t.Errorf("%s in %s is taken for %s", lang, c[0], got)
		}
	}
}

// TestDetectNames draws lists of ten words at random, as short as lists come;
// one in two hundred may be taken for another.
func TestDetectNames(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	words := strings.FieldsFunc(sentences["ru"]+" "+sentences["name"], func(c rune) bool { return !('А' <= c && c <= 'я' || c == 'ё') })
	for _, enc := range []string{UTF8, "windows-1251", "koi8-r", "cp866", "iso-8859-5"} {
		wrong := 0
		for range 200 {
			var b strings.Builder
			for range 10 {
				b.WriteString(words[r.IntN(len(words))] + []string{" ", ", ", ";", "\n"}[r.IntN(4)])
			}
			if Detect(encode(t, enc, b.String())) != enc {
				wrong++
			}
		}
		if wrong > 1 {
			t.Errorf("%s: %d of 200 samples taken for another", enc, wrong)
		}
	}
}

// TestBadBytesDoNotChangeTheRest: one bad byte in ten lines of UTF-8 is a bad byte.
func TestBadBytesDoNotChangeTheRest(t *testing.T) {
	text := []byte(strings.Repeat(sentences["ru"]+"\n", 3))
	for i := 0; i < len(text); i += 101 {
		bad := bytes.Clone(text)
		bad[i] = 0xFF
		if got := Detect(bad); got != UTF8 {
			t.Fatalf("byte %d: taken for %s", i, got)
		}
	}
}

func decode(t *testing.T, in io.Reader, name string) (string, string) {
	t.Helper()
	r, err := NewReader(in, name)
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), r.Encoding()
}

// TestReaderLaws: what comes out is what was put in, however it arrives, with
// the name told or found, also when the first words beyond ASCII stand far in.
func TestReaderLaws(t *testing.T) {
	ascii := strings.Repeat("id;name;note\r\n1;plain;text\n", 8000)
	for _, text := range []string{sentences["ru"], "a;b\n" + sentences["RU"], ascii + sentences["ru"] + ascii} {
		for _, enc := range []string{UTF8, UTF16LE, UTF16BE, "windows-1251", "koi8-r", "cp866", "iso-8859-5"} {
			in := encode(t, enc, text)
			mark := map[string]string{UTF8: "\xef\xbb\xbf", UTF16LE: "\xff\xfe", UTF16BE: "\xfe\xff"}[enc]
			for _, arrive := range []func(io.Reader) io.Reader{iotest.DataErrReader, iotest.HalfReader, iotest.OneByteReader} {
				if got, _ := decode(t, arrive(bytes.NewReader(in)), enc); got != text {
					t.Fatalf("%s, named: %.80q", enc, got)
				}
				got, found := decode(t, arrive(io.MultiReader(strings.NewReader(mark), bytes.NewReader(in))), "")
				if mark == "" && (got != text || found != enc) || mark != "" && (got != text || found != enc) {
					t.Fatalf("%s, found %s: %.80q", enc, found, got)
				}
			}
		}
	}
	if _, err := NewReader(strings.NewReader(""), "klingon"); err == nil {
		t.Error("an encoding that is not known is taken")
	}
}

// TestMeaninglessBytes: what has no meaning comes out as no UTF-8, to be told of.
func TestMeaninglessBytes(t *testing.T) {
	for enc, in := range map[string]string{"windows-1251": "a\x98b", UTF16LE: "a\x00\x00\xd8b\x00", UTF16BE: "\x00a\xdc\x00\x00b\x00", UTF8: "a\xc3b"} {
		if got, _ := decode(t, strings.NewReader(in), enc); utf8.ValidString(got) || !strings.Contains(got, "a") || !strings.Contains(got, "b") {
			t.Errorf("%s: %q", enc, got)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00\x00\xd8"), byte(0))
	f.Add([]byte("a,\xcf\xf0\xe8\n"), byte(4))
	f.Fuzz(func(t *testing.T, in []byte, which byte) {
		names := append(Names(), "")
		name := names[int(which)%len(names)]
		a, _ := decode(t, bytes.NewReader(in), name)
		b, _ := decode(t, iotest.OneByteReader(bytes.NewReader(in)), name)
		if a != b {
			t.Errorf("%s: it matters how the input comes: %q, %q", name, a, b)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	text := strings.Repeat(sentences["ru"]+"\n", 2000)
	for _, s := range single[1:4] {
		in, _ := s.from.NewEncoder().String(strings.Map(func(r rune) rune {
			if r > 0x44F && r != 'ё' {
				return -1
			}
			return r
		}, text))
		b.Run(s.name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				r, err := NewReader(strings.NewReader(in), "")
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
