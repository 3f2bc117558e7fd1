/** Each released schema, filled with odd rows, brought to the present one: nothing is lost, nothing half done. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../../electron/store/backup.ts'
import type { OpenedDatabase } from '../../electron/store/connection.ts'
import { latestVersion, MIGRATIONS } from '../../electron/store/migrations/index.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { listBackups, storeFiles } from '../../electron/store/open-store.ts'
import { countRows, KEY, temporaryFolder } from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

const HASH = 'a'.repeat(64)
const upTo = (version: number) => MIGRATIONS.filter((migration) => migration.version <= version)
const schemaOf = (database: OpenedDatabase) =>
  database.connection.read('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
const rowsOf = (database: OpenedDatabase, sql: string) => database.connection.read<Record<string, unknown>>(sql).all()

async function makeOld(version: number, sql: string): Promise<void> {
  const old = await openDatabase({ folder, key: KEY, migrations: upTo(version) })
  old.connection.script(sql)
  old.close()
}

/** Opens at the present version, and expects the schema of a database made today. */
async function upgrade(): Promise<OpenedDatabase> {
  const upgraded = await openDatabase({ folder, key: KEY })
  expect(upgraded.pragma('user_version')).toBe(latestVersion(MIGRATIONS))
  expect(upgraded.pragma('foreign_key_check')).toBeUndefined()
  expect(upgraded.pragma('integrity_check')).toBe('ok')
  const fresh = await temporaryFolder()
  const created = await openDatabase({ folder: fresh.folder, key: KEY })
  expect(schemaOf(upgraded)).toEqual(schemaOf(created))
  created.close()
  await fresh.remove()
  return upgraded
}

const SOURCES = `
  INSERT INTO source (id, kind, label, origin, is_demo, config, created_at, removed_at) VALUES
    (1, 'oneroster', 'ENT', 'ent.example', 0, '{}', '2026-09-01T08:00:00.000Z', NULL),
    (2, 'a kind of a later release', '', '', 1, '{"x":[null]}', '2026-09-01T08:00:00.000Z', '2026-09-02T08:00:00.000Z');
  INSERT INTO page_validator (id, source_id, url, etag) VALUES (7, 1, 'https://ent.example/1', '"e"');`

describe('from version 1: lessons', () => {
  const IDS = 'SELECT * FROM external_id ORDER BY source_id, entity, external_id'
  const fill = `${SOURCES}
    INSERT INTO external_id VALUES
      (1, 'person', 'é''"; -- DROP', 3, '${HASH}', 1, 7),
      (1, 'person', '${'long'.repeat(100)}', 999999999999, '${HASH}', 0, NULL),
      (1, 'class', '\u{1f393}', 3, '${HASH}', 1, NULL),
      (2, 'person', ' ', 3, '${HASH}', 0, NULL);
    INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
    INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
      VALUES (3, 'teacher', 'OUKACI', '', 'oukaci', '');
    INSERT INTO lesson (id, source_id, class_id, teacher_id, starts_at, ends_at, label, room, active) VALUES
      (1, 1, 3, 3, '2026-09-01T08:00:00.000Z', '2026-09-01T08:00:00.000Z', '', NULL, 0),
      (2, NULL, NULL, NULL, '2026', '2027', 'écrit ici', '', 1);`

  it('keeps every id and lesson, and lets sources give lessons', async () => {
    await makeOld(1, fill)
    const old = await openDatabase({ folder, key: KEY, migrations: upTo(1) })
    const before = rowsOf(old, IDS)
    const lessons = rowsOf(old, 'SELECT * FROM lesson ORDER BY id')
    old.close()
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, IDS)).toEqual(before)
    expect(rowsOf(upgraded, 'SELECT * FROM lesson ORDER BY id')).toEqual(
      lessons.map((row) => ({ ...row, class_names: '[]', cancelled: 0 })),
    )
    upgraded.connection.script(`INSERT INTO external_id VALUES (1, 'lesson', 'l', 2, '${HASH}', 1, NULL)`)
    expect(() =>
      upgraded.connection.script(`INSERT INTO external_id VALUES (1, 'meal', 'm', 2, '${HASH}', 1, NULL)`),
    ).toThrow('CHECK')
    // A page that is no more leaves its records.
    upgraded.connection.script('DELETE FROM page_validator')
    expect(countRows(upgraded, 'external_id', 'page_id IS NOT NULL')).toBe(0)
    upgraded.close()
  })

  it('leaves a verified copy of the old version behind', async () => {
    await makeOld(1, fill)
    ;(await upgrade()).close()
    const [backup] = await listBackups(folder)
    expect(verifyDatabase(join(storeFiles(folder).backups, backup?.name ?? ''), { key: KEY })).toEqual({ version: 1 })
  })
})

