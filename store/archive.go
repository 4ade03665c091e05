package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/mod/sumdb/note"

	"byname/store/seal"
)

// ErrNoArchive is returned, wrapped with the folder, for one that has no archive.yaml.
var ErrNoArchive = errors.New("not an archive")

// Options are what an archive takes from its surroundings. The zero value is
// the clock and the random numbers of the machine, and silence.
type Options struct {
	Now  func() time.Time
	Rand io.Reader // for salts and keys; must not be predictable but in tests
	Log  *slog.Logger
}

// Archive is an open archive. It is safe for concurrent use.
type Archive struct {
	dir    string
	root   *os.Root
	now    func() time.Time
	random io.Reader
	slog   *slog.Logger
	log    *seal.Log
	config Config

	mu       sync.Mutex // guards held, lock, incoming
	held     int
	lock     *flock.Flock
	incoming int

	writing sync.Mutex // one append or change of archive.yaml at a time
}

// The names in the folder.
const (
	configFile    = "archive.yaml"
	readmeFile    = "README"
	blobsFolder   = "blobs"
	logFolder     = "log"
	privateFolder = "private"
	keysFolder    = "keys"
	keyFile       = keysFolder + "/log.key"
)

// Open opens the archive in a folder. It takes no lock and writes nothing. It
// returns ErrNoArchive for another folder, an error with line and column for a
// broken archive.yaml, and seal.ErrCheckpoint when the log is not the one
// archive.yaml names.
func Open(dir string, o Options) (*Archive, error) {
	a, err := folder(dir, o)
	if err != nil {
		return nil, err
	}
	if err := a.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("archive %s: %w", dir, err), a.root.Close())
	}
	return a, nil
}

// folder makes an Archive of which only the folder is known.
func folder(dir string, o Options) (*Archive, error) {
	a := &Archive{dir: dir, now: o.Now, random: o.Rand, slog: o.Log}
	if a.now == nil {
		a.now = time.Now
	}
	if a.random == nil {
		a.random = rand.Reader
	}
	if a.slog == nil {
		a.slog = slog.New(slog.DiscardHandler)
	}
	var err error
	if a.root, err = os.OpenRoot(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("archive %s: %w: no such folder", dir, ErrNoArchive)
	}
	return a, err
}

func (a *Archive) open() error {
	text, err := a.root.ReadFile(configFile)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: it has no %s", ErrNoArchive, configFile)
	}
	if err != nil {
		return err
	}
	if a.config, err = parseConfig(text); err != nil {
		return err
	}
	key, err := note.NewVerifier(a.config.Key)
	if err != nil {
		return fmt.Errorf("%s: log: key: %w", configFile, err)
	}
	if key.Name() != a.config.Origin {
		return fmt.Errorf("%s: log: the key is of %q, the origin is %q", configFile, key.Name(), a.config.Origin)
	}
	root, err := a.root.OpenRoot(logFolder)
	if err != nil {
		return err
	}
	a.log, err = seal.Open(seal.Dir(root), key)
	return err
}

// Close frees the folder. A lock still held is given up.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var err error
	if a.lock != nil {
		err = a.lock.Close()
	}
	return errors.Join(err, a.root.Close())
}

// Dir returns the folder as it was given to Open or Init.
func (a *Archive) Dir() string { return a.dir }

// IndexPath returns where the archive's derived index belongs.
func (a *Archive) IndexPath() string { return filepath.Join(a.dir, "index.db") }

// Size returns the number of acts as of the last Open, Reload or write.
func (a *Archive) Size() uint64 { return uint64(a.log.Checkpoint().Size) }

// Root returns the root hash of the log of Size acts, in base64 as the checkpoint has it.
func (a *Archive) Root() string { return a.log.Checkpoint().Root.String() }

// Seal returns the log, for its checkpoint and proofs.
func (a *Archive) Seal() *seal.Log { return a.log }

// Reload makes acts visible that another process has appended.
func (a *Archive) Reload() error { return a.log.Reload() }

// Append adds acts to the log and returns the position of the first. When it
// returns without error they are durable with their private parts.
func (a *Archive) Append(acts ...Act) (first uint64, err error) {
	unlock, err := a.Lock()
	if err != nil {
		return 0, err
	}
	defer unlock()
	a.writing.Lock()
	defer a.writing.Unlock()
	for i := range acts {
		if err := a.check(&acts[i]); err != nil {
			return 0, fmt.Errorf("archive %s: act %d of %d: %w", a.dir, i+1, len(acts), err)
		}
	}
	if first, err = a.append(acts...); err != nil {
		return 0, fmt.Errorf("archive %s: %w", a.dir, err)
	}
	a.slog.Debug("acts appended", "first", first, "acts", len(acts), "size", a.Size())
	return first, nil
}

// append writes acts that are checked; a.writing is held.
func (a *Archive) append(acts ...Act) (uint64, error) {
	key, err := a.signer()
	if err != nil {
		return 0, err
	}
	entries := make([][]byte, len(acts))
	private := make(map[Digest][]byte)
	for i := range acts {
		act := acts[i]
		if act.When.IsZero() {
			act.When = a.now()
		}
		text, file, err := act.split(a.random)
		if err != nil {
			return 0, fmt.Errorf("act %d of %d: %w", i+1, len(acts), err)
		}
		if entries[i] = text; file != nil {
			private[act.Private] = file
		}
	}
	if err := a.writePrivate(private); err != nil {
		return 0, err
	}
	first, err := a.log.Append(key, entries...)
	return uint64(first), err
}

// check refuses an act that could not be carried out.
func (a *Archive) check(act *Act) error {
	if i := act.Import; i != nil {
		if err := checkListID(i.List); err != nil {
			return err
		}
		for _, d := range []Digest{i.Mapping, i.Blob} {
			info, err := a.root.Stat(d.path(blobsFolder, ""))
			if err != nil {
				return fmt.Errorf("import of %s: blob %s: %w", i.List, d, err)
			}
			if d == i.Blob && info.Size() != i.Size {
				return fmt.Errorf("import of %s: blob %s: %d bytes, the act says %d", i.List, d, info.Size(), i.Size)
			}
		}
	}
	if act.Withdraw != "" {
		return checkListID(act.Withdraw)
	}
	if act.Erases != nil {
		return errors.New("an erasure is made by Erase")
	}
	return nil
}

// signer reads the key that signs the log.
func (a *Archive) signer() (note.Signer, error) {
	text, err := a.root.ReadFile(keyFile)
	if err != nil {
		return nil, fmt.Errorf("without its key nothing can be added: %w", err)
	}
	key, err := note.NewSigner(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", keyFile, err)
	}
	return key, nil
}
