package web

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"
)

// Limits on what a reader may ask.
const (
	maxURL        = 4096             // bytes of path and query
	maxQuery      = 200              // runes searched for
	maxPage       = 10_000           // pages turned
	answerTimeout = 20 * time.Second // for the work behind one page
)

// policy is the content security policy of every answer: nothing inline,
// nothing from elsewhere, in no one's frame.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard wraps the routes with what holds for all of them: headers, limits on
// the address, a deadline, one log line, and a page instead of a broken connection when our
// own code fails.
func (s *site) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection() // GET and HEAD pass; ready for the first form that changes something
	next = cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		ctx, cancel := context.WithTimeout(r.Context(), answerTimeout)
		defer cancel()
		r = r.WithContext(ctx)
		t := &tally{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("page failed", "route", r.Pattern, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if t.status == 0 {
					s.fail(t, r, http.StatusInternalServerError)
				}
			}
			s.log.Debug("page", "route", r.Pattern, "method", r.Method, "status", t.status, "bytes", t.bytes, "took", time.Since(start))
		}()
		if len(r.URL.RequestURI()) > maxURL {
			s.fail(t, r, http.StatusRequestURITooLong)
			return
		}
		next.ServeHTTP(t, r)
	})
}

// tally remembers what was answered.
type tally struct {
	http.ResponseWriter
	status, bytes int
}

func (t *tally) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *tally) Write(b []byte) (int, error) {
	if t.status == 0 {
		t.status = http.StatusOK
	}
	n, err := t.ResponseWriter.Write(b)
	t.bytes += n
	return n, err
}

func (t *tally) Unwrap() http.ResponseWriter { return t.ResponseWriter }
