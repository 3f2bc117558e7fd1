/** Lessons come from sources: `external_id` may hold them, and they keep their classes' names as written. */
export const lessons = `
-- A CHECK cannot be changed in place: the table is made anew (sqlite.org/lang_altertable.html §7).
CREATE TABLE external_id_next (
  source_id INTEGER NOT NULL REFERENCES source (id),
  entity TEXT NOT NULL CHECK (
    entity IN ('school', 'academicYear', 'class', 'person', 'enrolment', 'assignment', 'lesson')
  ),
  external_id TEXT NOT NULL CHECK (external_id <> ''),
  row_id INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  page_id INTEGER REFERENCES page_validator (id) ON DELETE SET NULL,
  PRIMARY KEY (source_id, entity, external_id)
) STRICT, WITHOUT ROWID;
INSERT INTO external_id_next (source_id, entity, external_id, row_id, hash, active, page_id)
  SELECT source_id, entity, external_id, row_id, hash, active, page_id FROM external_id;
DROP TABLE external_id;
ALTER TABLE external_id_next RENAME TO external_id;
CREATE INDEX external_id_by_row ON external_id (row_id, entity);
CREATE INDEX external_id_by_page ON external_id (page_id) WHERE page_id IS NOT NULL;

-- class_names: JSON array. They are matched with the school's classes when a timetable is read, so that a class
-- that comes later, or is renamed, is found without touching the lesson.
ALTER TABLE lesson ADD COLUMN class_names TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(class_names));
ALTER TABLE lesson ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1));
CREATE INDEX lesson_by_end ON lesson (ends_at);
`
