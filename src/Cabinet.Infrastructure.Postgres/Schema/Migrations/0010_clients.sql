-- minimum-compatible: 6
-- The clients of the HTTP boundary. document is JSON: role, scopes and public keys. proof is a keyed digest of name and
-- document, so that a row that was written by hand admits nobody.
CREATE TABLE cabinet.client (
  name     text COLLATE "C" NOT NULL PRIMARY KEY,
  revision bigint NOT NULL,
  document text   NOT NULL,
  proof    bytea  NOT NULL
);
