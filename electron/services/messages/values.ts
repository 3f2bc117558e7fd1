/** What the variables of a message are for each pupil, and which files go with it. */
import type { MessageVariable } from '../../contract/message-variables.ts'
import type { AssignmentDetail, MessageFile, WorkChoice } from '../../contract/views.ts'
import type { TemplateValues } from '../../domain/mail-template.ts'
import { schoolDay } from '../../domain/school-time.ts'
import { workText } from '../../domain/work-text.ts'
import { longDate } from '../../domain/written-format.ts'
import { fileNameLine } from '../../mail/header-text.ts'
import type { IndividualPack, StoreClient } from '../../store/api.ts'
import type { AboutPupil } from './audience.ts'

type Locale = 'fr' | 'en'
/** More work than a class gets in a month: a period of a whole year must not become a message of a hundred pages. */
const MAX_WORKS = 60

/** One class's work of the period. */
interface ClassWork {
  readonly text: string
  readonly files: readonly MessageFile[]
}

async function readWork(store: StoreClient, classId: number, choice: WorkChoice, locale: Locale): Promise<ClassWork> {
  const { rows } = await store.read.listAssignments({
    classId,
    dueFrom: choice.from,
    dueTo: choice.to,
    offset: 0,
    limit: MAX_WORKS,
  })
  const works = (await Promise.all(rows.map(({ id }) => store.read.readAssignment(id)))).filter((one) => one !== null)
  return { text: workText(works, locale), files: choice.files ? await filesOf(store, works) : [] }
}

/** The files of these assignments that are on this computer, each content once. */
async function filesOf(store: StoreClient, works: readonly AssignmentDetail[]): Promise<MessageFile[]> {
  const contents = await Promise.all(works.map(({ id }) => store.read.readAssignmentContents(id)))
  const files = contents.flat().map(({ name, sha256, bytes }) => ({ name: fileNameLine(name), sha256, bytes }))
  return [...new Map(files.map((file) => [file.sha256, file])).values()]
}

export interface MessageMaterial {
  valuesOf(pupilId: number): TemplateValues
  /** In the order they are joined: the teacher's own, those of the work, the pupil's pack. */
  filesOf(pupilId: number): readonly MessageFile[]
  /** Variables among `used` that are empty, and for how many pupils. */
  empty(used: readonly MessageVariable[]): { variable: MessageVariable; pupils: number }[]
  /** Names of the pupils without a pack of their own, where packs were asked for. */
  readonly withoutPack: readonly string[]
  readonly packs: ReadonlyMap<number, IndividualPack>
}

export interface MaterialRequest {
  readonly work?: WorkChoice | undefined
  readonly files?: readonly MessageFile[] | undefined
  readonly packs?: 'individual' | undefined
  readonly locale?: Locale | undefined
}

/** @param now milliseconds since 1970 */
export async function readMaterial(
  store: StoreClient,
  pupils: readonly AboutPupil[],
  request: MaterialRequest,
  teacher: string,
  now: number,
): Promise<MessageMaterial> {
  const locale = request.locale ?? 'fr'
  const classIds = [...new Set(pupils.map(({ classId }) => classId))]
  const { work } = request
  const [classes, works, packs] = await Promise.all([
    store.read.listClasses(),
    work === undefined
      ? []
      : Promise.all(classIds.map(async (id) => [id, await readWork(store, id, work, locale)] as const)),
    request.packs === undefined ? [] : store.read.individualPacks(pupils.map(({ sheet }) => sheet.id)),
  ])
  const subjects = new Map(classes.map(({ id, subject }) => [id, subject ?? '']))
  const workOf = new Map(works)
  const packOf = new Map(packs.map((pack) => [pack.pupilId, pack]))
  const date = longDate(schoolDay(now), locale)
  const values = new Map<number, Record<MessageVariable, string>>(
    pupils.map(({ sheet, classId, className }) => [
      sheet.id,
      {
        givenName: sheet.givenName,
        familyName: sheet.familyName,
        className,
        work: workOf.get(classId)?.text ?? '',
        subject: subjects.get(classId) ?? '',
        teacher,
        date,
      },
    ]),
  )
  const classOf = new Map(pupils.map(({ sheet, classId }) => [sheet.id, classId]))
  return {
    packs: packOf,
    valuesOf: (pupilId) => values.get(pupilId) ?? {},
    filesOf(pupilId) {
      const pack = packOf.get(pupilId)
      const files = [
        ...(request.files ?? []),
        ...(workOf.get(classOf.get(pupilId) ?? 0)?.files ?? []),
        ...(pack === undefined ? [] : [{ name: pack.fileName, sha256: pack.sha256, bytes: pack.bytes }]),
      ]
      return [...new Map(files.map((file) => [file.sha256, file])).values()]
    },
    empty: (used) =>
      used.flatMap((variable) => {
        const count = [...values.values()].filter((one) => one[variable] === '').length
        return count === 0 ? [] : [{ variable, pupils: count }]
      }),
    withoutPack:
      request.packs === undefined
        ? []
        : pupils.flatMap(({ sheet }) =>
            packOf.has(sheet.id) ? [] : [`${sheet.givenName} ${sheet.familyName}`.trim()],
          ),
  }
}
