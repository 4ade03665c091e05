package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
)

//go:embed css/*.css script/*.js script/*.svg
var assetFiles embed.FS

// asset is one file the pages refer to, under a name that changes with its content.
type asset struct {
	path string // "/static/site.0a1b2c3d.css"
	answer
}

// assets are few and small: one style sheet, one script, one icon.
type assets struct{ style, script, icon asset }

func loadAssets(files fs.FS) (assets, error) {
	var a assets
	var err error
	for _, part := range []struct {
		to                  *asset
		pattern, ext, media string
	}{
		{&a.style, "css/*.css", ".css", "text/css; charset=utf-8"},
		{&a.script, "script/*.js", ".js", "text/javascript; charset=utf-8"},
		{&a.icon, "script/*.svg", ".svg", "image/svg+xml"},
	} {
		if *part.to, err = join(files, part.pattern, part.ext, part.media); err != nil {
			return a, err
		}
	}
	return a, nil
}

// join concatenates the files of a pattern in the order of their names.
func join(files fs.FS, pattern, ext, media string) (asset, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return asset{}, err
	}
	var body bytes.Buffer
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return asset{}, err
		}
		body.Write(text)
	}
	sum := sha256.Sum256(body.Bytes())
	return asset{
		path:   "/static/site." + hex.EncodeToString(sum[:4]) + ext,
		answer: answer{kind: media, cache: forever, body: body.Bytes(), packed: new(packers).pack(body.Bytes())},
	}, nil
}

// serveAsset answers /static/. An address of an older build leads nowhere: the page that named it is stale too.
func (s *site) serveAsset(w http.ResponseWriter, r *http.Request) {
	for _, a := range []asset{s.assets.style, s.assets.script, s.assets.icon} {
		if r.URL.Path == a.path && path.Ext(r.URL.Path) != "" {
			s.send(w, r, a.answer)
			return
		}
	}
	s.fail(w, r, http.StatusNotFound)
}
