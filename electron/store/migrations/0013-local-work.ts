/** What the teacher writes here: local assignments and what became of them, drafts, pupils' portraits. */
export const localWork = `
-- Beside an \`assignment\` that no source gave: one row per class, those of one piece of work share \`group_id\`.
CREATE TABLE local_assignment (
  assignment_id INTEGER PRIMARY KEY REFERENCES assignment (id),
  group_id INTEGER NOT NULL REFERENCES assignment (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- When the lesson it is due for begins; null for a day alone.
  due_at TEXT,
  carried_over_at TEXT,
  deleted_at TEXT,
  -- The row of the ENT's that the teacher said is the same work: this one is then not shown besides.
  matched_id INTEGER REFERENCES assignment (id),
  CHECK (matched_id IS NULL OR carried_over_at IS NOT NULL)
) STRICT;
CREATE INDEX local_assignment_by_group ON local_assignment (group_id);
CREATE INDEX local_assignment_waiting ON local_assignment (assignment_id)
  WHERE carried_over_at IS NULL AND deleted_at IS NULL;
CREATE INDEX local_assignment_by_match ON local_assignment (matched_id) WHERE matched_id IS NOT NULL;
INSERT INTO local_assignment (assignment_id, group_id, created_at, updated_at, deleted_at)
  SELECT a.id, a.id, at.now, at.now, CASE a.active WHEN 1 THEN NULL ELSE at.now END
  FROM assignment a, (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now) at WHERE a.source_id IS NULL;

-- The ENT can erase nothing: what the teacher wrote shows again when the ENT takes its own away.
CREATE TRIGGER local_assignment_returns AFTER UPDATE OF active ON assignment
WHEN old.active = 1 AND new.active = 0 BEGIN
  UPDATE local_assignment SET matched_id = NULL WHERE matched_id = new.id;
END;
CREATE TRIGGER local_assignment_unmatched AFTER UPDATE OF matched_id ON local_assignment
WHEN old.matched_id IS NOT NULL AND new.matched_id IS NULL AND new.deleted_at IS NULL BEGIN
  UPDATE assignment SET active = 1 WHERE id = new.assignment_id;
END;

-- Pairs of which the teacher said that they are two pieces of work.
CREATE TABLE local_assignment_distinct (
  local_id INTEGER NOT NULL REFERENCES assignment (id),
  other_id INTEGER NOT NULL REFERENCES assignment (id),
  PRIMARY KEY (local_id, other_id)
) STRICT, WITHOUT ROWID;

-- What is being written, kept as it is typed; group_id: the work it changes, null for a new one. content: JSON.
CREATE TABLE work_draft (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  group_id INTEGER UNIQUE REFERENCES assignment (id),
  -- Of the window's own count: a save that comes late changes nothing.
  revision INTEGER NOT NULL CHECK (revision >= 0),
  content TEXT NOT NULL CHECK (json_valid(content)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE work_draft_file (
  id INTEGER PRIMARY KEY,
  draft_id TEXT NOT NULL REFERENCES work_draft (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  media_type TEXT,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE INDEX work_draft_file_by_draft ON work_draft_file (draft_id);

-- One portrait per pupil, without metadata; the file is among the attachments.
CREATE TABLE portrait (
  person_id INTEGER PRIMARY KEY REFERENCES person (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/webp', 'image/png')),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  added_at TEXT NOT NULL
) STRICT;
`
