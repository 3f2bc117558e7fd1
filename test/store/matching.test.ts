import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonRecord, SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  AT,
  addSource,
  assignment,
  codeOf,
  countRows,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let remove: () => Promise<void>
let store: LocalStore
let ent: number
let file: number
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  ent = await addSource(store, 'ENT')
  file = await addSource(store, 'Fichier')
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const LATER = '2026-10-01T08:00:00.000Z'
const email = (value: string) => ({ kind: 'email' as const, value })
const link = (guardianExternalId: string, more: Partial<PersonRecord['guardianships'][number]> = {}) => ({
  guardianExternalId,
  level: 1 as const,
  relationship: 'father' as const,
  authority: true,
  courtBlock: false,
  primary: true,
  ...more,
})
/** The same class of one pupil and her father, as two sources tell it. */
const told = (
  prefix: string,
  pupil: Partial<PersonRecord> = {},
  more: Partial<PersonRecord> = {},
): SnapshotRecord[] => [
  schoolClass(`${prefix}c`, { name: '6e A' }),
  person(`${prefix}g`, {
    role: 'guardian',
    familyName: 'KERBRAT',
    givenName: 'Yann',
    contactPoints: [email(`${prefix}.pere@mail.example`), email('pere@mail.example')],
    ...more,
  }),
  person(`${prefix}p`, {
    familyName: 'KERBRAT',
    givenName: 'Soline',
    contactPoints: [email(`${prefix}.soline@mail.example`)],
    guardianships: [link(`${prefix}g`)],
    ...pupil,
  }),
  enrolment(`${prefix}c`, `${prefix}p`),
]
const questions = () => store.read.listMatchQuestions(100)
const roster = async () =>
  (await store.read.readRoster(null)).map(({ familyName, givenName }) => `${familyName} ${givenName}`)
const sheets = async () =>
  Promise.all((await store.read.readRoster(null)).map(async ({ pupilId }) => store.read.readPupil(pupilId)))
const addresses = (sheet: Awaited<ReturnType<typeof sheets>>[number] | undefined) =>
  sheet?.contactPoints.map(({ value }) => value).sort()
const sound = async () => {
  expect(await store.write.checkIntegrity()).toEqual({ ok: true, problems: [] })
}

describe('name and class', () => {
  it('is a question; both stay until the answer', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f', { birthDate: '2014-02-03' }))
    expect(await roster()).toHaveLength(2)
    const { rows, total } = await questions()
    expect(total).toBe(1)
    expect(rows).toMatchObject([
      {
        role: 'pupil',
        clues: ['same-name', 'same-class'],
        likely: true,
        first: {
          sources: ['ENT'],
          className: '6e A',
          relatives: ['Yann KERBRAT'],
          contacts: ['e.soline@mail.example'],
        },
        second: { sources: ['Fichier'], birthDate: '2014-02-03' },
      },
    ])
    expect(await store.read.countMatches()).toEqual({ questions: 1, differences: 0, merges: 0 })
  })

  it('yes: one pupil, one father, all their addresses; asked again by no synchronisation', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f', { birthDate: '2014-02-03' }))
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
    const [sheet, ...others] = await sheets()
    expect(others).toEqual([])
    expect(sheet).toMatchObject({ birthDate: '2014-02-03', classes: [{ name: '6e A' }] })
    expect(sheet?.sources.map(({ label }) => label)).toEqual(['ENT', 'Fichier'])
    expect(addresses(sheet)).toEqual(['e.soline@mail.example', 'f.soline@mail.example'])
    expect(sheet?.guardians.map(({ givenName, contactPoints }) => [givenName, contactPoints.length])).toEqual([
      ['Yann', 3],
    ])
    expect((await questions()).total).toBe(0)
    for (const [source, prefix] of [
      [ent, 'e'],
      [file, 'f'],
    ] as const) {
      const again = told(prefix, prefix === 'f' ? { birthDate: '2014-02-03' } : {})
      expect((await synchronise(store, source, again)).plan.verdict.kind).toBe('unchanged')
    }
    expect(await store.read.search('soline', 10)).toHaveLength(1)
    await sound()
  })

  it('no: two pupils, asked no more', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f'))
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], false, LATER)
    await synchronise(store, file, told('f', { contactPoints: [] }))
    expect((await questions()).total).toBe(0)
    expect(await roster()).toHaveLength(2)
    expect(await codeOf(() => store.write.decideMatches([question?.id ?? 0], true, LATER))).toBe('not-found')
  })

  it('one record and two homonyms: two questions, and one answer settles both', async () => {
    await synchronise(store, ent, [
      ...told('e'),
      person('e2', { familyName: 'KERBRAT', givenName: 'Soline' }),
      enrolment('ec', 'e2'),
    ])
    await synchronise(store, file, told('f'))
    const { rows } = await questions()
    expect(rows.map(({ likely }) => likely)).toEqual([false, false])
    await store.write.decideMatches([rows[0]?.id ?? 0], true, LATER)
    expect((await questions()).total).toBe(0)
    expect(await roster()).toHaveLength(2)
  })

  it('names turned round, or cut short, are questions even with a birth date', async () => {
    await synchronise(store, ent, told('e', { familyName: 'LE GOFF-KERBRAT', birthDate: '2014-02-03' }))
    await synchronise(
      store,
      file,
      told('f', { familyName: 'Soline', givenName: 'LE GOFF-KERBRAT', birthDate: '2014-02-03' }),
    )
    const third = await addSource(store, 'SIECLE')
    await synchronise(store, third, told('s', { familyName: 'LE GOFF', birthDate: '2014-02-03' }))
    const clues = (await questions()).rows.map((one) => one.clues.slice(0, 2))
    expect(clues).toContainEqual(['swapped-name', 'same-birth-date'])
    expect(clues).toContainEqual(['near-name', 'same-birth-date'])
    expect(await roster()).toHaveLength(3)
  })

  it('waits while a synchronisation is under way', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f'))
    const [question] = (await questions()).rows
    await store.write.beginSync(ent, AT, { kind: 'whole' })
    expect(await codeOf(() => store.write.decideMatches([question?.id ?? 0], true, LATER))).toBe('sync-running')
  })
})

