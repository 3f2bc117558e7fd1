/** The pages that a teacher of the demonstration school sees in a browser. */
import type { DemoAssignment, DemoClass, DemoSchool } from '../model.ts'
import { escapeHtml, renderPage } from './layout.ts'

/** Shown on the login page itself: it opens nothing but invented data. */
export const DEMO_LOGIN = { user: 'professeur', password: 'demonstration' } as const

const longDate = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
const dayInFrench = (day: string) => longDate.format(new Date(`${day}T00:00:00Z`))

/** @param notice what the platform announces above its form. */
export function loginPage(failed: boolean, notice = ''): string {
  const announced = notice === '' ? '' : `<div class="carte alerte"><p>${escapeHtml(notice)}</p></div>`
  const alert = failed ? '<div class="carte alerte" role="alert">Identifiant ou mot de passe incorrect.</div>' : ''
  return renderPage({
    title: 'Connexion',
    body: `${announced}${alert}<div class="carte"><h1>Se connecter</h1>
<form method="post" action="/login">
<label for="identifiant">Identifiant</label><input id="identifiant" name="identifiant" autocomplete="username" required>
<label for="motdepasse">Mot de passe</label><input id="motdepasse" name="motdepasse" type="password" autocomplete="current-password" required>
<div><button type="submit">Se connecter</button></div></form>
<p class="note">Démonstration : identifiant « ${DEMO_LOGIN.user} », mot de passe « ${DEMO_LOGIN.password} ».</p></div>`,
  })
}

const teacherClasses = (school: DemoSchool) =>
  school.classes.filter((one) => one.teacherIds.includes(school.featuredTeacherId))

export function classListPage(school: DemoSchool): string {
  const item = (one: DemoClass) =>
    `<li><a href="/classe/${encodeURIComponent(one.id)}">${escapeHtml(one.name)}</a> – ${one.pupilIds.length} élèves</li>`
  const mine = new Set(teacherClasses(school))
  const others = school.classes.filter((one) => !mine.has(one))
  return renderPage({
    title: 'Mes classes',
    signedIn: true,
    body: `<div class="carte"><h1>Mes classes</h1><ul>${[...mine].map(item).join('')}</ul></div>
<div class="carte"><h2>Autres classes de l’établissement</h2><ul>${others.map(item).join('')}</ul></div>`,
  })
}

export function classPage(school: DemoSchool, one: DemoClass): string {
  const members = new Set(one.pupilIds)
  const pupils = school.pupils
    .filter((pupil) => members.has(pupil.id))
    .toSorted((a, b) => a.familyName.localeCompare(b.familyName, 'fr') || a.givenName.localeCompare(b.givenName, 'fr'))
  const names = new Map(school.classes.map(({ id, name }) => [id, name]))
  const rows = pupils.map(
    (pupil) =>
      `<tr><td>${escapeHtml(pupil.familyName.toLocaleUpperCase('fr'))}</td><td>${escapeHtml(pupil.givenName)}</td><td>${pupil.birthDate.split('-').reverse().join('/')}</td><td>${escapeHtml(names.get(pupil.classId) ?? '')}</td></tr>`,
  )
  return renderPage({
    title: one.name,
    signedIn: true,
    body: `<div class="carte"><h1>${escapeHtml(one.name)}</h1><p>${pupils.length} élèves${one.subject === null ? '' : ` – ${escapeHtml(one.subject)}`}</p>
<table><thead><tr><th>Nom</th><th>Prénom</th><th>Né(e) le</th><th>Classe</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  })
}

const WORK_SHOWN = 60

/** What is still to be done in the teacher's classes, in every subject, or in one class when it is named. */
export function workPage(school: DemoSchool, today: string, classId: string | null): string {
  const classes = new Map(school.classes.map((one) => [one.id, one]))
  const mine = new Set(teacherClasses(school).map(({ id }) => id))
  const wanted = (assignment: DemoAssignment) =>
    assignment.dueOn >= today && (classId === null ? mine.has(assignment.classId) : assignment.classId === classId)
  const work = school.assignments
    .filter(wanted)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id))
    .slice(0, WORK_SHOWN)
  const card = (assignment: DemoAssignment) => {
    const files = assignment.attachments.map(
      ({ id, file }) => `<li><a href="/files/${id}">${escapeHtml(file.name)}</a></li>`,
    )
    return `<article class="carte" id="${assignment.id}"><p class="date">Pour le ${dayInFrench(assignment.dueOn)} – ${escapeHtml(classes.get(assignment.classId)?.name ?? '')} – ${escapeHtml(assignment.subject)}</p>
<h2>${escapeHtml(assignment.title)}</h2>${assignment.descriptionHtml}${files.length > 0 ? `<p>Pièces jointes :</p><ul>${files.join('')}</ul>` : ''}</article>`
  }
  const body = work.length > 0 ? work.map(card).join('\n') : '<div class="carte">Aucun travail à venir.</div>'
  return renderPage({ title: 'Travail à faire', signedIn: true, body: `<h1>Travail à faire</h1>${body}` })
}
