package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// progress tells on standard error how far a run has come, once it has taken
// longer than two seconds: a line rewritten in place on a terminal, a line
// every ten seconds elsewhere.
type progress struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	start    time.Time
	stage    string
	began    time.Time // of the stage
	shown    time.Time
	wrote    bool
}

// Quiet for this long, then one report each interval.
const (
	quietFor      = 2 * time.Second
	terminalEvery = 200 * time.Millisecond
	fileEvery     = 10 * time.Second
)

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, start: time.Now()}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			p.terminal = info.Mode()&os.ModeCharDevice != 0
		}
	}
	return p
}

// report is called by the stages: done of total, total 0 when it is not known.
func (p *progress) report(stage string, done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	fresh := stage != p.stage
	if fresh {
		p.stage, p.began = stage, now
	}
	every := fileEvery
	if p.terminal {
		every = terminalEvery
	}
	if now.Sub(p.start) < quietFor || !fresh && now.Sub(p.shown) < every {
		return
	}
	p.shown = now
	line := stage
	if done > 0 {
		line += fmt.Sprintf("  %d", done)
		if total > 0 {
			line += fmt.Sprintf(" of %d (%d %%)", total, done*100/total)
		}
		if s := now.Sub(p.began).Seconds(); s > 1 {
			rate := float64(done) / s
			line += fmt.Sprintf(", %.0f a second", rate)
			if total > done {
				line += fmt.Sprintf(", %v left", (time.Duration(float64(total-done)/rate) * time.Second).Round(time.Second))
			}
		}
	}
	if p.terminal {
		_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", line)
	} else {
		_, _ = fmt.Fprintln(p.out, line)
	}
	p.wrote = true
}

// done clears the line.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wrote && p.terminal {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
	}
}
