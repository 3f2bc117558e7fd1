/** The hand-over: what was done while something was down, what of it is carried back, and the page that tells it. */
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { type MessageVariable, variablesUsed } from '../contract/message-variables.ts'
import {
  type Handover,
  type HandoverItem,
  type HandoverKind,
  type MessageSummary,
  type OutageView,
  workChoiceSchema,
} from '../contract/views.ts'
import { type CoverageRow, coverageOf } from '../domain/coverage.ts'
import { downTime, type Episode, episodesToHandOver, openEpisodes, wasMeanwhile } from '../domain/handover.ts'
import { handoverPage } from '../domain/handover-report.ts'
import {
  copyOfCalls,
  copyOfContact,
  copyOfHandedIn,
  copyOfMessage,
  copyOfPack,
  copyOfWork,
  type HandoverLocale,
} from '../domain/handover-text.ts'
import type { TemplateValues } from '../domain/mail-template.ts'
import { workText } from '../domain/work-text.ts'
import { longDate } from '../domain/written-format.ts'
import { cleanHtml } from '../platform/clean-html.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import type { StoreClient, StoredMessage } from '../store/api.ts'
import { groupBy } from '../store/group-by.ts'
import type { Machine } from './machine.ts'
import { readHistory } from './outages.ts'
import { savePage } from './save-numbered.ts'
import { readStoredSettings } from './settings.ts'
import type { Space } from './space.ts'

type Kept = Pick<Space, 'store'>
type Watching = Parameters<typeof readHistory>[2]

/** Outages older than this are history: nobody carries anything back after a term. */
const LOOK_BACK_DAYS = 120

type Item = Omit<HandoverItem, 'carriedAt'>

/** Of a message as it was written, the only part that is looked at. */
const workOfContent = z.object({ work: workChoiceSchema.nullable().optional() })

interface Coverages {
  /** Per message, those it was said again by included. */
  readonly of: ReadonlyMap<number, readonly CoverageRow[]>
  readonly classOf: ReadonlyMap<number, string>
}

/** Of messages made meanwhile; one that says another again is counted with it. */
async function readCoverages(store: StoreClient, messages: readonly MessageSummary[]): Promise<Coverages> {
  const ids = new Set(messages.map(({ id }) => id))
  const first = messages.filter(({ resendOf }) => resendOf === null || !ids.has(resendOf))
  const rows = await Promise.all(first.map(({ id }) => store.read.readCoverage(id)))
  return {
    of: new Map(first.map(({ id }, index) => [id, rows[index] ?? []])),
    classOf: new Map(
      first.flatMap(({ className }, index) => (rows[index] ?? []).map((row) => [row.pupilId, className])),
    ),
  }
}

/** One row per pupil, whatever the number of messages and calls about them. */
function perPupil({ of }: Coverages): CoverageRow[] {
  const all = new Map<number, CoverageRow>()
  for (const row of [...of.values()].flat()) {
    const known = all.get(row.pupilId)
    all.set(row.pupilId, {
      ...row,
      states: [...(known?.states ?? []), ...row.states],
      calls: [...(known?.calls ?? []), ...row.calls].sort((a, b) => (a.at < b.at ? -1 : 1)),
    })
  }
  return [...all.values()]
}

/** @param since nothing older is asked for */
async function readItems(
  space: Kept,
  coverages: Coverages,
  messages: readonly MessageSummary[],
  since: string,
  locale: HandoverLocale,
): Promise<{ readonly items: Item[]; readonly carried: ReadonlyMap<string, string> }> {
  const { read } = space.store
  const [work, packs, contacts, handedIn, marks] = await Promise.all([
    read.listLocalWork(),
    read.listPacks(),
    read.listTypedContacts(since),
    read.listWorkHandedIn(since),
    read.listHandoverMarks(),
  ])
  const carried = new Map(marks.map(({ kind, rowId, carriedAt }) => [keyOf(kind, rowId), carriedAt]))
  const items: Item[] = work.map(({ id, title, className, dueOn, html, createdAt, carriedAt }) => {
    if (carriedAt !== null) carried.set(keyOf('assignment', id), carriedAt)
    const copy = copyOfWork({ title, className, dueOn, html: cleanHtml(html) }, locale)
    return { kind: 'assignment', id, title, className, at: createdAt, dueOn, done: 0, total: 0, copy }
  })
  for (const message of messages) {
    const rows = coverages.of.get(message.id)
    if (rows === undefined) continue
    items.push(...(await itemsOfMessage(space.store, message, rows, locale)))
  }
  for (const { id, className, at, counts } of packs) {
    const figures = { assignments: counts?.assignments ?? 0, attachments: counts?.attachments ?? 0 }
    const copy = copyOfPack({ className, at, ...figures }, locale)
    const { assignments: done, attachments: total } = figures
    items.push({ kind: 'pack', id, title: copy.title, className, at, dueOn: null, done, total, copy })
  }
  for (const contact of contacts) {
    const copy = copyOfContact(contact, locale)
    const title = contact.pupils === '' ? contact.owner : `${contact.owner} (${contact.pupils})`
    const { id, at, className } = contact
    items.push({ kind: 'contact', id, title, className, at, dueOn: null, done: 0, total: 0, copy })
  }
  for (const [classId, files] of groupBy(handedIn, (file) => file.classId)) {
    const className = files[0]?.className ?? ''
    const titles = [...new Set(files.map(({ title }) => title))]
    const pupils = [...new Map(files.map(({ pupil, at }) => [pupil, { name: pupil, at }])).values()]
    const copy = copyOfHandedIn({ title: titles.length === 1 ? (titles[0] ?? '') : '', className, pupils }, locale)
    const at = latest(files)
    const figures = { done: pupils.length, total: files.length }
    items.push({ kind: 'handed-in', id: classId, title: copy.title, className, at, dueOn: null, ...figures, copy })
  }
  return { items, carried }
}

