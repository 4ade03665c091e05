package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
)

// Acts yields the acts in order, private parts put back. An act that cannot be
// read, or whose private part is missing or damaged without having been erased,
// comes together with an error that says so, and the walk goes on; only a
// broken log ends it.
func (a *Archive) Acts() iter.Seq2[Act, error] {
	return func(yield func(Act, error) bool) {
		size := a.log.Checkpoint().Size
		erased, err := a.erased(size)
		if err != nil {
			yield(Act{}, fmt.Errorf("archive %s: %w", a.dir, err))
			return
		}
		position := uint64(0)
		for text, err := range a.log.Entries(0, size) {
			if err != nil {
				yield(Act{}, fmt.Errorf("archive %s: %w", a.dir, err))
				return
			}
			act, err := a.act(position, text, erased)
			if err != nil {
				err = fmt.Errorf("archive %s: act %d: %w", a.dir, position, err)
			}
			if !yield(act, err) {
				return
			}
			position++
		}
	}
}

// act reads one entry and its private part, if that is not erased.
func (a *Archive) act(position uint64, text []byte, erased map[uint64]bool) (Act, error) {
	act, err := parseEntry(text)
	act.Position = position
	if err != nil || act.Private == (Digest{}) {
		return act, err
	}
	if erased[position] {
		act.Erased = true
		return act, nil
	}
	file, err := a.root.ReadFile(act.Private.path(privateFolder, ".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return act, fmt.Errorf("private part %s is missing and was not erased", act.Private)
	}
	if err == nil {
		err = act.join(file)
	}
	return act, err
}

// erased returns the positions that erasures speak of.
func (a *Archive) erased(size int64) (map[uint64]bool, error) {
	out := make(map[uint64]bool)
	for text, err := range a.log.Entries(0, size) {
		if err != nil {
			return nil, err
		}
		if !bytes.Contains(text, []byte(`"erases"`)) {
			continue
		}
		if act, err := parseEntry(text); err == nil && act.Erases != nil {
			out[*act.Erases] = true
		}
	}
	return out, nil
}

// Erase deletes the private part of the act at a position, for ever, and
// appends an act that says so and why. The log goes on verifying. A killed
// erasure is finished by calling Erase again. It also removes private parts
// that a killed Append wrote and no act speaks of.
func (a *Archive) Erase(position uint64, who, why string) error {
	unlock, err := a.Lock()
	if err != nil {
		return err
	}
	defer unlock()
	a.writing.Lock()
	defer a.writing.Unlock()
	if err := a.erase(position, who, why); err != nil {
		return fmt.Errorf("archive %s: erasing act %d: %w", a.dir, position, err)
	}
	return nil
}

func (a *Archive) erase(position uint64, who, why string) error {
	if position >= a.Size() {
		return fmt.Errorf("the log has %d acts", a.Size())
	}
	text, err := a.log.Entry(int64(position))
	if err != nil {
		return err
	}
	act, err := parseEntry(text)
	if err != nil {
		return err
	}
	if act.Private == (Digest{}) {
		return errors.New("it has no private part")
	}
	erased, err := a.erased(int64(a.Size()))
	if err != nil {
		return err
	}
	if !erased[position] {
		if _, err := a.append(Act{Erases: &position, Who: who, Why: why}); err != nil {
			return err
		}
	}
	return a.sweep()
}

// sweep removes the files in private/ that are erased or that no act speaks of.
func (a *Archive) sweep() error {
	size := a.log.Checkpoint().Size
	erased, err := a.erased(size)
	if err != nil {
		return err
	}
	keep := make(map[string]bool)
	position := uint64(0)
	for text, err := range a.log.Entries(0, size) {
		if err != nil {
			return err
		}
		act, err := parseEntry(text)
		if err != nil {
			return fmt.Errorf("act %d: %w: nothing removed", position, err)
		}
		if !erased[position] && act.Private != (Digest{}) {
			keep[act.Private.path(privateFolder, ".json")] = true
		}
		position++
	}
	folders := make(map[string]bool)
	err = fs.WalkDir(a.root.FS(), privateFolder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || keep[name] {
			return err
		}
		folders[path.Dir(name)] = true
		return a.root.Remove(name)
	})
	return errors.Join(err, a.syncDirs(folders))
}

// writePrivate makes the files of private parts durable, before the log speaks of them.
func (a *Archive) writePrivate(files map[Digest][]byte) error {
	if len(files) == 0 {
		return nil
	}
	folders := map[string]bool{".": true, privateFolder: true}
	for d, data := range files {
		name := d.path(privateFolder, ".json")
		if err := a.root.MkdirAll(path.Dir(name), 0o700); err != nil {
			return err
		}
		folders[path.Dir(name)] = true
		if err := a.writeFile(name, data, 0o600); err != nil {
			return err
		}
	}
	return a.syncDirs(folders)
}

// writeFile writes a file whose content is durable on return, its name when the folder is synced.
func (a *Archive) writeFile(name string, data []byte, mode fs.FileMode) error {
	f, err := a.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// replaceFile puts new content in place of a file in one step, durable on return.
func (a *Archive) replaceFile(name string, data []byte, mode fs.FileMode) error {
	temp := name + ".new"
	if err := a.writeFile(temp, data, mode); err != nil {
		return err
	}
	if err := a.root.Rename(temp, name); err != nil {
		return err
	}
	return a.syncDirs(map[string]bool{path.Dir(name): true})
}

// syncDirs makes the names in folders durable, inner folders first.
func (a *Archive) syncDirs(folders map[string]bool) error {
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(folders))) {
		f, err := a.root.Open(name)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}
