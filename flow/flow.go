// Package flow runs the stages in order: files into the archive, and from the
// archive's log and blobs everything that is derived.
//
// Import keeps a file and the way to read it as one act of the log; it is
// durable when Import returns, and importing the same again changes nothing.
// Build reads every list again as its newest import says, links the records,
// and puts a new index in place of the old one at the very end: whoever kills a
// build keeps the last good index. Build is a pure function of the log and the
// blobs: the same archive gives the same answers, byte for byte, on any machine
// and with any number of workers.
//
// Memory: the linkage's columns, the search tables and one 64-bit hash a record; the rows
// themselves are streamed. Proof: the stories in cmd/byname/testdata, and
// measure/kill for interrupted runs.
package flow

// Options are common to the stages. The zero value is quiet and uses every processor.
type Options struct {
	Workers  int                                   // 0: as many as there are processors
	Progress func(stage string, done, total int64) // called from one goroutine at a time; total 0 when unknown
}

func (o Options) report(stage string, done, total int64) {
	if o.Progress != nil {
		o.Progress(stage, done, total)
	}
}
