/**
 * Sticks that misbehave, tried for real: an ext4 image on a loop device is unmounted lazily (as a hand does) at ten
 * points of the writing, and a FAT image in user space loses its driver (every call then fails). Where neither can be
 * had the test says so. "Full" and "read-only" are the file system's own answers; "slow" is a source that drips.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, type TestContext } from 'vitest'
import { type BuildPackInput, buildPack } from '../../../electron/packs/build-pack.ts'
import type { PackProgress } from '../../../electron/packs/progress.ts'
import { verifyPack } from '../../../electron/packs/verify-pack.ts'
import { createLinuxLister } from '../../../electron/platform/drives/linux.ts'
import { holdFolder } from '../../../electron/platform/exclusive-hold.ts'
import { findPackDrive } from '../../../electron/services/pack-drive.ts'
import type { TaskProgress } from '../../../electron/services/tasks.ts'
import { fatDrive, type LoopDrive, loopDrive } from '../../helpers/drives.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  noise,
  PASSPHRASE,
} from '../../helpers/packs-content.ts'
import { rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

const signal = () => new AbortController().signal
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const CLEAR = { form: 'folder', profile: 'pupil', encrypted: false, passphrase: null } as const
const ROOT = 'Trousse 3e A - élève'

/** Large enough for two flushes on the way. */
function largeClass(title: string, seed = 1) {
  const blobs = new MemoryBlobs()
  const files = [1, 2, 3, 4].map((n) => file(`doc ${n}.pdf`, blobs.add(noise(5_000_000, seed + n)), 5_000_000))
  return { blobs, content: classContent({ assignments: [assignment({ title, files })] }) }
}

interface Pulled {
  readonly steps: string[]
  readonly built: Awaited<ReturnType<typeof buildPack>>
}

/** Builds onto the drive and pulls it out once `when` says so; it is put back a moment after Trousse asks for it. */
async function pulledOut(
  drive: LoopDrive,
  change: Partial<BuildPackInput>,
  when: (progress: PackProgress) => boolean,
): Promise<Pulled> {
  const steps: string[] = []
  let isOut = false
  let wasOut = false
  const progress = ({ step }: TaskProgress): void => {
    if (step !== steps.at(-1)) steps.push(step ?? '')
    if (step === 'waiting-drive' && isOut) {
      isOut = false
      setTimeout(() => drive.plug(), 60)
    }
  }
  const found = await findPackDrive(
    createLinuxLister({ sys: drive.sys }),
    drive.path,
    { signal: signal(), progress },
    40,
  )
  if (found === null) throw new Error('the drive is not listed')
  const { blobs, content } = largeClass('Après', 50)
  const built = await buildPack(
    buildInput(drive.path, content, {
      blobs,
      drive: found.rules,
      ...change,
      onProgress: (told) => {
        progress(told)
        if (wasOut || !when(told)) return
        wasOut = true
        isOut = true
        drive.pull()
      },
    }),
  )
  return { steps, built }
}

const POINTS: readonly (readonly [string, (progress: PackProgress) => boolean])[] = [
  ['before the first byte', ({ step }) => step === 'preparing'],
  ['at the first bytes', ({ step }) => step === 'writing'],
  ['after 1 MB', ({ step, bytes }) => step === 'writing' && bytes > 1_000_000],
  ['after 6 MB', ({ step, bytes }) => step === 'writing' && bytes > 6_000_000],
  ['after 17 MB, past a flush', ({ step, bytes }) => step === 'writing' && bytes > 17_000_000],
  ['near the end', ({ step, bytes }) => step === 'writing' && bytes > 19_500_000],
  ['at the flush', ({ step }) => step === 'flushing'],
  ['while it is read back', ({ step }) => step === 'rereading'],
  ['while it is verified', ({ step }) => step === 'verifying'],
  ['just before it gets its name', ({ step }) => step === 'finishing'],
]

describe.each(POINTS)('a stick pulled out %s', (_name, when) => {
  it('is asked for again, and the pack is whole once it is back', { timeout: 60_000 }, async (context: TestContext) => {
    const drive = loopDrive(context, 80)
    drive.plug()
    const older = await buildPack(buildInput(drive.path, classContent()))
    const before = hash(older.path)
    const { built, steps } = await pulledOut(drive, {}, when)
    expect(steps).toContain('waiting-drive')
    expect(
      readdirSync(drive.path)
        .filter((name) => name !== 'lost+found')
        .sort(),
    ).toEqual([older.fileName, built.fileName].sort())
    expect(hash(older.path)).toBe(before)
    expect(hash(built.path)).toBe(built.sha256)
    expect(await verifyPack({ file: built.path, passphrase: PASSPHRASE, signal: signal() })).toMatchObject({ ok: true })
  })

  it('leaves a folder that is the old pack or the new one', { timeout: 60_000 }, async (context: TestContext) => {
    const drive = loopDrive(context, 80)
    drive.plug()
    const before = largeClass('Avant')
    await buildPack(buildInput(drive.path, before.content, { ...CLEAR, blobs: before.blobs }))
    const { built } = await pulledOut(drive, CLEAR, when)
    const root = join(drive.path, ROOT)
    expect(readFileSync(join(root, 'index.html'), 'utf8')).toContain('Après')
    expect(readdirSync(join(root, 'files'))).toHaveLength(4)
    for (const name of readdirSync(join(root, 'files')))
      expect(hash(join(root, 'files', name)).startsWith(name.slice(0, 32))).toBe(true)
    expect(built.files).toBe(7)
    expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.part'))).toEqual([])
  })
})

