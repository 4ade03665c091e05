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
func (m *Model) Pack(dst []byte, t *norm.Table, s *compare.Scratch, a, b int32) []byte {
	var within byte
	if t.Unit(a) == t.Unit(b) {
		within = 1
	}
	dst = append(dst, within)
	p := m.kernel.Compare(s, a, b)
	for c := range m.Comparisons {
		l := p.Level(c)
		if l == 0 {
			continue
		}
		bits, freq := m.bits[c][l], int32(0)
		if m.same(c, l) && m.rarity[c] != nil {
			v := s.Matched[c]
			bits += m.rarity[c][v]
			freq = t.Columns()[c].Freq[v]
		}
		dst = append(dst, byte(c), byte(l))
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(bits))
		dst = binary.AppendUvarint(dst, uint64(freq))
	}
	return dst
}

// Unpack tells what Pack wrote. The values compared are read from the records
// again. The model may be one read from JSON.
func (m *Model) Unpack(packed []byte, a, b *record.Record) (Waterfall, error) {
	w := Waterfall{A: a.ID, B: b.ID}
	if len(packed) == 0 {
		return w, ErrPacked
	}
	prior, where := m.Between, "of different lists"
	if packed[0] == 1 {
		prior, where = m.Within, "of one list"
	}
	w.add(Step{Comparison: "prior", Level: "two records " + where, Bits: float64(float32(prior.Bits)), Reason: prior.reason()})
	pair := norm.New(norm.Options{})
	pair.Add(present(a))
	pair.Add(present(b))
	t := pair.Table()
	for rest := packed[1:]; len(rest) > 0; {
		if len(rest) < 7 || int(rest[0]) >= len(m.Comparisons) || int(rest[1]) >= len(m.Comparisons[rest[0]].Levels) {
			return w, fmt.Errorf("%w: %d bytes left", ErrPacked, len(rest))
		}
		comparison := &m.Comparisons[rest[0]]
		level := &comparison.Levels[rest[1]]
		bits := math.Float32frombits(binary.LittleEndian.Uint32(rest[2:]))
		freq, n := binary.Uvarint(rest[6:])
		if n <= 0 {
			return w, fmt.Errorf("%w: frequency", ErrPacked)
		}
		rest = rest[6+n:]
		w.add(Step{
			Comparison: comparison.Name, Level: level.Name, Bits: float64(bits), Reason: level.reason(int(freq)),
			A: textOf(t, comparison.Name, 0), B: textOf(t, comparison.Name, 1),
		})
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
