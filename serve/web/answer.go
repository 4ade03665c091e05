package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// answer sends a body that is complete in memory: tagged by its content, 304
// when the reader has it, compressed when the reader takes gzip.
type answer struct {
	status int // 0 is 200
	kind   string
	cache  string
	vary   string
	body   []byte
	packed []byte // the body compressed, when that was done beforehand
}

const (
	kindHTML = "text/html; charset=utf-8"
	kindJSON = "application/json; charset=utf-8"
	kindText = "text/plain; charset=utf-8"

	// revalidate: pages change with every build, so a reader asks each time and usually gets 304.
	revalidate = "private, no-cache"
	forever    = "public, max-age=31536000, immutable"
)

// smallest body worth compressing, in bytes.
const packFrom = 1024

// packLevel is the gzip level of pages made on the spot (BenchmarkPack).
const packLevel = 4

func (s *site) send(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", a.cache)
	vary := "Accept-Encoding"
	if a.vary != "" {
		vary += ", " + a.vary
	}
	h.Set("Vary", vary)
	body := a.body
	packed := len(body) >= packFrom && takesGzip(r.Header.Get("Accept-Encoding"))
	if a.status == 0 || a.status == http.StatusOK {
		tag := etag(body, packed)
		h.Set("ETag", tag)
		if held(r.Header.Get("If-None-Match"), tag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if packed {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
		if body == nil {
			body = s.packers.pack(a.body)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone: nothing is left to be told
	}
}

// etag names a body: a strong tag, so it differs between the plain and the packed form.
func etag(body []byte, packed bool) string {
	sum := sha256.Sum256(body)
	tag := base64.RawURLEncoding.EncodeToString(sum[:12])
	if packed {
		tag += "-gz"
	}
	return `"` + tag + `"`
}

// held reports whether If-None-Match names the tag.
func held(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == tag || part == "*" {
			return true
		}
	}
	return false
}

// takesGzip reads Accept-Encoding as far as we need it: gzip named and not refused.
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return strings.Trim(strings.TrimPrefix(q, "q="), "0.") != "" || q == ""
		}
	}
	return false
}

// packers are gzip writers at rest: one is 800 kB to make.
type packers struct{ pool sync.Pool }

func (p *packers) pack(body []byte) []byte {
	var out bytes.Buffer
	z, ok := p.pool.Get().(*gzip.Writer)
	if !ok {
		var err error
		if z, err = gzip.NewWriterLevel(nil, packLevel); err != nil {
			panic(err) // the level is a constant of ours
		}
	}
	z.Reset(&out)
	_, _ = z.Write(body) // a buffer does not fail
	_ = z.Close()
	p.pool.Put(z)
	return out.Bytes()
}
