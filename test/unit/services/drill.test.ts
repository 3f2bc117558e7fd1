/** A drill over a real store: what it tells, and that it does nothing but keep its result. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DriveLister } from '../../../electron/platform/drives/drive.ts'
import type { HttpClient } from '../../../electron/platform/http.ts'
import { checkReadiness, finishDrill, listDrills, rehearse } from '../../../electron/services/drill.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import type { Space } from '../../../electron/services/space.ts'
import type { StoreClient } from '../../../electron/store/api.ts'
import { openReachBench, type ReachBench, TUESDAY } from '../../helpers/reach-school.ts'

const forbidden = (what: string) => (): never => {
  throw new Error(`a drill must not ${what}`)
}
const NO_NETWORK: HttpClient = { request: forbidden('ask the network') }
const drives = (names: readonly string[]): DriveLister => ({
  glance: forbidden('watch drives'),
  eject: forbidden('eject a drive'),
  list: async () =>
    names.map((name) => ({
      id: '0123456789abcdef',
      path: `/media/${name}`,
      name,
      fileSystem: 'FAT32',
      maxFileBytes: null,
      freeBytes: null,
      totalBytes: null,
      readOnly: false,
      device: '/dev/sdb1',
    })),
})

/** Everything that changes something throws, but what is allowed. */
const onlyWriting = (store: StoreClient, ...allowed: readonly (keyof StoreClient['write'])[]): StoreClient => ({
  ...store,
  write: new Proxy(store.write, {
    get: (target, name) =>
      (allowed as readonly PropertyKey[]).includes(name)
        ? Reflect.get(target, name)
        : forbidden(`call ${String(name)}`),
  }),
})

let bench: ReachBench
let machine: Machine
beforeEach(async () => {
  bench = await openReachBench()
  machine = {
    ...bench.machine,
    http: NO_NETWORK,
    drives: drives(['CLE']),
    printPdf: forbidden('print'),
    systemProxy: forbidden('look for a proxy'),
    lookupSrv: forbidden('ask the DNS'),
  }
})
afterEach(() => bench.close())

const space = (...allowed: readonly (keyof StoreClient['write'])[]) =>
  ({
    kind: 'own',
    store: onlyWriting(bench.store, ...allowed),
    secrets: { get: async () => null, set: forbidden('store a secret') },
  }) as unknown as Space

/** Names and sizes below a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  // The write-ahead log of the database comes and goes with its readers.
  const kept = names.filter((name) => !/-(?:wal|shm)$/.test(name)).sort()
  return Promise.all(kept.map(async (name) => `${name} ${(await stat(join(folder, name))).size}`))
}

describe('a rehearsal', () => {
  it('says who, what, the plan and the message of one class', async () => {
    const rehearsal = await rehearse(machine, space(), bench.classes['6e A'] ?? 0, 'fr')
    expect(rehearsal).toMatchObject({
      className: '6e A',
      pupils: 4,
      reach: { email: 3, phone: 1, none: 0 },
      withoutMail: [{ name: expect.stringContaining('HADDAD'), phones: 1 }],
      work: [{ title: 'Fractions', dueOn: '2026-04-09', missing: 0 }],
      recipients: 2,
      endsAt: null,
      leavesAt: null,
      pack: { assignments: 1, documents: 0, documentsMissing: 0 },
      sticks: ['CLE'],
    })
    expect(rehearsal.message?.subject).toContain('6e A')
    expect(rehearsal.message?.body).toContain('- Fractions (pour le 09/04/2026)')
  })

  it('a class with nobody to write to has no message, and a court order holds', async () => {
    const rehearsal = await rehearse(machine, space(), bench.classes['3e B'] ?? 0, 'en')
    expect(rehearsal).toMatchObject({ reach: { email: 2, phone: 0, none: 1 }, excluded: 1 })
    expect(JSON.stringify(rehearsal)).not.toContain('interdit@famille-roy.example')
  })

  it('drives that cannot be listed are not held against anyone', async () => {
    const broken: Machine = { ...machine, drives: { ...drives([]), list: () => Promise.reject(new Error('no tool')) } }
    expect((await rehearse(broken, space(), bench.classes['6e A'] ?? 0, 'fr')).sticks).toBeNull()
    const codes = (await checkReadiness(broken, space(), 1)).map(({ code }) => code)
    expect(codes).not.toContain('no-stick')
  })

  it('does not invent a class', async () => {
    await expect(rehearse(machine, space(), 999, 'fr')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a whole drill', () => {
  it('sends nothing, makes no row of the ledger, no pack and no file, asks nobody; and keeps its result', async () => {
    const filesBefore = await filesIn(bench.folder)
    for (const classId of Object.values(bench.classes)) await rehearse(machine, space(), classId, 'fr')
    const findings = await checkReadiness(machine, space(), 0)
    const record = await finishDrill(machine, space('recordDrill'), 0, { durationMs: 75_000, passphraseKnown: null })
    expect(record).toMatchObject({ at: new Date(TUESDAY).toISOString(), durationMs: 75_000, findings })
    expect(await listDrills(space())).toEqual([record])
    expect((await bench.store.read.readToday('2026-04-07')).lastDrillAt).toBe(record.at)

    expect(await bench.store.read.listMessages()).toEqual([])
    expect(await bench.store.read.unfinishedMessages()).toEqual([])
    expect(await bench.store.read.sentSince('2000-01-01T00:00:00.000Z')).toEqual([])
    expect(await bench.store.read.listPacks()).toEqual([])
    const names = (lines: readonly string[]) => lines.map((line) => line.split(' ')[0])
    expect(names(await filesIn(bench.folder))).toEqual(names(filesBefore))
  })

  it('says what would have failed, with how many', async () => {
    const codes = await checkReadiness({ ...machine, drives: drives([]) }, space(), 0)
    expect(codes).toEqual(
      expect.arrayContaining([
        { code: 'no-mail-account', severity: 'stops', count: 0 },
        { code: 'no-channel', severity: 'stops', count: 1 },
        { code: 'phone-only', severity: 'slows', count: 1 },
        { code: 'no-pack', severity: 'slows', count: 0 },
        { code: 'no-stick', severity: 'slows', count: 0 },
        { code: 'recovery-code-unknown', severity: 'slows', count: 0 },
        { code: 'nothing-watched', severity: 'slows', count: 0 },
      ]),
    )
  })
})
