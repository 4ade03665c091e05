// Package seal keeps an append-only log whose past cannot be changed unseen.
//
// Entries are byte strings of at most 65,535 bytes. They go into a folder in
// the C2SP tlog-tiles layout, so that any static file server can publish the
// log and any client of that format can check it:
//
//	checkpoint               signed note: origin, number of entries, root hash
//	tile/entries/NNN         256 entries, each behind its length (2 bytes, big-endian)
//	tile/L/NNN               256 hashes of level L (RFC 6962, SHA-256)
//	tile/.../NNN.p/W         the last tile of a row while it has only W < 256
//
// An append writes bundles and tiles under names the checkpoint does not yet
// speak of, makes them durable, and then replaces the checkpoint. The
// checkpoint alone decides what the log holds: whatever a killed append left
// beyond it is ignored, and written over by the next.
//
// Cost: an append of n entries rewrites at most the last bundle and one tile
// a level; reading entry i reads one bundle; a proof reads two tiles a level.
// Memory does not grow with the log.
//
// The package does not lock (one writer at a time is the caller's duty), does
// not know what entries mean, and does not ask anyone else to witness the log.
//
// Sources: c2sp.org/tlog-tiles, tlog-checkpoint, signed-note; RFC 6962;
// Crosby and Wallach 2009. Hashing and proofs are golang.org/x/mod/sumdb/tlog.
// Proof: TestKilledAtEveryStep, TestProofs, TestTampering.
package seal
