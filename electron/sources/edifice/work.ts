/** Homework of both applications and the timetable of an Edifice platform, to records. Pure. */
import { TrousseError } from '../../contract/errors.ts'
import type { AssignmentRecord, AttachmentRecord, ClassRecord, LessonRecord } from '../../contract/snapshot.ts'
import { schoolInstant } from '../../domain/school-time.ts'
import { classKey, cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import { textOfHtml, titleOfWork } from '../../domain/work-title.ts'
import type { DiaryHomework, EdificeCourse, Notebook, NotebookPages } from './schemas.ts'

const MAX_HTML = 100_000
/** In place of a subject that the platform does not name. */
const UNNAMED_WORK = 'Travail à faire'
const UNNAMED_LESSON = 'Cours'

const line = (text: string, max: number): string => cutText(cleanText(text), max)
const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]: string })
const dayOf = (text: string): string | undefined => /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(text)?.[0]

const LINK = /<a\b[^>]{0,500}?\bhref\s*=\s*["']([^"']{1,1000})["'][^>]{0,500}>([\s\S]{0,300}?)<\/a>/gi
const DOCUMENT = /^\/workspace\/(?:pub\/)?document\/([\w-]{1,100})(?:[?#].*)?$/

/** Documents of the platform's own space that a text links to: a file is nothing else there. */
export function linkedDocuments(html: string, root: string): AttachmentRecord[] {
  const found = new Map<string, AttachmentRecord>()
  for (const [, href = '', inner = ''] of html.matchAll(LINK)) {
    const path = href.startsWith(root) ? href.slice(root.length) : href
    const id = DOCUMENT.exec(path.replace(/&amp;/g, '&'))?.[1]
    if (id === undefined || found.has(id)) continue
    const name = line(textOfHtml(inner), 255)
    found.set(id, { externalId: id, name: name === '' ? id : name, url: `${root}/workspace/document/${id}` })
  }
  return [...found.values()].slice(0, 50)
}

const workOf = (html: string, subject: string, root: string) => {
  const descriptionHtml = cutText(cleanMultiline(html), MAX_HTML)
  return {
    title: line(titleOfWork(descriptionHtml, subject === '' ? UNNAMED_WORK : subject), 300),
    descriptionHtml,
    ...optional('subject', subject),
    attachments: linkedDocuments(descriptionHtml, root),
  }
}

/** Null for a draft, which pupils do not see either, and for work given to nobody. */
export function parseHomework(
  homework: DiaryHomework,
  subjects: ReadonlyMap<string, string>,
  root: string,
): AssignmentRecord | null {
  if (homework.is_published === false || homework.audience_id == null) return null
  const subject = line(subjects.get(homework.subject_id) ?? homework.exceptional_label, 100)
  return {
    entity: 'assignment',
    externalId: `diary:${homework.id}`,
    classExternalId: homework.audience_id,
    ...workOf(homework.description, subject, root),
    ...optional('assignedOn', dayOf(homework.publish_date)),
    ...optional('dueOn', dayOf(homework.due_date)),
  }
}

/** The class a notebook is for: the one its title names, or the only one; else the notebook stands for itself. */
export function classOfNotebook(notebook: Notebook, classes: readonly ClassRecord[]): ClassRecord {
  const title = line(notebook.title || notebook.name, 100)
  const words = ` ${title.toLowerCase()} `
  const named = classes.filter(
    ({ name }) => classKey(name) === classKey(title) || (name !== '' && words.includes(` ${name.toLowerCase()} `)),
  )
  const [only] = named.length > 0 ? named : classes
  if (only !== undefined && (named.length === 1 || classes.length === 1)) return only
  return { entity: 'class', externalId: `notebook:${notebook._id}`, kind: 'group', name: title || UNNAMED_WORK }
}

/** Entries dated within the school year. */
export function parseNotebook(
  notebook: Notebook,
  pages: NotebookPages,
  classExternalId: string,
  given: { readonly from: string; readonly to: string; readonly root: string },
): AssignmentRecord[] {
  return pages.data.flatMap(({ date, entries }) => {
    const dueOn = dayOf(date)
    if (dueOn === undefined || dueOn < given.from || dueOn > given.to) return []
    return entries.flatMap((entry, index): AssignmentRecord[] => {
      if (textOfHtml(entry.value) === '' && entry.title === '') return []
      return [
        {
          entity: 'assignment',
          externalId: `homeworks:${notebook._id}:${dueOn}:${entry._id ?? index}`,
          classExternalId,
          ...workOf(entry.value, line(entry.title, 100), given.root),
          dueOn,
        },
      ]
    })
  })
}

/** @throws TrousseError `response-unexpected` for an hour that is none. */
export function parseLesson(
  course: EdificeCourse,
  subjects: ReadonlyMap<string, string>,
  classes: readonly ClassRecord[],
  host: string,
): LessonRecord {
  const [startsAt, endsAt] = [schoolInstant(course.startDate), schoolInstant(course.endDate)]
  if (startsAt === null || endsAt === null || endsAt < startsAt) {
    throw new TrousseError('response-unexpected', { host, collection: 'timetable', field: 'startDate' })
  }
  const classNames = [...course.classes, ...course.groups].map((name) => line(name, 100)).filter((name) => name !== '')
  const own = classes.filter(({ name }) => classNames.includes(name))
  const [only] = own
  return {
    entity: 'lesson',
    externalId: `${course._id}@${startsAt}`,
    startsAt,
    endsAt,
    label: line(subjects.get(course.subjectId) ?? '', 300) || UNNAMED_LESSON,
    ...optional('room', line(course.roomLabels.join(', '), 120)),
    ...(own.length === 1 && classNames.length === 1 && only ? { classExternalId: only.externalId } : {}),
    classNames: classNames.slice(0, 20),
    cancelled: false,
  }
}
