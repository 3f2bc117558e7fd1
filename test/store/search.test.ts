import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldClassName, foldName, toSearchQuery } from '../../electron/store/fold.ts'
import {
  addSource,
  assignment,
  countRows,
  enrolment,
  type LocalStore,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let store: LocalStore
let remove: () => Promise<void>
beforeAll(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  const guardian = {
    guardianExternalId: 'g1',
    level: 1 as const,
    relationship: 'mother' as const,
    authority: true,
    courtBlock: false,
    primary: true,
  }
  await synchronise(store, await addSource(store), [
    schoolClass('c1', { name: '3e B' }),
    schoolClass('c2', { name: 'Latin 3e', kind: 'group', subject: 'Langues anciennes' }),
    person('p1', { familyName: 'NOËL-ÇELIK', givenName: 'Bénédicte', guardianships: [guardian] }),
    person('p2', { familyName: "D'ARC", givenName: 'Océane' }),
    person('p3', { familyName: 'MARTIN', givenName: 'Noël' }),
    person('g1', { role: 'guardian', familyName: 'ÇELIK', givenName: 'Œnone' }),
    person('t1', { role: 'teacher', familyName: 'MARTINEZ', givenName: 'Inès' }),
    enrolment('c1', 'p1'),
    enrolment('c1', 't1', { role: 'teacher' }),
    assignment('a1', 'c1', { title: "L'œuvre de Molière : scène 2", subject: 'Français' }),
    assignment('a2', 'c1', { title: 'Équations du second degré', subject: 'Mathématiques' }),
  ])
})
afterAll(async () => {
  store.database.close()
  await remove()
})

const titles = async (text: string) => (await store.read.search(text, 20)).map((hit) => hit.title)

describe('search', () => {
  it.each([
    ['noel', ['NOËL-ÇELIK Bénédicte', 'MARTIN Noël']],
    ['NOËL', ['NOËL-ÇELIK Bénédicte', 'MARTIN Noël']],
    ['bene cel', ['NOËL-ÇELIK Bénédicte']],
    ['celik', ['NOËL-ÇELIK Bénédicte', 'ÇELIK Œnone']],
    ['oenone', ['ÇELIK Œnone']],
    ["d'arc", ["D'ARC Océane"]],
    ['darc', []],
    ['3eb', ['3e B']],
    ['3e b', ['3e B']],
    ['anciennes', ['Latin 3e']],
    ['noe', ['NOËL-ÇELIK Bénédicte', 'MARTIN Noël']],
    ['mart', ['MARTIN Noël', 'MARTINEZ Inès']],
    ['oeuvre moliere', ["L'œuvre de Molière : scène 2"]],
    ['ŒUVRE', ["L'œuvre de Molière : scène 2"]],
    ['equa math', ['Équations du second degré']],
    ['', []],
    ['   ', []],
    ['!!! ---', []],
  ])('%j', async (text, expected) => {
    expect(await titles(text)).toEqual(expected)
  })

  it('says where each hit belongs', async () => {
    const [pupil] = await store.read.search('noel celik', 5)
    expect(pupil).toMatchObject({ kind: 'pupil', detail: '3e B', parentId: null })
    const [guardian] = await store.read.search('oenone', 5)
    expect(guardian).toMatchObject({ kind: 'guardian', detail: 'Bénédicte NOËL-ÇELIK', parentId: pupil?.id })
    const [work] = await store.read.search('equations', 5)
    expect(work).toMatchObject({ kind: 'assignment', detail: '3e B' })
    const [teacher] = await store.read.search('martinez', 5)
    expect(teacher).toMatchObject({ kind: 'teacher', detail: '3e B' })
  })

  it('composed and decomposed accents are one', async () => {
    expect(await titles('Noël'.normalize('NFD'))).toEqual(await titles('noel'))
  })

  it('stops at the limit', async () => {
    expect(await store.read.search('m', 2)).toHaveLength(2)
  })

  it('finds classes by name without spaces, case or accents', async () => {
    expect(await store.read.findClass(' 3E b ')).toMatchObject({ name: '3e B' })
    expect(await store.read.findClass('latin3e')).toMatchObject({ name: 'Latin 3e' })
    expect(await store.read.findClass('4e B')).toBeNull()
    const { id } = (await store.read.findClass('3eb')) ?? { id: 0 }
    expect(await store.read.findClass(String(id))).toMatchObject({ id })
  })
})

describe('any text is safe', () => {
  const payloads = [
    `"`,
    `""`,
    `"""`,
    `'`,
    `' OR 1=1 --`,
    `'; DROP TABLE person; --`,
    `" OR "a`,
    `*`,
    `a*`,
    `**`,
    `-a`,
    `a -b`,
    `+a`,
    `a + b`,
    `^a`,
    `NEAR(a b, 5)`,
    `NEAR`,
    `a AND`,
    `AND`,
    `OR`,
    `NOT`,
    `NOT a`,
    `a OR b`,
    `(`,
    `)`,
    `((a)`,
    `{title}:a`,
    `title:a`,
    `detail : a`,
    `search_index:a`,
    `rank`,
    `rowid:1`,
    `a:`,
    `:a`,
    `\\`,
    `\\"`,
    `%`,
    `_`,
    `%%%`,
    `a\u0000b`,
    `\u202Ea`,
    `\uD800`,
    `💥`,
    `a;b`,
    `a/*b*/`,
    `1=1`,
    `UNION SELECT value FROM setting`,
    `\t\n\r`,
    `<script>`,
    `\${1}`,
    `a`.repeat(5000),
    `"${'x '.repeat(1000)}"`,
    `é`.repeat(300),
    `' || (SELECT key FROM setting) || '`,
  ]

  it.each(payloads)('%j is text, in search and in the list of work', async (text) => {
    const rows = countRows(store.database, 'person')
    const hits = await store.read.search(text, 20)
    expect(hits.length).toBeLessThanOrEqual(20)
    await store.read.listAssignments({ text, offset: 0, limit: 10 })
    await store.read.findClass(text)
    expect(countRows(store.database, 'person')).toBe(rows)
  })

  it('an operator is a word like another', async () => {
    // As FTS5 syntax these would match; as text, nobody is called that.
    for (const text of ['martin OR equations', 'NOT zzz', 'title : noel', 'noel NOT martin']) {
      expect(await titles(text)).toEqual([])
    }
    expect(toSearchQuery('a" OR "b')).toBe('"a"* AND "or"* AND "b"*')
  })
})

describe('the index cannot drift', () => {
  it('follows a row whatever statement changes it', async () => {
    const { connection } = store.database
    connection
      .write("UPDATE person SET family_name = 'X', family_fold = 'zorglub' WHERE family_name = 'MARTINEZ'")
      .run()
    expect(await titles('zorg')).toEqual(['X Inès'])
    connection.write("UPDATE person SET active = 0, inactive_since = 'x' WHERE family_fold = 'zorglub'").run()
    expect(await titles('zorg')).toEqual([])
    connection.write("INSERT INTO search_index (search_index) VALUES ('integrity-check')").run()
  })
})

describe('folding', () => {
  it.each([
    ['Noël-Çelik', 'noel celik'],
    ['D’ARC  (Océane)', 'd arc oceane'],
    ['ŒUVRARD', 'oeuvrard'],
    ['Straße', 'strasse'],
    ['Łukasz Ødegård', 'lukasz odegard'],
    ['', ''],
  ])('%j', (name, folded) => expect(foldName(name)).toBe(folded))

  it('class names lose their spaces too', () => expect(foldClassName('3ème  B')).toBe('3emeb'))
})
