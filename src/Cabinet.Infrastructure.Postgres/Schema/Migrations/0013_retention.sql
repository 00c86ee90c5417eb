-- minimum-compatible: 11
-- How long operators have said that things are kept, in milliseconds. The empty type holds for all types that nothing is
-- said about; state is as RetainedAs.
CREATE TABLE cabinet.retention_rule (
  type  text COLLATE "C" NOT NULL,
  state smallint NOT NULL,
  keep  bigint   NOT NULL,
  PRIMARY KEY (type, state)
);
