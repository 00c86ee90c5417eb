-- minimum-compatible: 12
-- Limits of job types. A release that doesn't know of them would run more than is allowed. So it must not open this
-- schema.

-- What operators have set for a type in a queue. A row stays when its limits go, because what stepped aside for them is
-- found by its kind. until says until when the rate is used up, in Unix microseconds.
CREATE TABLE type_limit (
  queue       INTEGER NOT NULL,
  type        INTEGER NOT NULL,
  running     INTEGER,
  rate_count  INTEGER,
  rate_period INTEGER,
  rate_burst  INTEGER,
  until       INTEGER,
  PRIMARY KEY (queue, type)
) STRICT, WITHOUT ROWID;

-- By kind first: what steps aside for one type lies together, and is passed over at once. A job without a partition that
-- stepped aside has an empty one here.
CREATE TABLE gate_by_kind (
  queue     INTEGER NOT NULL,
  partition TEXT    NOT NULL,
  kind      INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  PRIMARY KEY (queue, kind, partition, place)
) STRICT, WITHOUT ROWID;
INSERT INTO gate_by_kind SELECT queue, partition, kind, place FROM gate ORDER BY queue, kind, partition, place;
DROP TABLE gate;
ALTER TABLE gate_by_kind RENAME TO gate;