describe('a guardian of the same child', () => {
  it('is one, so that a court order one source knows of holds for the other’s copy', async () => {
    const dated = { birthDate: '2014-02-03' }
    await synchronise(store, ent, told('e', { ...dated, guardianships: [link('eg', { courtBlock: true })] }))
    await synchronise(store, file, told('f', dated))
    const [sheet] = await sheets()
    expect(sheet?.guardians).toHaveLength(1)
    expect(sheet?.guardians[0]?.courtBlock).toBe(true)
    expect((await store.read.listMerges(10)).rows.map(({ how, name }) => [how, name])).toEqual([
      ['same-child', 'Yann KERBRAT'],
      ['birth-date', 'Soline KERBRAT'],
    ])
  })
})

describe('a match taken back', () => {
  const picture = async () =>
    (await sheets()).map((sheet) => ({
      ...sheet,
      id: 0,
      contactPoints: addresses(sheet),
      classes: sheet?.classes.map(({ name }) => name),
      siblings: [],
      guardians: sheet?.guardians.map(({ givenName, contactPoints }) => [
        givenName,
        contactPoints.map((p) => p.value).sort(),
      ]),
    }))

  it('that the teacher made: everything returns to who gave it', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f', {}, { givenName: 'Yann Loïc' }))
    const before = await picture()
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
    expect(await roster()).toHaveLength(1)
    const [merge] = (await store.read.listMerges(10)).rows
    expect(merge).toMatchObject({ how: 'teacher', name: 'Soline KERBRAT', sources: ['Fichier'], className: '6e A' })
    await store.write.undoMatch(merge?.id ?? 0, LATER)
    expect(await picture()).toEqual(before)
    expect((await questions()).rows.filter(({ role }) => role === 'pupil')).toEqual([])
    expect(await codeOf(() => store.write.undoMatch(merge?.id ?? 0, LATER))).toBe('not-found')
    await sound()
  })

  it('that was made in silence: the record gets a row of its own, and keeps it', async () => {
    const dated = { birthDate: '2014-02-03' }
    await synchronise(store, ent, told('e', dated))
    await synchronise(store, file, told('f', { ...dated, givenName: 'SOLINE' }))
    const merges = (await store.read.listMerges(10)).rows
    for (const { id } of merges) await store.write.undoMatch(id, LATER)
    const parted = await sheets()
    expect(parted.map((sheet) => [sheet?.givenName, addresses(sheet)])).toEqual([
      ['Soline', ['e.soline@mail.example']],
      ['SOLINE', ['f.soline@mail.example']],
    ])
    expect(parted.map((sheet) => sheet?.guardians.map((one) => one.contactPoints.length))).toEqual([[2], [2]])
    expect(parted.map((sheet) => sheet?.birthDate)).toEqual(['2014-02-03', '2014-02-03'])
    await synchronise(store, file, told('f', { ...dated, givenName: 'SOLINE', contactPoints: [] }))
    expect(await roster()).toHaveLength(2)
    expect((await questions()).total).toBe(0)
    await sound()
  })

  it('what the teacher typed goes back to where it was typed; an opt-out holds on both sides', async () => {
    const shared = { contactPoints: [email('famille@mail.example')] }
    await synchronise(store, ent, told('e', shared))
    await synchronise(store, file, told('f', shared))
    const [first, second] = await sheets()
    await store.write.addContact(first?.id ?? 0, email('tape.ici@mail.example'))
    await store.write.addContact(second?.id ?? 0, { kind: 'phone', value: '+33639980001' })
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
    store.database.connection
      .write<[string]>(`UPDATE contact_point SET opted_out_at = ? WHERE value = 'famille@mail.example'`)
      .run(LATER)
    const [merge] = (await store.read.listMerges(10)).rows
    await store.write.undoMatch(merge?.id ?? 0, LATER)
    const parted = await sheets()
    expect(parted.map(addresses)).toEqual([
      ['famille@mail.example', 'tape.ici@mail.example'],
      ['+33639980001', 'famille@mail.example'],
    ])
    expect(parted.flatMap((sheet) => sheet?.contactPoints.filter(({ optedOut }) => optedOut))).toHaveLength(2)
  })

  it('leaves the ledger as it was', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f'))
    const [, second] = await sheets()
    const classId = (await store.read.findClass('6eA'))?.id ?? 0
    await store.write.createMessage({
      classId,
      audience: 'pupils',
      subject: 'Bonjour',
      body: 'Bonjour',
      createdAt: AT,
      fromAddress: 'prof@mail.example',
      fromName: 'Professeur',
      deliveries: [
        {
          personId: second?.id ?? 0,
          pupilIds: [second?.id ?? 0],
          recipientName: 'Soline',
          about: 'Soline',
          address: 'f.soline@mail.example',
          messageIdHeader: 'one@mail.example',
          subject: 'Bonjour',
          body: 'Bonjour',
        },
      ],
    })
    const ledger = () =>
      JSON.stringify([
        store.database.connection.read('SELECT * FROM delivery').all(),
        store.database.connection.read('SELECT * FROM delivery_pupil').all(),
      ])
    const before = ledger()
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
    expect(ledger()).toBe(before)
    await store.write.undoMatch((await store.read.listMerges(1)).rows[0]?.id ?? 0, LATER)
    expect(ledger()).toBe(before)
  })

  it('a source that goes takes only its own word from the matched person', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, told('f', { familyName: 'KERBRAT-LE GOFF' }))
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
    await store.write.removeSource(ent)
    const [sheet, ...others] = await sheets()
    expect(others).toEqual([])
    expect(sheet?.familyName).toBe('KERBRAT-LE GOFF')
    expect(addresses(sheet)).toEqual(['f.soline@mail.example'])
    await sound()
  })
})

