-- minimum-compatible: 1
-- Schedules. id comes from the name; type and queue stand here as text, because there are few of these rows and nothing
-- hot reads them. A tick is fired by the commit that moves next_at on, as long as revision is what was read.
CREATE TABLE cabinet.schedule (
  id         uuid        NOT NULL PRIMARY KEY,
  name       text        NOT NULL,
  revision   bigint      NOT NULL,
  timing     text        NOT NULL,
  misfire    smallint    NOT NULL,
  type       text        NOT NULL,
  queue      text        NOT NULL,
  priority   smallint    NOT NULL,
  paused     boolean     NOT NULL,
  owner      text        NOT NULL,
  created_at timestamptz NOT NULL,
  next_at    timestamptz,
  last_at    timestamptz,
  payload    bytea       NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE cabinet.schedule ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE INDEX schedule_due ON cabinet.schedule (next_at) WHERE NOT paused;
