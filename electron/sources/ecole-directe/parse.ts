/** École Directe's classes, pupils, families, homework and hours to records. Pure. */
import { TrousseError } from '../../contract/errors.ts'
import type {
  AssignmentRecord,
  AttachmentRecord,
  ClassRecord,
  ContactPointRecord,
  EnrolmentRecord,
  GuardianshipRecord,
  LessonRecord,
  PersonRecord,
} from '../../contract/snapshot.ts'
import { normaliseEmail, phoneContact, splitEmails, uniqueContacts } from '../../domain/contact-normalise.ts'
import { relationshipOfText } from '../../domain/guardian-words.ts'
import { schoolInstant } from '../../domain/school-time.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import { titleOfWork } from '../../domain/work-title.ts'
import type { Adult, Entity, Household, Pupil, TimetableHour, Work, WorkSlot } from './schemas.ts'

const UNNAMED_WORK = 'Travail à faire'
const UNNAMED_LESSON = 'Cours'
const CLASS_FILE = 'FICHIER_CDT'

const line = (text: string, max: number): string => cutText(cleanText(text), max)
const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]: string })
const dayOf = (text: string): string | undefined => /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(text)?.[0]

/** A class and a group may have the same number. */
export const classId = (kind: 'class' | 'group', id: string): string =>
  `${kind === 'class' ? 'classe' : 'groupe'}:${id}`
const pupilId = (id: string): string => `eleve:${id}`

export const parseClass = (kind: 'class' | 'group', { id, code, libelle }: Entity, level = ''): ClassRecord => ({
  entity: 'class',
  externalId: classId(kind, id),
  kind,
  name: line(libelle, 100) || line(code, 100) || id,
  ...optional('level', line(level, 60)),
})

function contacts(email: string, phones: readonly string[]): ContactPointRecord[] {
  const emails = splitEmails(email)
    .map(normaliseEmail)
    .filter((value) => value !== null)
    .map((value): ContactPointRecord => ({ kind: 'email', value }))
  return uniqueContacts([...emails, ...phones.map(phoneContact).filter((point) => point !== null)]).slice(0, 20)
}

export function parsePupil(pupil: Pupil): PersonRecord {
  return {
    entity: 'person',
    externalId: pupilId(pupil.id),
    role: 'pupil',
    familyName: line(`${pupil.particule} ${pupil.nom}`, 120),
    givenName: line(pupil.prenom, 120),
    ...optional('birthDate', dayOf(pupil.dateNaissance)),
    contactPoints: contacts(pupil.email, [pupil.portable]),
    guardianships: [],
  }
}

export const parseEnrolment = (classExternalId: string, pupil: Pupil): EnrolmentRecord => ({
  entity: 'enrolment',
  externalId: `${classExternalId}/${pupilId(pupil.id)}`,
  classExternalId,
  personExternalId: pupilId(pupil.id),
  role: 'pupil',
  ...optional('beginsOn', dayOf(pupil.dateEntree)),
  ...optional('endsOn', dayOf(pupil.dateSortie)),
})

/**
 * The adults of a pupil's households. They have no number of their own: each is known by the pupil and the place.
 * The one in charge is a legal representative; whoever lives with them is in charge of the pupil, and no more is said.
 */
export function parseFamily(
  pupil: PersonRecord,
  households: readonly Household[],
): { readonly pupil: PersonRecord; readonly guardians: readonly PersonRecord[] } {
  const guardians: PersonRecord[] = []
  const guardianships: GuardianshipRecord[] = []
  const add = (adult: Adult | null | undefined, place: string, tie: string, level: 1 | 2) => {
    const [familyName, givenName] = [line(adult?.nom ?? '', 120), line(adult?.prenom ?? '', 120)]
    if (adult == null || (familyName === '' && givenName === '') || guardians.length >= 20) return
    const externalId = `famille:${pupil.externalId}:${place}`
    guardians.push({
      entity: 'person',
      externalId,
      role: 'guardian',
      familyName,
      givenName,
      contactPoints: contacts(adult.mailPerso, [adult.telMobile, adult.telDomicile]),
      guardianships: [],
    })
    guardianships.push({
      guardianExternalId: externalId,
      level,
      relationship: (level === 1 ? relationshipOfText(tie) : null) ?? 'guardian',
      authority: level === 1,
      courtBlock: false,
      primary: guardianships.length === 0,
    })
  }
  for (const [index, { typeLien, responsable, conjoint }] of households.entries()) {
    add(responsable, `${index}:responsable`, typeLien, 1)
    add(conjoint, `${index}:conjoint`, typeLien, 2)
  }
  return { pupil: { ...pupil, guardianships }, guardians }
}

