package store

import (
	"encoding/hex"
	"fmt"
)

// Digest is a SHA-256. It is written as 64 lower-case hexadecimal digits.
type Digest [32]byte

// ParseDigest reads a digest; anything but 64 lower-case hexadecimal digits is an error.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if len(s) != 2*len(d) {
		return d, fmt.Errorf("digest %.80q: %d characters, want %d", s, len(s), 2*len(d))
	}
	if _, err := hex.Decode(d[:], []byte(s)); err != nil || d.String() != s {
		return Digest{}, fmt.Errorf("digest %q: not lower-case hexadecimal", s)
	}
	return d, nil
}

func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes the digest for JSON.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (d *Digest) UnmarshalText(text []byte) error {
	var err error
	*d, err = ParseDigest(string(text))
	return err
}

// path names the file of a digest below a folder.
func (d Digest) path(folder, ending string) string {
	s := d.String()
	return folder + "/" + s[:2] + "/" + s + ending
}
