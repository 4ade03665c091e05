package seal

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"path"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	checkpointName = "checkpoint"
	checkpointTemp = "checkpoint.new"
)

// Log is an open log. Reading is safe for concurrent use and sees the log as of
// the last Open, Append or Reload.
type Log struct {
	fs  FS
	key note.Verifier

	mu     sync.RWMutex
	now    Checkpoint
	signed []byte
	broken error // why the log must be reloaded before it is appended to
}

// Create makes an empty log: it writes the checkpoint of size 0. The origin of
// the log is the name of the key.
func Create(fsys FS, key note.Signer) error {
	c := Checkpoint{Origin: key.Name(), Root: emptyRoot()}
	if err := checkOrigin(c.Origin); err != nil {
		return fmt.Errorf("log: %w", err)
	}
	l := &Log{fs: fsys}
	if err := l.publish(c, key); err != nil {
		return fmt.Errorf("log: %w", err)
	}
	return nil
}

// Open opens the log whose checkpoint key has signed. It returns
// ErrCheckpoint when that cannot be shown; it does not read the entries, which
// Verify does.
func Open(fsys FS, key note.Verifier) (*Log, error) {
	l := &Log{fs: fsys, key: key}
	if err := l.Reload(); err != nil {
		return nil, err
	}
	return l, nil
}

// Reload reads the checkpoint again, as another process may have appended. It
// refuses a log that has become shorter or has another past, with
// ErrCheckpoint.
func (l *Log) Reload() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	signed, err := l.fs.ReadFile(checkpointName)
	if err != nil {
		return fmt.Errorf("log: %w", err)
	}
	c, err := openCheckpoint(signed, l.key)
	if err != nil {
		return fmt.Errorf("log: %s: %w", checkpointName, err)
	}
	if l.signed != nil && c != l.now {
		if err := l.follows(c, l.now); err != nil {
			return fmt.Errorf("log: %w", err)
		}
	}
	l.now, l.signed, l.broken = c, signed, nil
	return nil
}

// follows reports why the tree of c cannot have grown out of that of old.
func (l *Log) follows(c, old Checkpoint) error {
	if c.Size < old.Size || c.Size == old.Size && c.Root != old.Root {
		return fmt.Errorf("%w: size %d root %s, was size %d root %s", ErrCheckpoint, c.Size, c.Root, old.Size, old.Root)
	}
	if old.Size == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(c.Size, old.Size, l.hashes(c))
	if err == nil {
		err = tlog.CheckTree(proof, c.Size, c.Root, old.Size, old.Root)
	}
	if err != nil {
		return fmt.Errorf("%w: it has another past than at size %d: %w", ErrCheckpoint, old.Size, err)
	}
	return nil
}

// Checkpoint returns the size and root of the log.
func (l *Log) Checkpoint() Checkpoint {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.now
}

// Signed returns the checkpoint as it is published, with its signatures.
func (l *Log) Signed() []byte {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Clone(l.signed)
}

// Append adds entries and returns the position of the first. When it returns
// without error they are durable, all of them; when the process is killed
// within, the log afterwards holds all or none. After an error it may be
// either: Reload tells, and further appends are refused until then.
func (l *Log) Append(key note.Signer, entries ...[]byte) (first int64, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return 0, fmt.Errorf("log: an earlier append failed, reload first: %w", l.broken)
	}
	for i, e := range entries {
		if len(e) > MaxEntry {
			return 0, fmt.Errorf("log: entry %d of %d is %d bytes long, at most %d", i+1, len(entries), len(e), MaxEntry)
		}
	}
	first = l.now.Size
	if len(entries) == 0 {
		return first, nil
	}
	files, next, err := l.grow(entries)
	if err != nil {
		return 0, fmt.Errorf("log: %w", err)
	}
	if err := l.write(files); err != nil {
		return 0, fmt.Errorf("log: %w", err)
	}
	if err := l.publish(next, key); err != nil {
		l.broken = err
		return 0, fmt.Errorf("log: %w", err)
	}
	old := l.now.Size
	l.now = next
	l.prune(old)
	return first, nil
}

// grow computes the bundles and tiles that entries add, by name, and the
// checkpoint that follows. It writes nothing.
func (l *Log) grow(entries [][]byte) (map[string][]byte, Checkpoint, error) {
	files, err := l.bundles(entries)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	added := make(map[int64]tlog.Hash)
	stored := l.hashes(l.now)
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		var old, place []int64
		for i, index := range indexes {
			if h, ok := added[index]; ok {
				out[i] = h
				continue
			}
			old, place = append(old, index), append(place, int64(i))
		}
		if len(old) == 0 {
			return out, nil
		}
		found, err := stored.ReadHashes(old)
		if err != nil {
			return nil, err
		}
		for i, h := range found {
			out[place[i]] = h
		}
		return out, nil
	})
	size := l.now.Size
	for _, e := range entries {
		hashes, err := tlog.StoredHashes(size, e, reader)
		if err != nil {
			return nil, Checkpoint{}, err
		}
		index := tlog.StoredHashIndex(0, size)
		for i, h := range hashes {
			added[index+int64(i)] = h
		}
		size++
	}
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	for _, tile := range tlog.NewTiles(height, l.now.Size, size) {
		data, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return nil, Checkpoint{}, err
		}
		files[tilePath(fmt.Sprint(tile.L), tile.N, tile.W)] = data
	}
	return files, Checkpoint{Origin: l.now.Origin, Size: size, Root: root}, nil
}

