/** A school's OneRoster 1.2 server as a source: rostering, then the gradebook's line items as assignments. */

import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotBatch } from '../../contract/snapshot.ts'
import type { OneRosterConfig } from '../../contract/views.ts'
import { createReloginOnce } from '../../platform/http-patient.ts'
import { checkServerAddress, isLoopback } from '../../platform/server-address.ts'
import { ask, contentType, errorOfAnswer, type FinalAnswer, readJsonObject } from '../server-answer.ts'
import type { AttachmentRequest, SourceContext, SourceDriver, SourceProgress } from '../source.ts'
import type { Ask } from './fetch.ts'
import { fetchCollection } from './fetch.ts'
import type { Collection } from './parse.ts'
import { parsePage } from './parse.ts'
import type { AccessToken } from './token.ts'
import { requestToken } from './token.ts'

const ROSTERING = '/ims/oneroster/rostering/v1p2'
const GRADEBOOK = '/ims/oneroster/gradebook/v1p2'
/** Reliability facts I2. */
const MAX_PAGE_BYTES = 20 * 1024 * 1024
/** A large file over a school's line takes longer than a page. */
const ATTACHMENT_TOTAL_MS = 600_000

interface Step {
  readonly collection: Collection
  readonly service: string
  readonly step: SourceProgress['step']
}
/** Classes before people and enrolments, so that progress tells a story. */
const STEPS: readonly Step[] = [
  { collection: 'orgs', service: ROSTERING, step: 'classes' },
  { collection: 'academicSessions', service: ROSTERING, step: 'classes' },
  { collection: 'classes', service: ROSTERING, step: 'classes' },
  { collection: 'users', service: ROSTERING, step: 'people' },
  { collection: 'enrollments', service: ROSTERING, step: 'enrolments' },
  { collection: 'lineItems', service: GRADEBOOK, step: 'assignments' },
]

export interface OneRosterOptions {
  readonly config: OneRosterConfig
  readonly clientSecret: string
}

/** Keeps the token of one driver and renews it once per run when the server says it is no longer good. */
function createSession({ config, clientSecret }: OneRosterOptions) {
  const root = checkServerAddress(config.url, true)
  let token: AccessToken | null = null

  async function current(context: SourceContext): Promise<AccessToken> {
    if (token === null || token.expiresAt <= context.clock.now()) {
      token = await requestToken(context, config, clientSecret)
    }
    return token
  }

  /** A fresh `Ask`: its one renewal is its own. */
  function createAsk(context: SourceContext, maxBytes: number, file?: { readonly totalMs: number }): Ask {
    const withSession = createReloginOnce(async () => {
      token = null
      await current(context)
    })
    const askSigned: Ask = async (url, headers) => {
      const { value } = await current(context)
      return ask(context, {
        url,
        headers: { accept: 'application/json', ...headers, authorization: `Bearer ${value}` },
        maxBytes,
        ...(file === undefined ? {} : { totalMs: file.totalMs, resumable: true }),
      })
    }
    // Refused after a redirect, it is by somebody else: our key says nothing there.
    const expired = (answer: FinalAnswer) => answer.response.status === 401 && answer.redirects === 0
    return async (url, headers) => {
      const answer = await withSession(() => askSigned(url, headers), expired)
      if (answer.response.status === 401) throw refusal(answer, answer.url.host)
      return answer
    }
  }
  return { root, current, createAsk }
}

function refusal(answer: FinalAnswer, host: string): TrousseError {
  const error = errorOfAnswer(answer)
  return error.code === 'account-locked' ? error : new TrousseError('credentials-refused', { host, status: 401 })
}

const collectionUrl = (root: URL, service: string, collection: Collection): string =>
  `${root.origin}${root.pathname.replace(/\/+$/, '')}${service}/${collection}`

/**
 * @param options.config checked here; a plain http address outside this computer is `address-refused`.
 * @returns a driver whose `fetch` yields one batch per page and throws on anything incomplete.
 */
export function createOneRosterDriver(options: OneRosterOptions): SourceDriver {
  const session = createSession(options)

  /** Subjects of classes, which assignments repeat; read again when the class pages were unchanged. */
  async function readSubjects(context: SourceContext, askSigned: Ask): Promise<Map<string, string>> {
    const subjects = new Map<string, string>()
    const base = collectionUrl(session.root, ROSTERING, 'classes')
    const unconditional = { ...context, validators: new Map<string, string>() }
    for await (const page of fetchCollection(unconditional, askSigned, base, 'classes')) {
      collectSubjects({ records: await parsePage('classes', page.items, subjects) }, subjects)
    }
    return subjects
  }

  async function* fetch(context: SourceContext): AsyncGenerator<SnapshotBatch> {
    context.onProgress({ step: 'connecting', done: 0, total: 0, bytes: 0 })
    const { gradebook } = await session.current(context)
    const askSigned = session.createAsk(context, MAX_PAGE_BYTES)
    let subjects = new Map<string, string>()
    let subjectsWhole = true
    let bytes = 0
    for (const { collection, service, step } of STEPS) {
      if (service === GRADEBOOK && !gradebook) continue
      const base = collectionUrl(session.root, service, collection)
      for await (const page of fetchCollection(context, askSigned, base, collection)) {
        bytes += page.bytes
        if (collection === 'classes' && page.unchanged) subjectsWhole = false
        if (collection === 'lineItems' && !page.unchanged && !subjectsWhole) {
          subjects = await readSubjects(context, askSigned)
          subjectsWhole = true
        }
        const batch: SnapshotBatch = {
          records: await parsePage(collection, page.items, subjects),
          page: { url: page.url, etag: page.etag, unchanged: page.unchanged },
        }
        if (collection === 'classes') collectSubjects(batch, subjects)
        context.onProgress({ step, done: page.done, total: page.total, bytes })
        yield batch
      }
    }
  }

  async function fetchAttachment(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array> {
    const url = checkServerAddress(request.url, isLoopback(session.root.hostname))
    const question = { url: url.href, maxBytes: request.maxBytes, totalMs: ATTACHMENT_TOTAL_MS, resumable: true }
    const answer =
      url.origin === session.root.origin
        ? await session.createAsk(context, request.maxBytes, { totalMs: ATTACHMENT_TOTAL_MS })(url.href, {
            accept: '*/*',
          })
        : await ask(context, question)
    const pageInstead = /html/i.test(contentType(answer) ?? '') && !/\.x?html?$/i.test(request.name)
    if (answer.response.status !== 200 || pageInstead) throw errorOfAnswer(answer)
    return answer.response.body
  }

  return { coverage: { kind: 'whole' }, fetch, fetchAttachment }
}

function collectSubjects(batch: SnapshotBatch, into: Map<string, string>): void {
  for (const record of batch.records) {
    if (record.entity === 'class' && record.subject !== undefined) into.set(record.externalId, record.subject)
  }
}

/**
 * Proves that the address and the key are good before anything is stored: a token, then one class.
 *
 * @throws TrousseError as the driver does.
 */
export async function checkConnection(options: OneRosterOptions, context: SourceContext): Promise<void> {
  const session = createSession(options)
  const askSigned = session.createAsk(context, MAX_PAGE_BYTES)
  const url = `${collectionUrl(session.root, ROSTERING, 'classes')}?limit=1&offset=0`
  const answer = await askSigned(url, {})
  if (!Array.isArray(readJsonObject(answer).classes)) {
    throw new TrousseError('response-unexpected', { host: session.root.host, collection: 'classes', field: 'classes' })
  }
}
