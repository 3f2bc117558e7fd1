/** Every driver of a server, over the demonstration: what the shared suites run against. */
import type { ErrorCode } from '../../electron/contract/errors.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import { createEcoleDirecteDriver } from '../../electron/sources/ecole-directe/driver.ts'
import { createEdificeDriver } from '../../electron/sources/edifice/driver.ts'
import { createIcalDriver } from '../../electron/sources/ical/driver.ts'
import { createMoodleDriver } from '../../electron/sources/moodle/driver.ts'
import { createOneRosterDriver } from '../../electron/sources/oneroster/driver.ts'
import type { SourceDriver } from '../../electron/sources/source.ts'
import { createCookieClient, logInByHand } from './sources-cookies.ts'
import { signedIn } from './sources-ecole-directe.ts'
import { jsonAnswer, type Passed, page, type Spoil } from './sources-front.ts'

export interface Subject {
  readonly name: string
  readonly gives: 'people' | 'content'
  /** Whoever must log in is logged in; each call then gives the driver of one run. `at` may put another address for the demonstration's. */
  prepare(demo: DemoServer, at: (url: string) => string): Promise<() => SourceDriver>
  /** The platform's own words for a key or a session that is no longer good. */
  readonly expired: Spoil
  readonly expiredCode: ErrorCode
  readonly locked: Spoil
  /** What another program's good answer is called. */
  readonly strangerCode: ErrorCode
  /** An answer cut with a length that fits. */
  readonly cutCode: ErrorCode
  /** The very first door may have a name of its own for not working. */
  readonly firstDoor?: ErrorCode
}

const workerUrl = new URL('../../electron/sources/ical/worker.ts', import.meta.url)
export const always = (answer: Passed) => (): Passed => answer
const LOCKED_PAGE = page('Votre compte est bloqué. Contactez l’administrateur.', 403)
const sayCode = (code: number, message: string) => always(jsonAnswer({ code, token: '', message, data: {} }))

export const SUBJECTS: readonly Subject[] = [
  {
    name: 'oneroster',
    gives: 'people',
    prepare:
      async ({ url, tokenUrl, clientId, clientSecret }, at) =>
      () =>
        createOneRosterDriver({ config: { url: at(url), tokenUrl: at(tokenUrl), clientId }, clientSecret }),
    expired: (_, path) => (path.startsWith('/oauth/') ? null : jsonAnswer({ imsx_codeMajor: 'failure' }, 401)),
    expiredCode: 'credentials-refused',
    locked: always(LOCKED_PAGE),
    strangerCode: 'response-unexpected',
    cutCode: 'response-truncated',
    firstDoor: 'login-door-down',
  },
  {
    name: 'moodle',
    gives: 'people',
    prepare:
      async ({ accounts: { moodle } }, at) =>
      () =>
        createMoodleDriver({ config: { url: at(moodle.url) }, token: moodle.token }),
    expired: always(jsonAnswer({ exception: 'moodle_exception', errorcode: 'invalidtoken', message: '' })),
    expiredCode: 'credentials-refused',
    locked: always(jsonAnswer({ exception: 'moodle_exception', errorcode: 'wsaccessusersuspended', message: '' })),
    strangerCode: 'response-unexpected',
    cutCode: 'response-truncated',
  },
  {
    name: 'edifice',
    gives: 'people',
    async prepare({ accounts: { edifice } }, at) {
      const http = createCookieClient()
      await logInByHand(http, { ...edifice, url: at(edifice.url) })
      const services = ['memento', 'groups', 'diary', 'homeworks', 'timetable'] as const
      return () => createEdificeDriver({ config: { url: at(edifice.url), services: [...services] }, http })
    },
    expired: (_, path) =>
      path.includes('/auth/login')
        ? page('Connexion', 200, '<div id="app"></div>')
        : { status: 302, headers: { location: '/edifice/auth/login?callback=x' }, body: Buffer.alloc(0) },
    expiredCode: 'session-expired',
    locked: always(LOCKED_PAGE),
    strangerCode: 'response-unexpected',
    cutCode: 'response-truncated',
  },
  {
    name: 'ecole-directe',
    gives: 'people',
    async prepare({ accounts: { ecoleDirecte } }, at) {
      const options = await signedIn({ ...ecoleDirecte, url: at(ecoleDirecte.url) })
      return () => createEcoleDirecteDriver(options)
    },
    expired: (_, path) => (path.includes('/login.awp') ? null : jsonAnswer({ code: 525, token: '', message: '' })),
    expiredCode: 'credentials-refused',
    locked: sayCode(535, 'Votre compte est bloqué.'),
    strangerCode: 'response-unexpected',
    cutCode: 'response-truncated',
  },
  {
    name: 'ical',
    gives: 'content',
    prepare:
      async ({ icalUrl }, at) =>
      () =>
        createIcalDriver({ url: at(icalUrl), system: 'other', workerUrl }),
    expired: always(page('Introuvable', 404)),
    expiredCode: 'calendar-link-dead',
    locked: always(LOCKED_PAGE),
    strangerCode: 'calendar-not-ical',
    cutCode: 'response-truncated',
  },
]
