/** From what was read in the window to what would be kept, row by row; nothing is stored here. */
import { createHash } from 'node:crypto'
import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotCoverage, SnapshotRecord } from '../../contract/snapshot.ts'
import {
  type CaptureMapping,
  type CapturePreview,
  type CaptureRow,
  type RosterField,
  rosterField,
  type WorkField,
  workField,
} from '../../contract/views.ts'
import { canonicalJson } from '../../domain/record-hash.ts'
import { type KnownRecord, recordKey } from '../../domain/roster-diff.ts'
import { cleanText } from '../../domain/text-clean.ts'
import type { CapturedPage } from '../../sources/capture/captured-page.ts'
import { classIdOf } from '../../sources/capture/class-of-page.ts'
import { addressToKeep, addressToShow, signatureOf } from '../../sources/capture/page-signature.ts'
import { rosterText } from '../../sources/capture/roster-text.ts'
import { lessonIdOf, lessonRecords, readLessons } from '../../sources/capture/timetable.ts'
import {
  announcedRows,
  type Candidate,
  classOfPage,
  findCandidates,
  isLastPage,
} from '../../sources/capture/understand.ts'
import { isRefusedWork, type ReadWork, readWorks, workIdOf, workRecords } from '../../sources/capture/works.ts'
import { readInWorker } from '../imports/in-worker.ts'
import { type CaptureConfig, findMapping } from './remembered.ts'

export interface CaptureContext {
  readonly sourceId: number
  readonly config: CaptureConfig
  /** Of the source, to tell what is new. */
  readonly known: readonly KnownRecord[]
  readonly knownClasses: readonly string[]
  /** Of these, the teaching groups. */
  readonly knownGroups: ReadonlySet<string>
  /** ISO date. */
  readonly today: string
  readonly importsWorker: URL
}

export interface CaptureReading {
  readonly preview: CapturePreview
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  readonly signature: string
  /** The address to open again. */
  readonly url: string | null
  /** Of each page of the list. */
  readonly urls: readonly string[]
}

const SAMPLES = 3
const SAMPLE_LENGTH = 60
const MAX_ROWS_SHOWN = 5_000
const ORDER = { refused: 0, doubtful: 1, new: 2, changed: 3, unchanged: 4 } as const

const hashOf = (record: SnapshotRecord) => createHash('sha256').update(canonicalJson(record)).digest('hex')
const rowKey = (row: Candidate['rows'][number]) => row.map((cell) => cell.text).join('\u001f')

export const signatureOfCandidate = (page: CapturedPage, candidate: Candidate): string =>
  // The titles of a week are its days.
  signatureOf(page.url, candidate.kind, candidate.kind === 'timetable' ? [] : candidate.headers)

/** The part of the page to show first: what was agreed to before, else the likeliest. */
export function chooseCandidate(
  page: CapturedPage,
  candidates: readonly Candidate[],
  config: CaptureConfig,
): Candidate | undefined {
  const url = addressToKeep(page.url)
  return candidates.find((each) => findMapping(config, signatureOfCandidate(page, each), url) !== null) ?? candidates[0]
}

/** Rows of several pages of one list, each once: the teacher may have pressed twice on the same page. */
function joinPages(
  pages: readonly CapturedPage[],
  chosen: Candidate,
  today: string,
): { rows: Candidate['rows'][number][]; repeated: number; complete: boolean; announced: number | null } {
  const seen = new Map<string, Candidate['rows'][number]>()
  let repeated = 0
  let complete = true
  let announced: number | null = null
  let last = true
  for (const [index, page] of pages.entries()) {
    const part =
      index === 0
        ? chosen
        : findCandidates(page, today).find(
            (each) => each.kind === chosen.kind && each.headers.join('\t') === chosen.headers.join('\t'),
          )
    if (part === undefined) continue
    complete &&= part.complete
    const told = announcedRows(page, part)
    announced = told === null ? announced : Math.max(told, announced ?? 0)
    last = isLastPage(page)
    // Two pupils of one name in one page are two rows; the same row on another page is the same one.
    const here = new Map<string, number>()
    for (const row of part.rows) {
      const key = rowKey(row)
      const nth = here.get(key) ?? 0
      here.set(key, nth + 1)
      const unique = `${key} ${nth}`
      if (seen.has(unique)) repeated++
      else seen.set(unique, row)
    }
  }
  const enough = announced === null ? last : seen.size >= announced
  return { rows: [...seen.values()], repeated, complete: complete && enough, announced }
}

function fitColumns(mapping: CaptureMapping, chosen: Candidate): CaptureMapping['columns'] {
  if (chosen.cards) return []
  return chosen.headers.map((_, column) => mapping.columns[column] ?? 'ignore')
}

interface Kept {
  readonly rows: readonly CaptureRow[]
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  readonly classNeeded: boolean
  readonly dropped: readonly string[]
  readonly ignored: number
}

