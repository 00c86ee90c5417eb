-- minimum-compatible: 4
-- Partitions, limits of what runs, and paused queues. A release that doesn't know of them would run more than is allowed,
-- and leave what waits at the gate where it is. So it must not open this schema.

ALTER TABLE job ADD COLUMN partition TEXT;
ALTER TABLE dead_letter ADD COLUMN partition TEXT;

-- The waiting jobs of partitions: a job of class 3 that isn't running has a row here. A claim takes its row away, and
-- leaves the job's own row as it is. place is the key without its class, so that its order is the order of claims.
-- kind is 0, or the type of a job whose type is limited.
CREATE TABLE gate (
  queue     INTEGER NOT NULL,
  partition TEXT    NOT NULL,
  kind      INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  PRIMARY KEY (queue, partition, kind, place)
) STRICT, WITHOUT ROWID;

-- Whose turn it was last.
CREATE TABLE turn (
  queue     INTEGER PRIMARY KEY,
  partition TEXT    NOT NULL,
  kind      INTEGER NOT NULL
) STRICT;

-- What operators have set; a queue without a row has nothing set.
CREATE TABLE queue_setting (
  queue             INTEGER PRIMARY KEY,
  paused            INTEGER NOT NULL DEFAULT 0,
  running           INTEGER,
  partition_running INTEGER
) STRICT;
