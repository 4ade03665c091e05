package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"testing"
)

// BenchmarkPack compares the gzip levels on text of the kind and size of a page.
func BenchmarkPack(b *testing.B) {
	var body []byte
	for _, name := range []string{"i18n/en.yaml", "i18n/ru.yaml"} {
		text, err := fs.ReadFile(messageFiles, name)
		if err != nil {
			b.Fatal(err)
		}
		body = append(body, text...)
	}
	for _, level := range []int{1, packLevel, 6, 9} {
		b.Run(fmt.Sprint(level), func(b *testing.B) {
			z, err := gzip.NewWriterLevel(nil, level)
			if err != nil {
				b.Fatal(err)
			}
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				z.Reset(&out)
				_, _ = z.Write(body)
				_ = z.Close()
			}
			b.ReportMetric(float64(out.Len())/float64(len(body)), "ratio")
		})
	}
}
