-- minimum-compatible: 7
-- Actions on all jobs that match, worked off in the background. filter is JSON, and plaintext like what it names.
CREATE TABLE bulk (
  id         BLOB    PRIMARY KEY,
  revision   INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  filter     TEXT    NOT NULL,
  matched    INTEGER NOT NULL,
  exact      INTEGER NOT NULL,
  most       INTEGER NOT NULL,
  per_second INTEGER,
  done       INTEGER NOT NULL,
  refused    INTEGER NOT NULL,
  after      BLOB,
  actor      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at   INTEGER,
  cancelled  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_open ON bulk (id) WHERE ended_at IS NULL;
CREATE INDEX bulk_ended ON bulk (ended_at) WHERE ended_at IS NOT NULL;
