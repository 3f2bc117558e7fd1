/** Homework that a pupil would believe, due on a day when the class has that lesson. */
import { addDays, mondayOf, type SchoolYear, weekday } from './calendar.ts'
import { MEDIA_TYPES, makeOdt, makePdf, makeText } from './files.ts'
import type { DemoAssignment, DemoAttachment, DemoFile, Teaching } from './model.ts'
import { createRandom, type Random } from './random.ts'
import { HUMANITIES } from './texts/humanities.ts'
import { LANGUAGES } from './texts/languages.ts'
import { SCIENCES } from './texts/sciences.ts'
import type { SubjectTexts, Task } from './texts/shape.ts'

const TEXTS: Readonly<Record<string, SubjectTexts>> = { ...SCIENCES, ...HUMANITIES, ...LANGUAGES }

/** Homework is set from nine weeks before this week to three weeks after it. */
const DAYS_BEFORE = 63
const DAYS_AFTER = 27
const FEWEST_DAYS = 10
const FIRST_DAYS = 40
/** Of the tasks that have a file; with the share of such tasks this gives about 30 % of assignments. */
const WITH_FILE = 0.92
const WITH_SECOND_FILE = 0.25
/** Little homework is given in sport. */
const SPORT_WEIGHT = 0.3

/**
 * Days on which something may be due. They move with the week and not with the day, so that a school
 * served again tomorrow is the same school.
 */
function dueDays(year: SchoolYear, today: string): readonly string[] {
  const monday = mondayOf(today)
  const near = year.days.filter((day) => day >= addDays(monday, -DAYS_BEFORE) && day <= addDays(monday, DAYS_AFTER))
  return near.length >= FEWEST_DAYS ? near : year.days.slice(0, FIRST_DAYS)
}

const notBefore = (day: string, first: string): string => (day < first ? first : day)

function fill(text: string, places: ReadonlyMap<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => places.get(name) ?? whole)
}

function placesOf(random: Random, chapter: string): ReadonlyMap<string, string> {
  const a = random.between(3, 40)
  const b = a + random.between(1, 4)
  const c = b + random.between(1, 5)
  return new Map([
    ['chapitre', chapter],
    ['page', String(random.between(18, 290))],
    ['a', String(a)],
    ['b', String(b)],
    ['c', String(c)],
    ['minutes', String(random.pick([10, 15, 20, 30, 45, 55]))],
  ])
}

/** Without the characters that Windows forbids in a file's name. */
const fileName = (text: string) =>
  text
    .replace(/[\\/:*?"<>|]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=\.\w+$)/, '')

const MAKERS = { pdf: makePdf, odt: makeOdt, txt: makeText } as const

/** Files of the school, one per content: parallel classes get the very same bytes. */
class FileShelf {
  readonly #files = new Map<string, DemoFile>()

  take(key: string, name: string, kind: 'pdf' | 'odt' | 'txt', title: string, lines: readonly string[]): DemoFile {
    const known = this.#files.get(key)
    if (known) return known
    let bytes: Uint8Array | undefined
    const file: DemoFile = {
      key,
      name: fileName(name),
      mediaType: MEDIA_TYPES[kind],
      bytes: () => {
        bytes ??= MAKERS[kind](title, lines)
        return bytes
      },
    }
    this.#files.set(key, file)
    return file
  }
}

function filesOf(
  shelf: FileShelf,
  random: Random,
  teaching: Teaching,
  task: Task,
  chapter: string,
): readonly DemoFile[] {
  if (!task.file || !random.chance(WITH_FILE)) return []
  const { level, subject } = teaching
  const { name, kind, lines } = task.file
  const places = new Map([['chapitre', chapter]])
  const heading = `${subject} - ${level} - ${chapter}`
  const main = shelf.take(`${subject}|${level}|${chapter}|${name}`, fill(name, places), kind, heading, [
    'Nom : ........................  Prénom : ........................  Classe : ..........',
    '',
    ...lines,
  ])
  if (!random.chance(WITH_SECOND_FILE)) return [main]
  const help = shelf.take(`${subject}|aide`, `Aide méthodologique ${subject}.odt`, 'odt', `${subject} : aide`, [
    'Relire la consigne deux fois avant de commencer.',
    'Noter ce qui bloque et le dire au début de la séance suivante.',
    'En cas d’absence, demander le cahier à un camarade.',
  ])
  return [main, help]
}

/**
 * @param teachings at least one whose subject has texts.
 * @param today ISO day; only its week matters.
 */
export function makeAssignments(
  seed: number,
  teachings: readonly Teaching[],
  count: number,
  year: SchoolYear,
  today: string,
): { assignments: readonly DemoAssignment[]; attachments: ReadonlyMap<string, DemoAttachment> } {
  const random = createRandom(seed, 'assignments')
  const shelf = new FileShelf()
  const days = dueDays(year, today)
  const daysByWeekday = new Map([1, 2, 3, 4, 5].map((one) => [one, days.filter((day) => weekday(day) === one)]))
  const pool = teachings.flatMap((teaching) => {
    const weight = teaching.subject === 'EPS' ? SPORT_WEIGHT : teaching.slots.length
    return TEXTS[teaching.subject] ? Array.from({ length: Math.ceil(weight) }, () => teaching) : []
  })
  const assignments: DemoAssignment[] = []
  const attachments = new Map<string, DemoAttachment>()
  for (let index = 1; index <= count; index++) {
    const teaching = random.pick(pool)
    const texts = TEXTS[teaching.subject]
    if (!texts) continue
    const chapter = random.pick(texts.chapters[teaching.level] ?? Object.values(texts.chapters).flat())
    const task = random.pick(texts.tasks)
    const places = placesOf(random, chapter)
    const lessonDays = daysByWeekday.get(random.pick(teaching.slots).weekday) ?? []
    const dueOn = random.pick(lessonDays.length > 0 ? lessonDays : days)
    const given = addDays(dueOn, -random.between(2, 14))
    const own = filesOf(shelf, random, teaching, task, chapter).map((file): DemoAttachment => {
      const attachment = { id: `pj-${String(attachments.size + 1).padStart(5, '0')}`, file }
      attachments.set(attachment.id, attachment)
      return attachment
    })
    assignments.push({
      id: `devoir-${String(index).padStart(5, '0')}`,
      classId: teaching.classId,
      subject: teaching.subject,
      category: task.category,
      title: fill(task.title, places),
      descriptionHtml: fill(task.html, places),
      assignedOn: notBefore(given, year.startsOn),
      dueOn,
      attachments: own,
    })
  }
  return { assignments, attachments }
}
