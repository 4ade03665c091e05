package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// incomingPrefix begins the names of blobs that are still being received.
const incomingPrefix = "incoming-"

// PutBlob keeps a file: it reads r to the end and returns its digest and its
// size in bytes. The blob is durable on return and never changes. The same
// bytes again are not kept twice.
func (a *Archive) PutBlob(r io.Reader) (Digest, int64, error) {
	unlock, err := a.Lock()
	if err != nil {
		return Digest{}, 0, err
	}
	defer unlock()
	d, n, err := a.putBlob(r)
	if err != nil {
		return Digest{}, 0, fmt.Errorf("archive %s: blob: %w", a.dir, err)
	}
	return d, n, nil
}

func (a *Archive) putBlob(r io.Reader) (d Digest, n int64, err error) {
	a.mu.Lock()
	a.incoming++
	temp := fmt.Sprintf("%s/%s%d", blobsFolder, incomingPrefix, a.incoming)
	a.mu.Unlock()
	f, err := a.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return d, 0, err
	}
	h := sha256.New()
	n, err = io.Copy(io.MultiWriter(f, h), r)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Chmod(0o444)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return d, 0, errors.Join(err, a.root.Remove(temp))
	}
	h.Sum(d[:0])
	name := d.path(blobsFolder, "")
	if info, err := a.root.Stat(name); err == nil && info.Size() == n {
		return d, n, a.root.Remove(temp)
	}
	if err := a.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return d, 0, err
	}
	if err := a.root.Rename(temp, name); err != nil {
		return d, 0, err
	}
	return d, n, a.syncDirs(map[string]bool{path.Dir(name): true, blobsFolder: true, ".": true})
}

// cleanIncoming removes blobs that a killed process was receiving. The lock is held.
func (a *Archive) cleanIncoming() error {
	entries, err := fs.ReadDir(a.root.FS(), blobsFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), incomingPrefix) {
			if err := a.root.Remove(blobsFolder + "/" + e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Blob opens a blob for reading. At its end the reader returns an error
// instead of io.EOF if the bytes were not those of the digest. It returns an
// error that is fs.ErrNotExist for a blob the archive does not have.
func (a *Archive) Blob(d Digest) (io.ReadCloser, error) {
	f, err := a.root.Open(d.path(blobsFolder, ""))
	if err != nil {
		return nil, fmt.Errorf("archive %s: blob %s: %w", a.dir, d, err)
	}
	return &blobReader{file: f, hash: sha256.New(), want: d}, nil
}

// blobReader hashes what it reads.
type blobReader struct {
	file *os.File
	hash hash.Hash
	want Digest
}

func (b *blobReader) Read(p []byte) (int, error) {
	n, err := b.file.Read(p)
	b.hash.Write(p[:n])
	if err == io.EOF {
		var got Digest
		if b.hash.Sum(got[:0]); got != b.want {
			err = fmt.Errorf("blob %s: damaged: its content has the digest %s", b.want, got)
		}
	}
	return n, err
}

func (b *blobReader) Close() error { return b.file.Close() }
