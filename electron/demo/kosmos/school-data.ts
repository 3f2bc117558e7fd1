/** The demonstration school as a teacher's web pages show it: one class's pupils with their guardians, its work. */
import type { DemoAssignment, DemoClass, DemoPerson, DemoPupil, DemoSchool } from '../model.ts'

export interface PupilLine {
  readonly pupil: DemoPupil
  readonly className: string
  readonly guardians: readonly DemoPerson[]
}

const WORK_SHOWN = 40

export const classesOfTeacher = (school: DemoSchool): readonly DemoClass[] =>
  school.classes.filter((one) => one.teacherIds.includes(school.featuredTeacherId))

export const findClass = (school: DemoSchool, id: string | null): DemoClass | undefined =>
  school.classes.find((one) => one.id === id)

export function pupilLines(school: DemoSchool, one: DemoClass): PupilLine[] {
  const members = new Set(one.pupilIds)
  const names = new Map(school.classes.map(({ id, name }) => [id, name]))
  const guardians = new Map(school.guardians.map((guardian) => [guardian.id, guardian]))
  return school.pupils
    .filter((pupil) => members.has(pupil.id))
    .toSorted((a, b) => a.familyName.localeCompare(b.familyName, 'fr') || a.givenName.localeCompare(b.givenName, 'fr'))
    .map((pupil) => ({
      pupil,
      className: names.get(pupil.classId) ?? '',
      guardians: pupil.guardianships
        .filter((link) => !link.courtBlock)
        .map((link) => guardians.get(link.guardianExternalId))
        .filter((guardian) => guardian !== undefined),
    }))
}

/** What is still to be done in a class, soonest first. */
export const workOf = (school: DemoSchool, classId: string, today: string): DemoAssignment[] =>
  school.assignments
    .filter((assignment) => assignment.classId === classId && assignment.dueOn >= today)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id))
    .slice(0, WORK_SHOWN)

export const nameInCapitals = ({ familyName, givenName }: DemoPerson): string =>
  `${familyName.toLocaleUpperCase('fr')} ${givenName}`

export const frenchDay = (iso: string): string => iso.split('-').reverse().join('/')

const longDate = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
export const longDay = (iso: string): string => longDate.format(new Date(`${iso}T00:00:00Z`))
