/**
 * The work and the timetable that a pack carries, from its `data.json`. Two packs of one class speak of the same work
 * when its subject, title and day are the same: numbers of the space that made them mean nothing here.
 */
import { createHash } from 'node:crypto'
import { TrousseError } from '../../contract/errors.ts'
import { PACK_DATA_ENTRY, PACK_DATA_VERSION, type PackData, packDataSchema } from '../../contract/pack-data.ts'
import type { AssignmentRecord, AttachmentRecord, ClassRecord, LessonRecord } from '../../contract/snapshot.ts'
import { classKey, cleanMultiline, cleanText, cutText, foldText } from '../../domain/text-clean.ts'

/** Address of a document that came in a pack: its content, which no server gives. */
export const PACK_DOCUMENT = 'trousse-pack:'
const MAX_CLASS = 100
const MAX_ID = 500

/** A document of the pack, as its manifest describes it. */
export interface PackDocument {
  readonly bytes: number
  readonly sha256: string
  readonly mediaType: string | null
}

export interface PackWork {
  readonly data: Uint8Array
  readonly className: string
  readonly documents: ReadonlyMap<string, PackDocument>
}

/** The class of a pack, the same whatever the pack holds of it. */
export function packClass(name: string): ClassRecord {
  const className = cutText(cleanText(name), MAX_CLASS)
  const externalId = cutText(`class:${classKey(className) || foldText(className)}`, MAX_ID)
  return { entity: 'class', externalId, kind: 'class', name: className }
}

/** Long texts as ids: short, and the same for the same text. */
const keyOf = (...parts: readonly (string | null)[]): string =>
  createHash('sha256')
    .update(parts.map((part) => foldText(part ?? '')).join('\n'))
    .digest('hex')
    .slice(0, 32)

const damaged = (cause?: unknown): TrousseError =>
  new TrousseError('pack-damaged', { file: PACK_DATA_ENTRY }, cause === undefined ? {} : { cause })

function parse(bytes: Uint8Array): PackData {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damaged(error)
  }
  const head = packDataSchema.pick({ format: true, version: true }).safeParse(value)
  if (!head.success) throw damaged(head.error)
  if (head.data.version > PACK_DATA_VERSION) throw new TrousseError('pack-too-new', { version: head.data.version })
  const data = packDataSchema.safeParse(value)
  if (!data.success) throw damaged(data.error)
  return data.data
}

function attachmentOf(
  { name, path }: PackData['assignments'][number]['files'][number],
  documents: PackWork['documents'],
): AttachmentRecord {
  const shown = cutText(cleanText(name), 255) || '?'
  const document = path === null ? undefined : documents.get(path)
  // A document the data names and the pack has not is a missing one, whatever the data says.
  if (document === undefined) return { externalId: keyOf(shown), name: shown, url: PACK_DOCUMENT }
  return {
    externalId: `${document.sha256.slice(0, 32)}-${keyOf(shown)}`,
    name: shown,
    url: `${PACK_DOCUMENT}${document.sha256}`,
    bytes: document.bytes,
    ...(document.mediaType === null ? {} : { mediaType: document.mediaType }),
  }
}

/** One of several that are the same to the eye keeps its place. */
function distinct<T extends { readonly externalId: string }>(records: readonly T[]): T[] {
  const seen = new Map<string, number>()
  return records.map((record) => {
    const times = (seen.get(record.externalId) ?? 0) + 1
    seen.set(record.externalId, times)
    return times === 1 ? record : { ...record, externalId: `${record.externalId}-${times}` }
  })
}

/**
 * @throws TrousseError `pack-damaged` when the data is not what a pack carries, `pack-too-new` (`version`)
 */
export function readPackWork({ data, className, documents }: PackWork): {
  readonly assignments: AssignmentRecord[]
  readonly lessons: LessonRecord[]
} {
  const { externalId: classExternalId, name } = packClass(className)
  const { assignments, lessons } = parse(data)
  return {
    assignments: distinct(
      assignments.map((one): AssignmentRecord => {
        const title = cutText(cleanText(one.title), 300)
        return {
          entity: 'assignment',
          externalId: `work:${keyOf(classExternalId, one.subject, title, one.assignedOn ?? one.dueOn)}`,
          classExternalId,
          title,
          descriptionHtml: cutText(cleanMultiline(one.descriptionHtml), 100_000),
          ...(one.subject === null ? {} : { subject: cutText(cleanText(one.subject), 100) }),
          ...(one.assignedOn === null ? {} : { assignedOn: one.assignedOn }),
          ...(one.dueOn === null ? {} : { dueOn: one.dueOn }),
          attachments: distinct(one.files.map((file) => attachmentOf(file, documents))),
        }
      }),
    ),
    lessons: distinct(
      lessons
        .filter(({ startsAt, endsAt }) => Date.parse(endsAt) >= Date.parse(startsAt))
        .map((one): LessonRecord => {
          const label = cutText(cleanText(one.label), 300)
          return {
            entity: 'lesson',
            externalId: `hour:${keyOf(classExternalId, one.startsAt, label)}`,
            startsAt: one.startsAt,
            endsAt: one.endsAt,
            label,
            ...(one.room === null ? {} : { room: cutText(cleanText(one.room), 120) }),
            classExternalId,
            classNames: [name],
            cancelled: one.cancelled,
          }
        }),
    ),
  }
}
