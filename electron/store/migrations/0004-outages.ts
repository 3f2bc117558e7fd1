/** What was seen during an outage, of which platform, and the services watched without a source. */
export const outages = `
ALTER TABLE outage ADD COLUMN platform TEXT NOT NULL DEFAULT '';
ALTER TABLE outage ADD COLUMN role TEXT NOT NULL DEFAULT 'front'
  CHECK (role IN ('front', 'login', 'application', 'messaging'));
-- Until now one service was one platform.
UPDATE outage SET platform = service;

CREATE TABLE outage_evidence (
  id INTEGER PRIMARY KEY,
  outage_id INTEGER NOT NULL REFERENCES outage (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  cause TEXT NOT NULL,
  status INTEGER,
  host TEXT NOT NULL,
  title TEXT,
  excerpt TEXT
) STRICT;
CREATE INDEX outage_evidence_by_outage ON outage_evidence (outage_id, id);

CREATE TABLE watched_service (
  id INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('front', 'login', 'application', 'messaging')),
  product TEXT NOT NULL CHECK (product IN ('kosmos', 'pronote', 'edifice', 'moodle', 'oneroster', 'other')),
  url TEXT NOT NULL,
  added_at TEXT NOT NULL,
  UNIQUE (platform, role, url)
) STRICT;
`
