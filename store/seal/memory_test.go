package seal

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"strings"
)

var errKilled = errors.New("killed")

// disk is a folder in memory that can be killed at its n-th operation and then
// forgets, as a disk does when power fails, what was not made durable.
type disk struct {
	files   map[string][]byte // what a process sees
	durable map[string][]byte // what is there after power fails: content synced and name synced
	synced  map[string][]byte // content synced, name perhaps not
	left    int               // operations until the kill; negative means never
	torn    bool              // the killed write leaves half of its bytes
	ops     int
}

func newDisk() *disk {
	return &disk{files: map[string][]byte{}, durable: map[string][]byte{}, synced: map[string][]byte{}, left: -1}
}

// after returns the disk the next process finds: as it was when the process
// alone was killed, or what was durable when the machine was.
func (d *disk) after(power bool) *disk {
	n := newDisk()
	n.files = maps.Clone(d.files)
	if power {
		n.files = maps.Clone(d.durable)
	}
	n.durable, n.synced = maps.Clone(d.durable), maps.Clone(d.synced)
	return n
}

// step counts an operation that changes something.
func (d *disk) step() error {
	d.ops++
	if d.left == 0 {
		return errKilled
	}
	if d.left > 0 {
		d.left--
	}
	return nil
}

func (d *disk) ReadFile(name string) ([]byte, error) {
	data, ok := d.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

func (d *disk) WriteFile(name string, data []byte) error {
	if err := d.step(); err != nil {
		if d.torn {
			d.files[name] = append([]byte{}, data[:len(data)/2]...)
			if _, ok := d.durable[name]; ok { // the name is old, the new content half there
				d.durable[name] = d.files[name]
			}
		}
		return err
	}
	d.files[name] = append([]byte{}, data...)
	d.synced[name] = d.files[name]
	if _, ok := d.durable[name]; ok {
		d.durable[name] = d.files[name]
	}
	return nil
}

func (d *disk) MkdirAll(string) error { return d.step() }

func (d *disk) Rename(from, to string) error {
	if err := d.step(); err != nil {
		return err
	}
	d.files[to], d.synced[to] = d.files[from], d.synced[from]
	delete(d.files, from)
	return nil
}

func (d *disk) SyncDir(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	for f, data := range d.synced {
		if path.Dir(f) == name {
			if _, ok := d.files[f]; ok {
				d.durable[f] = data
			} else {
				delete(d.durable, f)
			}
		}
	}
	return nil
}

func (d *disk) RemoveAll(name string) error {
	if err := d.step(); err != nil {
		return err
	}
	for f := range d.files {
		if strings.HasPrefix(f, name+"/") {
			delete(d.files, f)
			delete(d.durable, f)
		}
	}
	return nil
}
