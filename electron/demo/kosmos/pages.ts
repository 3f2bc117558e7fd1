/**
 * A regional ENT as a teacher sees it: a door that asks who one is, pages inside frames, lists shown twenty at a
 * time, homework as cards under the day they are due. Its look is its own.
 */
import type { DemoAssignment, DemoClass, DemoSchool } from '../model.ts'
import { escapeHtml } from '../web/layout.ts'
import { DEMO_LOGIN } from '../web/pages.ts'
import {
  classesOfTeacher,
  frenchDay,
  longDay,
  nameInCapitals,
  type PupilLine,
  pupilLines,
  workOf,
} from './school-data.ts'

export const PAGE_SIZE = 20

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:15px/1.5 Georgia,serif;color:#22302a;background:#eef3ee}
header{background:#2c5b47;color:#fff;padding:12px 24px}header a{color:#dff3e6;margin-right:16px}
main{padding:18px 24px}iframe{width:100%;height:620px;border:1px solid #b9cabf;background:#fff}
table{border-collapse:collapse;width:100%;background:#fff}th,td{border:1px solid #ccd9d0;padding:6px 9px;text-align:left}
th{background:#dbe8df}.cachee{display:none}.pager{margin:12px 0}.pager a{margin:0 8px}
article{background:#fff;border-left:5px solid #2c5b47;margin:0 0 12px;padding:10px 16px}
label{display:block;margin:10px 0 3px}input{font:inherit;padding:6px;width:280px}button{font:inherit;padding:7px 16px;margin-top:14px}`

/** Counts what a hand does in the page: reading it must leave the count at nought. */
const WITNESS = `<script>
(function(){var total=0;var root=document.documentElement;root.dataset.gestes='0';
['click','dblclick','mousedown','mouseup','pointerdown','keydown','keyup','input','change','submit','focusin','touchstart','paste','drop'].forEach(function(kind){
addEventListener(kind,function(){total++;root.dataset.gestes=String(total)},true)})})()
</script>`

function page(title: string, body: string, navigation = false): string {
  const links = navigation
    ? '<nav><a href="/kosmos/accueil">Accueil</a><a href="/kosmos/classes">Mes classes</a><a href="/kosmos/deconnexion">Déconnexion</a></nav>'
    : ''
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style>${WITNESS}</head>
<body>${navigation || body.startsWith('<main') ? `<header><strong>Espace des Tilleuls – ENT de démonstration</strong>${links}</header>` : ''}${body}</body></html>`
}

/** "Where are you from?": the choice of a door that every regional ENT begins with. */
export const wayfPage = (): string =>
  page(
    'Choisir son guichet',
    `<main><h1>Qui êtes-vous ?</h1><ul>
<li><a href="/kosmos/cas/login?selection=enseignant&amp;service=%2Fkosmos%2Faccueil">Enseignant de l’académie</a></li>
<li><a href="/kosmos/guichet?selection=famille">Élève ou parent</a></li></ul></main>`,
  )

export const familyDoorPage = (): string =>
  page(
    'Guichet des familles',
    '<main><h1>Guichet des familles</h1><p>Ce guichet n’existe pas dans la démonstration.</p></main>',
  )

export const loginPage = (execution: string, failed: boolean): string =>
  page(
    'Authentification',
    `<main><h1>Guichet de l’académie</h1>${failed ? '<p role="alert">Identifiant ou mot de passe incorrect.</p>' : ''}
<form method="post" action="/kosmos/cas/login"><input type="hidden" name="execution" value="${escapeHtml(execution)}"><input type="hidden" name="_eventId" value="submit">
<label for="username">Identifiant</label><input id="username" name="username" autocomplete="username">
<label for="password">Mot de passe</label><input id="password" name="password" type="password" autocomplete="current-password">
<div><button type="submit">Valider</button></div></form>
<p>Démonstration : « ${DEMO_LOGIN.user} », « ${DEMO_LOGIN.password} ».</p></main>`,
  )

/** The relay of a single sign-on: a form that the page sends by itself. */
export const relayPage = (ticket: string): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Redirection…</title></head><body>
<form method="post" action="/kosmos/retour"><input type="hidden" name="ticket" value="${escapeHtml(ticket)}"><noscript><button>Continuer</button></noscript></form>
<script>document.forms[0].submit()</script></body></html>`

export const homePage = (): string =>
  page(
    'Accueil',
    '<main><h1>Bienvenue</h1><p>Choisissez une rubrique. La cantine ferme à 13 h 30 le vendredi.</p><p><a id="notes" target="_blank" href="/pronote/professeur.html">Espace notes</a></p></main>',
    true,
  )

export function classesPage(school: DemoSchool): string {
  const item = ({ id, name, pupilIds }: DemoClass) =>
    `<tr><td>${escapeHtml(name)}</td><td>${pupilIds.length}</td><td><a href="/kosmos/liste?classe=${encodeURIComponent(id)}">Voir la liste</a> <a href="/kosmos/cahier?classe=${encodeURIComponent(id)}">Cahier de textes</a></td></tr>`
  return page(
    'Mes classes',
    `<main><h1>Mes classes</h1><table><thead><tr><th>Classe</th><th>Effectif</th><th>Rubriques</th></tr></thead><tbody>${classesOfTeacher(school).map(item).join('')}</tbody></table></main>`,
    true,
  )
}

/** The page around the frame; the list itself is another document. */
export const listFrame = (one: DemoClass, number: number): string =>
  page(
    `Liste des élèves – ${one.name}`,
    `<main><h1>Liste des élèves</h1><iframe title="Liste des élèves" src="/kosmos/sg.do?PROC=LISTE&amp;ACTION=VOIR&amp;classe=${encodeURIComponent(one.id)}&amp;page=${number}"></iframe></main>`,
    true,
  )

const contact = (value: string | null) => escapeHtml(value ?? '')

function pupilRow({ pupil, className, guardians }: PupilLine): string {
  const [first, second] = guardians
  const cells = [
    '',
    escapeHtml(nameInCapitals(pupil)),
    frenchDay(pupil.birthDate),
    escapeHtml(className),
    contact(pupil.email),
    first ? escapeHtml(nameInCapitals(first)) : '',
    contact(first?.email ?? null),
    contact(first?.mobile ?? first?.landline ?? null),
    second ? escapeHtml(nameInCapitals(second)) : '',
    contact(second?.email ?? null),
    contact(second?.mobile ?? second?.landline ?? null),
    'Demi-pensionnaire',
  ]
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}<td class="cachee">n° ${escapeHtml(pupil.id)}</td></tr>`
}

export function listPage(school: DemoSchool, one: DemoClass, number: number): string {
  const lines = pupilLines(school, one)
  const pages = Math.max(1, Math.ceil(lines.length / PAGE_SIZE))
  const shown = Math.min(Math.max(1, number), pages)
  const from = (shown - 1) * PAGE_SIZE
  const part = lines.slice(from, from + PAGE_SIZE)
  const link = (to: number, text: string) =>
    to < 1 || to > pages
      ? ''
      : `<a target="_top" href="/kosmos/liste?classe=${encodeURIComponent(one.id)}&amp;page=${to}">${text}</a>`
  return page(
    `Liste – ${one.name}`,
    `<main class="sans"><h2>Classe ${escapeHtml(one.name)}</h2>
<table><thead><tr><th rowspan="2"></th><th rowspan="2">Élève</th><th rowspan="2">Né(e) le</th><th rowspan="2">Classe</th><th rowspan="2">Courriel</th><th colspan="3">Responsable 1</th><th colspan="3">Responsable 2</th><th rowspan="2">Régime</th><th rowspan="2" class="cachee">Identifiant</th></tr>
<tr><th>Nom</th><th>Courriel</th><th>Téléphone</th><th>Nom</th><th>Courriel</th><th>Téléphone</th></tr></thead>
<tbody>${part.map(pupilRow).join('')}</tbody></table>
<p class="pager">${link(shown - 1, 'Précédente')}<span>${from + 1} – ${from + part.length} sur ${lines.length}</span>${link(shown + 1, 'Suivante')}</p></main>`,
  )
}

function workCard(assignment: DemoAssignment): string {
  const files = assignment.attachments.map(
    ({ id, file }) => `<li><a href="/files/${id}">${escapeHtml(file.name)}</a></li>`,
  )
  return `<article><h4>${escapeHtml(assignment.title)}</h4><p>Pour le ${longDay(assignment.dueOn)} – ${escapeHtml(assignment.subject)}</p>${assignment.descriptionHtml}${files.length > 0 ? `<ul>${files.join('')}</ul>` : ''}</article>`
}

export function workPage(school: DemoSchool, one: DemoClass, today: string): string {
  const byDay = new Map<string, DemoAssignment[]>()
  for (const assignment of workOf(school, one.id, today)) {
    byDay.set(assignment.dueOn, [...(byDay.get(assignment.dueOn) ?? []), assignment])
  }
  const days = [...byDay].map(
    ([day, work]) => `<section class="jour"><h3>${longDay(day)}</h3>${work.map(workCard).join('')}</section>`,
  )
  const body = days.length > 0 ? days.join('') : '<p>Rien à faire pour le moment.</p>'
  return page(
    `Cahier de textes – ${one.name}`,
    `<main><h1>Cahier de textes</h1><h2>Classe ${escapeHtml(one.name)}</h2>${body}</main>`,
    true,
  )
}

export const notFoundPage = (): string => page('Page introuvable', '<main><h1>Page introuvable</h1></main>')
