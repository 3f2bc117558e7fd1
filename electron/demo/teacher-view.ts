/** What one teacher's account sees: their own classes, pupils, work and hours, and nobody else's. */
import type { DemoScenario } from '../contract/views.ts'
import { weekday } from './calendar.ts'
import type { DemoAssignment, DemoClass, DemoGuardian, DemoPupil, DemoSchool, DemoTeacher, Slot } from './model.ts'

export interface DemoLesson {
  readonly id: string
  readonly classId: string
  readonly subject: string
  readonly day: string
  readonly slot: Slot
}

export interface TeacherView {
  readonly teacher: DemoTeacher
  readonly classes: readonly DemoClass[]
  pupilsOf(classId: string): readonly DemoPupil[]
  guardiansOf(pupil: DemoPupil): readonly DemoGuardian[]
  pupil(id: string): DemoPupil | undefined
  readonly assignments: readonly DemoAssignment[]
  readonly lessons: readonly DemoLesson[]
}

const pad = (value: number) => String(value).padStart(2, '0')
/** Minutes after midnight as `08:05`. */
export const hourOf = (minutes: number): string => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`

/** The account of the featured teacher. An outage may hide pupils (`empty-roster`, `half-roster`). */
export function createTeacherView(school: DemoSchool): (scenario: DemoScenario) => TeacherView {
  const teacher = school.teachers.find(({ id }) => id === school.featuredTeacherId)
  if (!teacher) throw new Error('the demonstration school has no teacher')
  const classes = school.classes.filter(({ teacherIds }) => teacherIds.includes(teacher.id))
  const teachings = school.teachings.filter(({ teacherId }) => teacherId === teacher.id)
  const taught = new Set(teachings.map(({ classId, subject }) => `${classId}\n${subject}`))
  const assignments = school.assignments.filter(({ classId, subject }) => taught.has(`${classId}\n${subject}`))
  const lessons = school.year.days.flatMap((day) =>
    teachings.flatMap(({ classId, subject, slots }) =>
      slots
        .filter((slot) => slot.weekday === weekday(day))
        .map((slot) => ({ id: `${classId}-${day}-${hourOf(slot.start)}`, classId, subject, day, slot })),
    ),
  )
  const order = new Map(school.pupils.map(({ id }, index) => [id, index]))
  const pupils = new Map(school.pupils.map((pupil) => [pupil.id, pupil]))
  const guardians = new Map(school.guardians.map((guardian) => [guardian.id, guardian]))
  const membersOf = new Map(
    classes.map(({ id, pupilIds }) => [id, pupilIds.flatMap((pupilId) => pupils.get(pupilId) ?? [])]),
  )
  const own = new Set(classes.flatMap(({ pupilIds }) => pupilIds))

  return (scenario) => {
    const shown = (pupil: DemoPupil) =>
      scenario !== 'empty-roster' && (scenario !== 'half-roster' || (order.get(pupil.id) ?? 0) % 2 === 0)
    return {
      teacher,
      classes,
      pupilsOf: (classId) => (membersOf.get(classId) ?? []).filter(shown),
      guardiansOf: ({ guardianships }) =>
        guardianships.flatMap(({ guardianExternalId }) => guardians.get(guardianExternalId) ?? []),
      pupil: (id) => (own.has(id) ? pupils.get(id) : undefined),
      assignments,
      lessons,
    }
  }
}
