/** Printed sheets and exported files are recorded as packs are: the form of a record is checked by the contract. */
export const exports = `
CREATE TABLE pack_next (
  id INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  profile TEXT NOT NULL CHECK (profile IN ('teacher', 'pupil', 'individual', 'substitute')),
  form TEXT NOT NULL CHECK (form <> ''),
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  files INTEGER NOT NULL CHECK (files >= 0),
  encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
  recipient TEXT NOT NULL,
  purpose TEXT NOT NULL,
  expires_at TEXT,
  fields TEXT CHECK (json_valid(fields)),
  pupils INTEGER CHECK (pupils >= 0),
  guardians INTEGER CHECK (guardians >= 0),
  assignments INTEGER CHECK (assignments >= 0),
  attachments INTEGER CHECK (attachments >= 0),
  at TEXT NOT NULL,
  lost_at TEXT
) STRICT;
INSERT INTO pack_next (id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose,
    expires_at, fields, pupils, guardians, assignments, attachments, at, lost_at)
  SELECT id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose, expires_at,
    fields, pupils, guardians, assignments, attachments, at, lost_at FROM pack;
DROP TABLE pack;
ALTER TABLE pack_next RENAME TO pack;
`