/** More work than a class gets in the period of a message. */
const MAX_WORKS = 60

/** What the variables of a message that are the same for all its families stand for; those it does not use are not read. */
async function sharedValues(
  store: StoreClient,
  message: StoredMessage,
  used: readonly MessageVariable[],
  locale: HandoverLocale,
): Promise<TemplateValues> {
  const { read } = store
  const values: { -readonly [K in keyof TemplateValues]: TemplateValues[K] } = {
    date: longDate(localDay(Date.parse(message.createdAt)), locale),
  }
  if (used.includes('teacher')) values.teacher = (await readStoredSettings(store)).teacherName
  if (used.includes('subject')) {
    const subject = (await read.listClasses()).find(({ id }) => id === message.classId)?.subject
    if (subject) values.subject = subject
  }
  const period = workOfContent.safeParse(message.content).data?.work
  if (used.includes('work') && period) {
    const { rows } = await read.listAssignments({
      classId: message.classId,
      dueFrom: period.from,
      dueTo: period.to,
      offset: 0,
      limit: MAX_WORKS,
    })
    const works = await Promise.all(rows.map(({ id }) => read.readAssignment(id)))
    values.work = workText(
      works.filter((work) => work !== null),
      locale,
    )
  }
  return values
}

async function itemsOfMessage(
  store: StoreClient,
  message: MessageSummary,
  rows: readonly CoverageRow[],
  locale: HandoverLocale,
): Promise<Item[]> {
  const { id, className, subject, createdAt, audience, counts } = message
  const items: Item[] = []
  const coverage = coverageOf(rows)
  if (message.total > counts.cancelled) {
    const stored = await store.read.readMessage(id)
    const body = stored?.body ?? ''
    const isToPupils = audience === 'pupils'
    const { byMail: done, total } = coverage
    const values = stored === null ? {} : await sharedValues(store, stored, variablesUsed(subject, body), locale)
    const text = { subject, body, className, isToPupils, at: createdAt, reached: done, total, values }
    const copy = copyOfMessage(text, locale)
    items.push({ kind: 'message', id, title: copy.title, className, at: createdAt, dueOn: null, done, total, copy })
  }
  // The latest call of each pupil counts.
  const calls = rows.flatMap(({ name, calls: all }) => {
    const last = all.at(-1)
    return last === undefined ? [] : [{ name, result: last.result, at: last.at }]
  })
  if (calls.length > 0) {
    const copy = copyOfCalls(calls, className, locale)
    const at = latest(calls)
    const done = calls.filter(({ result }) => result === 'reached').length
    items.push({ kind: 'calls', id, title: subject, className, at, dueOn: null, done, total: calls.length, copy })
  }
  return items
}

/** Instants compare as texts. */
const latest = (rows: readonly { readonly at: string }[]): string =>
  rows
    .map(({ at }) => at)
    .sort()
    .at(-1) ?? ''

const keyOf = (kind: HandoverKind, id: number): string => `${kind} ${id}`

/** What was added since it was carried back waits again. */
const stillCarried = (item: Item, carriedAt: string | undefined): string | null =>
  carriedAt === undefined || (item.at !== null && item.at > carriedAt) ? null : carriedAt

