package read

// idSet remembers which ids were given, by 64 bits of their SHA-256: 8 to 16
// bytes an id, the only part of a reading that grows with the file. That two of
// a million ids fall together has a chance of 3 in 100 million; the second
// would then be told apart from the first as if it were given twice.
type idSet struct {
	slots []uint64
	n     int
	zero  bool
}

// add returns false if h was there.
func (s *idSet) add(h uint64) bool {
	if h == 0 {
		was := s.zero
		s.zero = true
		return !was
	}
	if 4*(s.n+1) > 3*len(s.slots) {
		old := s.slots
		s.slots = make([]uint64, max(1024, 2*len(old)))
		for _, o := range old {
			if o != 0 {
				s.slots[s.place(o)] = o
			}
		}
	}
	i := s.place(h)
	if s.slots[i] == h {
		return false
	}
	s.slots[i] = h
	s.n++
	return true
}

// place finds the slot of h, or the free one it goes to. The number of slots is a power of two.
func (s *idSet) place(h uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	i := h & mask
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}
