package seal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8           // of a tile, in levels
	width  = 1 << height // of a full tile, in hashes or entries
	// MaxEntry is the longest entry in bytes: its length must fit into two.
	MaxEntry = 1<<16 - 1
)

// number writes the number of a tile in groups of three digits, all but the
// last behind an x: 1234067 is x001/x234/067.
func number(n int64) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	return s
}

// tilePath names a tile or bundle of row ("0", "1", ... or "entries"); w is how
// many hashes or entries it holds.
func tilePath(row string, n int64, w int) string {
	p := "tile/" + row + "/" + number(n)
	if w < width {
		p += fmt.Sprintf(".p/%d", w)
	}
	return p
}

// readTile reads the first w hashes or entries of a tile. When the tile has
// filled up since and its parts are pruned, the full one holds the same.
func (l *Log) readTile(row string, n int64, w int) ([]byte, error) {
	data, err := l.fs.ReadFile(tilePath(row, n, w))
	if w < width && errors.Is(err, fs.ErrNotExist) {
		if full, err2 := l.fs.ReadFile(tilePath(row, n, width)); err2 == nil {
			data, err = full, nil
		}
	}
	return data, err
}

// tiles reads hash tiles for tlog. It is a tlog.TileReader.
type tiles struct{ log *Log }

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(want))
	for i, tile := range want {
		data, err := t.log.readTile(fmt.Sprint(tile.L), tile.N, tile.W)
		if err != nil {
			return nil, err
		}
		if len(data) < tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: %d bytes, want %d", tilePath(fmt.Sprint(tile.L), tile.N, tile.W), len(data), tile.W*tlog.HashSize)
		}
		out[i] = data[:tile.W*tlog.HashSize]
	}
	return out, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// hashes returns the reader of the stored hashes of a checkpoint. What it
// reads is checked against the checkpoint's root.
func (l *Log) hashes(c Checkpoint) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: c.Size, Hash: c.Root}, tiles{l})
}

// splitBundle reads the first n entries of a bundle.
func splitBundle(data []byte, n int) ([][]byte, error) {
	out := make([][]byte, 0, n)
	for len(out) < n {
		if len(data) < 2 {
			return nil, fmt.Errorf("bundle ends after %d of %d entries", len(out), n)
		}
		size := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+size {
			return nil, fmt.Errorf("bundle ends within entry %d of %d", len(out), n)
		}
		out = append(out, data[2:2+size:2+size])
		data = data[2+size:]
	}
	return out, nil
}

func appendEntry(bundle, entry []byte) []byte {
	bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
	return append(bundle, entry...)
}
