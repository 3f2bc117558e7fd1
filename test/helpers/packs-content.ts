/** An invented class, and contents in memory that stand for the attachments of the store. */
import { createHash } from 'node:crypto'
import type { GuardianView, PupilSheet } from '../../electron/contract/views.ts'
import type { BuildPackInput } from '../../electron/packs/build-pack.ts'
import { cleanHtml } from '../../electron/platform/clean-html.ts'
import type { PackContent } from '../../electron/store/api.ts'

/** Tuesday 24 November 2026, noon in UTC: the same day in every zone of France's mainland. */
export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0)
export const PASSPHRASE = 'abaisser-monnaie-cheval-citron-fusil-galaxie-horizon-jardin'

/** Names that must never be readable in an encrypted pack. */
export const CANARIES = ['QUINTEFEUILLE', 'Zéphyrine', 'Marjolaine', 'Ambroise', 'zephyrine', 'marjolaine', '639980']

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')

export class MemoryBlobs {
  readonly #contents = new Map<string, Uint8Array>()

  add(data: Uint8Array): string {
    const hash = sha256(data)
    this.#contents.set(hash, data)
    return hash
  }

  async *read(hash: string): AsyncGenerator<Uint8Array> {
    const data = this.#contents.get(hash)
    if (data === undefined) throw new Error('no such content')
    for (let offset = 0; offset < data.byteLength; offset += 65_536) yield data.subarray(offset, offset + 65_536)
  }
}

export const text = (value: string): Uint8Array => new TextEncoder().encode(value)

/** Bytes without pattern, the same each time. */
export function noise(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = seed * 2_654_435_761
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

let nextId = 1
export function guardian(change: Partial<GuardianView> = {}): GuardianView {
  nextId += 1
  return {
    personId: nextId,
    familyName: 'QUINTEFEUILLE',
    givenName: 'Marjolaine',
    level: 1,
    relationship: 'mother',
    authority: true,
    courtBlock: false,
    primary: true,
    contactPoints: [
      { id: 1, kind: 'email', value: 'marjolaine.q@famille.example', label: null, verified: true, bounced: false },
      { id: 2, kind: 'phone', value: '+33639980012', label: 'portable', verified: false, bounced: false },
    ],
    ...change,
  }
}

export function pupil(change: Partial<PupilSheet> = {}): PupilSheet {
  nextId += 1
  return {
    id: nextId,
    familyName: 'QUINTEFEUILLE',
    givenName: 'Zéphyrine',
    birthDate: '2012-03-07',
    active: true,
    classes: [{ id: 7, name: '3e A', kind: 'class' }],
    contactPoints: [
      { id: 3, kind: 'email', value: 'zephyrine.q@eleve.example', label: null, verified: true, bounced: false },
    ],
    guardians: [guardian()],
    siblings: [],
    sources: [],
    reach: 'email',
    ...change,
  }
}

type Assignment = PackContent['assignments'][number]
export function assignment(change: Partial<Assignment> = {}): Assignment {
  nextId += 1
  return {
    id: nextId,
    classId: 7,
    className: '3e A',
    title: 'Exercices 4 et 5 page 112',
    subject: 'Mathématiques',
    assignedOn: '2026-11-20',
    dueOn: '2026-11-27',
    dueAt: null,
    localState: null,
    attachments: 0,
    attachmentsHere: 0,
    descriptionHtml: '<p>Rédigez chaque étape.</p>',
    files: [],
    sourceLabel: null,
    ...change,
  }
}

export const file = (name: string, hash: string | null, bytes: number | null = null): Assignment['files'][number] => ({
  id: 1,
  name,
  mediaType: null,
  bytes,
  here: hash !== null,
  sha256: hash,
})

export const classContent = (change: Partial<PackContent> = {}): PackContent => ({
  schoolName: 'Collège des Tilleuls',
  academicYear: '2026-2027',
  className: '3e A',
  pupils: [pupil()],
  assignments: [assignment()],
  ...change,
})

export const buildInput = (
  folder: string,
  content: PackContent,
  change: Partial<BuildPackInput> = {},
): BuildPackInput => ({
  content,
  profile: 'teacher',
  classId: 7,
  folder,
  encrypted: true,
  passphrase: PASSPHRASE,
  blobs: new MemoryBlobs(),
  clean: cleanHtml,
  now: NOW,
  locale: 'fr',
  signal: new AbortController().signal,
  onProgress: () => {},
  ...change,
})
