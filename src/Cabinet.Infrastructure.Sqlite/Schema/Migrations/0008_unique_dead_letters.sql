-- minimum-compatible: 7
-- Unique jobs may mind dead letters, which are found by their keys.
CREATE INDEX dead_letter_unique_key ON dead_letter (unique_key, id) WHERE unique_key IS NOT NULL;
