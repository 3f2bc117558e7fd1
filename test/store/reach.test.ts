import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactPointRecord, GuardianshipRecord, PersonRecord } from '../../electron/contract/snapshot.ts'
import {
  AT,
  addSource,
  assignment,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let store: LocalStore
let source: number
let remove: () => Promise<void>
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  source = await addSource(store)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const email: ContactPointRecord = { kind: 'email', value: 'parent@example.org' }
const phone: ContactPointRecord = { kind: 'phone', value: '+33000000000' }
const link = (more: Partial<GuardianshipRecord> = {}): GuardianshipRecord => ({
  guardianExternalId: 'g',
  level: 1,
  relationship: 'mother',
  authority: true,
  courtBlock: false,
  primary: true,
  ...more,
})
/** One pupil and one guardian, as everything sees them. */
async function reachOf(pupil: Partial<PersonRecord>, guardian: ContactPointRecord[], mark?: string): Promise<string> {
  await synchronise(store, source, [
    schoolClass('3eB'),
    person('p', pupil),
    person('g', { role: 'guardian', contactPoints: guardian }),
    enrolment('3eB', 'p'),
  ])
  if (mark !== undefined) store.database.connection.write(`UPDATE contact_point SET ${mark} = 'x'`).run()
  const [row] = await store.read.readRoster(null)
  const [summary] = await store.read.listClasses()
  const sheet = await store.read.readPupil(row?.pupilId ?? 0)
  const today = await store.read.readToday('2026-09-01')
  expect(sheet?.reach).toBe(row?.reach)
  expect(summary).toMatchObject({
    reachableByEmail: row?.reach === 'email' ? 1 : 0,
    phoneOnly: row?.reach === 'phone' ? 1 : 0,
    unreachable: row?.reach === 'none' ? 1 : 0,
  })
  expect(today.reach).toEqual({
    email: summary?.reachableByEmail,
    phoneOnly: summary?.phoneOnly,
    none: summary?.unreachable,
  })
  expect(today.unreachable).toHaveLength(row?.reach === 'email' ? 0 : 1)
  return row?.reach ?? ''
}

describe('reach', () => {
  const guarded = (more: Partial<GuardianshipRecord> = {}) => ({ guardianships: [link(more)] })
  it.each<[string, Partial<PersonRecord>, ContactPointRecord[], string | undefined, string]>([
    ['an e-mail of the pupil', { contactPoints: [email] }, [], undefined, 'email'],
    ['an e-mail of a guardian', guarded(), [email], undefined, 'email'],
    ['of a person in charge', guarded({ level: 2 }), [email], undefined, 'email'],
    ['not of a person to contact', guarded({ level: 3 }), [email], undefined, 'none'],
    ['not without authority', guarded({ authority: false }), [email], undefined, 'none'],
    ['not against a court order', guarded({ courtBlock: true }), [email, phone], undefined, 'none'],
    [
      'a pupil who answers for themselves',
      guarded({ relationship: 'self', authority: false }),
      [email],
      undefined,
      'email',
    ],
    ['a phone when there is no e-mail', guarded(), [phone], undefined, 'phone'],
    ['nothing when e-mails bounce', guarded(), [email], 'bounced_at', 'none'],
    ['nothing when the owner asked not to be written to', guarded(), [email], 'opted_out_at', 'none'],
    ['not a guardian of nobody', {}, [email], undefined, 'none'],
    ['nothing at all', {}, [], undefined, 'none'],
  ])('%s', async (_, pupil, guardian, mark, expected) => {
    expect(await reachOf(pupil, guardian, mark)).toBe(expected)
  })
})

describe('sheets and lists', () => {
  it('a sheet shows guardians, siblings, classes and where it was seen', async () => {
    await synchronise(store, source, [
      schoolClass('3eB'),
      schoolClass('6eA'),
      schoolClass('Latin', { kind: 'group' }),
      person('g', { role: 'guardian', familyName: 'MARTIN', givenName: 'Inès', contactPoints: [email, phone] }),
      person('p', { familyName: 'MARTIN', givenName: 'Noé', birthDate: '2012-03-04', guardianships: [link()] }),
      person('q', { familyName: 'MARTIN', givenName: 'Zoé', guardianships: [link({ relationship: 'other' })] }),
      enrolment('3eB', 'p'),
      enrolment('Latin', 'p'),
      enrolment('6eA', 'q'),
    ])
    const row = (await store.read.readRoster(null)).find((pupil) => pupil.givenName === 'Noé')
    expect(row).toMatchObject({ className: '3eB', emails: 1, phones: 1, guardians: 1, courtBlock: false })
    expect(await store.read.readPupil(row?.pupilId ?? 0)).toMatchObject({
      birthDate: '2012-03-04',
      classes: [
        { name: '3eB', kind: 'class' },
        { name: 'Latin', kind: 'group' },
      ],
      guardians: [{ familyName: 'MARTIN', relationship: 'mother', authority: true, contactPoints: [email, phone] }],
      siblings: [{ givenName: 'Zoé', className: '6eA' }],
      sources: [{ label: 'ENT', seenAt: AT }],
    })
    expect(await store.read.readPupil(9999)).toBeNull()
  })

  it('a roster is in the order of names, accents aside, and of one class or all', async () => {
    const names = ['Zola', 'Éluard', 'Eluard B', 'DUPONT', 'de Vigny', 'Élan']
    const people = names.map((familyName, index) => person(`p${index}`, { familyName }))
    await synchronise(store, source, [
      schoolClass('3eB'),
      schoolClass('3eA'),
      ...people,
      ...names.map((_, index) => enrolment(index < 2 ? '3eA' : '3eB', `p${index}`)),
    ])
    const all = (await store.read.readRoster(null)).map((row) => row.familyName)
    expect(all).toEqual(['de Vigny', 'DUPONT', 'Élan', 'Éluard', 'Eluard B', 'Zola'])
    const { id } = (await store.read.findClass('3ea')) ?? { id: 0 }
    expect((await store.read.readRoster(id)).map((row) => row.familyName)).toEqual(['Éluard', 'Zola'])
    expect((await store.read.readPupilsOfClass(id)).map((sheet) => sheet.familyName)).toEqual(['Éluard', 'Zola'])
  })

  it('assignments are filtered, paged and counted', async () => {
    const work = Array.from({ length: 30 }, (_, index) =>
      assignment(`a${index}`, index % 2 ? '3eA' : '3eB', { dueOn: `2026-09-${String(index + 1).padStart(2, '0')}` }),
    )
    const rest = smallSchool('3eB', 3, 0)
    await synchronise(store, source, [...rest, schoolClass('3eA'), ...work, assignment('undated', '3eB')])
    const list = (filter: object) => store.read.listAssignments({ offset: 0, limit: 5, ...filter })
    expect(await list({})).toMatchObject({ total: 31, rows: [{ dueOn: '2026-09-30' }, {}, {}, {}, {}] })
    expect((await list({ offset: 30 })).rows).toMatchObject([{ dueOn: null }])
    const { id } = (await store.read.findClass('3eA')) ?? { id: 0 }
    expect(await list({ classId: id, dueFrom: '2026-09-10', dueTo: '2026-09-15' })).toMatchObject({ total: 3 })
    expect((await store.read.readToday('2026-09-10')).dueSoon.map((row) => row.dueOn?.slice(8))).toEqual([
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
      '16',
      '17',
    ])
  })

  it('an attachment is here once fetched, and asked again when its address changes', async () => {
    const records = smallSchool('3eB', 3, 1)
    await synchronise(store, source, records)
    const [pending] = await store.read.pendingAttachments(source)
    expect(pending).toMatchObject({ name: 'énoncé.pdf', bytes: null })
    await store.write.attachmentFetched(pending?.attachmentId ?? 0, 'a'.repeat(64), 1234)
    expect(await store.read.pendingAttachments(source)).toEqual([])
    const content = await store.read.readPackContent(1)
    expect(content).toMatchObject({ schoolName: 'Collège des Trois-Rivières', className: '3eB' })
    expect(content?.assignments[0]?.files).toMatchObject([{ here: true, bytes: 1234, sha256: 'a'.repeat(64) }])
    const moved = records.map((record) =>
      record.entity === 'assignment'
        ? { ...record, attachments: record.attachments.map((file) => ({ ...file, url: 'https://ent.example/f/v2' })) }
        : record,
    )
    await synchronise(store, source, moved)
    expect(await store.read.pendingAttachments(source)).toMatchObject([{ url: 'https://ent.example/f/v2' }])
  })

  it('packs, settings and availability come back as they were kept', async () => {
    await synchronise(store, source, smallSchool('3eB', 3))
    const pupil = (await store.read.readPackContent(1))?.pupils[0]
    const told = {
      classId: 1,
      profile: 'individual' as const,
      form: 'html' as const,
      fileName: 'trousse-3eB.html',
      sha256: 'b'.repeat(64),
      bytes: 10,
      files: 2,
      encrypted: true,
      recipient: 'famille, en main propre',
      purpose: 'panne du 24 novembre',
      expiresAt: AT,
      fields: ['class.name', 'recipient.name'],
      counts: { pupils: 1, guardians: 0, assignments: 3, attachments: 2 },
      at: AT,
    }
    const pack = { ...told, path: '/media/stick/trousse-3eB.html', recipientIds: [pupil?.id ?? 0] }
    const id = await store.write.recordPack(pack)
    const recipientNames = [`${pupil?.familyName} ${pupil?.givenName}`]
    expect(await store.read.listPacks()).toEqual([
      { id, className: '3eB', ...told, recipientNames, drive: null, lostAt: null },
    ])
    expect(await store.read.readPack(id)).toMatchObject({ path: '/media/stick/trousse-3eB.html' })
    await store.write.markPackLost(id, AT)
    expect(await store.read.listPacks()).toMatchObject([{ lostAt: AT }])
    await store.write.markPackLost(id, null)
    expect(await store.read.listPacks()).toMatchObject([{ lostAt: null }])
    const folder = { ...pack, form: 'folder' as const, path: '/media/stick/Trousse 3eB', recipientIds: [] }
    const first = await store.write.recordPack(folder)
    expect(await store.write.recordPack(folder)).toBe(first)
    expect(await store.write.recordPack({ ...folder, sha256: 'c'.repeat(64) })).not.toBe(first)
    expect(await store.read.listPacks()).toHaveLength(3)
    const drive = { id: '5e5510a000000000', name: 'CLE VERTE' }
    const onStick = await store.write.recordPack({ ...pack, drive })
    expect(await store.read.readPack(onStick)).toMatchObject({ drive })
    expect(await store.write.updateSettings({ locale: 'fr', mail: { port: 465 } })).toEqual({
      locale: 'fr',
      mail: { port: 465 },
    })
    await store.write.updateSettings({ mail: undefined })
    expect(await store.read.readSettings()).toEqual({ locale: 'fr' })

    const shown = (state: 'up' | 'down', since: string) => ({
      service: 'ent',
      state,
      cause: state === 'up' ? ('answers' as const) : ('no-answer' as const),
      since,
      checkedAt: since,
    })
    for (const [state, at] of [
      ['up', '2026-09-01T08:00:00.000Z'],
      ['down', '2026-09-01T09:00:00.000Z'],
      ['down', '2026-09-01T09:05:00.000Z'],
      ['up', '2026-09-01T10:00:00.000Z'],
    ] as const) {
      const cause = 'none' as const
      const evidence = { at, cause, status: null, host: 'ent.example', title: null, excerpt: null }
      const sample = { service: 'ent', platform: 'ent', role: 'front' as const, at, state, cause }
      await store.write.recordAvailability({ ...sample, shown: shown(state, at), evidence })
    }
    expect(await store.read.latestAvailability()).toEqual([shown('up', '2026-09-01T10:00:00.000Z')])
    const outages = store.database.connection.read('SELECT began_at, ended_at FROM outage').all()
    expect(outages).toEqual([{ began_at: '2026-09-01T09:00:00.000Z', ended_at: '2026-09-01T10:00:00.000Z' }])
  })
})
