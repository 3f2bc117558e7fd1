import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SnapshotBatch, snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import { checkMoodle, createMoodleDriver, pluginFile } from '../../electron/sources/moodle/driver.ts'
import { requestMoodleToken } from '../../electron/sources/moodle/sign-in.ts'
import { SMALL, startSmallDemo } from '../helpers/demo-server.ts'
import { createTestContext, ofEntity } from '../helpers/sources-context.ts'

let demo: DemoServer

beforeAll(async () => {
  demo = await startSmallDemo({ size: { ...SMALL, assignments: 1200 } })
})
afterAll(() => demo.stop())

const options = (token = demo.accounts.moodle.token) => ({ config: { url: demo.accounts.moodle.url }, token })

async function fetchAll(): Promise<SnapshotBatch[]> {
  const batches: SnapshotBatch[] = []
  for await (const batch of createMoodleDriver(options()).fetch(createTestContext())) batches.push(batch)
  return batches
}

describe('the demonstration’s Moodle', () => {
  it('comes whole, as records that fit the contract', async () => {
    const batches = await fetchAll()
    for (const record of batches.flatMap(({ records }) => records)) {
      expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    }
    expect(batches.flatMap(({ unknownClasses = [] }) => unknownClasses)).toEqual([])
    const classes = ofEntity(batches, 'class')
    expect(classes.length).toBeGreaterThan(2)
    expect(classes.every(({ kind }) => kind === 'group')).toBe(true)
    expect(classes.some(({ name }) => / – Groupe 1$/.test(name))).toBe(true)
    const people = ofEntity(batches, 'person')
    expect(people.filter(({ role }) => role === 'teacher')).toHaveLength(1)
    expect(people.filter(({ role }) => role === 'pupil').length).toBeGreaterThan(10)
    expect(new Set(people.map(({ externalId }) => externalId)).size).toBe(people.length)
    const assignments = ofEntity(batches, 'assignment')
    expect(assignments.length).toBeGreaterThan(5)
    expect(assignments.every(({ dueOn = '' }) => /^\d{4}-\d\d-\d\d$/.test(dueOn))).toBe(true)
  })

  it('shows an address only where Moodle shows it, and keeps nothing else', async () => {
    const batches = await fetchAll()
    const people = ofEntity(batches, 'person')
    expect(people.some(({ contactPoints }) => contactPoints.length > 0)).toBe(true)
    expect(people.some(({ contactPoints }) => contactPoints.length === 0)).toBe(true)
    expect(JSON.stringify(batches)).not.toContain('never-read')
  })

  it('leaves out a course that the teacher follows as a pupil', async () => {
    const batches = await fetchAll()
    expect(JSON.stringify(batches)).not.toContain('Se former au numérique')
  })

  it('gives its files with the token in the body', async () => {
    const [file] = ofEntity(await fetchAll(), 'assignment').flatMap(({ attachments }) => attachments)
    const bytes = await createMoodleDriver(options()).fetchAttachment?.(createTestContext(), {
      url: file?.url ?? '',
      name: file?.name ?? '',
      maxBytes: 10_000_000,
    })
    expect(bytes?.byteLength).toBe(file?.bytes)
    expect(file?.url).not.toContain(demo.accounts.moodle.token)
  })

  it('refuses a file with a dead token as credentials, not as a file', async () => {
    const [file] = ofEntity(await fetchAll(), 'assignment').flatMap(({ attachments }) => attachments)
    const request = { url: file?.url ?? '', name: file?.name ?? '', maxBytes: 10_000_000 }
    const work = createMoodleDriver(options('0123456789abcdef')).fetchAttachment?.(createTestContext(), request)
    await expect(work).rejects.toMatchObject({ code: 'credentials-refused' })
  })

  it('is checked before it is stored', async () => {
    const found = await checkMoodle(options(), createTestContext())
    expect(found.siteName).toContain('Trois-Tilleuls')
    await expect(checkMoodle(options('wrong'), createTestContext())).rejects.toMatchObject({
      code: 'credentials-refused',
    })
  })

  it('gives a token for a password of its own', async () => {
    const { url, username, password, token } = demo.accounts.moodle
    expect(await requestMoodleToken({ url, username, password }, createTestContext())).toBe(token)
    const wrong = requestMoodleToken({ url, username, password: 'non' }, createTestContext())
    await expect(wrong).rejects.toMatchObject({ code: 'credentials-refused' })
  })
})

describe('the token of files', () => {
  const root = 'https://moodle.example/elea'
  it.each([
    ['https://moodle.example/elea/webservice/pluginfile.php/1/a.pdf', `${root}/webservice/pluginfile.php/1/a.pdf`],
    ['https://moodle.example/elea/pluginfile.php/1/a.pdf?x=1', `${root}/webservice/pluginfile.php/1/a.pdf?x=1`],
    ['https://moodle.example/pluginfile.php/1/a.pdf', null],
    ['https://moodle.example.evil.example/elea/pluginfile.php/1/a.pdf', null],
    ['http://moodle.example/elea/pluginfile.php/1/a.pdf', null],
    ['https://moodle.example/elea/other.php/1/a.pdf', null],
    ['https://moodle.example/eleas/pluginfile.php/1/a.pdf', null],
  ])('%s', (url, expected) => {
    expect(pluginFile(new URL(url), root)).toBe(expected)
  })
})
