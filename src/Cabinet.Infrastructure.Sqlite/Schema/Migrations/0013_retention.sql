-- minimum-compatible: 12
-- How long operators have said that things are kept, in milliseconds. The empty type holds for all types that nothing is
-- said about; state is as RetainedAs.
CREATE TABLE retention_rule (
  type  TEXT    NOT NULL,
  state INTEGER NOT NULL,
  keep  INTEGER NOT NULL,
  PRIMARY KEY (type, state)
) STRICT, WITHOUT ROWID;
