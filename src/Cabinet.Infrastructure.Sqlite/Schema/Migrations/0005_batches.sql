-- minimum-compatible: 2
-- Batches of jobs. Which batch a job belongs to is in the columns of its task, under a reserved pipeline; its callbacks
-- are jobs. No batch is made before somebody calls for it, so nodes of the release before may go on until then.

CREATE TABLE batch (
  number       INTEGER PRIMARY KEY,
  id           BLOB    NOT NULL,
  name         TEXT,
  created_at   INTEGER NOT NULL,
  closed_at    INTEGER,
  cancelled_at INTEGER,
  failed_at    INTEGER,
  ended_at     INTEGER,
  total        INTEGER NOT NULL,
  succeeded    INTEGER NOT NULL,
  cancelled    INTEGER NOT NULL,
  discarded    INTEGER NOT NULL,
  dead         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX batch_id ON batch (id);
CREATE INDEX batch_ended ON batch (ended_at) WHERE ended_at IS NOT NULL;
