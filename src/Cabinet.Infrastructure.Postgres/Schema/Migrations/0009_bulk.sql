-- minimum-compatible: 6
-- Actions on all jobs that match, worked off in the background. filter is JSON, and plaintext like what it names.
CREATE TABLE cabinet.bulk (
  id         uuid        NOT NULL PRIMARY KEY,
  revision   bigint      NOT NULL,
  kind       smallint    NOT NULL,
  filter     text        NOT NULL,
  matched    bigint      NOT NULL,
  exact      boolean     NOT NULL,
  most       integer     NOT NULL,
  per_second integer,
  done       bigint      NOT NULL,
  refused    bigint      NOT NULL,
  after      uuid,
  actor      text        NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at   timestamptz,
  cancelled  boolean     NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX bulk_open ON cabinet.bulk (id) WHERE ended_at IS NULL;
CREATE INDEX bulk_ended ON cabinet.bulk (ended_at) WHERE ended_at IS NOT NULL;