describe.each(POINTS.filter((_, index) => [1, 3, 4, 7].includes(index)))(
  'a FAT32 stick whose driver dies %s',
  (_name, when) => {
    it('is asked for again, and the pack is whole once it is back', {
      timeout: 120_000,
    }, async (context: TestContext) => {
      const drive = fatDrive(context)
      await drive.plug()
      const steps: string[] = []
      let isOut = false
      let wasOut = false
      const progress = ({ step }: TaskProgress): void => {
        steps.push(step ?? '')
        if (step !== 'waiting-drive' || !isOut) return
        isOut = false
        void drive.plug()
      }
      const found = await findPackDrive(drive.lister, drive.path, { signal: signal(), progress }, 40)
      expect(found?.rules.maxFileBytes).toBe(2 ** 32 - 1)
      const { blobs, content } = largeClass('Après', 50)
      const built = await buildPack(
        buildInput(drive.path, content, {
          blobs,
          drive: found?.rules ?? null,
          onProgress: (told) => {
            progress(told)
            if (wasOut || !when(told)) return
            wasOut = true
            isOut = true
            drive.die()
          },
        }),
      )
      expect(steps).toContain('waiting-drive')
      expect(readdirSync(drive.path)).toEqual([built.fileName])
      expect(hash(built.path)).toBe(built.sha256)
    })
  },
)

describe('a stick that does not come back', () => {
  it('is waited for until the teacher cancels, and nothing is said to be done', async (context) => {
    const drive = loopDrive(context)
    drive.plug()
    const cancel = new AbortController()
    const progress = ({ step }: TaskProgress): void => {
      if (step === 'waiting-drive') cancel.abort()
    }
    const controls = { signal: cancel.signal, progress }
    const found = await findPackDrive(createLinuxLister({ sys: drive.sys }), drive.path, controls, 40)
    const { blobs, content } = largeClass('Perdu')
    const build = buildPack(
      buildInput(drive.path, content, {
        blobs,
        drive: found?.rules ?? null,
        signal: cancel.signal,
        onProgress: ({ step }) => step === 'writing' && drive.pull(),
      }),
    )
    expect(await rejection(build)).toMatchObject({ code: 'cancelled' })
    // Nothing went onto the computer's own disk, into the folder where the stick was.
    expect(readdirSync(drive.path)).toEqual([])
    drive.plug()
    expect(readdirSync(drive.path).filter((name) => name.endsWith('.zip'))).toEqual([])
    const { fileName } = await buildPack(buildInput(drive.path, classContent()))
    expect(readdirSync(drive.path).filter((name) => name !== 'lost+found')).toEqual([fileName])
  })

  it('without anyone to wait is an error, at once', async (context) => {
    const drive = loopDrive(context)
    drive.plug()
    const { blobs, content } = largeClass('Perdu')
    const build = buildPack(
      buildInput(drive.path, content, {
        blobs,
        drive: { maxFileBytes: null, device: statSync(drive.path).dev, back: null },
        onProgress: ({ step }) => step === 'writing' && drive.pull(),
      }),
    )
    expect(await rejection(build)).toMatchObject({ code: 'disk-gone' })
    expect(readdirSync(drive.path)).toEqual([])
  })

  it('that comes back empty gets the whole pack again', { timeout: 30_000 }, async (context) => {
    const drive = loopDrive(context, 80)
    drive.plug()
    let wiped = false
    const { built } = await pulledOut(drive, {}, ({ step, bytes }) => {
      const out = step === 'writing' && bytes > 6_000_000
      if (out && !wiped) {
        wiped = true
        for (const name of readdirSync(drive.path)) if (name.endsWith('.part')) rmSync(join(drive.path, name))
      }
      return out
    })
    expect(await verifyPack({ file: built.path, passphrase: PASSPHRASE, signal: signal() })).toMatchObject({ ok: true })
  })
})

