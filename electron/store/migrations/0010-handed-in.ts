/** Work that pupils hand in; and of the documents that sources name, why one was left out and what came of it so far. */
export const handedIn = `
-- One row per file. pupil_id and assignment_id are null until somebody says whose it is and what for; with a pupil
-- and no assignment it is other work of theirs.
CREATE TABLE handed_in (
  id INTEGER PRIMARY KEY,
  -- Where it came from, so that collecting the same thing again adds nothing.
  source_key TEXT NOT NULL UNIQUE CHECK (source_key <> ''),
  origin TEXT NOT NULL CHECK (origin IN ('form', 'file', 'mail')),
  class_id INTEGER REFERENCES school_class (id),
  pupil_id INTEGER REFERENCES person (id),
  assignment_id INTEGER REFERENCES assignment (id),
  -- The teacher has said whose it is, or the file itself leaves no doubt.
  settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
  -- JSON {pupilIds, assignmentIds}: whom it may be from, and for what.
  hints TEXT NOT NULL CHECK (json_valid(hints)),
  -- As the pupil called it: to be shown, never to be used as a path.
  name TEXT NOT NULL,
  media_type TEXT,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  -- The answer typed in the form of a pack.
  is_answer INTEGER NOT NULL DEFAULT 0 CHECK (is_answer IN (0, 1)),
  risk TEXT CHECK (risk IN ('program', 'macros', 'disguised')),
  -- What the form or the message calls the work.
  about TEXT NOT NULL,
  given_at TEXT NOT NULL,
  collected_at TEXT NOT NULL,
  reply_id INTEGER REFERENCES reply (id),
  corrected_at TEXT,
  -- Can be taken back until it is cleared away.
  removed_at TEXT
) STRICT;
CREATE INDEX handed_in_by_class ON handed_in (class_id) WHERE removed_at IS NULL;
CREATE INDEX handed_in_by_pupil ON handed_in (pupil_id) WHERE removed_at IS NULL;
CREATE INDEX handed_in_by_content ON handed_in (sha256);

-- Why a document was not fetched (null: not tried yet, or it is here), and whether the teacher wants it all the same.
ALTER TABLE attachment ADD COLUMN left_out TEXT
  CHECK (left_out IN ('too-large', 'quota', 'login', 'gone', 'failed'));
ALTER TABLE attachment ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0 CHECK (wanted IN (0, 1));
-- The beginning of one whose download was cut: a content like any other, and what the server called the whole.
-- url_key: SHA-256 of its address, which may hold a secret.
CREATE TABLE download_part (
  url_key TEXT PRIMARY KEY CHECK (length(url_key) = 64),
  validator TEXT NOT NULL CHECK (validator <> ''),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at TEXT NOT NULL
) STRICT;
`
