-- minimum-compatible: 1
-- What operators need: tags, and the causes of dead letters.

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
