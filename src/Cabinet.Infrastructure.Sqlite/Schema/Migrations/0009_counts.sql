-- minimum-compatible: 7
-- What operators look at: the last full count of jobs, and dead letters by queue. A job's state as its readers number it.

CREATE TABLE job_count (
  queue      INTEGER NOT NULL,
  state      INTEGER NOT NULL,
  count      INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (queue, state)
) STRICT, WITHOUT ROWID;

CREATE INDEX dead_letter_queue ON dead_letter (queue, dead_at);
