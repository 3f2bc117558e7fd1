/**
 * OneRoster 1.2 CSV: the binding's files, bulk, for another program (or another Trousse) to read. What the standard
 * has no word for stays out: whom a court forbids to contact would come back as an ordinary guardian.
 */
import type { GuardianView, PupilSheet } from '../contract/views.ts'
import { schoolYearDays } from '../domain/school-time.ts'
import type { PackContent } from '../store/api.ts'
import { plainText } from './plain-text.ts'
import { stableUuid } from './stable-ids.ts'
import type { ExportClass, Table } from './table.ts'

/** The sizes of the reader's schemas: nothing is written that would come back cut. */
const NO_SCHOOL = 'École'

export interface RosterClass extends ExportClass {
  readonly pupils: readonly PupilSheet[]
  readonly assignments: PackContent['assignments']
}

export interface OneRosterOptions {
  readonly schoolName: string | null
  readonly academicYear: string | null
  readonly namespace: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly version: string
}

/** Every row begins with these three; the last two are blank in bulk files. */
const row = (sourcedId: string, ...cells: readonly string[]): string[] => [sourcedId, '', '', ...cells]
const header = (columns: string): string[] => ['sourcedId', 'status', 'dateLastModified', ...columns.split(' ')]

const HEADERS = {
  academicSessions: header('title type startDate endDate parentSourcedId schoolYear'),
  orgs: header('name type identifier parentSourcedId'),
  courses: header('schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes'),
  classes: header(
    'title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes periods',
  ),
  users: header(
    'enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns',
  ),
  roles: header('userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId'),
  enrollments: header('classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate'),
  demographics: header(
    'birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus',
  ),
  categories: header('title weight'),
  lineItems: header(
    'title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId resultValueMin resultValueMax schoolSourcedId',
  ),
} as const
type FileName = keyof typeof HEADERS

/** Files of the binding that are not written, which the manifest must name as absent. */
const ABSENT = [
  'classResources',
  'courseResources',
  'lineItemLearningObjectiveIds',
  'lineItemScoreScales',
  'resources',
  'resultLearningObjectiveIds',
  'resultScoreScales',
  'results',
  'scoreScales',
  'userProfiles',
  'userResources',
]

/** A cell of the CSV of RFC 4180; commas, as the binding asks. No spreadsheet is meant to open it. */
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
const csv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join(''))

const MOBILE = /^\+33[67]/

/** A guardian with authority is a parent or guardian; anyone else is a relative, which gives no right. */
function roleOf({ authority, level, relationship }: GuardianView): string {
  if (!authority || level > 2) return 'relative'
  return relationship === 'mother' || relationship === 'father' ? 'parent' : 'guardian'
}

/** The tables of the export, by the name of their file. */
export function oneRosterTables(classes: readonly RosterClass[], options: OneRosterOptions): Map<FileName, string[][]> {
  const id = (name: string) => stableUuid(options.namespace, name)
  const school = id('school')
  const year = id('year')
  const category = id('category')
  const { from, to } = schoolYearDays(options.now)
  const tables = new Map<FileName, string[][]>(Object.keys(HEADERS).map((name) => [name as FileName, []]))
  const add = (file: FileName, cells: string[]) => tables.get(file)?.push(cells)
  const users = new Set<string>()
  const addUser = (
    sourcedId: string,
    person: Pick<PupilSheet, 'familyName' | 'givenName' | 'contactPoints'>,
    role: string,
    agents: readonly string[],
  ): void => {
    if (users.has(sourcedId)) return
    users.add(sourcedId)
    const points = person.contactPoints.filter(({ optedOut }) => optedOut !== true)
    const phones = points.filter(({ kind }) => kind === 'phone').map(({ value }) => value)
    const mobile = phones.find((value) => MOBILE.test(value)) ?? ''
    const phone = phones.find((value) => value !== mobile) ?? ''
    const email = points.find(({ kind }) => kind === 'email')?.value ?? ''
    const names = [person.givenName, person.familyName, '', '', email, mobile, phone, agents.join(',')]
    add('users', row(sourcedId, 'true', sourcedId, '', ...names, '', '', '', '', '', '', school, ''))
    add('roles', row(id(`role:${sourcedId}`), sourcedId, 'primary', role, '', '', school, ''))
  }

  add('orgs', row(school, options.schoolName ?? NO_SCHOOL, 'school', '', ''))
  const title = options.academicYear ?? `${from.slice(0, 4)}-${to.slice(0, 4)}`
  add('academicSessions', row(year, title, 'schoolYear', from, to, '', to.slice(0, 4)))
  add('categories', row(category, 'Travail à faire', ''))
  const demographics = new Set<string>()
  for (const one of classes) {
    const classId = id(`class:${one.id}`)
    const course = id(`course:${one.id}`)
    const subject = one.subject ?? ''
    add('courses', row(course, year, subject === '' ? one.name : subject, '', '', school, subject, ''))
    const classType = one.kind === 'class' ? 'homeroom' : 'scheduled'
    add('classes', row(classId, one.name, '', course, one.name, classType, '', school, year, subject, '', ''))
    for (const pupil of one.pupils) {
      const pupilId = id(`person:${pupil.id}`)
      const guardians = pupil.guardians.filter(({ courtBlock }) => !courtBlock)
      const agents = guardians.map(({ personId }) => id(`person:${personId}`))
      addUser(pupilId, pupil, 'student', agents)
      for (const guardian of guardians) addUser(id(`person:${guardian.personId}`), guardian, roleOf(guardian), [])
      if (pupil.birthDate !== null && !demographics.has(pupilId)) {
        demographics.add(pupilId)
        add('demographics', row(pupilId, pupil.birthDate, ...Array.from({ length: 12 }, () => '')))
      }
      add('enrollments', row(id(`enrolment:${one.id}:${pupil.id}`), classId, school, pupilId, 'student', '', '', ''))
    }
    for (const work of one.assignments) {
      const dates = [work.assignedOn ?? '', work.dueOn ?? '']
      const text = plainText(work.descriptionHtml)
      add(
        'lineItems',
        row(id(`assignment:${work.id}`), work.title, text, ...dates, classId, category, year, '', '', school),
      )
    }
  }
  return tables
}

/** The files of the ZIP, the manifest first. */
export function oneRosterFiles(
  tables: ReadonlyMap<FileName, readonly string[][]>,
  options: OneRosterOptions,
): { name: string; bytes: Uint8Array }[] {
  const isWritten = (name: FileName) => (tables.get(name)?.length ?? 0) > 0
  const names = Object.keys(HEADERS) as FileName[]
  const modes = [
    ...names.map((name) => [name, isWritten(name) ? 'bulk' : 'absent'] as const),
    ...ABSENT.map((name) => [name, 'absent'] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  const manifest = [
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...modes.map(([name, mode]) => [`file.${name}`, mode]),
    ['source.systemName', 'Trousse'],
    ['source.systemCode', options.version],
  ]
  return [
    { name: 'manifest.csv', bytes: csv(manifest) },
    ...names
      .filter(isWritten)
      .map((name) => ({ name: `${name}.csv`, bytes: csv([HEADERS[name], ...(tables.get(name) ?? [])]) })),
  ]
}

/** How many rows each file has, for the preview. */
export const oneRosterCounts = (tables: ReadonlyMap<FileName, readonly string[][]>): Table['rows'] =>
  [...tables].filter(([, rows]) => rows.length > 0).map(([name, rows]) => [`${name}.csv`, String(rows.length)])
