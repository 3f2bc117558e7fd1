/** Rows and cards of a homework page to assignments. Pure. */
import type { AssignmentRecord, ClassRecord, SnapshotRecord } from '../../contract/snapshot.ts'
import type { WorkField } from '../../contract/views.ts'
import { cleanMultiline, cleanText, cutText, foldText } from '../../domain/text-clean.ts'
import { cleanHtml } from '../../platform/clean-html.ts'
import type { CapturedCell } from './captured-page.ts'
import { classIdOf, classOfTexts } from './class-of-page.ts'
import type { Candidate } from './understand.ts'
import { findDate } from './work-dates.ts'

/** Keys under `capture.reason.<reason>`. */
export type WorkReason = 'class-missing' | 'work-empty' | 'date-missing' | 'date-unreadable'

export interface ReadWork {
  /** One-based, in the order of the page. */
  readonly line: number
  readonly title: string
  readonly html: string
  readonly subject: string | null
  readonly dueOn: string | null
  readonly assignedOn: string | null
  readonly className: string | null
  readonly files: readonly { readonly name: string; readonly url: string }[]
  readonly reasons: readonly WorkReason[]
}

export interface WorkContext {
  /** ISO date. */
  readonly today: string
  /** Of the whole page, when its rows do not name theirs. */
  readonly className: string | null
  readonly knownClasses: readonly string[]
}

const MAX_TITLE = 300
const SHORT_TITLE = 90
const MAX_SUBJECT = 100
const MAX_CLASS = 100
const MAX_HTML = 100_000
const MAX_ID = 500
const MAX_FILES = 50
const MAX_NAME = 255

/**
 * Only links to documents are attachments: any other link of a page may do something when it is followed, and
 * capture does nothing in the page.
 */
const DOCUMENT =
  /\.(?:pdf|docx?|odt|rtf|txt|xlsx?|ods|csv|pptx?|odp|png|jpe?g|gif|webp|mp3|m4a|ogg|wav|mp4|webm|zip|ggb|epub)$/i

const isDocument = ({ name, url }: { name: string; url: string }): boolean => {
  if (!URL.canParse(url)) return false
  return DOCUMENT.test(new URL(url).pathname) || DOCUMENT.test(name.trim())
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '')

function htmlOfCells(cells: readonly CapturedCell[]): string {
  const parts = cells.map(
    (cell) =>
      cell.html ??
      cleanMultiline(cell.text)
        .split('\n')
        .map((line) => `<p>${escapeHtml(line)}</p>`)
        .join(''),
  )
  return cutHtml(cleanHtml(parts.join('')))
}

/** A cut inside a tag would show half of it: cleaned once more, it is closed. */
const cutHtml = (html: string): string => (html.length <= MAX_HTML ? html : cleanHtml(cutText(html, MAX_HTML - 200)))