describe('what sources say differently', () => {
  const both = async () => {
    await synchronise(store, ent, told('e', { contactPoints: [email('a@mail.example')] }))
    await synchronise(
      store,
      file,
      told('f', {
        familyName: 'KERBRAT-LE GOFF',
        contactPoints: [email('b@mail.example')],
        guardianships: [link('fg', { level: 3 })],
      }),
    )
    const [question] = (await questions()).rows
    await store.write.decideMatches([question?.id ?? 0], true, LATER)
  }
  const list = async () => (await store.read.listDifferences(100)).rows

  it('is listed with both values, and both are kept', async () => {
    await both()
    expect(
      (await list()).map(({ field, name, aboutName, values }) => [
        field,
        name,
        aboutName,
        values.map((v) => `${v.sourceLabel}: ${v.value}`),
      ]),
    ).toEqual([
      ['name', 'Soline KERBRAT', null, ['ENT: KERBRAT Soline', 'Fichier: KERBRAT-LE GOFF Soline']],
      ['email', 'Soline KERBRAT', null, ['ENT: a@mail.example', 'Fichier: b@mail.example']],
      ['level', 'Yann KERBRAT', 'Soline KERBRAT', ['ENT: 1', 'Fichier: 3']],
    ])
    const [sheet] = await sheets()
    expect(addresses(sheet)).toEqual(['a@mail.example', 'b@mail.example'])
    // Until decided, the most careful level.
    expect(sheet?.guardians[0]?.level).toBe(3)
  })

  it('the choice is shown, holds through synchronisations, and can be let go', async () => {
    await both()
    for (const { personId, aboutId, field } of await list()) {
      await store.write.decideDifferences([{ personId, aboutId, field }], field === 'level' ? ent : file, LATER)
    }
    const expectChosen = async () => {
      const [sheet] = await sheets()
      expect([sheet?.familyName, addresses(sheet), sheet?.guardians[0]?.level]).toEqual([
        'KERBRAT-LE GOFF',
        ['b@mail.example'],
        1,
      ])
    }
    await expectChosen()
    expect((await store.read.countMatches()).differences).toBe(0)
    await synchronise(store, ent, told('e', { birthDate: '2014-02-03', contactPoints: [email('a@mail.example')] }))
    await expectChosen()
    // Another value: the question comes back.
    await synchronise(store, ent, told('e', { givenName: 'Solène', contactPoints: [email('a@mail.example')] }))
    expect((await list()).filter(({ chosen }) => chosen === undefined).map(({ field }) => field)).toEqual(['name'])
    for (const { personId, aboutId, field } of await list()) {
      await store.write.letGoOfChoice({ personId, aboutId, field })
    }
    const [sheet] = await sheets()
    expect([sheet?.givenName, addresses(sheet)?.length, sheet?.guardians[0]?.level]).toEqual(['Solène', 2, 3])
  })

  it('the address not chosen comes back when the chosen one goes', async () => {
    await both()
    const [mail] = (await list()).filter(({ field }) => field === 'email')
    if (mail === undefined) throw new Error('no difference')
    await store.write.decideDifferences([mail], file, LATER)
    expect(addresses((await sheets())[0])).toEqual(['b@mail.example'])
    await store.write.removeSource(file)
    expect(addresses((await sheets())[0])).toEqual(['a@mail.example'])
  })

  it('parted again, each has all that is said of it', async () => {
    await both()
    for (const { personId, aboutId, field } of await list()) {
      await store.write.decideDifferences([{ personId, aboutId, field }], file, LATER)
    }
    for (const { id } of (await store.read.listMerges(10)).rows) await store.write.undoMatch(id, LATER)
    expect((await sheets()).map((sheet) => [sheet?.familyName, addresses(sheet), sheet?.guardians[0]?.level])).toEqual([
      ['KERBRAT', ['a@mail.example'], 1],
      ['KERBRAT-LE GOFF', ['b@mail.example'], 3],
    ])
    await sound()
  })

  it('keeping all is a decision too; one on nothing is refused', async () => {
    await both()
    const rows = await list()
    await store.write.decideDifferences(rows, null, LATER)
    expect((await store.read.countMatches()).differences).toBe(0)
    expect((await list()).every(({ chosen }) => chosen === null)).toBe(true)
    const { personId } = rows[0] ?? { personId: 0 }
    expect(
      await codeOf(() => store.write.decideDifferences([{ personId, aboutId: null, field: 'phone' }], null, LATER)),
    ).toBe('not-found')
    expect(
      await codeOf(() => store.write.decideDifferences([{ personId, aboutId: null, field: 'name' }], 99, LATER)),
    ).toBe('invalid-request')
  })

  it('a court order is never chosen away', async () => {
    await synchronise(
      store,
      ent,
      told('e', { birthDate: '2014-02-03', guardianships: [link('eg', { courtBlock: true, level: 2 })] }),
    )
    await synchronise(store, file, told('f', { birthDate: '2014-02-03' }))
    const [level] = (await list()).filter(({ field }) => field === 'level')
    if (level === undefined) throw new Error('no difference')
    await store.write.decideDifferences([level], file, LATER)
    const [sheet] = await sheets()
    expect(sheet?.guardians[0]).toMatchObject({ level: 1, courtBlock: true })
  })
})

