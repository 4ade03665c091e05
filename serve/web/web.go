package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"byname/serve/search"
	"byname/store/index"
)

// Options say what is shown. Archive must be set.
type Options struct {
	Title   string          // of the archive; "" is shown as a general word
	Version string          // of the program, for the foot of the page; "" shows none
	Moments []string        // years offered for "as known at"; none: such as divide what became known
	Log     *slog.Logger    // nil: silent
	Archive func() *Archive // the archive as last built, nil before the first build; asked once for each page
}

// Archive is one build of the archive as it is open for reading. When a build
// replaces it, the old one must stay open for a minute, so that pages begun can end.
type Archive struct {
	Index   *index.Index
	Search  *search.Searcher
	Explain func(ctx context.Context, recordA, recordB string) ([]Step, error) // how two records were weighed; nil: only the weight is shown
	Pending int                                                                // acts of the log this build does not know yet

	mu     sync.Mutex
	totals *index.Totals // counted once: they read whole tables
	most   []index.Head
}

// Step is one comparison of two records and what it weighs.
type Step struct {
	Comparison string  // "prior", "surname", "birth", ...
	Level      string  // how well the two agree, in the words of the linkage
	A, B       string  // the values compared
	Bits       float64 // log2(m/u): above 0 speaks for one person, below 0 against
	Reason     string
}

// site is the handler behind all pages; it is not changed after New.
type site struct {
	title, version string
	moments        []string
	log            *slog.Logger
	archive        func() *Archive
	tongues        *tongues
	sheets         map[string]sheets
	assets         assets
	packers        packers
}

// New returns the handler of all pages. It panics if what is embedded in the
// program is broken, which TestRoutes excludes.
func New(o Options) http.Handler {
	s := &site{title: o.Title, version: o.Version, moments: clean(o.Moments), log: o.Log, archive: o.Archive, sheets: map[string]sheets{}}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.title == "" {
		s.title = "Archive"
	}
	if err := s.load(); err != nil {
		panic(fmt.Errorf("web: what is embedded does not load: %w", err))
	}
	return s.guard(s.routes())
}

func (s *site) load() (err error) {
	if s.tongues, err = loadTongues(messageFiles); err != nil {
		return err
	}
	for _, t := range s.tongues.all {
		if s.sheets[t.code], err = loadSheets(t); err != nil {
			return err
		}
	}
	s.assets, err = loadAssets(assetFiles)
	return err
}

func (s *site) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, make := range map[string]func(*desk) (page, error){
		"GET /{$}":              home,
		"GET /search":           searchPage,
		"GET /persons":          personsPage,
		"GET /person/{id}":      personPage,
		"GET /record/{id...}":   recordPage,
		"GET /sources":          sourcesPage,
		"GET /source/{id...}":   sourcePage,
		"GET /events":           eventsPage,
		"GET /event/{key...}":   eventPage,
		"GET /lists":            listsPage,
		"GET /list/{id}":        listPage,
		"GET /problems":         problemsPage,
		"GET /subjects":         subjectsPage,
		"GET /subjects/{kind}":  kindPage,
		"GET /subject/{ref...}": subjectPage,
		"GET /claim/{id...}":    claimPage,
	} {
		mux.Handle(pattern, s.page(make))
	}
	mux.HandleFunc("GET /about", func(w http.ResponseWriter, r *http.Request) {
		t, _ := s.tongues.choose(r)
		s.show(w, r, page{sheet: "about", title: t.T("about.title"), nav: "about", body: about(t, s.archive())})
	})
	mux.HandleFunc("GET /static/", s.serveAsset)
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, r *http.Request) {
		s.send(w, r, answer{kind: kindText, cache: revalidate, body: []byte("User-agent: *\nDisallow: /search\nDisallow: /*as-of=\nDisallow: /*lang=\n")})
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, http.StatusNotFound) })
	return mux
}

// page makes a handler of what composes one page.
func (s *site) page(compose func(*desk) (page, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := s.archive()
		if a == nil {
			s.unbuilt(w, r)
			return
		}
		t, _ := s.tongues.choose(r)
		d := newDesk(s, r, t, a)
		p, err := compose(d)
		var to redirect
		switch {
		case err == nil && p.raw != nil:
			s.send(w, r, answer{kind: kindJSON, cache: revalidate, body: p.raw})
		case err == nil:
			s.show(w, r, p)
		case errors.As(err, &to):
			http.Redirect(w, r, string(to), http.StatusFound)
		case errors.Is(err, index.ErrNotFound):
			s.fail(w, r, http.StatusNotFound)
		case errors.Is(err, errAsked):
			s.fail(w, r, http.StatusBadRequest)
		case r.Context().Err() != nil:
			s.log.Warn("page not in time", "route", r.Pattern, "err", err)
			s.fail(w, r, http.StatusServiceUnavailable)
		default:
			s.log.Error("page failed", "route", r.Pattern, "err", err)
			s.fail(w, r, http.StatusInternalServerError)
		}
	})
}

// redirect is the answer of a page that is found elsewhere.
type redirect string

func (r redirect) Error() string { return "found at " + string(r) }

// errAsked is returned for an address that asks for what cannot be.
var errAsked = errors.New("not a sensible request")

// health answers 200 when pages can be made and 503 when the archive is not built.
func (s *site) health(w http.ResponseWriter, r *http.Request) {
	if s.archive() == nil {
		s.send(w, r, answer{status: http.StatusServiceUnavailable, kind: kindText, cache: "no-store", body: []byte("not built\n")})
		return
	}
	s.send(w, r, answer{kind: kindText, cache: "no-store", body: []byte("ok\n")})
}
