/** What a pack was for: its form, whom it was given to, why, until when, and what it held, for the day it is lost. */
export const packs = `
CREATE TABLE pack_next (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  profile TEXT NOT NULL CHECK (profile IN ('teacher', 'pupil', 'individual', 'substitute')),
  form TEXT NOT NULL CHECK (form IN ('zip', 'html', 'folder')),
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  files INTEGER NOT NULL CHECK (files >= 0),
  encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
  -- In the teacher's words; empty when not said.
  recipient TEXT NOT NULL,
  purpose TEXT NOT NULL,
  -- Null: the pack never says that it is out of date.
  expires_at TEXT,
  -- Keys of what went in (JSON array); null for a pack made before this was kept.
  fields TEXT CHECK (json_valid(fields)),
  pupils INTEGER CHECK (pupils >= 0),
  guardians INTEGER CHECK (guardians >= 0),
  assignments INTEGER CHECK (assignments >= 0),
  attachments INTEGER CHECK (attachments >= 0),
  at TEXT NOT NULL,
  -- When the teacher said that it is lost.
  lost_at TEXT
) STRICT;
INSERT INTO pack_next (id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose, at)
  SELECT id, class_id, profile, 'zip', file_name, path, sha256, bytes, files, encrypted, '', '', at FROM pack;
DROP TABLE pack;
ALTER TABLE pack_next RENAME TO pack;
CREATE INDEX pack_recipient_by_person ON pack_recipient (person_id);
`
