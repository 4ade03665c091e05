package index

// FormatVersion is written into every index; another number means: build it again.
const FormatVersion = 1

// tables is the schema without its secondary indexes, which are made after the
// rows (see lookups): building them sorted costs a fraction of keeping them.
const tables = `
CREATE TABLE meta    (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE word    (word INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE list    (list INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE source  (source INTEGER PRIMARY KEY, id TEXT NOT NULL, records INTEGER NOT NULL, claims INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE record  (record INTEGER PRIMARY KEY, id TEXT NOT NULL, list INTEGER NOT NULL, source INTEGER NOT NULL, withdrawn INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE claim   (claim INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL, predicate INTEGER NOT NULL, object TEXT, list INTEGER NOT NULL, source INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE subject (subject INTEGER PRIMARY KEY, ref TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, claims INTEGER NOT NULL);
CREATE TABLE problem (problem INTEGER PRIMARY KEY, list INTEGER NOT NULL, source INTEGER NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE person  (person INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, records INTEGER NOT NULL, members BLOB NOT NULL);
CREATE TABLE member  (record INTEGER PRIMARY KEY, person INTEGER NOT NULL);
CREATE TABLE link    (link INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, bits REAL NOT NULL, accepted INTEGER NOT NULL, levels BLOB);
`

// lookups are the secondary indexes, made when all rows are in.
const lookups = `
CREATE UNIQUE INDEX source_id ON source(id);
CREATE UNIQUE INDEX record_id ON record(id);
CREATE INDEX record_list      ON record(list, withdrawn);
CREATE INDEX record_source    ON record(source);
CREATE INDEX claim_id         ON claim(id);
CREATE INDEX claim_subject    ON claim(subject);
CREATE INDEX claim_object     ON claim(object) WHERE object IS NOT NULL;
CREATE INDEX claim_list       ON claim(list);
CREATE INDEX claim_source     ON claim(source);
CREATE UNIQUE INDEX subject_ref ON subject(ref);
CREATE INDEX subject_kind     ON subject(kind);
CREATE INDEX problem_list     ON problem(list);
CREATE INDEX problem_source   ON problem(source);
CREATE INDEX problem_reason   ON problem(reason);
CREATE UNIQUE INDEX person_id ON person(id);
CREATE INDEX link_a           ON link(a);
CREATE INDEX link_b           ON link(b);
`
