package search

import (
	"context"
	"encoding/binary"
	"math/bits"
	"slices"

	"byname/ground/name"
	"byname/store/index"
)

// pairsPerPage is about how many pairs of key and term lie on one page.
const pairsPerPage = 512

// keySet collects which terms have which keys: the upper half of the mixed
// key, then the term. Two keys in two thousand million fall together, and what
// they find is compared before it counts.
type keySet struct {
	pairs []uint64
	buf   []uint64
}

func (k *keySet) add(id termID, t *name.Token) {
	if t == nil {
		return
	}
	k.buf = t.Keys(k.buf[:0])
	for _, key := range k.buf {
		k.pairs = append(k.pairs, uint64(mix(key))<<32|uint64(id))
	}
}

// mix spreads a key over 32 bits, all of which matter.
func mix(key uint64) uint32 {
	key ^= key >> 32
	key *= 0x9E3779B97F4A7C15
	return uint32(key >> 32)
}

// write puts the pairs on pages by the first bits of the key, and returns how
// many bits make a page number.
func (k *keySet) write(w *index.PageWriter) (keyBits uint8, err error) {
	slices.Sort(k.pairs)
	pairs := slices.Compact(k.pairs)
	keyBits = uint8(bits.Len(uint(len(pairs) / pairsPerPage)))
	var page []byte
	for len(pairs) > 0 {
		number := pageOfKey(uint32(pairs[0]>>32), keyBits)
		page = page[:0]
		last := uint32(0)
		for len(pairs) > 0 && pageOfKey(uint32(pairs[0]>>32), keyBits) == number {
			key := uint32(pairs[0] >> 32)
			n := 1
			for n < len(pairs) && uint32(pairs[n]>>32) == key {
				n++
			}
			page = binary.AppendUvarint(page, uint64(key-last))
			page = binary.AppendUvarint(page, uint64(n))
			term := uint32(0)
			for _, p := range pairs[:n] {
				page = binary.AppendUvarint(page, uint64(uint32(p)-term))
				term = uint32(p)
			}
			last = key
			pairs = pairs[n:]
		}
		if err := w.Put(index.NameKeys, number, nil, page); err != nil {
			return 0, err
		}
	}
	k.pairs = nil
	return keyBits, nil
}

func pageOfKey(key uint32, keyBits uint8) int64 { return int64(uint64(key) << keyBits >> 32) }

// termsOf calls visit with every term that has one of the keys, once for each
// key it has.
func termsOf(ctx context.Context, ix *index.Index, keyBits uint8, keys []uint64, visit func(termID)) error {
	wanted := make([]uint32, len(keys))
	for i, k := range keys {
		wanted[i] = mix(k)
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	pages := make([]int64, 0, len(wanted))
	for _, k := range wanted {
		if p := pageOfKey(k, keyBits); len(pages) == 0 || pages[len(pages)-1] != p {
			pages = append(pages, p)
		}
	}
	return ix.Pages(ctx, index.NameKeys, pages, func(_ int64, data []byte) error {
		c := cut{data: data}
		key := uint32(0)
		for len(c.data) > 0 {
			key += uint32(c.uint())
			_, hit := slices.BinarySearch(wanted, key)
			term := uint64(0)
			for n := c.uint(); n > 0 && !c.bad; n-- {
				term += c.uint()
				if hit && !c.bad {
					visit(termID(term))
				}
			}
		}
		if c.bad {
			return errDamaged
		}
		return nil
	})
}
