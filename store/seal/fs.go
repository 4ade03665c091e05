package seal

import (
	"errors"
	"os"
)

// FS is the folder a log lives in. Names are relative, with slashes. A missing
// file gives an error that is fs.ErrNotExist.
type FS interface {
	ReadFile(name string) ([]byte, error)
	// WriteFile makes or replaces a file; its content, not yet its name, is durable on return.
	WriteFile(name string, data []byte) error
	// MkdirAll makes a folder and those above it, as durable as SyncDir makes them.
	MkdirAll(name string) error
	// Rename replaces the file to by the file from in one step.
	Rename(from, to string) error
	// SyncDir makes the names in a folder durable; "." is the log's own.
	SyncDir(name string) error
	// RemoveAll removes a folder and what is in it.
	RemoveAll(name string) error
}

// Dir is the FS of a folder on disk. Nothing outside the folder can be reached
// through it, be it by names or by symbolic links.
func Dir(root *os.Root) FS { return dir{root} }

type dir struct{ root *os.Root }

func (d dir) ReadFile(name string) ([]byte, error) { return d.root.ReadFile(name) }
func (d dir) Rename(from, to string) error         { return d.root.Rename(from, to) }
func (d dir) RemoveAll(name string) error          { return d.root.RemoveAll(name) }

func (d dir) WriteFile(name string, data []byte) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (d dir) MkdirAll(name string) error { return d.root.MkdirAll(name, 0o755) }

func (d dir) SyncDir(name string) error {
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
