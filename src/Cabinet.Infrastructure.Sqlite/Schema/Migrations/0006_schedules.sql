-- minimum-compatible: 2
-- Schedules. id comes from the name; type and queue stand here as text, because there are few of these rows and nothing
-- hot reads them. A tick is fired by the commit that moves next_at on, as long as revision is what was read.
CREATE TABLE schedule (
  number     INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL,
  name       TEXT    NOT NULL,
  revision   INTEGER NOT NULL,
  timing     TEXT    NOT NULL,
  misfire    INTEGER NOT NULL,
  type       TEXT    NOT NULL,
  queue      TEXT    NOT NULL,
  priority   INTEGER NOT NULL,
  paused     INTEGER NOT NULL,
  owner      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  next_at    INTEGER,
  last_at    INTEGER,
  payload    BLOB    NOT NULL
) STRICT;
CREATE UNIQUE INDEX schedule_id ON schedule (id);
CREATE INDEX schedule_due ON schedule (next_at) WHERE paused = 0;
