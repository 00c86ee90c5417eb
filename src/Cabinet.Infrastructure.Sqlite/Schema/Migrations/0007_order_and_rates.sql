-- minimum-compatible: 7
-- Ordered partitions and rates. A release that doesn't know of them would run jobs out of order and too fast. So it must
-- not open this schema.

ALTER TABLE queue_setting ADD COLUMN ordered INTEGER NOT NULL DEFAULT 0;

-- A rate is a count in so many milliseconds, with a burst; all three columns or none.
ALTER TABLE queue_setting ADD COLUMN rate_count INTEGER;
ALTER TABLE queue_setting ADD COLUMN rate_period INTEGER;
ALTER TABLE queue_setting ADD COLUMN rate_burst INTEGER;
ALTER TABLE queue_setting ADD COLUMN partition_rate_count INTEGER;
ALTER TABLE queue_setting ADD COLUMN partition_rate_period INTEGER;
ALTER TABLE queue_setting ADD COLUMN partition_rate_burst INTEGER;

-- Until when a rate is used up, in Unix microseconds; the queue's own has an empty partition. A row whose time is over
-- says the same as none.
CREATE TABLE rate (
  queue     INTEGER NOT NULL,
  partition TEXT    NOT NULL,
  until     INTEGER NOT NULL,
  PRIMARY KEY (queue, partition)
) STRICT, WITHOUT ROWID;

-- What has begun and waits for its next attempt: it holds its partition in an ordered queue.
CREATE INDEX job_held ON job (queue, partition) WHERE partition IS NOT NULL AND due_at IS NOT NULL AND epoch > 0;
