/** One school out of many sources: who was matched with whom, what is asked, what sources say differently. */
export const matching = `
-- What a synchronisation left out because it spoke of people or classes the source does not list.
ALTER TABLE sync_run ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;

-- What each source says of a person, in its own words. The row in \`person\` shows one of them.
CREATE TABLE person_statement (
  source_id INTEGER NOT NULL REFERENCES source (id),
  external_id TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  birth_date TEXT,
  PRIMARY KEY (source_id, external_id)
) STRICT, WITHOUT ROWID;
-- Who said which word before was not kept: what is shown now counts as said by all.
INSERT INTO person_statement (source_id, external_id, family_name, given_name, birth_date)
  SELECT e.source_id, e.external_id, p.family_name, p.given_name, p.birth_date
  FROM external_id e JOIN person p ON p.id = e.row_id WHERE e.entity = 'person';

-- Set on a row that was matched with another one: it stays for the ledger, and for taking the match back.
ALTER TABLE person ADD COLUMN merged_into INTEGER REFERENCES person (id);

-- Two rows that may be one person, and what the teacher said.
CREATE TABLE person_pair (
  id INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL REFERENCES person (id),
  second_id INTEGER NOT NULL REFERENCES person (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'same', 'different')),
  asked_at TEXT NOT NULL,
  decided_at TEXT,
  UNIQUE (first_id, second_id),
  CHECK (first_id < second_id),
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;
CREATE INDEX person_pair_open ON person_pair (id) WHERE state = 'open';
CREATE INDEX person_pair_by_second ON person_pair (second_id);

-- Matches, newest last. other_id is null when the source's record joined a row without ever having its own.
-- before: what both rows held that no source answers for (JSON), to part them again.
CREATE TABLE person_merge (
  id INTEGER PRIMARY KEY,
  kept_id INTEGER NOT NULL REFERENCES person (id),
  other_id INTEGER REFERENCES person (id),
  how TEXT NOT NULL CHECK (how IN ('birth-date', 'same-child', 'teacher')),
  at TEXT NOT NULL,
  before TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(before)),
  undone_at TEXT
) STRICT;
CREATE INDEX person_merge_by_kept ON person_merge (kept_id) WHERE undone_at IS NULL;
-- Sources whose word came with the match, and leaves with its undoing.
CREATE TABLE person_merge_source (
  merge_id INTEGER NOT NULL REFERENCES person_merge (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  PRIMARY KEY (merge_id, source_id)
) STRICT, WITHOUT ROWID;

-- Whose word the teacher chose where sources differ; null for "keep all". about_id: the pupil, of a guardian's
-- level. seen: the values chosen among (JSON); once there are others, the question comes back.
CREATE TABLE difference_choice (
  person_id INTEGER NOT NULL REFERENCES person (id),
  about_id INTEGER NOT NULL DEFAULT 0,
  field TEXT NOT NULL CHECK (field IN ('name', 'birthDate', 'email', 'phone', 'level')),
  source_id INTEGER REFERENCES source (id),
  seen TEXT NOT NULL CHECK (json_valid(seen)),
  decided_at TEXT NOT NULL,
  PRIMARY KEY (person_id, about_id, field)
) STRICT, WITHOUT ROWID;

-- Of two sources' addresses, the one the teacher did not choose: kept, neither shown nor written to.
ALTER TABLE contact_point ADD COLUMN set_aside_at TEXT;

-- A level the teacher chose holds; a court order or a missing authority that any source knows of holds always.
DROP VIEW guardian_link;
CREATE VIEW guardian_link AS
  SELECT g.pupil_id, g.guardian_id,
    coalesce(
      (SELECT max(chosen.level) FROM difference_choice d
         JOIN guardianship chosen ON chosen.source_id = d.source_id
           AND chosen.pupil_id = d.about_id AND chosen.guardian_id = d.person_id
       WHERE d.person_id = g.guardian_id AND d.about_id = g.pupil_id AND d.field = 'level'),
      max(g.level)) AS level,
    coalesce(max(nullif(g.relationship, 'other')), 'other') AS relationship,
    min(g.authority) AS authority,
    max(g.court_block) AS court_block,
    max(g.is_primary) AS is_primary
  FROM guardianship g JOIN person p ON p.id = g.guardian_id AND p.active = 1
  GROUP BY g.pupil_id, g.guardian_id;

-- A piece of work that two sources give has the files of both, each fetched from its own.
CREATE TABLE attachment_next (
  id INTEGER PRIMARY KEY,
  assignment_id INTEGER NOT NULL REFERENCES assignment (id),
  source_id INTEGER REFERENCES source (id),
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  media_type TEXT,
  bytes INTEGER CHECK (bytes >= 0),
  sha256 TEXT CHECK (length(sha256) = 64),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (assignment_id, source_id, external_id)
) STRICT;
INSERT INTO attachment_next (id, assignment_id, source_id, external_id, name, url, media_type, bytes, sha256, active)
  SELECT f.id, f.assignment_id, a.source_id, f.external_id, f.name, f.url, f.media_type, f.bytes, f.sha256, f.active
  FROM attachment f JOIN assignment a ON a.id = f.assignment_id;
DROP TABLE attachment;
ALTER TABLE attachment_next RENAME TO attachment;
CREATE INDEX attachment_missing ON attachment (assignment_id) WHERE sha256 IS NULL AND active = 1;
`
