/**
 * The pictures of instructions, after the documents: fetched once while the servers answer, so that a text is whole
 * offline and no reader's computer ever asks for one. A picture that fails undoes nothing.
 */
import { toErrorShape } from '../contract/errors.ts'
import { imageKind, isTracker } from '../domain/image-kind.ts'
import { imageAddresses } from '../platform/clean-html.ts'
import type { Log } from '../platform/log.ts'
import type { SourceContext, SourceDriver } from '../sources/source.ts'
import type { StoreClient } from '../store/api.ts'
import { type BlobStore, GONE_STATUS, SERVER_IS_THE_PROBLEM } from './attachments.ts'

/** A photograph as phones take them; more is a document's business. */
const MAX_IMAGE_BYTES = 3_000_000
const MAX_PER_TEXT = 20
/** A first synchronisation must end: the rest comes with the next ones. */
const MAX_PER_RUN = 200

interface Work {
  readonly store: StoreClient
  readonly blobs: BlobStore
  readonly driver: SourceDriver
  readonly context: SourceContext
  readonly sourceId: number
  /** Against which an address without a host is read. */
  readonly base: string
  /** Hosts of the source: any other is asked over https only. */
  readonly ownHosts: ReadonlySet<string>
  readonly log: Log
}

function resolve(address: string, { base, ownHosts }: Work): URL | null {
  if (!URL.canParse(address, base)) return null
  const url = new URL(address, base)
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && ownHosts.has(url.host))
  return isAllowed && url.username === '' ? url : null
}

async function fetchOne(work: Work, assignmentId: number, address: string): Promise<boolean> {
  const { store, driver, context } = work
  const url = resolve(address, work)
  if (url === null) {
    await store.write.keepImage(assignmentId, address, 'useless')
    return true
  }
  try {
    const name = url.pathname.split('/').at(-1) ?? ''
    const bytes = await driver.fetchAttachment?.(context, { url: url.href, name, maxBytes: MAX_IMAGE_BYTES })
    const kind = bytes === undefined ? null : imageKind(bytes)
    if (bytes === undefined || kind === null || isTracker(kind)) {
      await store.write.keepImage(assignmentId, address, 'useless')
      return true
    }
    const kept = await work.blobs.put(bytes)
    await store.write.keepImage(assignmentId, address, { ...kept, mediaType: kind.mediaType })
    return true
  } catch (error) {
    const { code, params } = toErrorShape(error)
    if (code === 'cancelled' || code === 'disk-full') throw error
    const isUseless = code === 'response-too-large' || GONE_STATUS.has(params.status)
    await store.write.keepImage(assignmentId, address, isUseless ? 'useless' : 'failed')
    work.log.warn('sync.image-failed', { assignment: assignmentId, code })
    return !(work.ownHosts.has(url.host) && SERVER_IS_THE_PROBLEM.has(code))
  }
}

/** Stops where the source's own server stops answering, until the next time. Rejects with `cancelled`, `disk-full`. */
export async function fetchImages(work: Work): Promise<number> {
  if (work.driver.fetchAttachment === undefined) return 0
  let asked = 0
  for (const { assignmentId, html, settled } of await work.store.read.textsWithImages(work.sourceId)) {
    const wanted = imageAddresses(html)
      .slice(0, MAX_PER_TEXT)
      .filter((address) => !settled.includes(address))
    for (const address of wanted) {
      if (asked >= MAX_PER_RUN || work.context.signal.aborted) return asked
      asked += 1
      if (!(await fetchOne(work, assignmentId, address))) return asked
    }
  }
  return asked
}
