/**
 * One collection of a OneRoster server, page by page, with the proof that all of it came. The proof is the
 * number of distinct objects against `X-Total-Count`; without that header, a page that comes back empty.
 */
import { TrousseError } from '../../contract/errors.ts'
import { errorOfAnswer, type FinalAnswer, readJsonObject } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import type { Collection } from './parse.ts'

const PAGE_SIZE = 500
/** No school has more pages in one collection; a server that never ends is stopped here. */
const MAX_PAGES = 2000

/** Asks for an address with the current token; renews it once per run. */
export type Ask = (url: string, headers: Readonly<Record<string, string>>) => Promise<FinalAnswer>

export interface RawPage {
  readonly url: string
  readonly etag: string | null
  readonly unchanged: boolean
  /** Empty when unchanged. */
  readonly items: readonly unknown[]
  /** Objects of this collection known so far, and in all (0 while unknown). */
  readonly done: number
  readonly total: number
  readonly bytes: number
}

const pageUrl = (base: string, offset: number): string => `${base}?limit=${PAGE_SIZE}&offset=${offset}`

function readTotal(answer: FinalAnswer): number | null {
  const header = answer.response.headers['x-total-count']
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null
}

const saysNext = (answer: FinalAnswer): boolean => /rel="?next"?/i.test(answer.response.headers.link ?? '')

/** Offset of the page that came after this one last time: how many objects an unchanged page holds. */
function nextKnownOffset(validators: ReadonlyMap<string, string>, base: string, offset: number): number | null {
  let best: number | null = null
  for (const url of validators.keys()) {
    if (!url.startsWith(`${base}?limit=${PAGE_SIZE}&offset=`)) continue
    const known = Number(url.slice(url.lastIndexOf('=') + 1))
    if (known > offset && (best === null || known < best)) best = known
  }
  return best
}

interface Asked {
  readonly answer: FinalAnswer
  readonly unchanged: boolean
}

/** A page, conditionally. A 304 that does not let us know where the next page starts is asked again in full. */
async function askPage(
  context: SourceContext,
  ask: Ask,
  base: string,
  offset: number,
  knownTotal: number | null,
): Promise<Asked> {
  const url = pageUrl(base, offset)
  const validator = context.validators.get(url)
  if (validator !== undefined) {
    const answer = await ask(url, { 'if-none-match': validator })
    if (answer.response.status !== 304) return { answer, unchanged: false }
    const placed = readTotal(answer) ?? knownTotal ?? nextKnownOffset(context.validators, base, offset)
    if (placed !== null) return { answer, unchanged: true }
  }
  const answer = await ask(url, {})
  if (answer.response.status === 304) throw errorOfAnswer(answer)
  return { answer, unchanged: false }
}

function readItems(answer: FinalAnswer, collection: Collection): readonly unknown[] {
  const items = readJsonObject(answer)[collection]
  if (Array.isArray(items)) return items
  throw new TrousseError('response-unexpected', { host: answer.url.host, collection, field: collection })
}

const idOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'sourcedId' in item ? item.sourcedId : undefined

/**
 * Yields every page of a collection.
 *
 * @param base address of the collection without a query.
 * @throws TrousseError `source-incomplete` when the count announced, or its stability, says that something is
 *   missing; and everything `readJson` and the request throw.
 */
export async function* fetchCollection(
  context: SourceContext,
  ask: Ask,
  base: string,
  collection: Collection,
): AsyncGenerator<RawPage> {
  const incomplete = (received: number, total: number) =>
    new TrousseError('source-incomplete', { host: new URL(base).host, collection, received, total })
  const ids = new Set<unknown>()
  let done = 0
  let total: number | null = null
  let offset = 0
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { answer, unchanged } = await askPage(context, ask, base, offset, total)
    const items = unchanged ? [] : readItems(answer, collection)
    const announced = readTotal(answer)
    // The school changed while we were reading: pages may have slid over one another.
    if (announced !== null && total !== null && announced !== total) throw incomplete(done, announced)
    total = announced ?? total
    for (const item of items) {
      const id = idOf(item)
      if (ids.has(id)) throw incomplete(done, total ?? 0)
      ids.add(id)
    }
    const next = unchanged ? afterUnchanged(context, base, offset, total) : offset + items.length
    done += next - offset
    const etag =
      answer.response.headers.etag ?? (unchanged ? (context.validators.get(pageUrl(base, offset)) ?? null) : null)
    // An empty page is the end, not a page: its validator would be asked for ever.
    if (unchanged || items.length > 0 || offset === 0) {
      const bytes = answer.response.body.byteLength
      yield { url: pageUrl(base, offset), etag, unchanged, items, done, total: total ?? 0, bytes }
    }
    offset = next
    if (total !== null && done > total) throw incomplete(done, total)
    if (total !== null && done === total && !saysNext(answer)) return
    if (!unchanged && items.length === 0) {
      if (total !== null && done !== total) throw incomplete(done, total)
      return
    }
  }
  throw incomplete(done, total ?? 0)
}

function afterUnchanged(context: SourceContext, base: string, offset: number, total: number | null): number {
  const end = Math.min(offset + PAGE_SIZE, total ?? Number.POSITIVE_INFINITY)
  const known = nextKnownOffset(context.validators, base, offset)
  return known === null ? end : Math.min(known, end)
}
