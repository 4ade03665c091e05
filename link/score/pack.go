package score

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"byname/evidence/record"
	"byname/link/compare"
	"byname/link/norm"
)

// ErrPacked is returned by Unpack for bytes that Pack of this model did not write.
var ErrPacked = errors.New("not the packed weight of this model")

// Pack appends how the weight of a pair comes about to dst, so that it can be
// told later without the table: first 1 for two records of one unit, 0 else, then for each
// comparison with evidence its number, its level, its bits as a little-endian
// float32, and the frequency of the value shared (0 for none) as a uvarint.
// Number 254 is what circumstances count less than their sum, number 255 a bar
// of the names, with the bar as its level.
func (m *Model) Pack(dst []byte, t *norm.Table, s *compare.Scratch, a, b int32) []byte {
	var within byte
	if t.Unit(a) == t.Unit(b) {
		within = 1
	}
	dst = append(dst, within)
	m.evidence(t, s, a, b, func(e evidence) {
		dst = append(dst, byte(e.comparison), byte(e.level))
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(e.bits))
		dst = binary.AppendUvarint(dst, uint64(e.freq))
	})
	return dst
}

// Unpack tells what Pack wrote. The values compared are read from the records
// again. The model may be one read from JSON.
func (m *Model) Unpack(packed []byte, a, b *record.Record) (Waterfall, error) {
	w := Waterfall{A: a.ID, B: b.ID}
	if len(packed) == 0 {
		return w, ErrPacked
	}
	w.add(m.priorStep(packed[0] == 1))
	pair := norm.New(norm.Options{})
	pair.Add(present(a))
	pair.Add(present(b))
	t := pair.Table()
	for rest := packed[1:]; len(rest) > 0; {
		if len(rest) < 7 {
			return w, fmt.Errorf("%w: %d bytes left", ErrPacked, len(rest))
		}
		freq, n := binary.Uvarint(rest[6:])
		if n <= 0 {
			return w, fmt.Errorf("%w: frequency", ErrPacked)
		}
		e := evidence{int(rest[0]), int(rest[1]), math.Float32frombits(binary.LittleEndian.Uint32(rest[2:])), int32(freq)}
		st, ok := m.stepOf(e)
		if !ok {
			return w, fmt.Errorf("%w: comparison %d, level %d", ErrPacked, e.comparison, e.level)
		}
		if e.comparison < len(m.Comparisons) {
			st.A, st.B = textOf(t, st.Comparison, 0), textOf(t, st.Comparison, 1)
		}
		w.add(st)
		rest = rest[6+n:]
	}
	return w, nil
}

// present is the record as if it still stood in its list: what was compared then.
func present(r *record.Record) *record.Record {
	if !r.Withdrawn {
		return r
	}
	c := *r
	c.Withdrawn = false
	return &c
}