function comparer(known: readonly KnownRecord[], records: readonly SnapshotRecord[]) {
  const before = new Map(known.map((record) => [recordKey(record.entity, record.externalId), record]))
  const hashes = new Map(records.map((record) => [recordKey(record.entity, record.externalId), hashOf(record)]))
  return (keys: readonly string[]): 'new' | 'changed' | 'unchanged' => {
    const [main = ''] = keys
    if (!before.has(main)) return 'new'
    const same = keys.every((key) => before.get(key)?.active === true && before.get(key)?.hash === hashes.get(key))
    return same ? 'unchanged' : 'changed'
  }
}

const GROUP_TITLE = 'Groupe'

/** Each row with the page's group in a column of its own, after all others. */
const withGroup = (rows: Candidate['rows'], width: number, group: string): Candidate['rows'] =>
  rows.map((row) => [...Array.from({ length: width }, (_, column) => row[column] ?? { text: '' }), { text: group }])

async function keepRoster(
  chosen: Candidate,
  rows: Candidate['rows'],
  mapping: CaptureMapping,
  group: string | null,
  context: CaptureContext,
): Promise<Kept> {
  const given = mapping.columns.map((field): RosterField => rosterField.safeParse(field).data ?? 'ignore')
  // A teaching group's list: its pupils are of several classes, each named on its row.
  const columns = group === null ? given : [...given, 'group' as const]
  const headers = group === null ? chosen.headers : [...chosen.headers, GROUP_TITLE]
  const text = rosterText(headers, group === null ? rows : withGroup(rows, chosen.headers.length, group))
  const answer = await readInWorker(
    {
      inputs: [{ name: 'capture.tsv', bytes: new TextEncoder().encode(text) }],
      read: {
        part: 0,
        mapping: { sheet: 0, headerRow: 0, columns, className: mapping.className },
        passphrase: null,
        remembered: {},
      },
      today: context.today,
    },
    { workerUrl: context.importsWorker },
  )
  if (answer.kind !== 'reading') throw new TrousseError('internal')
  const { reading } = answer
  const compare = comparer(context.known, reading.records)
  return {
    rows: reading.rows.map((row, index) => ({
      // Titles are the text's first line.
      line: Math.max(1, (row.line ?? index + 2) - 1),
      verdict: row.problem ?? compare(row.keys),
      reasons: row.reasons.map(({ reason }) => reason),
      label: cleanText(`${row.familyName} ${row.givenName}`),
      className: row.className,
      date: row.birthDate,
      details: row.contacts,
    })),
    records: reading.records,
    coverage: reading.coverage,
    classNeeded: reading.classNeeded,
    dropped: [...reading.dropped],
    ignored: reading.ignoredLines.length,
  }
}

function keepWorks(chosen: Candidate, rows: Candidate['rows'], mapping: CaptureMapping, context: CaptureContext): Kept {
  const columns = mapping.columns.map((field): WorkField => workField.safeParse(field).data ?? 'ignore')
  const { works, ignored } = readWorks({ rows, cards: chosen.cards }, columns, {
    today: context.today,
    className: mapping.className,
    knownClasses: context.knownClasses,
  })
  const { records } = workRecords(works, context.knownGroups)
  const compare = comparer(context.known, records)
  const verdict = (work: ReadWork): CaptureRow['verdict'] => {
    if (isRefusedWork(work)) return 'refused'
    return work.reasons.length > 0 ? 'doubtful' : compare([recordKey('assignment', workIdOf(work))])
  }
  return {
    rows: works.map((work) => ({
      line: work.line,
      verdict: verdict(work),
      reasons: [...work.reasons],
      label: work.title,
      className: work.className,
      date: work.dueOn,
      details: work.files.length,
    })),
    records,
    // A page of homework shows some weeks: what it no longer shows has not been taken back.
    coverage: { kind: 'classes', classExternalIds: [], proof: 'content' },
    classNeeded: works.length > 0 && works.every((work) => work.className === null),
    dropped: [],
    ignored,
  }
}

function keepLessons(
  chosen: Candidate,
  rows: Candidate['rows'],
  mapping: CaptureMapping,
  context: CaptureContext,
): Kept {
  const lessons = readLessons(
    { headers: chosen.headers, rows },
    { today: context.today, className: mapping.className, knownClasses: context.knownClasses },
  )
  const records = lessonRecords(lessons)
  const compare = comparer(context.known, records)
  const classes = new Set(lessons.map(({ className }) => className).filter((name) => name !== null))
  return {
    rows: lessons.map((lesson) => ({
      line: lesson.line,
      verdict: compare([recordKey('lesson', lessonIdOf(lesson))]),
      reasons: [],
      label: lesson.label,
      className: lesson.className,
      date: lesson.day,
      details: 0,
    })),
    records,
    coverage: {
      kind: 'classes',
      classExternalIds: [...classes].map((name) => classIdOf(name, context.knownGroups.has(name) ? 'group' : 'class')),
      proof: 'content',
      lists: 'lessons',
    },
    classNeeded: false,
    dropped: [],
    ignored: 0,
  }
}

