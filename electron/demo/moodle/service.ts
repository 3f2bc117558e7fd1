/**
 * A Moodle with the school's courses, as its web services show it to one teacher: token, functions, files. Errors of
 * functions come with status 200 (protocol facts §5).
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type DemoAnswer, html, json, readSmallBody, redirect } from '../answer.ts'
import type { DemoSchool } from '../model.ts'
import type { DemoService, ServiceMoment } from '../service.ts'
import { renderPage } from '../web/layout.ts'
import { createMoodleFunctions, type MoodleFault, moodleFault } from './functions.ts'

const PREFIX = '/moodle'
const PLUGINFILE = '/webservice/pluginfile.php/'

const LOGIN_PAGE = renderPage({
  title: 'Connexion au site',
  body: `<h1>Connexion au site</h1><form method="post"><label>Identifiant <input id="username" name="username"></label>
<label>Mot de passe <input id="password" name="password" type="password"></label><button>Connexion</button></form>`,
})

export interface DemoMoodleAccess {
  readonly url: string
  readonly token: string
  readonly username: string
  readonly password: string
}
export type DemoMoodle = DemoService & { access(): DemoMoodleAccess }

/** @param secretOf derives what only the account knows; it protects invented data. */
export function createDemoMoodle(
  school: DemoSchool,
  origin: () => string,
  secretOf: (use: string) => string,
): DemoMoodle {
  const site = () => `${origin()}${PREFIX}`
  const token = createHash('md5').update(secretOf('moodle-token')).digest('hex')
  const account = { username: 'professeur', password: secretOf('moodle-password') }
  const functions = createMoodleFunctions(school, site)

  /** `null` lets the call through. */
  function refusal(given: string | null, { scenario }: ServiceMoment): MoodleFault | null {
    if (given !== token || scenario === 'expired-token' || scenario === 'session-expired') {
      return moodleFault('invalidtoken', 'Jeton invalide - jeton introuvable')
    }
    return scenario === 'account-locked' ? moodleFault('wsaccessusersuspended', 'Accès refusé : compte suspendu') : null
  }

  async function logIn(request: IncomingMessage, url: URL, { scenario }: ServiceMoment): Promise<DemoAnswer> {
    if (scenario === 'login-down') return html(503, '<h1>Service d’authentification indisponible</h1>')
    if (url.searchParams.get('appsitecheck') === '1') return json(200, { appsitecheck: 'ok' })
    const form = new URLSearchParams((await readSmallBody(request)) ?? '')
    const refuse = (errorcode: string, error: string) => json(200, { error, errorcode, stacktrace: null })
    if (scenario === 'account-locked') return refuse('usersuspended', 'Compte suspendu')
    const good = form.get('username') === account.username && form.get('password') === account.password
    if (!good) return refuse('invalidlogin', 'Identifiant ou mot de passe non valide')
    return form.get('service') === 'moodle_mobile_app'
      ? json(200, { token, privatetoken: null })
      : refuse('servicenotavailable', 'Service indisponible')
  }

  /** After a login by hand, the site hands its token to an application: to Moodle's own, as most sites force it. */
  async function launch(request: IncomingMessage, url: URL): Promise<DemoAnswer> {
    const form = new URLSearchParams((await readSmallBody(request)) ?? '')
    const good = form.get('username') === account.username && form.get('password') === account.password
    if (!good) return html(200, LOGIN_PAGE)
    const passport = url.searchParams.get('passport') ?? ''
    const signature = createHash('md5').update(`${site()}${passport}`).digest('hex')
    return redirect(`moodlemobile://token=${Buffer.from(`${signature}:::${token}`).toString('base64')}`)
  }

  function file(path: string): DemoAnswer {
    const id = decodeURIComponent(path.slice(PLUGINFILE.length).split('/')[4] ?? '')
    const attachment = school.attachments.get(id)
    if (!attachment) return json(404, { error: 'Fichier introuvable', errorcode: 'filenotfound' })
    return { status: 200, headers: { 'content-type': attachment.file.mediaType }, body: attachment.file.bytes() }
  }

  return {
    prefix: PREFIX,
    access: () => ({ url: site(), token, ...account }),
    outage: () => null,
    async answer(request, path, url, moment) {
      if (path === '/login/token.php') return logIn(request, url, moment)
      if (path === '/admin/tool/mobile/launch.php') return launch(request, url)
      const isFile = path.startsWith(PLUGINFILE)
      if (path !== '/webservice/rest/server.php' && !isFile) return html(404, '<h1>Page introuvable</h1>')
      const form = new URLSearchParams((await readSmallBody(request)) ?? '')
      if (isFile) {
        const fault = refusal(form.get('token') ?? url.searchParams.get('token'), moment)
        return fault ? json(200, { error: fault.message, errorcode: fault.errorcode }) : file(path)
      }
      const fault = refusal(form.get('wstoken'), moment)
      return json(200, fault ?? functions(form, moment.scenario))
    },
  }
}