describe('from version 2: matching', () => {
  const fill = `${SOURCES}
    INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold, birth_date, active, inactive_since)
      VALUES (3, 'pupil', 'KERBRAT', 'Élise''', 'kerbrat', 'elise', '2014-03-02', 1, NULL),
        (4, 'guardian', '', '', '', '', NULL, 0, '2026-09-01T08:00:00.000Z');
    INSERT INTO external_id VALUES (1, 'person', 'a', 3, '${HASH}', 1, 7), (2, 'person', 'b', 3, '${HASH}', 0, NULL),
      (1, 'person', 'g', 4, '${HASH}', 0, NULL), (1, 'class', '3', 3, '${HASH}', 1, NULL),
      (1, 'person', 'nobody', 77, '${HASH}', 0, NULL);
    INSERT INTO guardianship VALUES (3, 4, 1, 3, 'other', 0, 1, 0), (3, 4, 2, 1, 'mother', 1, 0, 1);
    INSERT INTO contact_point (id, person_id, kind, value, position) VALUES (5, 3, 'email', '', -1);
    INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
    INSERT INTO assignment (id, source_id, class_id, title, description_html) VALUES (1, 1, 3, '', ''), (2, NULL, 3, 'x', '');
    INSERT INTO attachment (id, assignment_id, external_id, name, url, bytes, sha256, active)
      VALUES (8, 1, 'f', 'é.pdf', NULL, NULL, '${HASH}', 1), (9, 2, '', '', '', 0, NULL, 0);
    INSERT INTO sync_run (id, source_id, started_at, outcome, coverage) VALUES (1, 1, '', 'running', '{}');`

  it('what is shown counts as said by each source; files know whose they are', async () => {
    await makeOld(2, fill)
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT source_id, external_id, given_name, birth_date FROM person_statement')).toEqual([
      { source_id: 1, external_id: 'a', given_name: "Élise'", birth_date: '2014-03-02' },
      { source_id: 1, external_id: 'g', given_name: '', birth_date: null },
      { source_id: 2, external_id: 'b', given_name: "Élise'", birth_date: '2014-03-02' },
    ])
    expect(rowsOf(upgraded, 'SELECT id, source_id, sha256, active FROM attachment ORDER BY id')).toEqual([
      { id: 8, source_id: 1, sha256: HASH, active: 1 },
      { id: 9, source_id: null, sha256: null, active: 0 },
    ])
    upgraded.connection.script('UPDATE person SET active = 1, inactive_since = NULL WHERE id = 4')
    expect(rowsOf(upgraded, 'SELECT level, authority, court_block, relationship FROM guardian_link')).toEqual([
      { level: 3, authority: 0, court_block: 1, relationship: 'mother' },
    ])
    expect(rowsOf(upgraded, 'SELECT dropped FROM sync_run')).toEqual([{ dropped: 0 }])
    expect(rowsOf(upgraded, 'SELECT value, set_aside_at FROM contact_point')).toEqual([
      { value: '', set_aside_at: null },
    ])
    // The search index still follows.
    upgraded.connection.script(`UPDATE person SET family_fold = 'autre' WHERE id = 3`)
    expect(
      rowsOf(upgraded, `SELECT rowid & 1099511627775 AS id FROM search_index WHERE search_index MATCH 'autre'`),
    ).toEqual([{ id: 3 }])
    upgraded.close()
  })
})

