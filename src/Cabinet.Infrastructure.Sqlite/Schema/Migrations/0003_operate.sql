-- minimum-compatible: 2
-- What operators need: tags, the causes of dead letters, counts as of a moment, and actions on many jobs.

-- In a table of its own, and marked in the job's row, so that a job without tags pays nothing. The id is the job's: lists
-- go by it, and everything else about a job goes by its place.
CREATE TABLE job_tag (
  tag   TEXT    NOT NULL,
  id    BLOB    NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (tag, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_tag_place ON job_tag (place);
ALTER TABLE job ADD COLUMN tagged INTEGER;

-- cause: a keyed digest of what failed and how. NULL in what was dead-lettered before this migration.
ALTER TABLE dead_letter ADD COLUMN cause TEXT;
CREATE INDEX dead_letter_cause ON dead_letter (cause, id) WHERE cause IS NOT NULL;
CREATE INDEX dead_letter_type ON dead_letter (type, dead_at);

-- How many jobs of a queue were in a state when somebody last counted all of them.
CREATE TABLE job_count (
  queue INTEGER NOT NULL,
  state INTEGER NOT NULL,
  count INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  PRIMARY KEY (queue, state)
) STRICT, WITHOUT ROWID;

-- An action on many jobs: what is to be done with which, how far it is (cursor: the last job that was looked at), and
-- who wanted it why. version grows with every change.
CREATE TABLE bulk (
  number     INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL,
  version    INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  state      INTEGER NOT NULL,
  filter     TEXT    NOT NULL,
  rate       INTEGER NOT NULL,
  expected   INTEGER NOT NULL,
  caller     TEXT    NOT NULL,
  reason     TEXT,
  done       INTEGER NOT NULL,
  refused    INTEGER NOT NULL,
  cursor     BLOB,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX bulk_id ON bulk (id);
CREATE INDEX bulk_open ON bulk (id) WHERE ended_at IS NULL;
