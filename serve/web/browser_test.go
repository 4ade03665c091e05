package web_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"byname/serve/web"
)

// chromium starts a browser with an empty profile, or skips the test where
// there is none; on a build machine there must be one.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium on this machine")
		}
		t.Skip("no Chromium on this machine")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("headless", "new"), chromedp.Flag("disable-background-networking", true), chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		stop()
	})
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as ctx
		t.Fatal(err)
	}
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// grumbles collects what the browser reports on its console.
func grumbles(ctx context.Context) func() []string {
	var mu sync.Mutex
	var all []string
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == "error" || m.Type == "warning" || m.IsException() {
				mu.Lock()
				all = append(all, m.String())
				mu.Unlock()
			}
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), all...)
	}
}

func serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(pages(t))
	t.Cleanup(server.Close)
	return server.URL
}

// TestBrowser walks the way of a reader: types a name in another script than
// the records', opens the person, sees the contradiction, asks what was known in 1937.
func TestBrowser(t *testing.T) {
	base := serve(t)
	ctx := chromium(t)
	complaints := grumbles(ctx)
	do(t, ctx, chromedp.Navigate(base+"/?lang=en"),
		chromedp.SendKeys(chromedp.CSS("#big-find"), "Petrishchev"),
		chromedp.WaitVisible(chromedp.CSS("#live h3 a"))) // results while typing
	if got := value[string](t, ctx, "location.pathname"); got != "/" {
		t.Errorf("typing left the page for %s", got)
	}
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#big-find"), "\r"), chromedp.WaitVisible(chromedp.CSS("#results h3 a")))
	if got := value[string](t, ctx, "location.pathname"); got != "/search" {
		t.Errorf("Enter led to %s", got)
	}
	do(t, ctx, chromedp.Navigate(base+"/person/"+personOf(t, "roll:r1")))
	if !value[bool](t, ctx, `(() => { const e = document.querySelector(".value.clash .against"); return !!e && e.checkVisibility() && e.innerText.includes("≠") && e.innerText.includes("Excluded by"); })()`) {
		t.Error("the contradiction is not visible")
	}
	do(t, ctx, chromedp.Navigate(base+"/person/"+personOf(t, "roll:r1")+"?as-of=1937"))
	if shown := value[string](t, ctx, `document.querySelector(".as-of [role=status]").innerText`); !strings.Contains(shown, "hidden") {
		t.Errorf("as known in 1937 the page says %q", shown)
	}
	if got := complaints(); len(got) > 0 {
		t.Errorf("the console complains: %v", got)
	}
}

// TestBrowserWithoutScript walks the same way with JavaScript switched off.
func TestBrowserWithoutScript(t *testing.T) {
	base := serve(t)
	ctx := chromium(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(base+"/?lang=en"),
		chromedp.SendKeys(chromedp.CSS("#big-find"), "Петрищев"), chromedp.Click(chromedp.CSS(".big-finder button")),
		chromedp.WaitVisible(chromedp.CSS("#results h3 a")), chromedp.Click(chromedp.CSS("#results h3 a")),
		chromedp.WaitVisible(chromedp.CSS(".value.clash .against")),
		chromedp.SendKeys(chromedp.CSS("#as-of"), "1956"), chromedp.Click(chromedp.CSS(".as-of button")),
		chromedp.WaitVisible(chromedp.CSS(`.years-row a[aria-current]`)))
	where, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil || !strings.HasSuffix(where, "?as-of=1956") {
		t.Errorf("the form led to %s (%v)", where, err)
	}
}

