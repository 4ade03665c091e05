package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"byname/flow"
	"byname/link/score"
	"byname/serve/search"
	"byname/serve/web"
	"byname/store"
	"byname/store/index"
)

// How long the server waits for slow readers, and how it follows new builds.
const (
	headerTimeout = 10 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 5 * time.Second
	lookEvery     = 2 * time.Second
	headerBytes   = 16 << 10
	keepOldFor    = time.Minute // pages begun on the old index end on it
)

func newServe(s *settings) *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages of the archive on this machine",
		Long: `serve answers on this machine only unless told otherwise. A build made meanwhile is
shown as soon as it is finished. Ctrl-C stops it.`,
		Example: `  byname -C archive serve
  byname -C archive serve --addr 127.0.0.1:9000`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			a, err := s.open()
			if err != nil {
				return err
			}
			return errors.Join(s.serve(c.Context(), a, addr), a.Close())
		},
	}
	c.Flags().StringVar(&addr, "addr", "", addrUsage)
	return c
}

// defaultAddr is where the pages are when nothing else is said; when it is
// taken, a free port is.
const (
	defaultAddr = "127.0.0.1:8080"
	freeAddr    = "127.0.0.1:0"
	addrUsage   = "address to answer on (default " + defaultAddr + ", or a free port when that is taken)"
)

// listen takes the address asked for, or the default one, or a free one.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var l net.ListenConfig
	if addr != "" {
		return l.Listen(ctx, "tcp", addr)
	}
	listener, err := l.Listen(ctx, "tcp", defaultAddr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return l.Listen(ctx, "tcp", freeAddr)
	}
	return listener, err
}

// serve answers until ctx ends.
func (s *settings) serve(ctx context.Context, a *store.Archive, addr string) error {
	sh := &shelf{archive: a, log: s.log()}
	if err := sh.look(); err != nil {
		return err
	}
	defer sh.close()
	listener, err := listen(ctx, addr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           web.New(web.Options{Title: a.Config().Title, Version: version, Moments: a.Config().Moments, Log: s.log(), Archive: sh.current}),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: headerTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		ErrorLog: slog.NewLogLogger(s.log().Handler(), slog.LevelWarn),
	}
	if _, err := fmt.Fprintf(s.out, "http://%s/\n", listener.Addr()); err != nil {
		return err
	}
	if sh.current() == nil {
		_, _ = fmt.Fprintf(s.errs, "the archive has no index yet: run 'byname -C %s build'; it will be shown as soon as it is there\n", s.dir)
	}
	go sh.follow(ctx)
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		stopped <- server.Shutdown(grace)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// shelf holds the index that is shown and changes it when a build puts a new one in place.
type shelf struct {
	archive *store.Archive
	log     *slog.Logger
	now     atomic.Pointer[web.Archive]
	seen    os.FileInfo // used by one goroutine: look
}

func (sh *shelf) current() *web.Archive { return sh.now.Load() }

// look opens the index if it is not the one already open.
func (sh *shelf) look() error {
	path := sh.archive.IndexPath()
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil || sh.seen != nil && os.SameFile(sh.seen, info) && sh.seen.ModTime().Equal(info.ModTime()) {
		return err
	}
	ix, err := index.Open(path)
	if err != nil {
		return err
	}
	engine, err := search.Open(ix)
	if err != nil {
		return errors.Join(err, ix.Close())
	}
	explain, err := flow.Explain(ix)
	if err != nil {
		return errors.Join(err, ix.Close())
	}
	if err := sh.archive.Reload(); err != nil {
		return errors.Join(err, ix.Close())
	}
	old := sh.now.Swap(&web.Archive{
		Index: ix, Search: engine, Pending: int(sh.archive.Size() - ix.Meta().LogSize),
		Explain: func(ctx context.Context, a, b string) ([]web.Step, error) { return steps(explain(ctx, a, b)) },
	})
	sh.seen = info
	if old != nil {
		time.AfterFunc(keepOldFor, func() { _ = old.Index.Close() })
	}
	return nil
}

// steps puts a waterfall into the words of the pages.
func steps(w score.Waterfall, err error) ([]web.Step, error) {
	out := make([]web.Step, len(w.Steps))
	for i, st := range w.Steps {
		out[i] = web.Step{Comparison: st.Comparison, Level: st.Level, A: st.A, B: st.B, Bits: st.Bits, Reason: st.Reason}
	}
	return out, err
}

// follow looks for a new index until ctx ends.
func (sh *shelf) follow(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := sh.look(); err != nil {
				sh.log.Warn("the new index cannot be opened; the old one is shown", "err", err)
			}
		}
	}
}

func (sh *shelf) close() {
	if a := sh.now.Load(); a != nil {
		_ = a.Index.Close()
	}
}
