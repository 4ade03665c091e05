// Package store keeps an archive: one folder with everything that must never
// be lost, and nothing that could be made again.
//
//	archive.yaml   title, languages, publication, who signs, how each list is read
//	blobs/         files exactly as received, named by their SHA-256
//	log/           the acts, in a Merkle log (package store/seal)
//	private/       texts about persons that the log holds only the salted digest of
//	keys/          the key that signs the log; without it the archive can only be read
//
// In go files and acts; out come the same bytes and acts, in order. An act is
// durable before Append returns. A writer holds the lock of the archive, a
// reader needs none; a process killed at any moment leaves the archive as it
// was before or after the act, never between.
//
// Whatever may one day have to be erased by law (claims, judgements, who did
// something and why) lies in private/ with a random salt. Erasing deletes the
// text and appends an act that says so: the log still verifies, and the gap shows.
//
// Cost: an append writes and syncs a handful of small files; a blob is read
// once and written once. Nothing is kept in memory but the configuration.
//
// The package does not read lists, link, or search: that is derived and lies
// in the index. It knows no other archive and no network.
//
// Formats: doc/formats/archive.md, acts.md, log.md. Proof: TestArchive,
// TestKilledWriter, TestErase, TestVerifyFindsDamage.
package store
