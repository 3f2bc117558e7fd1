/** The search index of the first schema, kept true by triggers: no code path can forget it. */
export const search = `
-- Search. It keeps no copy of the text; a row is found by id: kind * 2^40 + row id, so that one range holds
-- people and classes and another the assignments. Kinds: 1 pupil, 2 class, 3 guardian, 4 teacher, 5 assignment.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, detail,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
-- What is removed from the index must not stay readable in the file.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER person_search_insert AFTER INSERT ON person WHEN new.active = 1 BEGIN
  INSERT INTO search_index (rowid, title, detail) VALUES (
    (CASE new.role WHEN 'pupil' THEN 1 WHEN 'guardian' THEN 3 ELSE 4 END << 40) + new.id,
    new.family_fold, new.given_fold
  );
END;
CREATE TRIGGER person_search_update AFTER UPDATE OF role, family_fold, given_fold, active ON person BEGIN
  DELETE FROM search_index
    WHERE rowid = (CASE old.role WHEN 'pupil' THEN 1 WHEN 'guardian' THEN 3 ELSE 4 END << 40) + old.id;
  INSERT INTO search_index (rowid, title, detail)
    SELECT (CASE new.role WHEN 'pupil' THEN 1 WHEN 'guardian' THEN 3 ELSE 4 END << 40) + new.id,
      new.family_fold, new.given_fold
    WHERE new.active = 1;
END;
CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
  DELETE FROM search_index
    WHERE rowid = (CASE old.role WHEN 'pupil' THEN 1 WHEN 'guardian' THEN 3 ELSE 4 END << 40) + old.id;
END;

CREATE TRIGGER class_search_insert AFTER INSERT ON school_class WHEN new.active = 1 BEGIN
  INSERT INTO search_index (rowid, title, detail)
    VALUES ((2 << 40) + new.id, new.name || ' ' || new.name_fold, coalesce(new.subject, ''));
END;
CREATE TRIGGER class_search_update AFTER UPDATE OF name, name_fold, subject, active ON school_class BEGIN
  DELETE FROM search_index WHERE rowid = (2 << 40) + old.id;
  INSERT INTO search_index (rowid, title, detail)
    SELECT (2 << 40) + new.id, new.name || ' ' || new.name_fold, coalesce(new.subject, '') WHERE new.active = 1;
END;
CREATE TRIGGER class_search_delete AFTER DELETE ON school_class BEGIN
  DELETE FROM search_index WHERE rowid = (2 << 40) + old.id;
END;

-- The tokenizer folds accents but not ligatures: "oeuvre" must find "œuvre".
CREATE TRIGGER assignment_search_insert AFTER INSERT ON assignment WHEN new.active = 1 BEGIN
  INSERT INTO search_index (rowid, title, detail) VALUES (
    (5 << 40) + new.id,
    replace(replace(new.title, 'œ', 'oe'), 'Œ', 'OE'), coalesce(new.subject, '')
  );
END;
CREATE TRIGGER assignment_search_update AFTER UPDATE OF title, subject, active ON assignment BEGIN
  DELETE FROM search_index WHERE rowid = (5 << 40) + old.id;
  INSERT INTO search_index (rowid, title, detail)
    SELECT (5 << 40) + new.id, replace(replace(new.title, 'œ', 'oe'), 'Œ', 'OE'), coalesce(new.subject, '')
    WHERE new.active = 1;
END;
CREATE TRIGGER assignment_search_delete AFTER DELETE ON assignment BEGIN
  DELETE FROM search_index WHERE rowid = (5 << 40) + old.id;
END;
`
