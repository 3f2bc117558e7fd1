/** A space with a class, to collect work in. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import type { HandedInRefusal } from '../../electron/contract/views.ts'
import { HAND_BACK_FORMAT, type HandBack } from '../../electron/packs/hand-back.ts'
import { type Collected, type CollectRequest, collectHandedIn } from '../../electron/services/handed-in/collect.ts'
import type { IncomingInput } from '../../electron/services/handed-in/incoming.ts'
import type { Machine } from '../../electron/services/machine.ts'
import { createSpace, type Space, type SpaceKind } from '../../electron/services/space.ts'
import type { TaskControls } from '../../electron/services/tasks.ts'
import { addSource, assignment, enrolment, person, schoolClass, synchronise } from './store.ts'

export const NOW = Date.parse('2026-11-24T10:00:00.000Z')

export interface HandedInBench {
  readonly machine: Machine
  readonly space: Space
  /** For files to collect. */
  readonly folder: string
  readonly classId: number
  readonly pupil: (givenName: string) => number
  readonly work: (title: string) => number
  /** Writes a file below `folder`; returns how it is chosen. */
  put(path: string, content: string | Uint8Array): Promise<{ readonly name: string; readonly path: string }>
  collect(
    inputs: readonly IncomingInput[],
    more?: Partial<CollectRequest> & { readonly signal?: AbortSignal },
  ): Promise<Collected & { readonly refusals: readonly HandedInRefusal[] }>
  close(): Promise<void>
}

export const controlsOf = (signal = new AbortController().signal): TaskControls => ({ signal, progress: () => {} })

export async function openHandedInBench(kind: SpaceKind = 'own'): Promise<HandedInBench> {
  const root = await mkdtemp(join(tmpdir(), 'trousse-handed-in-'))
  const folder = join(root, 'stick')
  await mkdir(folder)
  const machine: Machine = { ...createNodeMachine(), clock: { ...createNodeMachine().clock, now: () => NOW } }
  // A space of the demonstration has no passphrase to derive a key from, which takes a second of each test.
  const made = await createSpace(machine, { folder: join(root, 'space'), kind: 'demo', passphrase: null })
  const space: Space = { ...made.space, kind }
  await synchronise(space.store, await addSource(space.store), [
    schoolClass('6e A'),
    schoolClass('5e B'),
    person('zoe', { familyName: 'ORME', givenName: 'Zoé' }),
    person('ambroise', { familyName: 'ORME', givenName: 'Ambroise' }),
    person('louise', { familyName: 'QUINTEFEUILLE', givenName: 'Louise' }),
    person('tom', { familyName: 'KERBRAT', givenName: 'Tom' }),
    ...['zoe', 'ambroise', 'louise'].map((id) => enrolment('6e A', id)),
    enrolment('5e B', 'tom'),
    assignment('dm', '6e A', { title: 'DM 3', subject: 'Mathématiques', dueOn: '2026-11-23' }),
    assignment('red', '6e A', { title: 'Rédaction : un souvenir', subject: 'Français', dueOn: '2026-11-27' }),
    assignment('exp', '5e B', { title: 'Exposé sur les volcans', dueOn: '2026-11-27' }),
  ])
  const { pupils, works } = await space.store.read.readHandedInPeople(null)
  const one = <T extends { readonly id: number }>(list: readonly T[], fits: (item: T) => boolean): number => {
    const found = list.find(fits)
    if (found === undefined) throw new Error('not in the class')
    return found.id
  }
  return {
    machine,
    space,
    folder,
    classId: one(await space.store.read.listClasses(), ({ id }) =>
      works.some((work) => work.title === 'DM 3' && work.classId === id),
    ),
    pupil: (givenName) => one(pupils, (pupil) => pupil.givenName === givenName),
    work: (title) => one(works, (work) => work.title === title),
    async put(path, content) {
      const full = join(folder, path)
      await mkdir(dirname(full), { recursive: true })
      await writeFile(full, content)
      return { name: path.split('/').at(-1) ?? path, path: full }
    },
    async collect(inputs, { signal, ...more } = {}) {
      const refusals: HandedInRefusal[] = []
      const request = { inputs, classId: null, assignmentId: null, answerName: 'réponse.txt', ...more }
      const collected = await collectHandedIn(machine, space, request, controlsOf(signal), (refusal) =>
        refusals.push(refusal),
      )
      return { ...collected, refusals }
    },
    async close() {
      await space.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** As the page of a pack saves it, character for character. */
export function handBackText(bench: HandedInBench, more: Partial<HandBack> = {}): string {
  const { files, ...told } = {
    format: HAND_BACK_FORMAT,
    version: 1,
    packId: 'cGFjayBvZiB0ZXN0cyE=',
    className: '6e A',
    pupil: { personId: bench.pupil('Zoé'), familyName: 'ORME', givenName: 'Zoé' },
    assignment: { id: bench.work('DM 3'), title: 'Mathématiques – DM 3' },
    savedAt: '2026-11-23T16:00:00.000Z',
    text: 'J’ai répondu ici,"files":[ pas là.',
    files: [
      { name: 'dm.pdf', mediaType: 'application/pdf', bytes: 8, base64: Buffer.from('%PDF-1.7').toString('base64') },
      { name: 'vide.txt', mediaType: null, bytes: 0, base64: '' },
    ],
    ...more,
  }
  const listed = files.map(({ base64, ...facts }) => `${JSON.stringify(facts).slice(0, -1)},"base64":"${base64}"}`)
  return `${JSON.stringify(told).slice(0, -1)},"files":[${listed.join(',')}]}`
}

export async function contentOf(bench: HandedInBench, sha256: string): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const piece of bench.space.blobs.read(sha256)) parts.push(piece)
  return Buffer.concat(parts).toString('utf8')
}
