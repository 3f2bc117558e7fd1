/** The OneRoster side: token, objects, files. */
import type { IncomingMessage } from 'node:http'
import type { DemoScenario } from '../contract/views.ts'
import { conditional, type DemoAnswer, json, oneRosterError, readSmallBody, withEtag } from './answer.ts'
import type { DemoSchool } from './model.ts'
import { answerQuery, QueryError } from './oneroster/query.ts'
import { buildRecords, type Records, type RosterView } from './oneroster/records.ts'
import { findRoute } from './oneroster/routes.ts'
import type { TokenStore } from './oneroster/tokens.ts'

const viewOf = (scenario: DemoScenario): RosterView =>
  scenario === 'empty-roster' ? 'empty' : scenario === 'half-roster' ? 'half' : 'whole'

/** A page holds some hundred kilobytes. */
const MAX_KEPT_PAGES = 100

export interface DemoApi {
  token(request: IncomingMessage): Promise<DemoAnswer>
  objects(request: IncomingMessage, url: URL, scenario: DemoScenario): DemoAnswer
  file(request: IncomingMessage, id: string, signedIn: boolean): DemoAnswer
}

/** @param origin of the server, without a final slash: addresses inside the objects start with it. */
export function createDemoApi(school: DemoSchool, tokens: TokenStore, origin: () => string): DemoApi {
  const views = new Map<RosterView, Records>()
  const recordsFor = (scenario: DemoScenario): Records => {
    const view = viewOf(scenario)
    const records = views.get(view) ?? buildRecords(school, view, origin())
    views.set(view, records)
    return records
  }
  /** The school never changes while it runs: a page is made once, and asked again it costs a look-up, as behind any cache. */
  const pages = new Map<string, DemoAnswer>()
  const keep = (key: string, make: () => DemoAnswer): DemoAnswer => {
    const kept = pages.get(key)
    if (kept) return kept
    const made = make()
    if (made.status === 200 && pages.size < MAX_KEPT_PAGES) pages.set(key, withEtag(made))
    return made
  }
  const refuse = () =>
    oneRosterError(401, 'unauthorisedrequest', 'Token missing, unknown or expired', {
      'www-authenticate': 'Bearer error="invalid_token"',
    })

  return {
    async token(request) {
      if (request.method !== 'POST') return json(405, { error: 'invalid_request' }, { allow: 'POST' })
      const body = await readSmallBody(request)
      if (body === null) return json(413, { error: 'invalid_request' })
      const answer = tokens.issue(request.headers.authorization, new URLSearchParams(body))
      const headers = { 'cache-control': 'no-store' }
      if (!answer.ok) return json(answer.status, { error: answer.error }, headers)
      const { token, expiresIn, scope } = answer
      return json(200, { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope }, headers)
    },

    objects(request, url, scenario) {
      if (!tokens.accepts(request.headers.authorization)) return refuse()
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return oneRosterError(405, 'invaliddata', 'Read only', { allow: 'GET, HEAD' })
      }
      const route = findRoute(recordsFor(scenario), url.pathname)
      switch (route.kind) {
        case 'unknown-path':
        case 'unknown-object':
          return oneRosterError(404, 'unknownobject', 'Not found')
        case 'one':
          return conditional(request, json(200, { [route.name]: route.item }))
        case 'many':
          return conditional(
            request,
            keep(`${viewOf(scenario)} ${url.pathname}${url.search}`, () => many(url, route.name, route.items)),
          )
      }
    },

    file(request, id, signedIn) {
      if (!signedIn && !tokens.accepts(request.headers.authorization)) return refuse()
      const attachment = school.attachments.get(id)
      if (!attachment) return oneRosterError(404, 'unknownobject', 'Not found')
      const { name, mediaType, bytes } = attachment.file
      return conditional(request, {
        status: 200,
        headers: {
          'content-type': mediaType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          'x-content-type-options': 'nosniff',
        },
        body: bytes(),
      })
    },
  }
}

function many(url: URL, name: string, items: Parameters<typeof answerQuery>[0]): DemoAnswer {
  try {
    const page = answerQuery(items, url)
    const headers: Record<string, string> = { 'x-total-count': String(page.total) }
    if (page.link !== '') headers.link = page.link
    return json(200, { [name]: page.items }, headers)
  } catch (error) {
    if (error instanceof QueryError) return oneRosterError(400, error.minor, `Not understood: ${error.message}`)
    throw error
  }
}
