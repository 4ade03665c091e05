// Command synth writes lists of invented victims of terror, overlapping, with
// the errors that real lists have, and the truth about who is who. It serves to
// measure linkage, search and speed at a million records, where no real list may be used.
//
//	go run ./measure/synth -n 1000000 -seed 1 -out DIR
//
// It writes four lists (memory-book.csv, execution-lists.csv, card-index.csv,
// abroad.csv), truth.csv (record_id, person_id) and archive.yaml, which says how each is
// read. Every row says in its last column that it is synthetic. Nobody in the lists
// existed: names are drawn from stems and endings (data/), apart from one another.
//
// The same n and seed give the same bytes. Shape: a person stands in one to four lists,
// two in the mean; a surname is drawn by Zipf's law from some tens of thousands;
// each list has its own errors, see lists.go. The rates of errors are guesses from reading such
// lists, not estimates; what is measured on them holds for them only.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	n := flag.Int("n", 1000000, "records in all lists together")
	seed := flag.Uint64("seed", 1, "of the random numbers")
	out := flag.String("out", "", "folder to write to; made if it is not there")
	flag.Parse()
	if *out == "" || *n < 1 {
		flag.Usage()
		os.Exit(2)
	}
	begin := time.Now()
	s, err := generate(*out, *n, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "synth:", err)
		os.Exit(1)
	}
	took := time.Since(begin)
	fmt.Printf("%d records of %d people with %d surnames in %.1f s: %.0f rows a second\n",
		s.records, s.people, s.surnames, took.Seconds(), float64(s.records)/took.Seconds())
}

// summary counts what was written.
type summary struct {
	records  int
	people   int
	surnames int // distinct, in the masculine
}

// sheet is one file being written.
type sheet struct {
	file *os.File
	w    *bufio.Writer
	row  []byte
	n    int // rows so far
}

func newSheet(dir, name string, header ...string) (*sheet, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	s := &sheet{file: f, w: bufio.NewWriterSize(f, 1<<20)}
	for _, h := range header {
		s.cell([]byte(h))
	}
	return s, s.end()
}

// cell adds a cell to the row, in quotation marks where it needs them.
func (s *sheet) cell(b []byte) {
	quote := false
	for _, c := range b {
		quote = quote || c == ',' || c == '"'
	}
	if quote {
		s.row = append(s.row, '"')
		for _, c := range b {
			if c == '"' {
				s.row = append(s.row, '"')
			}
			s.row = append(s.row, c)
		}
		s.row = append(s.row, '"')
	} else {
		s.row = append(s.row, b...)
	}
	s.row = append(s.row, ',')
}

func (s *sheet) text(t string) { s.cell([]byte(t)) }

// end writes the row.
func (s *sheet) end() error {
	s.row[len(s.row)-1] = '\n'
	_, err := s.w.Write(s.row)
	s.row = s.row[:0]
	return err
}

func (s *sheet) close() error {
	if err := s.w.Flush(); err != nil {
		return err
	}
	return s.file.Close()
}

// generate writes everything.
func generate(dir string, n int, seed uint64) (summary, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return summary{}, err
	}
	// Each kind of choice has its own stream, so that a change to one list does
	// not change the people.
	world, err := newWorld(rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		return summary{}, err
	}
	truth, err := newSheet(dir, "truth.csv", "record_id", "person_id")
	if err != nil {
		return summary{}, err
	}
	lists := newLists()
	for i, l := range lists {
		if l.sheet, err = newSheet(dir, l.id+".csv", l.header...); err != nil {
			return summary{}, err
		}
		l.r = noise{rand.New(rand.NewPCG(seed, uint64(i)+2))}
	}
	sum := summary{}
	for sum.records < n {
		p := world.person()
		before := sum.records
		for _, l := range lists {
			for range l.times(p) {
				if sum.records == n {
					break
				}
				l.sheet.n++
				l.key = append(l.key[:0], l.prefix...)
				l.key = strconv.AppendInt(l.key, int64(l.sheet.n), 10)
				l.sheet.cell(l.key)
				l.write(l, p)
				l.sheet.text(l.mark)
				if err := l.sheet.end(); err != nil {
					return sum, err
				}
				truth.row = append(append(append(append(truth.row, l.id...), ':'), l.key...), ",p"...)
				truth.row = append(strconv.AppendInt(truth.row, int64(sum.people+1), 10), ',')
				if err := truth.end(); err != nil {
					return sum, err
				}
				sum.records++
			}
		}
		if sum.records > before {
			sum.people++
			world.seen[p.surname] = true
		}
	}
	sum.surnames = len(world.seen)
	for _, l := range lists {
		if err := l.sheet.close(); err != nil {
			return sum, err
		}
	}
	if err := truth.close(); err != nil {
		return sum, err
	}
	return sum, os.WriteFile(filepath.Join(dir, "archive.yaml"), archiveYAML, 0o666)
}
