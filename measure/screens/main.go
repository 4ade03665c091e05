// Command screens photographs the pages of a running server, on a desk and on
// a phone, in light and in dark, so that they can be looked at.
//
//	go run ./measure/screens -url http://127.0.0.1:8080 -out DIR [-q NAME] [-lang ru] [-full]
//
// It opens the first person the query finds, and the first source and event of
// their lists. It needs Chromium and touches nothing but the folder DIR.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
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
	full := flag.Bool("full", false, "the whole page rather than the first screens of it")
	flag.Parse()
	if err := run(*base, *out, list(*query, *path, *only), *lang, *full); err != nil {
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
		{"lists", "/lists", ""}, {"list", "/lists", "tbody th a"}, {"about", "/about", ""},
		{"subjects", "/subjects", ""}, {"missing", "/nothing-here", ""}, {"none", "/search?q=xqzxqz", ""},
	}
	return slices.DeleteFunc(all, func(p page) bool { return only != "" && p.name != only })
}

func run(base, out string, pages []page, lang string, full bool) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	ctx, cancel := browser()
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as ctx
		return err
	}
	for _, l := range looks {
		for _, p := range pages {
			file := filepath.Join(out, p.name+"-"+l.name+".png")
			if err := shoot(ctx, l, withLang(base+p.path, lang), p.follow, file, full); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
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

func shoot(ctx context.Context, l look, address, follow, file string, full bool) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, l.height), chromedp.Navigate(address)); err != nil {
		return err
	}
	if follow != "" {
		to, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q)?.href || location.href", follow)))
		if err != nil {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(to)); err != nil {
			return err
		}
	}
	take := chromedp.CaptureScreenshot()
	if full {
		take = chromedp.FullScreenshot(100)
	}
	picture, err := chromedp.Run(ctx, take)
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}
