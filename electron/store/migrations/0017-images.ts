/** The pictures of instructions, fetched while the servers answer: by their address as the text writes it. */
export const images = `
CREATE TABLE assignment_image (
  assignment_id INTEGER NOT NULL REFERENCES assignment (id) ON DELETE CASCADE,
  url TEXT NOT NULL CHECK (url <> ''),
  -- Null: not here. left_out says why, and whether trying again may help.
  sha256 TEXT CHECK (length(sha256) = 64),
  media_type TEXT,
  bytes INTEGER CHECK (bytes >= 0),
  left_out TEXT CHECK (left_out IN ('failed', 'useless')),
  PRIMARY KEY (assignment_id, url),
  CHECK ((sha256 IS NULL) = (left_out IS NOT NULL)),
  CHECK ((sha256 IS NULL) = (media_type IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_image_by_content ON assignment_image (sha256) WHERE sha256 IS NOT NULL;
`
