/** Places where packs are published for others to fetch (WebDAV, a folder of the network), and what is there. */
export const shares = `
CREATE TABLE share_target (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('webdav', 'folder')),
  label TEXT NOT NULL CHECK (label <> ''),
  -- The address of the folder on the server, or its path. The password is in the vault.
  address TEXT NOT NULL CHECK (address <> ''),
  user_name TEXT NOT NULL,
  -- How large files go up, as tried when the place was added: Nextcloud's pieces, ranges, or whole.
  upload TEXT NOT NULL CHECK (upload IN ('pieces', 'ranges', 'whole')),
  -- Where public links are asked for; null when the server makes none.
  links_at TEXT,
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

-- One row per publication; replacing one keeps its row, its name and its link.
CREATE TABLE publication (
  id INTEGER PRIMARY KEY,
  target_id INTEGER NOT NULL REFERENCES share_target (id),
  pack_id INTEGER NOT NULL REFERENCES pack (id),
  remote_name TEXT NOT NULL CHECK (remote_name <> ''),
  state TEXT NOT NULL CHECK (state IN ('uploading', 'published', 'withdrawn')),
  -- What the server called the file when it was last ours; null before the first time, or for a folder.
  etag TEXT,
  link TEXT,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  -- The encrypted file waiting to go up, by its name in the outgoing folder; null once it is there.
  waiting_file TEXT,
  started_at TEXT NOT NULL,
  published_at TEXT
) STRICT;
CREATE INDEX publication_by_target ON publication (target_id);
`
