-- minimum-compatible: 2
-- The life of keys, nonces, the audit log and data keys. A release that brings only the first version doesn't know of
-- fences: it would go on sealing under a version that is about to be destroyed. So it must not open this schema.

ALTER TABLE key_version ADD COLUMN tenant TEXT NOT NULL DEFAULT '';
ALTER TABLE key_version ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE key_version ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE key_version ADD COLUMN fenced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE key_version ADD COLUMN activated_at INTEGER;
ALTER TABLE key_version ADD COLUMN retired_at INTEGER;
CREATE INDEX key_version_purpose ON key_version (purpose, tenant, state);

-- What the first schema kept was added once and never changed, and served from the start.
UPDATE key_version SET revision = (
  SELECT count(*) FROM key_version AS earlier
  WHERE (earlier.created_at, earlier.key_id, earlier.version)
     <= (key_version.created_at, key_version.key_id, key_version.version));
UPDATE key_version SET activated_at = created_at WHERE state IN (2, 3);

ALTER TABLE node ADD COLUMN ring_revision INTEGER NOT NULL DEFAULT 0;

-- ring: the key ring's revision. nonce-floor: the latest time up to which nonces were ever forgotten, exclusive.
INSERT INTO counter (name, reserved) SELECT 'ring', count(*) FROM key_version;
INSERT INTO counter (name, reserved) VALUES ('nonce-floor', -9223372036854775808);

-- The digest is the row: a second one of it can't be inserted.
CREATE TABLE nonce (
  digest     BLOB    PRIMARY KEY,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_keep_until ON nonce (keep_until);

-- number is the order of the commits; idx is the place in the tree, NULL while the event waits for it. How large the
-- tree is follows from the largest idx.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  id     BLOB    NOT NULL,
  idx    INTEGER,
  entry  BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_id ON audit (id);
CREATE UNIQUE INDEX audit_idx ON audit (idx) WHERE idx IS NOT NULL;
CREATE INDEX audit_waiting ON audit (number) WHERE idx IS NULL;

-- The hashes of complete subtrees.
CREATE TABLE audit_node (
  level INTEGER NOT NULL,
  idx   INTEGER NOT NULL,
  hash  BLOB    NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_checkpoint (
  number    INTEGER PRIMARY KEY,
  tree_size INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  note      TEXT    NOT NULL
) STRICT;

-- wrapped is NULL once the key is shredded.
CREATE TABLE data_key (
  number      INTEGER PRIMARY KEY,
  id          BLOB    NOT NULL,
  subject     TEXT    NOT NULL,
  tenant      TEXT    NOT NULL,
  profile     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  shredded_at INTEGER,
  wrapped     BLOB
) STRICT;
CREATE UNIQUE INDEX data_key_id ON data_key (id);