describe('from version 4: packs', () => {
  it('packs made before are ZIPs of which no more is known; their recipients stay', async () => {
    await makeOld(
      4,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
         VALUES (3, 'pupil', 'KERBRAT', '', 'kerbrat', '');
       INSERT INTO pack (id, class_id, profile, file_name, path, sha256, bytes, files, encrypted, at) VALUES
         (5, 3, 'teacher', 'é''.zip', '/media/clé/é''.zip', '${HASH}', 0, 0, 1, ''),
         (9, 3, 'pupil', '', '', '${HASH}', 1, 2, 0, '2026-09-01T08:00:00.000Z');
       INSERT INTO pack_recipient (pack_id, person_id) VALUES (9, 3);`,
    )
    const upgraded = await upgrade()
    const shown =
      'SELECT id, form, profile, encrypted, recipient, purpose, fields, pupils, expires_at, lost_at FROM pack'
    const unknown = {
      form: 'zip',
      recipient: '',
      purpose: '',
      fields: null,
      pupils: null,
      expires_at: null,
      lost_at: null,
    }
    expect(rowsOf(upgraded, `${shown} ORDER BY id`)).toEqual([
      { id: 5, profile: 'teacher', encrypted: 1, ...unknown },
      { id: 9, profile: 'pupil', encrypted: 0, ...unknown },
    ])
    expect(rowsOf(upgraded, 'SELECT pack_id, person_id FROM pack_recipient')).toEqual([{ pack_id: 9, person_id: 3 }])
    upgraded.close()
  })
})

describe('from version 5: what becomes of a message afterwards', () => {
  const ROWS = 'SELECT * FROM delivery ORDER BY id'
  it('keeps every row as it was, with all that hangs on it, and lets it go further', async () => {
    await makeOld(
      5,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
         VALUES (3, 'pupil', 'KERBRAT', '', 'kerbrat', '');
       INSERT INTO message VALUES (2, 3, 'guardians', '', '', '', '', '');
       INSERT INTO delivery (id, message_id, person_id, recipient_name, about, address, message_id_header, subject, body,
         state, attempts, next_try_at, data_started_at, updated_at, error, server_said) VALUES
         (4, 2, 3, '', '', '', 'é''"@x', '', '', 'deferred', 7, '', NULL, '', '{"code":"mail-quota","params":{}}', ''),
         (9, 2, 3, '\u{1f4ee}', ' ', 'a@b.example', '', '${'long'.repeat(300)}', '', 'in-flight', 1, NULL, '2026', '9', NULL, NULL),
         (999999999999, 2, 3, '', '', '', 'm', '', '', 'handed-over', 0, NULL, NULL, '', 'null', NULL);
       INSERT INTO delivery_pupil VALUES (4, 3), (9, 3);
       INSERT INTO delivery_mime VALUES (9, x'00ff');
       INSERT INTO delivery_step (id, delivery_id, step, at) VALUES (1, 9, 'data-started', '2026');
       INSERT INTO reply (id, message_id_header, delivery_id, from_address, subject, body, received_at)
         VALUES (1, 'r', 9, '', '', '', ''), (2, 'nobody', NULL, '', '', '', '');`,
    )
    const old = await openDatabase({ folder, key: KEY, migrations: upTo(5) })
    const before = rowsOf(old, ROWS)
    old.close()
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, ROWS)).toEqual(before)
    expect(before).toHaveLength(3)
    for (const table of ['delivery_pupil', 'reply']) expect(countRows(upgraded, table)).toBe(2)
    for (const table of ['delivery_mime', 'delivery_step']) expect(countRows(upgraded, table)).toBe(1)
    for (const state of ['bounced', 'answered', 'phoned', 'posted']) {
      upgraded.connection.script(`UPDATE delivery SET state = '${state}', data_started_at = NULL WHERE id = 9`)
    }
    expect(() => upgraded.connection.script(`UPDATE delivery SET state = 'read' WHERE id = 9`)).toThrow('CHECK')
    // What hangs on a row still points at it.
    expect(() => upgraded.connection.script('INSERT INTO delivery_pupil VALUES (77, 3)')).toThrow('FOREIGN')
    upgraded.close()
  })
})

