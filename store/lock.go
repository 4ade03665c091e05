package store

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// ErrLocked is returned, wrapped with who holds it, when another process is writing.
var ErrLocked = errors.New("the archive is being written by another process")

const (
	lockFile   = ".lock"
	holderFile = ".lock.holder" // who holds the lock, for the message of those who wait
)

// Lock takes the archive for writing until the function it returns is called.
// Every writing method takes it for itself; a caller takes it around several,
// or around the build of an index. Within one process it may be taken many
// times over. It does not wait: ErrLocked says who has it.
func (a *Archive) Lock() (unlock func(), err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held == 0 {
		if err := a.take(); err != nil {
			return nil, err
		}
	}
	a.held++
	return sync.OnceFunc(a.release), nil
}

// take locks the file and brings the archive up to what others wrote before.
func (a *Archive) take() error {
	if a.lock == nil {
		a.lock = flock.New(filepath.Join(a.dir, lockFile), flock.SetPermissions(0o644))
	}
	ok, err := a.lock.TryLock()
	if err != nil {
		return fmt.Errorf("archive %s: lock: %w", a.dir, err)
	}
	if !ok {
		holder, _ := a.root.ReadFile(holderFile)
		return fmt.Errorf("archive %s: %w: %s", a.dir, ErrLocked, cmp.Or(strings.TrimSpace(string(holder)), "unknown"))
	}
	host, _ := os.Hostname()
	holder := fmt.Sprintf("process %d on %s since %s\n", os.Getpid(), cmp.Or(host, "unknown host"), a.now().UTC().Format(time.RFC3339))
	_ = a.root.WriteFile(holderFile, []byte(holder), 0o644) // only for the message
	if a.log != nil {
		if err := a.log.Reload(); err != nil {
			return errors.Join(fmt.Errorf("archive %s: %w", a.dir, err), a.lock.Unlock())
		}
	}
	if err := a.cleanIncoming(); err != nil {
		return errors.Join(fmt.Errorf("archive %s: %w", a.dir, err), a.lock.Unlock())
	}
	return nil
}

func (a *Archive) release() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held--; a.held > 0 {
		return
	}
	_ = a.root.Remove(holderFile)
	_ = a.lock.Unlock() // the lock ends with the process in any case
}
