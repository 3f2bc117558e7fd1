/** One pack for each pupil of a class, and packs that hold no more than their purpose asks. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PackProfile } from '../../../electron/contract/views.ts'
import { buildClassSet } from '../../../electron/packs/build-class-set.ts'
import { type BuiltPack, buildPack } from '../../../electron/packs/build-pack.ts'
import { type DocumentStream, SharedStreams, streamName } from '../../../electron/packs/html/document-streams.ts'
import { packPreview } from '../../../electron/packs/pack-preview.ts'
import { pageParts } from '../../../electron/packs/page/index-page.ts'
import { selectContent } from '../../../electron/packs/select-content.ts'
import { readPack } from '../../../electron/packs/verify-pack.ts'
import { cleanHtml } from '../../../electron/platform/clean-html.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  NOW,
  noise,
  pupil,
} from '../../helpers/packs-content.ts'
import { rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

const signal = () => new AbortController().signal

function threePupils() {
  const blobs = new MemoryBlobs()
  let reads = 0
  const counted = {
    read(hash: string) {
      reads += 1
      return blobs.read(hash)
    },
  }
  const content = classContent({
    pupils: [
      pupil({ familyName: 'ARBELLOT', givenName: 'Ysaline' }),
      pupil({ familyName: 'BRIMBORION', givenName: 'Côme' }),
      pupil({ familyName: 'PARTI', givenName: 'Loin', active: false }),
      pupil({ familyName: 'ZWINGELSTEIN', givenName: 'Ève' }),
    ],
    assignments: [assignment({ files: [file('a.pdf', blobs.add(noise(1_500_000)))] })],
  })
  return { content, counted, reads: () => reads }
}

function setInput(folder: string, form: 'html' | 'zip' = 'html') {
  const { content, counted, reads } = threePupils()
  const { profile: _, passphrase: __, encrypted: ___, ...input } = buildInput(folder, content, { form, blobs: counted })
  return { input, content, reads }
}

describe('a class in one action', () => {
  it.each(['html', 'zip'] as const)(
    'makes one verified pack each, named for its pupil, with its own passphrase: %s',
    async (form) => {
      const folder = temporaryFolder()
      const { input, reads } = setInput(folder, form)
      const made: (BuiltPack & { name: string })[] = []
      const count = await buildClassSet({
        ...input,
        onPack: async ({ familyName }, pack) => {
          made.push({ ...pack, name: familyName })
        },
      })
      expect(count).toBe(3)
      expect(readdirSync(folder)).toEqual(['Trousse 3e A - élèves - 2026-11-24'])
      expect(made.map(({ fileName }) => fileName)).toEqual([
        `Trousse 3e A - ARBELLOT Ysaline - 2026-11-24.${form}`,
        `Trousse 3e A - BRIMBORION Côme - 2026-11-24.${form}`,
        `Trousse 3e A - ZWINGELSTEIN Ève - 2026-11-24.${form}`,
      ])
      expect(new Set(made.map(({ passphrase }) => passphrase)).size).toBe(3)
      for (const { path, passphrase, name } of made) {
        const { manifest } = await readPack({ file: path, passphrase, signal: signal() })
        expect(manifest).toMatchObject({
          profile: 'individual',
          recipient: { familyName: name },
          counts: { pupils: 0 },
        })
      }
      const [one, two] = made
      expect(
        await rejection(readPack({ file: one?.path ?? '', passphrase: two?.passphrase ?? '', signal: signal() })),
      ).toMatchObject({ code: 'pack-wrong-passphrase' })
      // Measured once, sealed once; a ZIP seals under its own passphrase.
      expect(reads()).toBe(form === 'html' ? 2 : 4)
    },
  )

  it('stops where it is told to, and what was made stays whole', async () => {
    const folder = temporaryFolder()
    const { input } = setInput(folder)
    const abort = new AbortController()
    const made: BuiltPack[] = []
    const stopped = buildClassSet({
      ...input,
      signal: abort.signal,
      onPack: async (_, pack) => {
        made.push(pack)
        abort.abort()
      },
    })
    expect(await rejection(stopped)).toMatchObject({ code: 'cancelled' })
    const [only] = made
    expect(readdirSync(dirname(only?.path ?? ''))).toEqual([only?.fileName])
    const read = await readPack({ file: only?.path ?? '', passphrase: only?.passphrase ?? '', signal: signal() })
    expect(read.verified.ok).toBe(true)
  })
})

describe('documents sealed once', () => {
  const data = noise(1_200_000)
  const source = {
    path: 'files/0001.pdf',
    bytes: data.byteLength,
    read: async function* () {
      yield data
    },
  }
  const linesOf = async (stream: DocumentStream) => {
    const pieces: Buffer[] = []
    for await (const piece of stream.lines()) pieces.push(Buffer.from(piece))
    return Buffer.concat(pieces)
  }

  it('give the same lines to every page, of the size told before', async () => {
    const shared = await SharedStreams.open(NOW)
    const one = await shared.share('a', source, signal())
    const two = await shared.share('a', source, signal())
    const lines = await linesOf(one)
    expect(lines.byteLength).toBe(one.encodedBytes)
    expect((await linesOf(two)).equals(lines)).toBe(true)
    expect(streamName(two)).toBe(streamName(one))
    await shared.close()
  })

  it('are sealed anew for each page where they have nowhere to wait', async () => {
    const shared = await SharedStreams.open(NOW)
    await shared.close()
    const one = await shared.share('a', source, signal())
    const two = await shared.share('a', source, signal())
    expect(streamName(two)).not.toBe(streamName(one))
    expect((await linesOf(two)).byteLength).toBe(one.encodedBytes)
  })
})

describe('a pack holds what its purpose asks, and no more', () => {
  const { content } = threePupils()
  const lessons = [
    {
      id: 1,
      startsAt: '2026-11-25T07:00:00.000Z',
      endsAt: '2026-11-25T08:00:00.000Z',
      label: 'Mathématiques',
      room: 'B12',
      cancelled: false,
      classes: [],
      otherNames: [],
      sourceLabel: null,
    },
  ]
  const textOf = (profile: PackProfile, options = {}) =>
    pageParts({
      selection: selectContent(content, profile, { lessons, recipientId: content.pupils[0]?.id, ...options }),
      locale: 'fr',
      now: NOW,
      clean: cleanHtml,
      rosterFiles: [],
    }).body.markup

  it('a substitute has names, lessons and work; no address, number, birth date or guardian', () => {
    const text = textOf('substitute')
    for (const there of ['ARBELLOT', 'BRIMBORION', 'Mathématiques', 'B12']) expect(text).toContain(there)
    for (const absent of ['PARTI', '2012', '07/03', 'example', '639980', '06 39', 'Marjolaine', 'NE PAS CONTACTER'])
      expect(text).not.toContain(absent)
    expect(packPreview(content, 'substitute', { lessons }).fields.filter((key) => /pupil|guardian/.test(key))).toEqual([
      'pupil.name',
    ])
  })

  it('a teacher has the next lessons too, and a way to them; families do not', () => {
    const text = textOf('teacher')
    expect(text).toContain('<a href="#cours">')
    for (const there of ['Prochains cours', 'B12']) expect(text).toContain(there)
    expect(packPreview(content, 'teacher', { lessons }).fields).toContain('lesson.timetable')
    for (const profile of ['pupil', 'individual'] as const) expect(textOf(profile)).not.toContain('B12')
    expect(textOf('teacher', { lessons: [] })).not.toContain('#cours')
  })

  it('a pupil’s own has no other name than theirs', () => {
    const text = textOf('individual', { teacher: { name: 'Mme Valmorin', address: 'c@college.example' } })
    expect(text).toContain('Ysaline ARBELLOT')
    for (const absent of ['BRIMBORION', 'ZWINGELSTEIN', 'Marjolaine', '639980', 'eleve.example'])
      expect(text).not.toContain(absent)
    expect(packPreview(content, 'individual')).toMatchObject({
      pupils: 0,
      guardians: 0,
      recipients: [{ name: 'ARBELLOT Ysaline' }, { name: 'BRIMBORION Côme' }, { name: 'ZWINGELSTEIN Ève' }],
    })
  })

  it('shows what the teacher added before the work, and says so in the preview', () => {
    const documents = [{ name: 'Plan de travail.pdf', sha256: 'a'.repeat(64), bytes: 10 }]
    const text = textOf('individual', { documents })
    expect(text.indexOf('Plan de travail.pdf')).toBeGreaterThan(0)
    expect(text.indexOf('Plan de travail.pdf')).toBeLessThan(text.indexOf('travail-titre'))
    expect(packPreview(content, 'individual', { documents }).fields).toContain('document.added')
    expect(packPreview(content, 'individual').fields).not.toContain('document.added')
  })

  it('is not made for someone who is not in the class', async () => {
    const { profile: _, ...input } = buildInput(temporaryFolder(), content, {})
    expect(await rejection(buildPack({ ...input, profile: 'individual', recipientId: 99_999_999 }))).toMatchObject({
      code: 'not-found',
    })
  })

  it('of a substitute too is a page whose every name is sealed', async () => {
    const { path } = await buildPack(
      buildInput(temporaryFolder(), classContent({ pupils: content.pupils }), { profile: 'substitute', form: 'html' }),
    )
    expect(readFileSync(path).includes('ARBELLOT')).toBe(false)
    expect(join(path).endsWith('remplaçant - 2026-11-24.html')).toBe(true)
  })
})
