import { describe, expect, it } from 'vitest'
import type { DriveView } from '../../../electron/contract/views.ts'
import { driveTrouble } from '../../../renderer/features/packs/destination.ts'
import {
  beginSeries,
  isOver,
  nextPupil,
  putLast,
  type Stick,
  stickOf,
  withEject,
  withStick,
  written,
} from '../../../renderer/features/packs/series.ts'
import { type Sample, timeLeft, withSample } from '../../../renderer/features/packs/time-left.ts'

const PUPILS = [1, 2, 3].map((id) => ({ id, name: `Élève ${id}` }))
const stick = (change: Partial<Stick>): Stick => ({
  driveId: 'a',
  driveName: 'CLE',
  pupil: null,
  state: 'done',
  packId: 1,
  bytes: 10,
  passphrase: null,
  error: null,
  eject: 'pending',
  ...change,
})

describe('a stick for each pupil', () => {
  it('goes through the class in order, each served once', () => {
    let series = beginSeries(PUPILS, null)
    expect(nextPupil(series)?.id).toBe(1)
    for (const pupil of PUPILS) series = withStick(series, stick({ pupil, driveId: `d${pupil.id}` }))
    expect(isOver(series)).toBe(true)
    expect(nextPupil(series)).toBeNull()
    expect(written(series)).toBe(3)
    expect(stickOf(series, 'd2')?.pupil?.id).toBe(2)
  })

  it('serves again whoever’s stick failed, and last whoever is put off', () => {
    const failed = withStick(beginSeries(PUPILS, null), stick({ pupil: PUPILS[0] ?? null, state: 'failed' }))
    expect(nextPupil(failed)?.id).toBe(1)
    expect(written(failed)).toBe(0)
    expect(stickOf(failed, 'a')).toBeNull()
    const later = putLast(failed)
    expect(later.waiting?.map(({ id }) => id)).toEqual([2, 3, 1])
    expect(isOver(later)).toBe(false)
  })

  it('keeps each pupil’s passphrase with the stick alone', () => {
    const series = withStick(beginSeries(PUPILS, null), stick({ pupil: PUPILS[0] ?? null, passphrase: 'lune-carton' }))
    expect(series.passphrase).toBeNull()
  })
})

describe('the same pack on each stick', () => {
  it('has no end of its own and one passphrase, that of the first stick', () => {
    let series = beginSeries(null, null)
    expect(isOver(series)).toBe(false)
    series = withStick(series, stick({ state: 'failed' }))
    expect(series.passphrase).toBeNull()
    series = withStick(series, stick({ passphrase: 'lune-carton' }))
    series = withStick(series, stick({ passphrase: null, driveId: 'b' }))
    expect(series.passphrase).toBe('lune-carton')
    expect(written(series)).toBe(2)
    expect(putLast(series)).toBe(series)
  })

  it('says of the last stick of a drive whether it was let go', () => {
    const error = { code: 'drive-busy', params: {} } as const
    const series = withEject(withStick(withStick(beginSeries(null, null), stick({})), stick({ packId: 2 })), 'a', error)
    expect(series.sticks.map(({ eject }) => eject)).toEqual(['pending', error])
  })
})

describe('the time left', () => {
  const run = (samples: readonly Sample[]) =>
    samples.reduce<readonly Sample[]>((kept, sample) => withSample(kept, sample), [])

  it('is told from how it went lately, and not before it can be', () => {
    expect(
      timeLeft(
        run([
          { at: 0, done: 0 },
          { at: 1000, done: 10 },
        ]),
        100,
      ),
    ).toBeNull()
    expect(
      timeLeft(
        run([
          { at: 0, done: 0 },
          { at: 4000, done: 20 },
        ]),
        100,
      ),
    ).toBe(16_000)
    expect(timeLeft([], 100)).toBeNull()
    expect(
      timeLeft(
        run([
          { at: 0, done: 5 },
          { at: 4000, done: 5 },
        ]),
        100,
      ),
    ).toBeNull()
    expect(
      timeLeft(
        run([
          { at: 0, done: 0 },
          { at: 4000, done: 20 },
        ]),
        0,
      ),
    ).toBeNull()
  })

  it('forgets the fast beginning, and starts anew with other work', () => {
    const slow = run([
      { at: 0, done: 0 },
      { at: 1000, done: 500 },
      { at: 15_000, done: 510 },
      { at: 30_000, done: 525 },
    ])
    expect(timeLeft(slow, 1000)).toBe(475_000)
    expect(withSample([{ at: 0, done: 90 }], { at: 10, done: 3 })).toEqual([{ at: 10, done: 3 }])
  })
})

describe('a drive for a pack', () => {
  const drive: DriveView = {
    id: '0000000000000001',
    name: 'CLE',
    fileSystem: 'FAT32',
    freeBytes: 1000,
    totalBytes: 2000,
    maxFileBytes: 500,
    readOnly: false,
  }
  it('is refused when read-only, and warned of when it is too small', () => {
    expect(driveTrouble({ ...drive, readOnly: true }, null, 'zip')).toBe('read-only')
    expect(driveTrouble(drive, 501, 'zip')).toBe('too-large')
    expect(driveTrouble(drive, 501, 'folder')).toBeNull()
    expect(driveTrouble(drive, 960, 'folder')).toBe('no-space')
    expect(driveTrouble({ ...drive, freeBytes: null }, 960, 'folder')).toBeNull()
    expect(driveTrouble(drive, null, 'html')).toBeNull()
  })
})
