import { makeAssignments } from './assignments.ts'
import { schoolYearOf } from './calendar.ts'
import { makeClasses } from './classes.ts'
import { makeFamilies } from './families.ts'
import type { DemoSchool, Teaching } from './model.ts'

/** Pupils per division of a lycée. */
const PUPILS_PER_CLASS = 35
const DEFAULT_PUPILS = 420
const DEFAULT_ASSIGNMENTS = 1_500
/** One division of each level at least. */
const FEWEST_CLASSES = 3

export const DEFAULT_SEED = 2026

export interface SchoolSize {
  readonly pupils?: number
  readonly assignments?: number
  /** Divisions; teaching groups come on top. By default one per 35 pupils. */
  readonly classes?: number
}
export interface GenerateOptions extends SchoolSize {
  readonly seed?: number
  /** ISO day around which homework is due. Decides the school year too. */
  readonly today: string
}

/** The teacher with the most lessons in mathematics, who has divisions and groups. */
function featuredTeacher(teachings: readonly Teaching[]): string {
  const lessons = new Map<string, number>()
  for (const { teacherId, subject, slots } of teachings) {
    const weight = subject === 'Mathématiques' ? 100 : 1
    lessons.set(teacherId, (lessons.get(teacherId) ?? 0) + slots.length * weight)
  }
  return [...lessons].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? ''
}

/**
 * An invented lycée, the same for the same seed, size and week. Nobody in it exists: names are drawn by
 * chance, addresses are on domains reserved by RFC 2606, numbers in blocks kept for fiction (`phones.ts`),
 * and the UAI starts with 000, which is no French department.
 */
export function generateSchool(options: GenerateOptions): DemoSchool {
  const { seed = DEFAULT_SEED, today } = options
  const pupilCount = options.pupils ?? DEFAULT_PUPILS
  const divisionCount = Math.max(FEWEST_CLASSES, options.classes ?? Math.round(pupilCount / PUPILS_PER_CLASS))
  const year = schoolYearOf(today)
  const families = makeFamilies(seed, pupilCount, year.firstYear)
  const { pupils, classes, teachers, teachings } = makeClasses(seed, families.pupils, divisionCount)
  const homework = makeAssignments(seed, teachings, options.assignments ?? DEFAULT_ASSIGNMENTS, year, today)
  return {
    seed,
    name: 'Lycée des Trois-Tilleuls (démonstration)',
    uai: '0000000A',
    year,
    pupils,
    guardians: families.guardians,
    teachers,
    classes,
    teachings,
    assignments: homework.assignments,
    attachments: homework.attachments,
    featuredTeacherId: featuredTeacher(teachings),
  }
}
