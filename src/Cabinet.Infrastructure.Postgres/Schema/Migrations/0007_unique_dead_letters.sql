-- minimum-compatible: 6
-- Unique jobs may mind dead letters, which are found by their keys.
CREATE INDEX dead_letter_unique_key ON cabinet.dead_letter (unique_key, id) WHERE unique_key IS NOT NULL;
