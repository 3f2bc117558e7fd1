/** What a pack carries for another Trousse: written by the one, read by the other, believed no further than it goes. */
import { describe, expect, it } from 'vitest'
import { PACK_DATA_ENTRY, type PackData, packDataSchema } from '../../../electron/contract/pack-data.ts'
import { snapshotRecordSchema } from '../../../electron/contract/snapshot.ts'
import { dataFiles } from '../../../electron/packs/draft-files.ts'
import { selectContent } from '../../../electron/packs/select-content.ts'
import { PACK_DOCUMENT, readPackWork } from '../../../electron/sources/trousse-pack/read-work.ts'
import { assignment, classContent, file } from '../../helpers/packs-content.ts'

const SHA = 'a'.repeat(64)
const content = classContent({
  assignments: [
    assignment({
      title: 'Rédaction',
      subject: 'Français',
      files: [file('consigne.pdf', SHA, 10), file('vidéo.mp4', null)],
    }),
    assignment({ title: 'Rédaction', subject: 'Français', dueOn: '2026-12-01' }),
  ],
})
const lesson = {
  id: 1,
  startsAt: '2026-11-25T07:00:00.000Z',
  endsAt: '2026-11-25T07:55:00.000Z',
  label: 'Français',
  room: 'B12',
  cancelled: false,
  classes: [],
  otherNames: [],
  sourceLabel: null,
}
const written = (profile: 'teacher' | 'substitute' | 'pupil') => {
  const [found] = dataFiles(selectContent(content, profile, { lessons: [lesson] }))
  return found?.content.kind === 'made' ? found.content.data : null
}
const read = (
  data: Uint8Array | string,
  documents = new Map([['files/0001.pdf', { bytes: 10, sha256: SHA, mediaType: null }]]),
) =>
  readPackWork({ data: typeof data === 'string' ? new TextEncoder().encode(data) : data, className: '3e A', documents })
const changed = (change: (data: PackData) => unknown): string => {
  const data: PackData = JSON.parse(new TextDecoder().decode(written('substitute') ?? new Uint8Array()))
  return JSON.stringify(change(data) ?? data)
}

describe('written and read', () => {
  it('by packs for colleagues only: a family has no use for it', () => {
    expect(written('pupil')).toBeNull()
    for (const profile of ['teacher', 'substitute'] as const) {
      const data = packDataSchema.parse(JSON.parse(new TextDecoder().decode(written(profile) ?? new Uint8Array())))
      expect(data.assignments).toHaveLength(2)
      expect(data.lessons).toHaveLength(1)
      expect(JSON.stringify(data)).not.toMatch(/QUINTEFEUILLE|Zéphyrine|\+336/)
    }
  })

  it('comes back as records of any source, with the documents the pack holds and those it lacks', () => {
    const { assignments, lessons } = read(written('substitute') ?? '')
    for (const record of [...assignments, ...lessons])
      expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    expect(
      assignments.map(({ title, dueOn, attachments }) => [
        title,
        dueOn,
        attachments.map(({ name, url }) => [name, url]),
      ]),
    ).toEqual([
      [
        'Rédaction',
        '2026-11-27',
        [
          ['consigne.pdf', `${PACK_DOCUMENT}${SHA}`],
          ['vidéo.mp4', PACK_DOCUMENT],
        ],
      ],
      ['Rédaction', '2026-12-01', []],
    ])
    expect(new Set(assignments.map(({ externalId }) => externalId)).size).toBe(2)
    expect(lessons).toMatchObject([{ label: 'Français', room: 'B12', classExternalId: 'class:3a' }])
    // The same pack again is the same records: nothing is doubled.
    expect(read(written('substitute') ?? '')).toEqual({ assignments, lessons })
  })
})

describe('with no trust', () => {
  it.each([
    ['no JSON', '{', 'pack-damaged'],
    ['another format', changed((data) => ({ ...data, format: 'x' })), 'pack-damaged'],
    ['too new', changed((data) => ({ ...data, version: 2 })), 'pack-too-new'],
    [
      'a title that is no text',
      changed((data) => ({ ...data, assignments: [{ ...data.assignments[0], title: {} }] })),
      'pack-damaged',
    ],
    [
      'a day that is none',
      changed((data) => ({ ...data, assignments: [{ ...data.assignments[0], dueOn: 'hier' }] })),
      'pack-damaged',
    ],
    [
      'without end',
      changed((data) => ({ ...data, assignments: Array(6000).fill(data.assignments[0]) })),
      'pack-damaged',
    ],
  ])('%s', (_, data, code) => {
    expect(() => read(data)).toThrow(expect.objectContaining({ code }))
  })

  it('a document that the manifest does not list is a missing one, whatever path is written', () => {
    for (const path of ['../../etc/passwd', '/etc/passwd', 'files/9999.pdf', PACK_DATA_ENTRY]) {
      const data = changed((one) => ({
        ...one,
        assignments: [{ ...one.assignments[0], files: [{ name: '../x\u202e.pdf', path }] }],
      }))
      expect(read(data).assignments[0]?.attachments).toMatchObject([{ name: '../x.pdf', url: PACK_DOCUMENT }])
    }
  })

  it('an hour that ends before it begins is left out; a prototype changes nothing', () => {
    const data = changed((one) => ({ ...one, lessons: [{ ...lesson, endsAt: '2026-11-24T07:00:00.000Z' }] }))
    expect(read(data).lessons).toEqual([])
    const poisoned = changed((one) => one).replace('{"format"', '{"__proto__":{"version":9},"constructor":1,"format"')
    expect(read(poisoned).assignments).toHaveLength(2)
  })
})
