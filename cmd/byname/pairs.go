package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"byname/ground/name"
)

const (
	// maxName is how much of a name is kept, in bytes: more than package name looks at.
	maxName = 1 << 13
	// pairsBatch is how many lines are compared at once.
	pairsBatch = 4096
	// maxComplaints is how many lines are complained of one by one.
	maxComplaints = 100
	// keptForms is how many parsed names a worker keeps; columns often repeat one.
	keptForms = 1 << 12
)

func newNamePairs(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "pairs FILE.tsv|-",
		Short: "Compare two names a line, millions of them",
		Long: `pairs reads two names a line with a tab between them, from a file or with "-" from
standard input, and writes the similarity, from 0 to 1, and the level, a tab
between them, for every line in order. Further columns are not looked at. A line
without a tab gives an empty similarity and the level "invalid", is named on standard
error (the first hundred of them), and makes the exit status 1. Of a name the first
8 KiB are looked at. Memory does not grow with the file.`,
		Example: `  byname name pairs pairs.tsv >grades.tsv
  cut -f2,5 lists.tsv | byname name pairs -`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			in, file, err := openInput(args[0])
			if err != nil {
				return err
			}
			defer in.Close()
			return s.pairs(in, file)
		},
	}
}

// pair is a line of the input; ok is false when there is no tab in it.
type pair struct {
	a, b string
	ok   bool
}

func (s *settings) pairs(in io.Reader, file string) error {
	r := &pairReader{r: bufio.NewReaderSize(in, 1<<16)}
	out := bufio.NewWriterSize(s.out, 1<<16)
	workers := make([]*pairWorker, runtime.GOMAXPROCS(0))
	for i := range workers {
		workers[i] = &pairWorker{json: s.json, kept: make(map[string]*name.Form, keptForms)}
	}
	batch := make([]pair, 0, pairsBatch)
	bad, line := 0, 0
	for done := false; !done; {
		batch = batch[:0]
		var failed error
		for len(batch) < cap(batch) && !done {
			p, err := r.read()
			if err != nil {
				done = true
				if !errors.Is(err, io.EOF) {
					failed = fmt.Errorf("%s:%d: %w", file, line+1, err)
				}
				break
			}
			line++
			if !p.ok {
				if bad++; bad <= maxComplaints {
					_, _ = fmt.Fprintf(s.errs, "%s:%d: no tab, so no two names\n", file, line)
				}
			}
			batch = append(batch, p)
		}
		if err := errors.Join(compareBatch(workers, batch, out), failed); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if bad > 0 {
		_, _ = fmt.Fprintf(s.errs, "%s: %s without two names\n", file, plural(bad, "line"))
		return errNo
	}
	return nil
}

// compareBatch shares a batch out and writes the answers in its order.
func compareBatch(workers []*pairWorker, batch []pair, out io.Writer) error {
	var g sync.WaitGroup
	for i, w := range workers {
		share := batch[len(batch)*i/len(workers) : len(batch)*(i+1)/len(workers)]
		g.Go(func() { w.compare(share) })
	}
	g.Wait()
	for _, w := range workers {
		if _, err := out.Write(w.text); err != nil {
			return err
		}
	}
	return nil
}

// pairWorker compares names on one core.
type pairWorker struct {
	json bool
	kept map[string]*name.Form
	text []byte // the answers of the last batch
}

func (w *pairWorker) form(s string) *name.Form {
	f := w.kept[s]
	if f == nil {
		if len(w.kept) >= keptForms {
			clear(w.kept)
		}
		f = name.Parse(s)
		w.kept[s] = f
	}
	return f
}

func (w *pairWorker) compare(batch []pair) {
	w.text = w.text[:0]
	for _, p := range batch {
		level, similarity := "invalid", ""
		if p.ok {
			c := name.Compare(w.form(p.a), w.form(p.b))
			level = c.Level.String()
			similarity = strconv.FormatFloat(c.Similarity, 'f', 4, 64)
		}
		switch {
		case !w.json:
			w.text = append(append(append(append(w.text, similarity...), '\t'), level...), '\n')
		case p.ok:
			w.text = fmt.Appendf(w.text, `{"similarity":%s,"level":%q}`+"\n", similarity, level)
		default:
			w.text = append(w.text, `{"similarity":null,"level":"invalid"}`+"\n"...)
		}
	}
}

// pairReader reads the first two columns of lines of any length in bounded memory.
type pairReader struct {
	r     *bufio.Reader
	a, b  []byte
	later bool // past the first line
}

// read returns the next line, or io.EOF.
func (r *pairReader) read() (pair, error) {
	r.a, r.b = r.a[:0], r.b[:0]
	column := 0
	for begun := false; ; begun = true {
		piece, err := r.r.ReadSlice('\n')
		if len(piece) == 0 && err != nil && !begun {
			return pair{}, err
		}
		end := err == nil || errors.Is(err, io.EOF)
		if err != nil && !end && !errors.Is(err, bufio.ErrBufferFull) {
			return pair{}, err
		}
		if err == nil {
			piece = bytes.TrimSuffix(piece[:len(piece)-1], []byte("\r"))
		}
		for column < 2 && len(piece) > 0 {
			word, rest, tab := bytes.Cut(piece, []byte("\t"))
			r.keep(column, word)
			piece = rest
			if tab {
				column++
			} else {
				break
			}
		}
		if end {
			break
		}
	}
	a := string(r.a)
	if !r.later {
		a, r.later = strings.TrimPrefix(a, "\ufeff"), true
	}
	return pair{a, string(r.b), column > 0}, nil
}

// keep adds to a column what it still has room for.
func (r *pairReader) keep(column int, word []byte) {
	to := &r.a
	if column == 1 {
		to = &r.b
	}
	*to = append(*to, word[:min(len(word), maxName-len(*to))]...)
}