describe('from version 6: urgent messages', () => {
  it('no message of before was one, and each keeps its rows', async () => {
    await makeOld(
      6,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO message VALUES (2, 3, 'guardians', 'é''"', '', '', '', ''), (7, 3, 'pupils', '', '', '', '', '2026');`,
    )
    const old = await openDatabase({ folder, key: KEY, migrations: upTo(6) })
    const before = rowsOf(old, 'SELECT * FROM message ORDER BY id')
    old.close()
    const upgraded = await upgrade()
    const now = rowsOf(upgraded, 'SELECT * FROM message ORDER BY id')
    expect(now).toMatchObject(before)
    expect(now.map((row) => row.urgent_reason)).toEqual([null, null])
    expect(() => upgraded.connection.script(`UPDATE message SET urgent_reason = ''`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 8: calls', () => {
  it('a message of before was about its recipients’ pupils and the class as it is now', async () => {
    const person = (id: number, role: string, inactive: string | null) =>
      `(${id}, '${role}', 'N${id}', '', 'n${id}', '', ${inactive === null ? 1 : 0}, ${inactive === null ? 'NULL' : `'${inactive}'`})`
    await makeOld(
      8,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea'), (4, 'class', '', '');
       INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold, active, inactive_since) VALUES
         ${person(1, 'pupil', null)}, ${person(2, 'pupil', null)}, ${person(5, 'pupil', '2026')}, ${person(6, 'teacher', null)};
       INSERT INTO enrolment (class_id, person_id, role, active) VALUES (3, 1, 'pupil', 1), (3, 2, 'pupil', 1),
         (3, 5, 'pupil', 1), (3, 6, 'teacher', 1);
       INSERT INTO message (id, class_id, audience, subject, body, from_address, from_name, created_at)
         VALUES (2, 3, 'guardians', '', '', '', '', ''), (8, 4, 'pupils', '', '', '', '', '');
       INSERT INTO delivery (id, message_id, person_id, recipient_name, about, address, message_id_header, subject, body,
         state, updated_at) VALUES (4, 2, 6, '', '', '', 'a', '', '', 'accepted', ''), (9, 8, 6, '', '', '', 'b', '', '', 'queued', '');
       INSERT INTO delivery_pupil VALUES (4, 1), (4, 5), (9, 2);`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT message_id, pupil_id FROM message_pupil')).toEqual([
      { message_id: 2, pupil_id: 1 },
      { message_id: 2, pupil_id: 2 },
      { message_id: 2, pupil_id: 5 },
      { message_id: 8, pupil_id: 2 },
    ])
    expect(rowsOf(upgraded, 'SELECT resend_of FROM message')).toEqual([{ resend_of: null }, { resend_of: null }])
    upgraded.connection.script(`INSERT INTO phone_call VALUES (1, 2, 1, NULL, 'voicemail', '2026')`)
    expect(() => upgraded.connection.script(`INSERT INTO phone_call VALUES (2, 2, 1, '', 'reached', '')`)).toThrow(
      'CHECK',
    )
    expect(() => upgraded.connection.script(`INSERT INTO phone_call VALUES (2, 2, 1, '1', 'yes', '')`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 7: what came back', () => {
  it('what was kept of an answer stays, as an answer', async () => {
    await makeOld(
      7,
      `INSERT INTO reply VALUES (4, 'é''"@x', NULL, '', '', '', '', NULL), (9, 'r@x', NULL, 'a@b', 's', 'b', '2026', '2026');`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT * FROM reply ORDER BY id')).toMatchObject([
      { id: 4, message_id_header: `é'"@x`, kind: 'answer', from_name: '', attachments: '[]', status: null },
      { id: 9, body: 'b', read_at: '2026', kind: 'answer', diagnostic: null },
    ])
    expect(() => upgraded.connection.script(`UPDATE reply SET kind = 'spam'`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 9: work handed in', () => {
  it('documents stay as they were, none left out; what is handed in takes one place per origin', async () => {
    await makeOld(
      9,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO assignment (id, class_id, title, description_html) VALUES (2, 3, '', '');
       INSERT INTO attachment (id, assignment_id, source_id, external_id, name, url, bytes, sha256, active)
         VALUES (8, 2, NULL, 'f', 'é.pdf', NULL, NULL, '${HASH}', 1), (9, 2, NULL, '', '', '', 0, NULL, 0);`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT id, sha256, active, left_out, wanted FROM attachment ORDER BY id')).toEqual([
      { id: 8, sha256: HASH, active: 1, left_out: null, wanted: 0 },
      { id: 9, sha256: null, active: 0, left_out: null, wanted: 0 },
    ])
    const add = `INSERT INTO handed_in (source_key, origin, settled, hints, name, bytes, sha256, about, given_at, collected_at)
      VALUES ('form:x', 'form', 0, '{}', '', 0, '${HASH}', '', '', '')`
    upgraded.connection.script(add)
    expect(() => upgraded.connection.script(add)).toThrow('UNIQUE')
    expect(() => upgraded.connection.script(`UPDATE handed_in SET risk = 'none'`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`UPDATE handed_in SET pupil_id = 77`)).toThrow('FOREIGN')
    expect(() => upgraded.connection.script(`UPDATE attachment SET left_out = 'tired'`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 10: the hand-over', () => {
  it('an address typed before keeps its row, its day unknown; nothing counts as carried back', async () => {
    await makeOld(
      10,
      `INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
         VALUES (3, 'pupil', 'KERBRAT', '', 'kerbrat', '');
       INSERT INTO contact_point (id, person_id, kind, value, position, entered_by_teacher)
         VALUES (5, 3, 'email', 'é''"@x.example', -1, 1), (6, 3, 'phone', '', 0, 0);
       INSERT INTO outage (id, service, cause, began_at, ended_at) VALUES (1, 'ENT', 'no-answer', '2026', NULL);`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT id, value, entered_by_teacher, entered_at FROM contact_point ORDER BY id')).toEqual(
      [
        { id: 5, value: `é'"@x.example`, entered_by_teacher: 1, entered_at: null },
        { id: 6, value: '', entered_by_teacher: 0, entered_at: null },
      ],
    )
    for (const table of ['handover', 'handover_mark', 'drill']) expect(countRows(upgraded, table)).toBe(0)
    upgraded.connection.script(`INSERT INTO handover_mark VALUES ('message', 3, '2026'), ('pack', 3, '2026')`)
    expect(() => upgraded.connection.script(`INSERT INTO handover_mark VALUES ('message', 3, '')`)).toThrow('UNIQUE')
    expect(() => upgraded.connection.script(`INSERT INTO handover_mark VALUES ('', 4, '')`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`INSERT INTO drill VALUES (1, '', -1, '[]')`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`INSERT INTO drill VALUES (1, '', 0, '[')`)).toThrow('CHECK')
    expect(rowsOf(upgraded, 'SELECT id, ended_at FROM outage')).toEqual([{ id: 1, ended_at: null }])
    upgraded.close()
  })
})

describe('from version 12: local work', () => {
  it('what no source gave is local and to carry over; what a source gave is not; what was gone stays gone', async () => {
    await makeOld(
      12,
      `${SOURCES}
       INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO assignment (id, source_id, class_id, title, description_html, due_on, active) VALUES
         (2, NULL, 3, 'é''"; -- DROP', '', NULL, 1), (4, NULL, 3, '', '<p>x', '2026-13-45', 0), (7, 1, 3, 'ENT', '', NULL, 1);`,
    )
    const upgraded = await upgrade()
    expect(
      rowsOf(
        upgraded,
        `SELECT assignment_id, group_id, due_at, carried_over_at, matched_id, deleted_at IS NULL AS here
         FROM local_assignment ORDER BY 1`,
      ),
    ).toEqual([
      { assignment_id: 2, group_id: 2, due_at: null, carried_over_at: null, matched_id: null, here: 1 },
      { assignment_id: 4, group_id: 4, due_at: null, carried_over_at: null, matched_id: null, here: 0 },
    ])
    expect(rowsOf(upgraded, 'SELECT id, title, due_on, active FROM assignment ORDER BY id')).toEqual([
      { id: 2, title: `é'"; -- DROP`, due_on: null, active: 1 },
      { id: 4, title: '', due_on: '2026-13-45', active: 0 },
      { id: 7, title: 'ENT', due_on: null, active: 1 },
    ])
    // Matched, then the ENT takes its own away: the local one shows again, also in the search.
    expect(() => upgraded.connection.script('UPDATE local_assignment SET matched_id = 7')).toThrow('CHECK')
    upgraded.connection.script(
      `UPDATE local_assignment SET carried_over_at = '2026', matched_id = 7 WHERE assignment_id = 2;
       UPDATE assignment SET active = 0 WHERE id = 2;
       UPDATE assignment SET active = 0 WHERE id = 7`,
    )
    expect(rowsOf(upgraded, 'SELECT id FROM assignment WHERE active = 1')).toEqual([{ id: 2 }])
    expect(
      rowsOf(upgraded, `SELECT rowid & 1099511627775 AS id FROM search_index WHERE search_index MATCH 'drop'`),
    ).toEqual([{ id: 2 }])
    upgraded.connection.script(
      `INSERT INTO work_draft VALUES ('d', NULL, 0, '{}', '', '');
       INSERT INTO work_draft_file (draft_id, name, bytes, sha256) VALUES ('d', '', 0, '${HASH}');
       DELETE FROM work_draft`,
    )
    expect(countRows(upgraded, 'work_draft_file')).toBe(0)
    expect(() =>
      upgraded.connection.script(`INSERT INTO portrait VALUES (1, '${HASH}', 'image/svg+xml', 1, '')`),
    ).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 11: exports', () => {
  it('a pack keeps every word of its record, a lost one too; a record of another form fits beside it', async () => {
    await makeOld(
      11,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (1, 'class', '', '');
       INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
         VALUES (3, 'pupil', 'KERBRAT', '', 'kerbrat', '');
       INSERT INTO pack (id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose,
           expires_at, fields, pupils, guardians, assignments, attachments, at, lost_at)
         VALUES (4, 1, 'individual', 'html', 'é''.html', '/é', '${'0'.repeat(64)}', 0, 0, 1, '', '“', NULL, NULL, NULL, NULL,
           NULL, NULL, '2026', '2027'),
         (9, 1, 'pupil', 'folder', '', '', '${'1'.repeat(64)}', 1, 2, 0, 'M. X', '', '2028', '["class.name"]', 0, 1, 2, 3,
           '2026', NULL);
       INSERT INTO pack_recipient (pack_id, person_id) VALUES (4, 3);`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT * FROM pack ORDER BY id')).toEqual([
      {
        ...{ id: 4, class_id: 1, profile: 'individual', form: 'html', file_name: "é'.html", path: '/é' },
        ...{ sha256: '0'.repeat(64), bytes: 0, files: 0, encrypted: 1, recipient: '', purpose: '“', expires_at: null },
        ...{ fields: null, pupils: null, guardians: null, assignments: null, attachments: null },
        ...{ at: '2026', lost_at: '2027', drive_id: null, drive_name: null },
      },
      {
        ...{ id: 9, class_id: 1, profile: 'pupil', form: 'folder', file_name: '', path: '', sha256: '1'.repeat(64) },
        ...{ bytes: 1, files: 2, encrypted: 0, recipient: 'M. X', purpose: '', expires_at: '2028' },
        ...{ fields: '["class.name"]', pupils: 0, guardians: 1, assignments: 2, attachments: 3 },
        ...{ at: '2026', lost_at: null, drive_id: null, drive_name: null },
      },
    ])
    expect(rowsOf(upgraded, 'SELECT pack_id, person_id FROM pack_recipient')).toEqual([{ pack_id: 4, person_id: 3 }])
    upgraded.connection.script(`UPDATE pack SET form = 'pdf' WHERE id = 9`)
    expect(() => upgraded.connection.script(`UPDATE pack SET form = '' WHERE id = 9`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 13: reaching everyone', () => {
  it('a message of before was to its one class, with no file and nobody moved', async () => {
    await makeOld(
      13,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea'), (4, 'group', '', '');
       INSERT INTO person (id, role, family_name, given_name, family_fold, given_fold)
         VALUES (1, 'pupil', 'KERBRAT', '', 'kerbrat', '');
       INSERT INTO message (id, class_id, audience, subject, body, from_address, from_name, created_at)
         VALUES (2, 3, 'guardians', 'é''"', '', '', '', ''), (8, 4, 'pupils', '', '', '', '', '2026');
       INSERT INTO message_pupil (message_id, pupil_id) VALUES (2, 1);`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT * FROM message_class ORDER BY message_id')).toEqual([
      { message_id: 2, class_id: 3, position: 0 },
      { message_id: 8, class_id: 4, position: 0 },
    ])
    expect(rowsOf(upgraded, 'SELECT id, subject, content FROM message ORDER BY id')).toEqual([
      { id: 2, subject: `é'"`, content: null },
      { id: 8, subject: '', content: null },
    ])
    expect(rowsOf(upgraded, 'SELECT * FROM message_pupil')).toEqual([{ message_id: 2, pupil_id: 1, moved_to: null }])
    expect(() => upgraded.connection.script(`UPDATE message_pupil SET moved_to = 'pigeon'`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`UPDATE message SET content = '{' WHERE id = 2`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`INSERT INTO message_draft VALUES (1, '[', '', NULL)`)).toThrow('CHECK')
    expect(() => upgraded.connection.script(`INSERT INTO message_exit VALUES (1, 2, 'fax', 1, '')`)).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 14: packs published for others', () => {
  it('leaves every pack as it was; a publication needs its pack and its place', async () => {
    await makeOld(
      14,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (1, 'class', '', '');
       INSERT INTO pack (id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose, at)
         VALUES (4, 1, 'pupil', 'html', 'a', '', '${'0'.repeat(64)}', 0, 0, 1, '', '', '2026');`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT id, form FROM pack')).toEqual([{ id: 4, form: 'html' }])
    const add = (pack: number, state: string) =>
      upgraded.connection.script(
        `INSERT INTO publication (target_id, pack_id, remote_name, state, bytes, started_at)
           VALUES (2, ${pack}, 'a.html', '${state}', 0, '')`,
      )
    upgraded.connection.script(
      `INSERT INTO share_target (id, kind, label, address, user_name, upload, created_at)
         VALUES (2, 'webdav', 'Nuage', 'https://a.example/', '', 'whole', '')`,
    )
    add(4, 'published')
    expect(() => add(5, 'published')).toThrow('FOREIGN KEY')
    expect(() => add(4, 'lost')).toThrow('CHECK')
    upgraded.close()
  })
})

describe('from version 15: messages that were being sent', () => {
  it('nobody is at any of them', async () => {
    await makeOld(
      15,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '', '');
       INSERT INTO message (id, class_id, audience, subject, body, from_address, from_name, created_at)
         VALUES (2, 3, 'guardians', 'é''"', '', '', '', ''), (8, 3, 'pupils', '', '', '', '', '2026');`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT id, subject, sending_since FROM message ORDER BY id')).toEqual([
      { id: 2, subject: `é'"`, sending_since: null },
      { id: 8, subject: '', sending_since: null },
    ])
    upgraded.close()
  })
})

describe('from version 16: pictures of instructions', () => {
  it('no text has any yet; one is here or not, never both, and goes with its assignment', async () => {
    await makeOld(
      16,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (3, 'class', '6e A', '6ea');
       INSERT INTO assignment (id, class_id, title, description_html) VALUES (2, 3, '', '<img src="é''">');`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT description_html FROM assignment')).toEqual([
      { description_html: `<img src="é'">` },
    ])
    upgraded.connection.script(
      `INSERT INTO assignment_image VALUES (2, 'a', '${HASH}', 'image/png', 3, NULL), (2, 'b', NULL, NULL, NULL, 'failed')`,
    )
    for (const row of [
      `(2, 'c', NULL, NULL, NULL, NULL)`,
      `(2, 'c', '${HASH}', NULL, 3, NULL)`,
      `(2, '', NULL, NULL, NULL, 'failed')`,
    ])
      expect(() => upgraded.connection.script(`INSERT INTO assignment_image VALUES ${row}`)).toThrow('CHECK')
    upgraded.connection.script('DELETE FROM assignment WHERE id = 2')
    expect(countRows(upgraded, 'assignment_image')).toBe(0)
    upgraded.close()
  })
})

describe('from version 17: sticks of packs', () => {
  it('no pack says which one it was on; a new one may', async () => {
    await makeOld(
      17,
      `INSERT INTO school_class (id, kind, name, name_fold) VALUES (1, 'class', '', '');
       INSERT INTO pack (id, class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient,
           purpose, at)
         VALUES (4, 1, 'pupil', 'html', 'é''.html', '/é', '${HASH}', 0, 0, 1, '', '', '2026');`,
    )
    const upgraded = await upgrade()
    expect(rowsOf(upgraded, 'SELECT id, file_name, drive_id, drive_name FROM pack')).toEqual([
      { id: 4, file_name: "é'.html", drive_id: null, drive_name: null },
    ])
    upgraded.connection.script(`UPDATE pack SET drive_id = '5e5510a0', drive_name = 'CLÉ “VERTE”' WHERE id = 4`)
    expect(() => upgraded.connection.script(`UPDATE pack SET drive_id = '' WHERE id = 4`)).toThrow('CHECK')
    upgraded.close()
  })
})
