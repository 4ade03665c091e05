package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
)

// maxLine is how much of a line is kept, in bytes. What is longer is no name and no date.
const maxLine = 1 << 16

// openInput opens a file, or standard input for "-". The name is for messages.
func openInput(file string) (in io.ReadCloser, name string, err error) {
	if file == "-" {
		return io.NopCloser(os.Stdin), "standard input", nil
	}
	f, err := os.Open(file)
	return f, file, err
}

// eachLine calls f with the number, from 1, and the text of every line, without
// its end and the mark of byte order at the beginning. Of a line longer than
// maxLine the beginning is given and cut is true. The text is only good until f
// returns. Memory does not grow with the input.
func eachLine(in io.Reader, f func(n int, line []byte, cut bool) error) error {
	r := bufio.NewReaderSize(in, maxLine)
	for n := 1; ; n++ {
		line, err := r.ReadSlice('\n')
		cut := errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !cut && (!errors.Is(err, io.EOF) || len(line) == 0) {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if e := f(n, line, cut); e != nil {
			return e
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
	}
}