// bundles returns the entry bundles that entries fill or make, by name.
func (l *Log) bundles(entries [][]byte) (map[string][]byte, error) {
	files := make(map[string][]byte)
	n, w := l.now.Size/width, int(l.now.Size%width)
	var bundle []byte
	if w > 0 {
		old, err := l.bundle(n, w)
		if err != nil {
			return nil, err
		}
		for _, e := range old {
			bundle = appendEntry(bundle, e)
		}
	}
	for _, e := range entries {
		bundle = appendEntry(bundle, e)
		if w++; w == width {
			files[tilePath("entries", n, w)] = bundle
			bundle, w = nil, 0
			n++
		}
	}
	if w > 0 {
		files[tilePath("entries", n, w)] = bundle
	}
	return files, nil
}

// write makes files durable: contents, then names from the inside out, folders
// found there included, as a killed append may have left them unsynced.
func (l *Log) write(files map[string][]byte) error {
	folders := make(map[string]bool)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if f := path.Dir(name); !folders[f] {
			if err := l.fs.MkdirAll(f); err != nil {
				return err
			}
			for ; f != "."; f = path.Dir(f) {
				folders[f] = true
			}
		}
		if err := l.fs.WriteFile(name, files[name]); err != nil {
			return err
		}
	}
	folders["."] = true
	for _, f := range slices.Backward(slices.Sorted(maps.Keys(folders))) {
		if err := l.fs.SyncDir(f); err != nil {
			return err
		}
	}
	return nil
}

// publish signs a checkpoint and puts it in place of the last.
func (l *Log) publish(c Checkpoint, key note.Signer) error {
	signed, err := c.sign(key)
	if err != nil {
		return err
	}
	if l.key != nil { // not while the log is being made
		if _, err := openCheckpoint(signed, l.key); err != nil {
			return fmt.Errorf("the signing key is not the log's: %w", err)
		}
	}
	if err := l.fs.WriteFile(checkpointTemp, signed); err != nil {
		return err
	}
	if err := l.fs.Rename(checkpointTemp, checkpointName); err != nil {
		return err
	}
	l.signed = signed
	return l.fs.SyncDir(".")
}

// prune removes the partial forms of tiles that are full now, which the layout
// allows. What cannot be removed does no harm, so errors are passed over.
func (l *Log) prune(old int64) {
	rows := []string{"entries", "0"}
	span := int64(width)
	for level := 0; span <= l.now.Size; level++ {
		for _, row := range rows {
			// One tile further back than needed: an append killed before its pruning left that.
			for n := max(0, old/span-1); n < l.now.Size/span; n++ {
				_ = l.fs.RemoveAll("tile/" + row + "/" + number(n) + ".p")
			}
		}
		rows = []string{fmt.Sprint(level + 1)}
		span *= width
	}
}

// bundle returns the first w entries of bundle n.
func (l *Log) bundle(n int64, w int) ([][]byte, error) {
	data, err := l.readTile("entries", n, w)
	if err != nil {
		return nil, err
	}
	entries, err := splitBundle(data, w)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tilePath("entries", n, w), err)
	}
	return entries, nil
}

// ErrRange is returned, wrapped with the numbers, for a position the log does not have.
var ErrRange = errors.New("the log has no such entry")

// Entry returns the entry at a position, counted from 0.
func (l *Log) Entry(position int64) ([]byte, error) {
	for e, err := range l.Entries(position, position+1) {
		return e, err
	}
	return nil, fmt.Errorf("log: %w: %d of %d", ErrRange, position, l.Checkpoint().Size)
}

// Entries yields the entries from one position up to, not including, another,
// which is lowered to the size of the log. An error ends the walk. The entries
// are as they stand on disk; Verify proves them.
func (l *Log) Entries(from, to int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		size := l.Checkpoint().Size
		if from < 0 {
			yield(nil, fmt.Errorf("log: %w: %d", ErrRange, from))
			return
		}
		to := min(to, size)
		for n := from / width; n*width < to; n++ {
			entries, err := l.bundle(n, int(min(width, size-n*width)))
			if err != nil {
				yield(nil, fmt.Errorf("log: %w", err))
				return
			}
			for i, e := range entries {
				if at := n*width + int64(i); at >= from && at < to && !yield(e, nil) {
					return
				}
			}
		}
	}
}

// ProveEntry proves that the entry at a position is in the log, for
// tlog.CheckRecord against the checkpoint that is returned with it.
func (l *Log) ProveEntry(position int64) (tlog.RecordProof, Checkpoint, error) {
	c := l.Checkpoint()
	if position < 0 || position >= c.Size {
		return nil, c, fmt.Errorf("log: %w: %d of %d", ErrRange, position, c.Size)
	}
	proof, err := tlog.ProveRecord(c.Size, position, l.hashes(c))
	return proof, c, err
}

// ProveGrowth proves that the log of old entries is a beginning of this one,
// for tlog.CheckTree against the checkpoint that is returned with it.
func (l *Log) ProveGrowth(old int64) (tlog.TreeProof, Checkpoint, error) {
	c := l.Checkpoint()
	if old < 1 || old > c.Size {
		return nil, c, fmt.Errorf("log: %w: size %d of %d", ErrRange, old, c.Size)
	}
	proof, err := tlog.ProveTree(c.Size, old, l.hashes(c))
	return proof, c, err
}
