-- minimum-compatible: 2
-- What operators need: tags, and the causes of dead letters.

-- In a table of its own, and marked in the job's row, so that a job without tags pays nothing. The id is the job's: lists
-- go by it, and everything else about a job goes by its place.
CREATE TABLE job_tag (
  tag   TEXT    NOT NULL,
  id    BLOB    NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (tag, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_tag_place ON job_tag (place);
ALTER TABLE job ADD COLUMN tagged INTEGER;

-- cause: a keyed digest of what failed and how. NULL in what was dead-lettered before this migration.
ALTER TABLE dead_letter ADD COLUMN cause TEXT;
CREATE INDEX dead_letter_cause ON dead_letter (cause, id) WHERE cause IS NOT NULL;
CREATE INDEX dead_letter_type ON dead_letter (type, dead_at);
