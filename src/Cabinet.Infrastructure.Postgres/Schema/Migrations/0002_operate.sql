-- minimum-compatible: 1
-- What operators need: tags, the causes of dead letters, counts as of a moment, and actions on many jobs.

-- In a table of its own, so that a job without tags pays nothing. A job with tags is marked as annexed from its insert on.
CREATE TABLE cabinet.job_tag (
  tag text NOT NULL,
  job uuid NOT NULL,
  PRIMARY KEY (tag, job)
);
ALTER TABLE cabinet.job_tag SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
                     autovacuum_vacuum_cost_delay = 1);
CREATE INDEX job_tag_job ON cabinet.job_tag (job);

-- cause: a keyed digest of what failed and how. NULL in what was dead-lettered before this migration.
ALTER TABLE cabinet.dead_letter ADD COLUMN cause text;
CREATE INDEX dead_letter_cause ON cabinet.dead_letter (cause, id) WHERE cause IS NOT NULL;
CREATE INDEX dead_letter_type ON cabinet.dead_letter (type, dead_at);

-- How many jobs of a queue were in a state when somebody last counted all of them.
CREATE TABLE cabinet.job_count (
  queue integer     NOT NULL,
  state smallint    NOT NULL,
  count bigint      NOT NULL,
  at    timestamptz NOT NULL,
  PRIMARY KEY (queue, state)
);

-- An action on many jobs: what is to be done with which, how far it is (cursor: the last job that was looked at), and
-- who wanted it why. version grows with every change.
CREATE TABLE cabinet.bulk (
  id         uuid        NOT NULL PRIMARY KEY,
  version    bigint      NOT NULL,
  kind       smallint    NOT NULL,
  state      smallint    NOT NULL,
  filter     text        NOT NULL,
  rate       integer     NOT NULL,
  expected   bigint      NOT NULL,
  caller     text        NOT NULL,
  reason     text,
  done       bigint      NOT NULL,
  refused    bigint      NOT NULL,
  cursor     uuid,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  ended_at   timestamptz
) WITH (fillfactor = 50);
CREATE INDEX bulk_open ON cabinet.bulk (id) WHERE ended_at IS NULL;
