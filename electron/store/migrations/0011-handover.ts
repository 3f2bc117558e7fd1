/** What the teacher has carried back to the ENT after an outage, the outages they are done with, and the drills. */
export const handover = `
-- One row per thing carried back, whatever it is: what there is to carry is found in its own table.
CREATE TABLE handover_mark (
  kind TEXT NOT NULL CHECK (kind <> ''),
  row_id INTEGER NOT NULL,
  done_at TEXT NOT NULL,
  PRIMARY KEY (kind, row_id)
) STRICT, WITHOUT ROWID;

-- An outage the teacher is done with: what fell until closed_at is asked about no more.
CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  began_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  closed_at TEXT NOT NULL
) STRICT;

-- When the teacher typed an address; null before this was kept.
ALTER TABLE contact_point ADD COLUMN entered_at TEXT;

-- An outage played without sending anything, and what it found (JSON array of {code, severity, count}).
CREATE TABLE drill (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
  findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;
`
