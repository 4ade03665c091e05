package web_test

import (
	"net/http/httptest"
	"testing"
)

// The pages people ask for most, on the small archive of the tests: what our
// own work costs, without a large index behind it.
func BenchmarkPages(b *testing.B) {
	h := pages(b)
	for name, path := range map[string]string{"home": "/", "search": "/search?q=Petrishchev", "person": "/person/" + personOf(b, "roll:r1"), "about": "/about"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", path, nil)
				r.Header.Set("Accept-Encoding", "gzip")
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
				b.ReportMetric(float64(w.Body.Len()), "bytes-sent")
			}
		})
	}
}
