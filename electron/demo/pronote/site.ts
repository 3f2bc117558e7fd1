/** The PRONOTE-like space: its own login form, one page that draws everything, data fetched beside it. */
import type { IncomingMessage } from 'node:http'
import { type DemoAnswer, html, json, readSmallBody, redirect } from '../answer.ts'
import { classesOfTeacher, findClass, frenchDay, nameInCapitals, pupilLines, workOf } from '../kosmos/school-data.ts'
import { createWebSessions } from '../kosmos/session.ts'
import { KOSMOS_LOGIN, type WebSpace } from '../kosmos/site.ts'
import type { DemoClass, DemoSchool } from '../model.ts'
import { escapeHtml } from '../web/layout.ts'
import { DEMO_LOGIN } from '../web/pages.ts'
import { APP_SCRIPT } from './app-script.ts'

export const PRONOTE = '/pronote/'
const TEACHER_PAGE = '/pronote/professeur.html'

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:14px/1.4 Verdana,sans-serif;color:#2b2440;background:#f1eef7}
header{background:#4a3a78;color:#fff;padding:10px 20px}header a{color:#efe6ff;margin-right:14px}
main{padding:14px 20px}select,input,button{font:inherit;padding:5px 8px}label{display:block;margin:8px 0 2px}
[role=grid]{background:#fff;border:1px solid #bdb2d6}.corps{height:380px;overflow-y:auto;position:relative}
.rang{display:flex;height:34px;width:100%;border-bottom:1px solid #e4def0;overflow:hidden}.corps .rang{position:absolute;left:0}
.titres{background:#e2daf2;font-weight:600}.cellule{flex:1;padding:6px 8px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}`

const frame = (title: string, body: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`

const loginPage = (failed: boolean): string =>
  frame(
    'Connexion – Espace Professeurs',
    `<main><h1>Espace Professeurs (démonstration)</h1>${failed ? '<p role="alert">Identifiant ou mot de passe incorrect.</p>' : ''}
<form method="post" action="/pronote/connexion"><label for="id">Identifiant</label><input id="id" name="id" autocomplete="username">
<label for="mdp">Mot de passe</label><input id="mdp" name="mdp" type="password" autocomplete="current-password"><div><button type="submit">Se connecter</button></div></form>
<p>Démonstration : « ${DEMO_LOGIN.user} », « ${DEMO_LOGIN.password} ».</p></main>`,
  )

function teacherPage(school: DemoSchool): string {
  const options = classesOfTeacher(school).map(
    ({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`,
  )
  return frame(
    'Espace Professeurs',
    `<header><strong>Espace Professeurs (démonstration)</strong> <nav><a href="#liste">Liste des élèves</a><a href="#cahier">Cahier de textes</a><a href="/pronote/quitter">Quitter</a></nav></header>
<main><h1 id="titre"></h1><label for="classe">Classe</label><select id="classe">${options.join('')}</select><div id="ecran"></div></main><script>${APP_SCRIPT}</script>`,
  )
}

const pupilData = (school: DemoSchool, one: DemoClass) =>
  pupilLines(school, one).map(({ pupil, className, guardians: [first] }) => ({
    eleve: nameInCapitals(pupil),
    ne: frenchDay(pupil.birthDate),
    classe: className,
    mel: pupil.email ?? '',
    resp: first ? nameInCapitals(first) : '',
    tel: first?.mobile ?? first?.landline ?? '',
    projet: '',
  }))

const workData = (school: DemoSchool, one: DemoClass, today: string) =>
  workOf(school, one.id, today).map((work) => ({
    pour: frenchDay(work.dueOn),
    matiere: work.subject,
    travail: `<div><strong>${escapeHtml(work.title)}</strong>${work.descriptionHtml}</div>`,
    pj: work.attachments.map(({ id, file }) => `<a href="/files/${id}">${escapeHtml(file.name)}</a>`).join(' '),
  }))

/** @param origin the server's own, once it is known. */
export function createPronoteSite(school: DemoSchool, today: string, origin: () => string): WebSpace {
  const sessions = createWebSessions('pronote_session', '/')

  async function login(request: IncomingMessage): Promise<DemoAnswer> {
    const form = new URLSearchParams((await readSmallBody(request)) ?? '')
    const right = form.get('id') === DEMO_LOGIN.user && form.get('mdp') === DEMO_LOGIN.password
    return right ? redirect(TEACHER_PAGE, { 'set-cookie': sessions.begin() }) : html(200, loginPage(true))
  }

  function data(url: URL): DemoAnswer {
    const one = findClass(school, url.searchParams.get('classe')) ?? classesOfTeacher(school)[0]
    if (one === undefined) return json(404, { erreur: 'classe' })
    const lignes = url.searchParams.get('ecran') === 'cahier' ? workData(school, one, today) : pupilData(school, one)
    return json(200, { lignes })
  }

  return {
    isSignedIn: sessions.isSignedIn,
    async answer(request, url) {
      switch (url.pathname) {
        case '/pronote/InfoMobileApp.json':
          return json(200, {
            version: [2026, 1, 0],
            date: today,
            CAS: { actif: true, casURL: `${origin()}${KOSMOS_LOGIN}`, jetonCAS: '' },
            espaces: [{ nom: 'Espace Professeurs', URL: 'mobile.professeur.html' }],
          })
        case '/pronote/connexion':
          return login(request)
        case '/pronote/quitter':
          return redirect(`${TEACHER_PAGE}?login=true`, { 'set-cookie': sessions.end(request) })
        case '/pronote/donnees':
          return sessions.isSignedIn(request) ? data(url) : json(403, { erreur: 'session' })
        case PRONOTE:
        case TEACHER_PAGE:
          return html(200, sessions.isSignedIn(request) ? teacherPage(school) : loginPage(false))
        default:
          return html(404, frame('Page introuvable', '<main><h1>Page introuvable</h1></main>'))
      }
    },
  }
}