describe('what the teacher types', () => {
  it('gives a pupil without address one that no synchronisation takes away', async () => {
    await synchronise(store, ent, told('e', { contactPoints: [] }))
    const [row] = await store.read.readRoster(null)
    const id = await store.write.addContact(row?.pupilId ?? 0, email('soline@mail.example'))
    await synchronise(store, ent, told('e', { contactPoints: [email('ent@mail.example')] }))
    await synchronise(store, ent, told('e', { contactPoints: [] }))
    const [sheet] = await sheets()
    expect(sheet?.contactPoints).toMatchObject([{ id, value: 'soline@mail.example', typed: true }])
    await store.write.removeContact(id)
    expect(addresses((await sheets())[0])).toEqual([])
    expect(await codeOf(() => store.write.removeContact(id))).toBe('not-found')
    expect(await codeOf(() => store.write.addContact(9999, email('x@mail.example')))).toBe('not-found')
  })

  it('is there again when the pupil comes back by another source', async () => {
    const dated = { birthDate: '2014-02-03', contactPoints: [] }
    await synchronise(store, ent, told('e', dated))
    const [row] = await store.read.readRoster(null)
    await store.write.addContact(row?.pupilId ?? 0, email('tape.ici@mail.example'))
    await store.write.removeSource(ent)
    expect(await roster()).toEqual([])
    await synchronise(store, file, told('f', dated))
    const [sheet, ...others] = await sheets()
    expect(others).toEqual([])
    expect([sheet?.id, addresses(sheet)]).toEqual([row?.pupilId, ['tape.ici@mail.example']])
    // Nobody else speaks of her: there is no match to take back.
    expect((await store.read.listMerges(10)).rows.filter(({ role }) => role === 'pupil')).toEqual([])
    await sound()
  })

  it('an address that a source gives too stays its source’s once let go', async () => {
    await synchronise(store, ent, told('e', { contactPoints: [email('soline@mail.example')] }))
    const [row] = await store.read.readRoster(null)
    const id = await store.write.addContact(row?.pupilId ?? 0, email('soline@mail.example'))
    expect((await sheets())[0]?.contactPoints).toMatchObject([{ id, typed: true }])
    await store.write.removeContact(id)
    expect((await sheets())[0]?.contactPoints).toMatchObject([{ id, typed: false }])
    expect(await codeOf(() => store.write.removeContact(id))).toBe('not-found')
  })
})

