package web

import (
	"net/http"
	"strconv"
)

// failure is what an error page shows.
type failure struct {
	Head     heading
	Commands []string
	Search   bool
}

// fail answers with a page that says what went wrong and where to go from
// there. It needs no archive.
func (s *site) fail(w http.ResponseWriter, r *http.Request, status int) {
	t, _ := s.tongues.choose(r)
	key := "fail." + strconv.Itoa(status)
	if !t.has(key) {
		key = "fail.500"
	}
	s.show(w, r, page{sheet: "fail", title: t.T(key), status: status, body: failure{
		Head:   heading{Text: t.T(key), Lede: t.T(key + ".why"), Kicker: strconv.Itoa(status)},
		Search: status == http.StatusNotFound,
	}})
}

// unbuilt answers every page of an archive that has no index yet.
func (s *site) unbuilt(w http.ResponseWriter, r *http.Request) {
	t, _ := s.tongues.choose(r)
	s.show(w, r, page{sheet: "fail", title: t.T("fail.unbuilt"), status: http.StatusServiceUnavailable, body: failure{
		Head:     heading{Text: t.T("fail.unbuilt"), Lede: t.T("fail.unbuilt.why")},
		Commands: []string{"byname build"},
	}})
}