// TestBrowserWidths: no page scrolls sideways, from a phone to a wall, in either language.
func TestBrowserWidths(t *testing.T) {
	base := serve(t)
	ctx := chromium(t)
	complaints := grumbles(ctx)
	paths := []string{"/", "/search?q=Petrishchev", "/persons", "/person/" + personOf(t, "roll:r1"), "/person/" + personOf(t, "roll:r5"),
		"/person/" + personOf(t, "roll:r6"), "/sources", "/source/..%2F..%2Fodd%3Fid%23%3Cx%3E", "/events", "/event/trial%2Fof%20%3Cnobody%3E",
		"/lists", "/list/roll", "/problems", "/subjects", "/subject/series:losses", "/about"}
	for _, width := range []int64{320, 390, 768, 1280, 2560} {
		do(t, ctx, chromedp.EmulateViewport(width, 900))
		for _, path := range paths {
			do(t, ctx, chromedp.Navigate(base+withLang(path, "ru")))
			if over := value[int](t, ctx, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				worst := value[string](t, ctx, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + "." + e.className).slice(0, 4).join(" ")`)
				t.Errorf("%s at %d px is %d px too wide: %s", path, width, over, worst)
			}
		}
	}
	if got := complaints(); len(got) > 0 {
		t.Errorf("the console complains: %v", got)
	}
}

// TestBrowserBasics holds every page to rules of accessibility a machine can
// check: names on controls and links, headings without leaps, landmarks, table headers.
func TestBrowserBasics(t *testing.T) {
	base := serve(t)
	ctx := chromium(t)
	const check = `(() => {
  const bad = [];
  const named = e => (e.getAttribute("aria-label") || e.innerText || e.textContent || "").trim() !== "";
  document.querySelectorAll("a[href], button").forEach(e => { if (!named(e) && !e.closest("svg")) bad.push("no name: " + e.outerHTML.slice(0, 80)); });
  document.querySelectorAll("input, select").forEach(e => { if (!e.labels || !e.labels.length) bad.push("no label: " + e.outerHTML.slice(0, 80)); });
  let last = 0;
  document.querySelectorAll("h1,h2,h3,h4").forEach(e => { const n = +e.tagName[1]; if (n > last + 1 && e.closest("main .body, main")) { if (!(last === 0 && n === 1)) bad.push("heading leaps from " + last + " to " + n + ": " + e.innerText); } last = n; });
  for (const one of ["main", "header.site-head", "footer.site-foot", "nav.site-nav"]) if (document.querySelectorAll(one).length !== 1) bad.push(one);
  document.querySelectorAll("table").forEach(e => { if (!e.querySelector("thead th[scope=col]")) bad.push("table without column headers"); });
  document.querySelectorAll("[aria-labelledby]").forEach(e => { if (!document.getElementById(e.getAttribute("aria-labelledby"))) bad.push("labelled by nothing: " + e.outerHTML.slice(0, 80)); });
  if (!document.documentElement.lang) bad.push("no language");
  return bad.join("; ");
})()`
	for _, path := range []string{"/", "/search?q=Petrishchev", "/search?q=zzzzzz", "/persons", "/person/" + personOf(t, "roll:r1"), "/sources", "/source/GAZETTE",
		"/events", "/event/trial%2Fof%20%3Cnobody%3E", "/lists", "/list/roll", "/problems", "/subjects", "/subject/series:losses", "/about", "/nothing"} {
		do(t, ctx, chromedp.Navigate(base+withLang(path, "en")))
		if bad := value[string](t, ctx, check); bad != "" {
			t.Errorf("%s: %s", path, bad)
		}
	}
	// The first stop of the keyboard is the skip link, and it is visible there.
	do(t, ctx, chromedp.Navigate(base+"/about"), chromedp.KeyEvent("\t"))
	if !value[bool](t, ctx, `document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0`) {
		t.Error("the skip link is not the first stop, or is not seen")
	}
}

func withLang(path, lang string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Set("lang", lang)
	u.RawQuery = q.Encode()
	return u.String()
}

// TestBrowserLiveHits: what is shown while typing is the same as the page of results.
func TestBrowserLiveHits(t *testing.T) {
	a, err := build()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(web.New(web.Options{Archive: func() *web.Archive { return a }}))
	t.Cleanup(server.Close)
	ctx := chromium(t)
	do(t, ctx, chromedp.Navigate(server.URL+"/search?q=Rosenq&lang=en"))
	want := value[string](t, ctx, `document.querySelector("#results").innerText`)
	do(t, ctx, chromedp.Navigate(server.URL+"/search"), chromedp.SendKeys(chromedp.CSS("#big-find"), "Rosenq"), chromedp.WaitVisible(chromedp.CSS("#results h3 a")))
	if got := value[string](t, ctx, `document.querySelector("#results").innerText`); got != want {
		t.Errorf("typed: %q, asked: %q", got, want)
	}
	if got := value[string](t, ctx, "location.search"); got != fmt.Sprintf("?q=%s", "Rosenq") {
		t.Errorf("the address keeps %q", got)
	}
}