const EMPTY: Handover = {
  state: 'none',
  beganAt: null,
  endedAt: null,
  downMs: 0,
  platforms: [],
  items: [],
  families: { total: 0, byMail: 0, byPhone: 0, byPost: 0, waiting: 0, none: 0 },
  unreached: [],
}

/** What is not dealt with yet, and the outages it belongs to, for the page. */
async function read(
  machine: Machine,
  space: Kept,
  watching: Watching,
  locale: HandoverLocale,
): Promise<{ readonly handover: Handover; readonly outages: readonly OutageView[] }> {
  const now = toInstant(machine.clock.now())
  const [history, closed] = await Promise.all([
    readHistory(machine, space, watching, LOOK_BACK_DAYS),
    space.store.read.lastHandover(),
  ])
  const open = openEpisodes(history.outages, closed?.closedAt ?? null)
  const [first] = open
  if (first === undefined) return { handover: EMPTY, outages: [] }

  const meanwhile = (await space.store.read.listMessages()).filter(({ createdAt }) => wasMeanwhile(createdAt, open))
  const all = await readCoverages(space.store, meanwhile)
  const { items, carried } = await readItems(space, all, meanwhile, first.beganAt, locale)
  const within = (item: Item, episodes: readonly Episode[]) => item.at !== null && wasMeanwhile(item.at, episodes)
  const episodes = episodesToHandOver(open, (episode) => items.some((item) => within(item, [episode])), now)
  if (episodes.length === 0) return { handover: EMPTY, outages: [] }

  const shown = items
    .map((item) => ({ ...item, carriedAt: stillCarried(item, carried.get(keyOf(item.kind, item.id))) }))
    // Local work waits for the platform whenever it was written.
    .filter((item) => within(item, episodes) || (item.kind === 'assignment' && item.carriedAt === null))
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : (a.at ?? '') > (b.at ?? '') ? 1 : 0))
  const pupils = perPupil(all)
  const { byMail, byPhone, byPost, waiting, total, pupils: detail } = coverageOf(pupils)
  const outages = episodes.flatMap((episode) => episode.outages)
  const endedAt = episodes.some((episode) => episode.endedAt === null) ? null : (episodes.at(-1)?.endedAt ?? null)
  const handover: Handover = {
    state: endedAt === null ? 'ongoing' : 'over',
    beganAt: episodes[0]?.beganAt ?? null,
    endedAt,
    downMs: downTime(episodes, now),
    platforms: outages.map(({ platform, role, cause, beganAt, endedAt: end }) => ({
      platform,
      role,
      cause,
      beganAt,
      endedAt: end,
    })),
    items: shown,
    families: { total, byMail, byPhone, byPost, waiting, none: total - byMail - byPhone - byPost - waiting },
    unreached: detail
      .filter(({ way }) => way === 'none')
      .map(({ pupilId, name }) => ({ pupilId, name, className: all.classOf.get(pupilId) ?? '' })),
  }
  return { handover, outages }
}

export const readHandover = async (
  machine: Machine,
  space: Kept,
  watching: Watching,
  locale: HandoverLocale,
): Promise<Handover> => (await read(machine, space, watching, locale)).handover

/**
 * The teacher is done with what fell until now; returns what takes it back. Throws `not-found` when there is nothing
 * to be done with.
 */
export async function closeHandover(machine: Machine, space: Kept, watching: Watching): Promise<number> {
  const { beganAt, endedAt, state } = await readHandover(machine, space, watching, 'fr')
  if (state === 'none' || beganAt === null) throw new TrousseError('not-found', { what: 'outage' })
  const closedAt = toInstant(machine.clock.now())
  return space.store.write.closeHandover({ beganAt, endedAt: endedAt ?? closedAt, closedAt })
}

const FILE_NAME = { fr: 'Bilan de la panne', en: 'Report on the outage' } as const

/**
 * One page: when, what was down and what was displayed, who was reached and by what, what was carried back.
 *
 * @returns the file's name
 * @throws TrousseError `not-found` when there is no outage to tell of; of the drive as `saveNumbered`
 */
export async function exportReport(
  machine: Machine,
  space: Kept,
  watching: Watching,
  target: { readonly folder: string; readonly names: boolean; readonly locale: HandoverLocale },
): Promise<string> {
  const { folder, names, locale } = target
  const { handover, outages } = await read(machine, space, watching, locale)
  if (handover.beganAt === null) throw new TrousseError('not-found', { what: 'outage' })
  const now = machine.clock.now()
  const page = handoverPage({ handover, outages, names, madeAt: toInstant(now) }, locale)
  return savePage(machine, folder, `${FILE_NAME[locale]} ${localDay(now)}`, page)
}