describe('a stick that is full or read-only', () => {
  it.for([0, 25, 50, 99])('with %i % of the room says how much is missing', async (share, context) => {
    const drive = loopDrive(context, 30)
    drive.plug()
    const older = await buildPack(buildInput(drive.path, classContent()))
    const before = hash(older.path)
    const { blobs, content } = largeClass('Gros')
    writeFileSync(join(drive.path, 'autre'), noise(Math.max(0, 27_000_000 - (share / 100) * 20_000_000)))
    expect((await rejection(buildPack(buildInput(drive.path, content, { blobs })))).code).toMatch(
      /^(?:pack-no-space|disk-full)$/,
    )
    expect(hash(older.path)).toBe(before)
    expect(readdirSync(drive.path).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('fills up meanwhile: the part goes, the old pack stays', async (context) => {
    const drive = loopDrive(context, 40)
    drive.plug()
    const older = await buildPack(buildInput(drive.path, classContent()))
    const { blobs, content } = largeClass('Gros')
    let filled = false
    const build = buildPack(
      buildInput(drive.path, content, {
        blobs,
        onProgress: ({ step, bytes }) => {
          if (filled || step !== 'writing' || bytes < 2_000_000) return
          filled = true
          try {
            writeFileSync(join(drive.path, 'autre'), noise(40_000_000))
          } catch {
            // That is the point.
          }
        },
      }),
    )
    expect(await rejection(build)).toMatchObject({ code: 'disk-full' })
    expect(readdirSync(drive.path).filter((name) => !['lost+found', 'autre'].includes(name))).toEqual([older.fileName])
  })

  it('is refused before anything is prepared', async (context) => {
    const drive = loopDrive(context)
    drive.plug('ro')
    const controls = { signal: signal(), progress: () => {} }
    const found = findPackDrive(createLinuxLister({ sys: drive.sys }), drive.path, controls)
    expect(await rejection(found)).toMatchObject({ code: 'disk-read-only' })
    expect(await rejection(buildPack(buildInput(drive.path, classContent())))).toMatchObject({ code: 'disk-read-only' })
  })

  it('refuses a file that FAT32 cannot hold, with its size', async () => {
    const folder = temporaryFolder()
    const { blobs, content } = largeClass('Gros')
    const drive = { maxFileBytes: 10_000_000, device: statSync(folder).dev, back: null }
    const error = await rejection(buildPack(buildInput(folder, content, { blobs, drive })))
    expect(error).toMatchObject({ code: 'pack-file-too-large-for-drive', params: { limit: 10_000_000 } })
    expect(error.params.needed).toBeGreaterThan(20_000_000)
    // Each of its files is small enough for a folder.
    await buildPack(buildInput(folder, content, { ...CLEAR, blobs, drive }))
  })
})

describe('two at once, slow, and clocks', () => {
  it('two packs of one name written together are both whole, under two names', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder()
    const { blobs, content } = largeClass('Deux')
    const built = await Promise.all([1, 2, 3].map(() => buildPack(buildInput(folder, content, { blobs }))))
    expect(new Set(built.map(({ fileName }) => fileName)).size).toBe(3)
    for (const { path, sha256 } of built) expect(hash(path)).toBe(sha256)
  })

  it('a folder that another window brings up to date is left to it', async () => {
    const folder = temporaryFolder()
    const hold = await holdFolder(join(folder, ROOT))
    const build = () => buildPack(buildInput(folder, classContent(), CLEAR))
    expect(await rejection(build())).toMatchObject({ code: 'pack-folder-busy', params: { file: ROOT } })
    await hold?.release()
    await build()
  })

  it('drips from a slow source and can be cancelled in the middle', async () => {
    const folder = temporaryFolder()
    const cancel = new AbortController()
    const { blobs, content } = largeClass('Lent')
    const slow = {
      read: async function* (sha256: string) {
        for await (const piece of blobs.read(sha256)) {
          await new Promise((done) => setTimeout(done, 1))
          yield piece
        }
      },
    }
    const build = buildPack(
      buildInput(folder, content, {
        blobs: slow,
        signal: cancel.signal,
        onProgress: ({ step, bytes }) => step === 'writing' && bytes > 1_000_000 && cancel.abort(),
      }),
    )
    expect(await rejection(build)).toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('with a clock a year off, packs are made and another computer’s part of today is left alone', async () => {
    const folder = temporaryFolder()
    const foreign = join(folder, 'pack.zip.trousse-00000000-12-00000000.part')
    writeFileSync(foreign, 'being written elsewhere')
    for (const year of [-1, 1]) {
      const now = Date.now() + year * 365 * 24 * 3600 * 1000
      const { path } = await buildPack(buildInput(folder, classContent(), { now }))
      expect(await verifyPack({ file: path, passphrase: PASSPHRASE, signal: signal() })).toMatchObject({ ok: true })
    }
    expect(statSync(foreign).isFile()).toBe(true)
    const old = (Date.now() - 365 * 24 * 3600 * 1000) / 1000
    utimesSync(foreign, old, old)
    await buildPack(buildInput(folder, classContent()))
    expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false)
  })

  it('a folder updated with a clock that went back a year is the new pack', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'vide'))
    const year = 365 * 24 * 3600 * 1000
    const build = (title: string, now: number) =>
      buildPack(buildInput(folder, classContent({ assignments: [assignment({ title })] }), { ...CLEAR, now }))
    await build('Demain', Date.now() + year)
    await build('Hier', Date.now() - year)
    expect(readFileSync(join(folder, ROOT, 'index.html'), 'utf8')).toContain('Hier')
  })
})