/** HTML in base64, as a rule; what is not base64 is the text itself. */
function decodeContent(text: string): string {
  const packed = text.replace(/\s+/g, '')
  const isBase64 = packed.length % 4 === 0 && /^[\w+/]*={0,2}$/.test(packed)
  return isBase64 ? Buffer.from(packed, 'base64').toString('utf8') : text
}

function parseDocuments(work: Work, root: string): AttachmentRecord[] {
  return work.documents.slice(0, 50).flatMap((file): AttachmentRecord[] => {
    const id = file.fichierId ?? file.id
    if (id == null) return []
    const query = new URLSearchParams({
      fichierId: id,
      leTypeDeFichier: file.leTypeDeFichier || file.type || CLASS_FILE,
    })
    return [
      {
        externalId: id,
        name: line(file.libelle, 255) || id,
        url: `${root}/telechargement.awp?${query}`,
        ...(file.taille == null ? {} : { bytes: file.taille }),
      },
    ]
  })
}

/** Null for an hour without work, and for work of a class that is none of the teacher's. The hour is when it is due. */
export function parseWork(slot: WorkSlot, classes: ReadonlySet<string>, root: string): AssignmentRecord | null {
  const { aFaire: work } = slot
  if (work == null || Array.isArray(work) || work.idDevoir == null || slot.entityId == null) return null
  const classExternalId = classId(slot.entityType === 'G' ? 'group' : 'class', slot.entityId)
  if (!classes.has(classExternalId)) return null
  const html = cutText(cleanMultiline(decodeContent(work.contenu)), 100_000)
  const subject = line(slot.matiereLibelle, 100)
  return {
    entity: 'assignment',
    externalId: `devoir:${work.idDevoir}`,
    classExternalId,
    title: line(titleOfWork(html, subject === '' ? UNNAMED_WORK : subject), 300),
    descriptionHtml: html,
    ...optional('subject', subject),
    ...optional('assignedOn', dayOf(work.donneLe)),
    ...optional('dueOn', dayOf(slot.date)),
    attachments: parseDocuments(work, root),
  }
}

/** @throws TrousseError `response-unexpected` for an hour that is none. */
export function parseHour(hour: TimetableHour, classes: ReadonlySet<string>, host: string): LessonRecord {
  const [startsAt, endsAt] = [schoolInstant(hour.start_date), schoolInstant(hour.end_date)]
  if (startsAt === null || endsAt === null || endsAt < startsAt) {
    throw new TrousseError('response-unexpected', { host, collection: 'emploidutemps', field: 'start_date' })
  }
  const ids = [
    hour.groupeId == null ? '' : classId('group', hour.groupeId),
    hour.classeId == null ? '' : classId('class', hour.classeId),
  ]
  const own = ids.find((id) => classes.has(id))
  const names = [hour.groupe, hour.classe].map((name) => line(name, 100)).filter((name) => name !== '')
  return {
    entity: 'lesson',
    externalId: `cours:${hour.id}@${startsAt}`,
    startsAt,
    endsAt,
    label: line(hour.matiere, 300) || line(hour.text, 300) || UNNAMED_LESSON,
    ...optional('room', line(hour.salle, 120)),
    ...optional('classExternalId', own),
    classNames: names.slice(0, 20),
    cancelled: hour.isAnnule,
  }
}