describe('classes and work of two sources', () => {
  it('a class is one by its key and kind, and keeps the older source’s name', async () => {
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, [
      ...told('f').map((record) => (record.entity === 'class' ? { ...record, name: '6A' } : record)),
      schoolClass('group', { name: '6ème A', kind: 'group' }),
    ])
    expect((await store.read.listClasses()).map(({ name, kind }) => [name, kind])).toEqual([
      ['6e A', 'class'],
      ['6ème A', 'group'],
    ])
  })

  it('work of one class, title and day is one, with the files of both', async () => {
    const attachment = (url: string) => [{ externalId: 'f', name: 'énoncé.pdf', url }]
    const work = (id: string, classId: string, more: object) =>
      assignment(id, classId, {
        title: 'Exercices p. 12',
        dueOn: '2026-09-10',
        descriptionHtml: `<p>${id}</p>`,
        ...more,
      })
    await synchronise(store, ent, [
      ...told('e'),
      work('ew', 'ec', { attachments: attachment('https://ent.example/1') }),
    ])
    const other = [
      ...told('f'),
      work('fw', 'fc', { title: 'EXERCICES P. 12', attachments: attachment('https://file.example/2') }),
    ]
    await synchronise(store, file, other)
    const { rows } = await store.read.listAssignments({ offset: 0, limit: 10 })
    expect(rows).toHaveLength(1)
    const detail = await store.read.readAssignment(rows[0]?.id ?? 0)
    expect(detail).toMatchObject({ title: 'Exercices p. 12', descriptionHtml: '<p>ew</p>', sourceLabel: 'ENT' })
    expect(detail?.files).toHaveLength(2)
    expect((await store.read.pendingAttachments(file)).map(({ url }) => url)).toEqual(['https://file.example/2'])
    // The other day is another piece of work; the one the first source drops goes on with the second.
    await synchronise(store, file, [...other, work('fx', 'fc', { dueOn: '2026-09-11' })])
    expect((await store.read.listAssignments({ offset: 0, limit: 10 })).total).toBe(2)
    await synchronise(store, ent, told('e'))
    await synchronise(store, file, [
      ...told('f'),
      work('fw', 'fc', { title: 'Exercices page 12' }),
      work('fx', 'fc', { dueOn: '2026-09-11' }),
    ])
    const { rows: left } = await store.read.listAssignments({ offset: 0, limit: 10 })
    expect(left.map(({ title }) => title).sort()).toEqual(['Exercices p. 12', 'Exercices page 12'])
    expect(countRows(store.database, 'assignment')).toBe(2)
  })
})
