/**
 * A calendar by its secret address. Whoever has the address reads the timetable, so it is a secret like a password:
 * it is in no error, no log, no record and no page name.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotBatch, SnapshotCoverage } from '../../contract/snapshot.ts'
import { checkServerAddress } from '../../platform/server-address.ts'
import { ask, bodyStart, errorOfAnswer, type FinalAnswer } from '../server-answer.ts'
import type { SourceContext, SourceDriver } from '../source.ts'
import { type CalendarReading, schoolYear } from './read-calendar.ts'
import { readCalendarInWorker } from './read-in-worker.ts'
import type { CalendarSystem } from './system.ts'

/** A school year of PRONOTE is under two megabytes. */
const MAX_FEED_BYTES = 20 * 1024 * 1024
/** In front of the date where a server gives no ETag. */
const MODIFIED = 'modified:'

export interface IcalOptions {
  /** As the teacher pasted it: `https:` or `webcal:`. */
  readonly url: string
  /** Who wrote it, once that is known. */
  readonly system?: CalendarSystem
  readonly workerUrl: URL
}

/** Calendar programs' own scheme is https by another name. Throws `address-refused` as the others do. */
export const feedAddress = (pasted: string): URL =>
  checkServerAddress(pasted.trim().replace(/^webcals?:\/\//i, 'https://'), true)

/** Another school year is another page: what was unchanged may now lie outside. */
const pageName = (now: number): string => `feed/${schoolYear(now)}`

/** Answers that say that the secret in the address is no longer good. */
const LINK_GONE: ReadonlySet<number> = new Set([401, 403, 404, 410])

function checkAnswer(answer: FinalAnswer): void {
  const { response, url } = answer
  if (response.status === 200 && /^\s*\ufeff?\s*BEGIN\s*:/i.test(bodyStart(answer))) return
  const error = errorOfAnswer(answer)
  const { host } = url
  // A page that says nothing particular, where a calendar should be: the address is another one's, or the link is dead.
  if (error.code === 'response-unexpected' || error.code === 'credentials-refused') {
    if (LINK_GONE.has(response.status)) throw new TrousseError('calendar-link-dead', { host, status: response.status })
    if (response.status === 200) throw new TrousseError('calendar-not-ical', { host })
  }
  throw error
}

/** The reader's own errors, with the host they came from: there is no file to name. */
async function readBody(options: IcalOptions, context: SourceContext, answer: FinalAnswer): Promise<CalendarReading> {
  const { host } = answer.url
  try {
    return await readCalendarInWorker({
      bytes: answer.response.body,
      now: context.clock.now(),
      workerUrl: options.workerUrl,
      signal: context.signal,
    })
  } catch (error) {
    if (!(error instanceof TrousseError)) throw error
    if (error.code === 'file-too-large') throw new TrousseError('response-too-large', { host })
    if (error.code === 'file-unreadable') throw new TrousseError('calendar-not-ical', { host, ...error.params })
    throw new TrousseError(error.code, { host, ...error.params })
  }
}

const validatorOf = ({ response }: FinalAnswer): string | null => {
  const { etag, 'last-modified': modified } = response.headers
  return etag ?? (modified === undefined ? null : `${MODIFIED}${modified}`)
}

function askIfChanged(validator: string | undefined): Record<string, string> {
  if (validator === undefined) return {}
  return validator.startsWith(MODIFIED)
    ? { 'if-modified-since': validator.slice(MODIFIED.length) }
    : { 'if-none-match': validator }
}

const askFeed = (options: IcalOptions, context: SourceContext, validator?: string): Promise<FinalAnswer> =>
  ask(context, {
    url: feedAddress(options.url).href,
    headers: { accept: 'text/calendar, */*;q=0.1', ...askIfChanged(validator) },
    maxBytes: MAX_FEED_BYTES,
  })

const WHOLE: SnapshotCoverage = { kind: 'whole', proof: 'content' }
/** Moodle's export shows recent and coming dates only: what it no longer shows has merely passed. */
const NOTHING_LEAVES: SnapshotCoverage = { kind: 'classes', classExternalIds: [], proof: 'content' }

/** A calendar lists lessons and work, and knows no pupil; an empty one is refused by the guard and wipes nothing. */
export function createIcalDriver(options: IcalOptions): SourceDriver {
  feedAddress(options.url)
  async function* fetch(context: SourceContext): AsyncGenerator<SnapshotBatch> {
    context.onProgress({ step: 'connecting', done: 0, total: 0, bytes: 0 })
    const page = pageName(context.clock.now())
    const validator = context.validators.get(page)
    const answer = await askFeed(options, context, validator)
    if (answer.response.status === 304 && validator !== undefined) {
      yield { records: [], page: { url: page, etag: validator, unchanged: true } }
      return
    }
    checkAnswer(answer)
    const bytes = answer.response.body.byteLength
    context.onProgress({ step: 'lessons', done: 0, total: 0, bytes })
    const { records } = await readBody(options, context, answer)
    context.onProgress({ step: 'lessons', done: records.length, total: records.length, bytes })
    yield { records, page: { url: page, etag: validatorOf(answer), unchanged: false } }
  }
  return { coverage: options.system === 'moodle' ? NOTHING_LEAVES : WHOLE, fetch }
}

/**
 * Reads the feed once, before anything is stored. An empty calendar is accepted: École Directe's is, until the
 * timetable is published.
 *
 * @throws TrousseError as the driver does, `calendar-link-dead`, `calendar-not-ical`.
 */
export async function checkFeed(
  options: IcalOptions,
  context: SourceContext,
): Promise<Pick<CalendarReading, 'system'>> {
  const answer = await askFeed(options, context)
  checkAnswer(answer)
  const { system } = await readBody(options, context, answer)
  return { system }
}
