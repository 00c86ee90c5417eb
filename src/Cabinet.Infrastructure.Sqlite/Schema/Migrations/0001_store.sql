-- minimum-compatible: 1
-- The first schema of the embedded store. Times are Unix milliseconds (UTC), ids are the 16 bytes of a UUID in network
-- order, so that comparing bytes compares ids. Payloads, states, results and messages are ciphertext.

-- Numbers are reserved in blocks, so that no two processes and no restart hand out the same one.
CREATE TABLE counter (
  name     TEXT PRIMARY KEY,
  reserved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter (name, reserved) VALUES ('sequence', 0), ('lease', 0);

-- Names are kept once: on the hot path they would cost more than everything else in a row.
CREATE TABLE queue (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE name (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- key = class (2 bits) | queue (14) | priority (4) | sequence (43). Class 0 is ready, 1 is scheduled, 2 is suspect, so
-- the table itself is the order in which jobs are claimed. A claim doesn't touch the row: who runs it is in lease.
-- Without the class, the key names a job for good ("place"): journal, errors and notes hang on it. The epoch is the
-- job's own fencing token; the fence is the last lease that it was given back from.
CREATE TABLE job (
  key        INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL,
  type       INTEGER NOT NULL,
  queue      INTEGER NOT NULL,
  epoch      INTEGER NOT NULL,
  fence      INTEGER NOT NULL,
  attempt    INTEGER NOT NULL,
  deaths     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  due_at     INTEGER,
  claimed_at INTEGER,
  task       BLOB,
  pipeline   INTEGER,
  stage      INTEGER,
  item       TEXT,
  unique_key TEXT,
  trace      TEXT,
  payload    BLOB
) STRICT;
CREATE UNIQUE INDEX job_id ON job (id);
CREATE UNIQUE INDEX job_unique_key ON job (unique_key) WHERE unique_key IS NOT NULL;
CREATE INDEX job_due ON job (queue, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX job_task ON job (task) WHERE task IS NOT NULL;

-- One row for each claimed batch: the keys (8 bytes each, big-endian) that the node got. A job is running while its key
-- is in a lease whose number is above its fence; its epoch is then one above the row's.
CREATE TABLE lease (
  number     INTEGER PRIMARY KEY,
  node       BLOB    NOT NULL,
  claimed_at INTEGER NOT NULL,
  alone      INTEGER NOT NULL,
  keys       BLOB    NOT NULL
) STRICT;

-- What changes while a job runs, so that the job's own row needn't be written again.
CREATE TABLE note (
  place    INTEGER PRIMARY KEY,
  progress INTEGER NOT NULL,
  cancel   INTEGER NOT NULL
) STRICT;

CREATE TABLE step (
  number    INTEGER PRIMARY KEY,
  place     INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  effect    INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  result    BLOB
) STRICT;
CREATE UNIQUE INDEX step_place ON step (place, name);

CREATE TABLE job_error (
  number  INTEGER PRIMARY KEY,
  place   INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  message BLOB
) STRICT;
CREATE INDEX job_error_place ON job_error (place);

CREATE TABLE dead_letter (
  place      INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL,
  type       INTEGER NOT NULL,
  queue      INTEGER NOT NULL,
  epoch      INTEGER NOT NULL,
  fence      INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  dead_at    INTEGER NOT NULL,
  reason     INTEGER NOT NULL,
  error      INTEGER NOT NULL,
  task       BLOB,
  pipeline   INTEGER,
  stage      INTEGER,
  item       TEXT,
  unique_key TEXT,
  trace      TEXT,
  payload    BLOB
) STRICT;
CREATE UNIQUE INDEX dead_letter_id ON dead_letter (id);
CREATE INDEX dead_letter_task ON dead_letter (task) WHERE task IS NOT NULL;

-- key = ended_at << 20 | a tie-breaker: appended in order of time, and pruned from the other end by range.
CREATE TABLE history (
  key        INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL,
  type       INTEGER NOT NULL,
  queue      INTEGER NOT NULL,
  ending     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  task       BLOB,
  pipeline   INTEGER,
  stage      INTEGER,
  item       TEXT,
  payload    BLOB,
  result     BLOB
) STRICT;
CREATE INDEX history_id ON history (id);
CREATE INDEX history_task ON history (task, id) WHERE task IS NOT NULL;

CREATE TABLE task (
  number          INTEGER PRIMARY KEY,
  id              BLOB    NOT NULL,
  pipeline        INTEGER NOT NULL,
  status          INTEGER NOT NULL,
  version         INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  ended_at        INTEGER,
  idempotency_key TEXT,
  trace           TEXT,
  label           BLOB,
  state           BLOB
) STRICT;
CREATE UNIQUE INDEX task_id ON task (id);
CREATE UNIQUE INDEX task_idempotency_key ON task (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX task_ended ON task (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX task_status ON task (pipeline, status, id);

CREATE TABLE node (
  id         BLOB PRIMARY KEY,
  name       TEXT    NOT NULL,
  lease_time INTEGER NOT NULL,
  beat       INTEGER NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A background task: who holds its lease, and how its last run ended.
CREATE TABLE background (
  name      TEXT PRIMARY KEY,
  node      BLOB,
  ended_at  INTEGER,
  succeeded INTEGER,
  affected  INTEGER,
  duration  INTEGER,
  message   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE key_version (
  key_id      BLOB    NOT NULL,
  version     INTEGER NOT NULL,
  purpose     TEXT    NOT NULL,
  state       INTEGER NOT NULL,
  profile     INTEGER NOT NULL,
  wrapped_key BLOB    NOT NULL,
  check_value BLOB    NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (key_id, version)
) STRICT, WITHOUT ROWID;