function filesOf(cells: readonly CapturedCell[]): { name: string; url: string }[] {
  const files = new Map<string, { name: string; url: string }>()
  for (const link of cells.flatMap((cell) => cell.links ?? [])) {
    if (!isDocument(link)) continue
    const fallback = decodeURIComponentSafely(new URL(link.url).pathname.split('/').at(-1) ?? '')
    files.set(link.url, { name: cutText(cleanText(link.name) || fallback, MAX_NAME), url: link.url })
  }
  return [...files.values()].slice(0, MAX_FILES)
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The first words of a text, whole. */
function shortTitle(text: string): string {
  const line = cleanText(text.split('\n').find((each) => cleanText(each) !== '') ?? '')
  if (line.length <= SHORT_TITLE) return line
  const cut = cutText(line, SHORT_TITLE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), SHORT_TITLE / 2))}…`
}

/** The first date of what comes nearest; `undefined` when a text was there and no date could be read. */
function dateOf(cells: readonly CapturedCell[], today: string): string | null | undefined {
  const text = cells.map((cell) => cell.text).join(' ')
  if (cleanText(text) === '') return null
  return findDate(text, today) ?? undefined
}

function finish(work: Omit<ReadWork, 'reasons'>, unreadable: boolean): ReadWork {
  const reasons: WorkReason[] = []
  if (work.title === '') reasons.push('work-empty')
  if (work.className === null) reasons.push('class-missing')
  if (unreadable) reasons.push('date-unreadable')
  else if (work.dueOn === null) reasons.push('date-missing')
  return { ...work, reasons }
}

function readRow(
  row: readonly CapturedCell[],
  columns: readonly WorkField[],
  line: number,
  day: string | null,
  context: WorkContext,
): ReadWork {
  const cells = (field: WorkField) => row.filter((_, column) => columns[column] === field)
  const text = (field: WorkField) =>
    cleanText(
      cells(field)
        .map((cell) => cell.text)
        .join(' '),
    )
  const due = dateOf(cells('dueOn'), context.today)
  const assigned = dateOf(cells('assignedOn'), context.today)
  const description = cells('description')
  const words = description.map((cell) => cell.text).join('\n')
  const written = text('className')
  const className = written === '' ? context.className : (classOfTexts([written], context.knownClasses) ?? written)
  return finish(
    {
      line,
      title: cutText(text('title') || shortTitle(words), MAX_TITLE),
      html: htmlOfCells(description),
      subject: text('subject') === '' ? null : cutText(text('subject'), MAX_SUBJECT),
      dueOn: due ?? (due === null ? day : null),
      assignedOn: assigned ?? null,
      className: className === null ? null : cutText(className, MAX_CLASS),
      files: filesOf(row.slice(0, columns.length)),
    },
    due === undefined,
  )
}

/** A card: a heading, a line with date, class and subject in any order, a text, files. */
function readCard(row: readonly CapturedCell[], line: number, day: string | null, context: WorkContext): ReadWork {
  const [heading, body, times] = row
  const lines = (body?.text ?? '')
    .split('\n')
    .map(cleanText)
    .filter((each) => each !== '')
  const dueLine = lines.find(
    (each) => /\bpour\b|\brendre\b|[ée]ch[ée]ance|\bdue\b/i.test(each) && findDate(each, context.today),
  )
  const dateLine = dueLine ?? lines.find((each) => each.length < 160 && findDate(each, context.today) !== null)
  const parts = (dateLine ?? '').split(/\s[–—|·•-]\s|\s*\|\s*/).map(cleanText)
  // Sentences of the work may hold figures and letters that look like a class: only a line that says so is asked.
  const told = lines.slice(0, 5).filter((each) => /^(?:classe|groupe|division)\b/i.test(each))
  const className = classOfTexts([...parts, ...told], context.knownClasses) ?? context.className
  const subject = parts.find(
    (part) =>
      part !== '' &&
      part.length <= 45 &&
      findDate(part, context.today) === null &&
      classOfTexts([part], context.knownClasses) === null,
  )
  const title = cleanText(heading?.text ?? '') || shortTitle(lines.filter((each) => each !== dateLine).join('\n'))
  const attributes = findDate(times?.text ?? '', context.today)
  return finish(
    {
      line,
      title: cutText(title, MAX_TITLE),
      html: htmlOfCells(body ? [body] : []),
      subject: subject === undefined ? null : cutText(subject, MAX_SUBJECT),
      dueOn: (dateLine ? findDate(dateLine, context.today) : null) ?? attributes ?? day,
      assignedOn: null,
      className: className === null ? null : cutText(className, MAX_CLASS),
      files: filesOf(body ? [body] : []),
    },
    false,
  )
}

/** The whole of a homework list. A row that is one cell wide is its day's title. */
export function readWorks(
  candidate: Pick<Candidate, 'rows' | 'cards'>,
  columns: readonly WorkField[],
  context: WorkContext,
): { works: ReadWork[]; ignored: number } {
  const works: ReadWork[] = []
  let ignored = 0
  let day: string | null = null
  for (const [index, row] of candidate.rows.entries()) {
    const heading = row.at(-1)
    const own = heading?.header ? row.slice(0, -1) : row
    const near = heading?.header
      ? (heading.text
          .split('\n')
          .map((text) => findDate(text, context.today))
          .find((date) => date !== null) ?? null)
      : null
    if (candidate.cards) {
      works.push(readCard(own, index + 1, near, context))
      continue
    }
    const [first] = own
    if (first !== undefined && own.length > 1 && own.every((cell) => cell === first)) {
      day = findDate(first.text, context.today)
      ignored++
      continue
    }
    if (own.every((cell) => cleanText(cell.text) === '')) {
      ignored++
      continue
    }
    works.push(readRow(own, columns, index + 1, day ?? near, context))
  }
  return { works, ignored }
}

const REFUSING: ReadonlySet<WorkReason> = new Set(['class-missing', 'work-empty'])
export const isRefusedWork = (work: ReadWork): boolean => work.reasons.some((reason) => REFUSING.has(reason))

/** A page gives no ids: the same work read next week must be the same assignment. */
export const workIdOf = (work: ReadWork): string =>
  cutText(
    [
      'work',
      classIdOf(work.className ?? ''),
      work.dueOn ?? work.assignedOn ?? '',
      foldText(work.subject ?? ''),
      foldText(work.title),
    ].join(':'),
    MAX_ID,
  )

/**
 * Records of the works that can be kept; the same work met twice is one.
 *
 * @param groups names of the teaching groups that Trousse knows: any other name is a class's.
 */
export function workRecords(
  works: readonly ReadWork[],
  groups: ReadonlySet<string> = new Set(),
): { records: SnapshotRecord[]; repeated: number } {
  const classes = new Map<string, ClassRecord>()
  const assignments = new Map<string, AssignmentRecord>()
  let repeated = 0
  for (const work of works) {
    if (isRefusedWork(work) || work.className === null) continue
    const classExternalId = classIdOf(work.className, groups.has(work.className) ? 'group' : 'class')
    if (!classes.has(classExternalId)) {
      classes.set(classExternalId, {
        entity: 'class',
        externalId: classExternalId,
        kind: groups.has(work.className) ? 'group' : 'class',
        name: work.className,
      })
    }
    const externalId = workIdOf(work)
    if (assignments.has(externalId)) repeated++
    assignments.set(externalId, {
      entity: 'assignment',
      externalId,
      classExternalId,
      title: work.title,
      descriptionHtml: work.html,
      ...(work.subject === null ? {} : { subject: work.subject }),
      ...(work.assignedOn === null ? {} : { assignedOn: work.assignedOn }),
      ...(work.dueOn === null ? {} : { dueOn: work.dueOn }),
      attachments: work.files.map(({ name, url }) => ({ externalId: cutText(url, MAX_ID), name, url })),
    })
  }
  return { records: [...classes.values(), ...assignments.values()], repeated }
}
