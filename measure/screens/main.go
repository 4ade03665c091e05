// Command screens photographs the pages of a running server, on a desk and on
// a phone, in light and in dark, so that they can be looked at.
//
//	go run ./measure/screens -url http://127.0.0.1:8080 -out DIR [-q NAME] [-lang ru] [-full]
//	go run ./measure/screens -url http://127.0.0.1:8080 -out doc/screens -q NAME -small
//
// The second form makes the few small pictures the documentation shows, from the bundled sample.
// It opens the first person the query finds, and the first source and event of
// their lists. It needs Chromium and touches nothing but the folder DIR.
package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func main() {
	base := flag.String("url", "http://127.0.0.1:8080", "address of the server")
	out := flag.String("out", "screens", "folder for the pictures")
	query := flag.String("q", "Ежов", "name to search and open")
	lang := flag.String("lang", "en", "language of the pages")
	only := flag.String("only", "", "one page by name instead of all")
	path := flag.String("path", "", "one address below -url, called \"path\", instead of all pages")
	small := flag.Bool("small", false, "only the pictures of the documentation, with few colours")
	full := flag.Bool("full", false, "the whole page rather than the first screens of it")
	flag.Parse()
	shots := everything(list(*query, *path, *only), *out)
	if *small {
		shots = documentation(*query, *out)
	}
	if err := run(*base, *out, shots, *lang, *full); err != nil {
		log.Fatal(err)
	}
}

// look is one way of looking at a page.
type look struct {
	name          string
	width, height int64
	dark          bool
}

var looks = []look{
	{"desk-light", 1280, 1600, false}, {"desk-dark", 1280, 1600, true},
	{"phone-light", 390, 1700, false}, {"phone-dark", 390, 1700, true},
}

// page is an address, or the first link a selector finds there.
type page struct{ name, path, follow string }

// shot is one picture to take.
type shot struct {
	look
	page
	file  string
	small bool
}

// everything is every page in every look.
func everything(pages []page, out string) (shots []shot) {
	for _, l := range looks {
		for _, p := range pages {
			shots = append(shots, shot{l, p, filepath.Join(out, p.name+"-"+l.name+".png"), false})
		}
	}
	return shots
}

// documentation is the pictures of doc/screens.
func documentation(query, out string) []shot {
	desk, phone := look{"desk", 1280, 960, false}, look{"phone", 390, 844, true}
	person := page{"person", "/search?q=" + url.QueryEscape(query), "#results h3 a"}
	return []shot{
		{desk, page{"home", "/", ""}, filepath.Join(out, "home.png"), true},
		{desk, person, filepath.Join(out, "person.png"), true},
		{desk, page{"source", "/source/CONQ-GT", ""}, filepath.Join(out, "source.png"), true},
		{phone, person, filepath.Join(out, "person-phone.png"), true},
	}
}

// list says what to photograph.
func list(query, path, only string) []page {
	if path != "" {
		return []page{{"path", path, ""}}
	}
	find := "/search?q=" + url.QueryEscape(query)
	all := []page{
		{"home", "/", ""}, {"search", find, ""}, {"person", find, "#results h3 a"},
		{"source", "/sources", "tbody th a"}, {"event", "/events", "tbody th a"},
		{"problems", "/problems", ""}, {"sources", "/sources", ""}, {"events", "/events", ""},
		{"lists", "/lists", ""}, {"list", "/lists", "tbody th a"}, {"about", "/about", ""}, {"persons", "/persons", ""},
		{"subjects", "/subjects", ""}, {"series", "/subjects/series", "main li h2 a"}, {"question", "/subjects/question", "main li h2 a"},
		{"work", "/subjects/work", "main li h2 a"}, {"reading", "/subjects/reading", "main li h2 a"},
		{"words", "/search?q=corridor", ""}, {"missing", "/nothing-here", ""}, {"none", "/search?q=xqzxqz", ""},
	}
	return slices.DeleteFunc(all, func(p page) bool { return only != "" && p.name != only })
}

func run(base, out string, shots []shot, lang string, full bool) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	ctx, cancel := browser()
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as ctx
		return err
	}
	for _, x := range shots {
		picture, err := shoot(ctx, x.look, withLang(base+x.path, lang), x.follow, full)
		if err == nil && x.small {
			picture, err = fewColours(picture)
		}
		if err == nil {
			err = os.WriteFile(x.file, picture, 0o644)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", x.file, err)
		}
	}
	return nil
}

func withLang(address, lang string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set("lang", lang)
	u.RawQuery = q.Encode()
	return u.String()
}

func browser() (context.Context, context.CancelFunc) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-background-networking", true), chromedp.NoFirstRun)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	return ctx, func() { cancel(); stop() }
}

func shoot(ctx context.Context, l look, address, follow string, full bool) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, l.height), chromedp.Navigate(address)); err != nil {
		return nil, err
	}
	if follow != "" {
		to, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q)?.href || location.href", follow)))
		if err != nil {
			return nil, err
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(to)); err != nil {
			return nil, err
		}
	}
	take := chromedp.CaptureScreenshot()
	if full {
		take = chromedp.FullScreenshot(100)
	}
	return chromedp.Run(ctx, take)
}

// fewColours encodes a picture with its 48 commonest colours: a page of type
// has hardly more that are seen, and the file is a fraction.
func fewColours(picture []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	box := from.Bounds()
	count := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(from.At(x, y)).(color.RGBA) }
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range colours[:min(48, len(colours))] {
		palette = append(palette, c)
	}
	to := image.NewPaletted(box, palette)
	nearest := map[color.RGBA]uint8{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := at(x, y)
			i, ok := nearest[c]
			if !ok {
				i = uint8(palette.Index(c))
				nearest[c] = i
			}
			to.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, to)
	return out.Bytes(), err
}
