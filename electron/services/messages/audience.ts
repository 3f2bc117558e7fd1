/** Who a message is about: classes and groups, pupils ticked by hand, or what an earlier message left. */
import { TrousseError } from '../../contract/errors.ts'
import type { PlanRequest, PupilSheet } from '../../contract/views.ts'
import { pupilsToResend } from '../../domain/resend.ts'
import type { StoreClient } from '../../store/api.ts'

/** What of a request says whom it is about. */
export type AudienceRequest = Pick<PlanRequest, 'classId' | 'moreClassIds' | 'chosenPupilIds' | 'only'>

export interface AboutPupil {
  readonly sheet: PupilSheet
  /** The chosen class or group that brought the pupil here; their own class for one ticked by hand. */
  readonly classId: number
  readonly className: string
}

export interface ResolvedAudience {
  /** In the order of the classes, then of the lists; a pupil of several groups once. */
  readonly pupils: readonly AboutPupil[]
  /** Each class that it is to, the first one first. */
  readonly classIds: readonly number[]
}

/** A pupil's division before their groups. */
function classOf(sheet: PupilSheet, fallback: { id: number; name: string }): { id: number; name: string } {
  return sheet.classes.find(({ kind }) => kind === 'class') ?? sheet.classes[0] ?? fallback
}

/** Throws `not-found` for a class, or an earlier message, that is not there. */
export async function resolveAudience(store: StoreClient, request: AudienceRequest): Promise<ResolvedAudience> {
  const classIds = [...new Set([request.classId, ...(request.moreClassIds ?? [])])]
  const classes = await Promise.all(
    classIds.map(async (classId) => {
      const [found, sheets] = await Promise.all([
        store.read.findClass(String(classId)),
        store.read.readPupilsOfClass(classId),
      ])
      if (found === null) throw new TrousseError('not-found', { what: 'class' })
      return { id: classId, name: found.name, sheets }
    }),
  )
  const [first] = classes
  if (first === undefined) throw new TrousseError('not-found', { what: 'class' })

  const chosen = request.chosenPupilIds
  if (chosen !== undefined) {
    const sheets = (await store.read.readPupils([...new Set(chosen)])).filter(({ active }) => active)
    const pupils = sheets.map((sheet): AboutPupil => {
      const { id, name } = classOf(sheet, first)
      return { sheet, classId: id, className: name }
    })
    const own = [...new Set(pupils.map(({ classId }) => classId))]
    return { pupils: await narrowed(store, request, pupils), classIds: own.length === 0 ? [first.id] : own }
  }

  const seen = new Set<number>()
  const pupils = classes.flatMap(({ id, name, sheets }) =>
    sheets.flatMap((sheet): AboutPupil[] => {
      if (seen.has(sheet.id)) return []
      seen.add(sheet.id)
      return [{ sheet, classId: id, className: name }]
    }),
  )
  return { classIds, pupils: await narrowed(store, request, pupils) }
}

/** Of an earlier message, what is left of it among these pupils. */
async function narrowed(
  store: StoreClient,
  { only, classId }: AudienceRequest,
  pupils: readonly AboutPupil[],
): Promise<readonly AboutPupil[]> {
  if (only === undefined) return pupils
  const [earlier, rows, covered] = await Promise.all([
    store.read.readMessage(only.messageId),
    store.read.readRecipients(only.messageId),
    store.read.readCoverage(only.messageId),
  ])
  if (earlier === null || earlier.classId !== classId) throw new TrousseError('not-found', { what: 'message' })
  const about = pupilsToResend(
    rows,
    covered.map(({ pupilId }) => pupilId),
    only,
  )
  return pupils.filter(({ sheet }) => about.has(sheet.id))
}
