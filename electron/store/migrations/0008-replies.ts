/** What came back of a message: a notice, an automatic answer, an answer; and how far each mailbox was read. */
export const replies = `
ALTER TABLE reply ADD COLUMN kind TEXT NOT NULL DEFAULT 'answer'
  CHECK (kind IN ('answer', 'auto-reply', 'bounce', 'late'));
ALTER TABLE reply ADD COLUMN from_name TEXT NOT NULL DEFAULT '';
-- JSON array of {name, type, bytes}: named only, the files stay in the mailbox.
ALTER TABLE reply ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attachments));
-- Of a notice: RFC 3463 status, and the server's own line.
ALTER TABLE reply ADD COLUMN status TEXT;
ALTER TABLE reply ADD COLUMN diagnostic TEXT;

-- account: user and server, as the mail settings name them.
CREATE TABLE inbox_place (
  account TEXT PRIMARY KEY,
  uid_validity TEXT NOT NULL,
  last_uid INTEGER NOT NULL CHECK (last_uid >= 0),
  read_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
