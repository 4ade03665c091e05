package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrCheckpoint is returned, wrapped with the reason, for a checkpoint that is
// broken, of another origin, or not signed by the log's key.
var ErrCheckpoint = errors.New("checkpoint is not valid")

// maxCheckpoint bounds the bytes of a checkpoint with its signatures.
const maxCheckpoint = 64 << 10

// Checkpoint is what the log says of itself: that it holds Size entries whose
// Merkle tree has the hash Root.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// String is the text that is signed: three lines, as c2sp.org/tlog-checkpoint has them.
func (c Checkpoint) String() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint reads the text of a checkpoint, without its signatures.
// Further lines after the third are extensions and passed over.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 {
		return Checkpoint{}, fmt.Errorf("%w: %d lines, want 3 or more, each ended", ErrCheckpoint, len(lines)-1)
	}
	c := Checkpoint{Origin: lines[0]}
	if err := checkOrigin(c.Origin); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%w: size %.40q", ErrCheckpoint, lines[1])
	}
	c.Size = size
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("%w: root %.60q", ErrCheckpoint, lines[2])
	}
	copy(c.Root[:], root)
	if c.Size == 0 && c.Root != emptyRoot() {
		return Checkpoint{}, fmt.Errorf("%w: an empty log with the root of another", ErrCheckpoint)
	}
	if extension := lines[3]; extension != "" && (!strings.HasSuffix(extension, "\n") || strings.Contains("\n"+extension, "\n\n")) {
		return Checkpoint{}, fmt.Errorf("%w: extension lines %.40q", ErrCheckpoint, extension)
	}
	return c, nil
}

// checkOrigin reports why a string cannot be the origin of a log: it is also
// the name of its key.
func checkOrigin(origin string) error {
	if origin == "" || !utf8.ValidString(origin) || strings.ContainsFunc(origin, unicode.IsSpace) || strings.Contains(origin, "+") {
		return fmt.Errorf("origin %.60q: empty, or with a space or a plus", origin)
	}
	return nil
}

func emptyRoot() tlog.Hash {
	h, err := tlog.TreeHash(0, nil)
	if err != nil {
		panic(err) // a bug: the empty tree needs no reader
	}
	return h
}

// sign returns the checkpoint as a signed note.
func (c Checkpoint) sign(key note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: c.String()}, key)
}

// openCheckpoint reads a signed checkpoint, which must be signed by key and
// name the key's log. Signatures of others are passed over.
func openCheckpoint(signed []byte, key note.Verifier) (Checkpoint, error) {
	if len(signed) > maxCheckpoint || bytes.IndexByte(signed, 0) >= 0 {
		return Checkpoint{}, fmt.Errorf("%w: %d bytes, or a zero byte", ErrCheckpoint, len(signed))
	}
	n, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Origin != key.Name() {
		return Checkpoint{}, fmt.Errorf("%w: origin %q, the key is of %q", ErrCheckpoint, c.Origin, key.Name())
	}
	return c, nil
}
