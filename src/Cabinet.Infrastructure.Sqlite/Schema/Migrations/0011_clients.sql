-- minimum-compatible: 7
-- The clients of the HTTP boundary. document is JSON: role, scopes and public keys. proof is a keyed digest of name and
-- document, so that a row that was written by hand admits nobody.
CREATE TABLE client (
  name     TEXT    PRIMARY KEY,
  revision INTEGER NOT NULL,
  document TEXT    NOT NULL,
  proof    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