/** Only a whole list says who is no longer on it. */
function coverageOf(kept: Kept, complete: boolean): SnapshotCoverage {
  if (kept.coverage.kind !== 'classes') return kept.coverage
  if (kept.coverage.proof === 'content') return complete ? kept.coverage : { ...kept.coverage, classExternalIds: [] }
  // A list drawn from several classes is a group's: it does not name all the pupils of any of them.
  const [only, ...others] = kept.coverage.classExternalIds
  const whole = complete && only !== undefined && others.length === 0
  return { kind: 'classes', classExternalIds: whole ? [only] : [], lists: 'members' }
}

/**
 * @param pages of one list, in the order they were read.
 * @param mapping null for what was agreed to before, or else for what Trousse proposes.
 * @throws TrousseError `capture-not-recognised`, and the table reader's own.
 */
export async function readCapture(
  pages: readonly CapturedPage[],
  mapping: CaptureMapping | null,
  context: CaptureContext,
): Promise<CaptureReading> {
  const [page] = pages
  if (page === undefined) throw new TrousseError('capture-nothing-read')
  const candidates = findCandidates(page, context.today)
  const chosen = mapping
    ? candidates.find((each) => each.block === mapping.block && each.kind === mapping.kind)
    : chooseCandidate(page, candidates, context.config)
  if (chosen === undefined) throw new TrousseError('capture-not-recognised')
  const signature = signatureOfCandidate(page, chosen)
  const url = addressToKeep(page.url)
  const memory = findMapping(context.config, signature, url)
  const classOnPage = classOfPage(page, chosen, context.knownClasses)
  const namesClass = (columns: CaptureMapping['columns']) => columns.includes('className')
  const proposed = memory?.columns ?? [...chosen.columns]
  const used: CaptureMapping = mapping
    ? { ...mapping, columns: fitColumns(mapping, chosen) }
    : {
        block: chosen.block,
        kind: chosen.kind,
        columns: proposed,
        className: chosen.kind === 'roster' && namesClass(proposed) ? null : (classOnPage ?? memory?.className ?? null),
      }
  const joined = joinPages(pages, chosen, context.today)
  const ownClass = namesClass(used.columns) && !used.columns.includes('group')
  const group = ownClass && classOnPage !== null && context.knownGroups.has(classOnPage) ? classOnPage : null
  const kept =
    used.kind === 'roster'
      ? await keepRoster(chosen, joined.rows, used, group, context)
      : (used.kind === 'timetable' ? keepLessons : keepWorks)(chosen, joined.rows, used, context)
  const counts = { new: 0, changed: 0, unchanged: 0, doubtful: 0, refused: 0 }
  for (const row of kept.rows) counts[row.verdict]++
  const titled =
    chosen.headers.some((header) => header !== '') &&
    !(chosen.kind === 'roster' && page.blocks[chosen.block]?.kind === 'list')
  const sure = titled && joined.complete && !kept.classNeeded && counts.refused === 0
  return {
    preview: {
      sourceId: context.sourceId,
      title: cleanText(page.title).slice(0, 200),
      address: addressToShow(page.url),
      mapping: used,
      confidence: sure ? 'sure' : titled || chosen.cards ? 'likely' : 'unsure',
      blocks: candidates.map((each) => ({
        block: each.block,
        kind: each.kind,
        rows: each.rows.length,
        label: cleanText(each.near[0] ?? '').slice(0, 120),
      })),
      headers: chosen.headers.map((header) => cleanText(header).slice(0, 200)),
      // What is dropped at the door is not shown either.
      samples: chosen.headers.map((header, column) =>
        (chosen.dropped.includes(header) ? [] : chosen.rows)
          .slice(0, SAMPLES)
          .map((row) => cleanText(row[column]?.text ?? '').slice(0, SAMPLE_LENGTH)),
      ),
      classNeeded: kept.classNeeded,
      pages: pages.length,
      repeated: joined.repeated,
      complete: joined.complete,
      announced: joined.announced,
      remembered: memory !== null,
      dropped: kept.dropped.map((title) => cleanText(title).slice(0, 120)),
      ignored: kept.ignored,
      counts,
      rows: kept.rows
        .toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || a.line - b.line)
        .slice(0, MAX_ROWS_SHOWN)
        .map((row) => ({ ...row, label: row.label.slice(0, 300) })),
    },
    records: kept.records,
    coverage: coverageOf(kept, joined.complete),
    signature,
    url,
    urls: [...new Set(pages.map((each) => addressToKeep(each.url)).filter((each) => each !== null))],
  }
}

/** A page that belongs to the list being read: same site and shape, same class. */
export function continues(former: readonly CapturedPage[], page: CapturedPage, context: CaptureContext): boolean {
  const [first] = former
  if (first === undefined) return false
  const before = chooseCandidate(first, findCandidates(first, context.today), context.config)
  const now = chooseCandidate(page, findCandidates(page, context.today), context.config)
  // Another week is another timetable.
  if (before === undefined || now === undefined || now.kind === 'timetable') return false
  return (
    signatureOfCandidate(first, before) === signatureOfCandidate(page, now) &&
    classOfPage(first, before, context.knownClasses) === classOfPage(page, now, context.knownClasses)
  )
}

/** A list whose rows all name one class is that class's. */
export function soleClass(preview: CapturePreview): string | null {
  const names = new Set(preview.rows.map((row) => row.className))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : null
}
