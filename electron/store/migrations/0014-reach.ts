/** A message to several classes, with files, moved families and ways out; drafts and templates that outlive a crash. */
export const reach = `
-- Every class it was written to, in the order they were chosen; message.class_id stays the first.
CREATE TABLE message_class (
  message_id INTEGER NOT NULL REFERENCES message (id),
  class_id INTEGER NOT NULL REFERENCES school_class (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  PRIMARY KEY (message_id, class_id)
) STRICT, WITHOUT ROWID;
INSERT INTO message_class (message_id, class_id, position) SELECT id, class_id, 0 FROM message;
-- What it was made from, to write again: audience, files, changes of the plan. Null for a message of before.
ALTER TABLE message ADD COLUMN content TEXT CHECK (json_valid(content));
-- The teacher reaches this family otherwise.
ALTER TABLE message_pupil ADD COLUMN moved_to TEXT CHECK (moved_to IN ('phone', 'post'));

-- What is joined to one row, by the content that the blobs keep.
CREATE TABLE delivery_file (
  delivery_id INTEGER NOT NULL REFERENCES delivery (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL CHECK (name <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (delivery_id, position)
) STRICT, WITHOUT ROWID;

-- Written out for another program to send; whether it was sent is the teacher's word, row by row.
CREATE TABLE message_exit (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  kind TEXT NOT NULL CHECK (kind IN ('eml', 'mbox', 'mailto', 'addresses', 'csv')),
  rows INTEGER NOT NULL CHECK (rows >= 0),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX message_exit_by_message ON message_exit (message_id);

-- deleted_at: thrown away a moment ago, and can be had back until the space is opened again.
CREATE TABLE message_draft (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL CHECK (json_valid(content)),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE message_template (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  work_days INTEGER CHECK (work_days > 0),
  work_files INTEGER NOT NULL CHECK (work_files IN (0, 1)),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
`
