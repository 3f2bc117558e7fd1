import type { ContactPointView, GuardianView, PupilSheet } from '../../contract/views.ts'
import { html, nothing, type SafeHtml } from '../../domain/safe-html.ts'
import { displayPhone, frenchDate } from '../../domain/written-format.ts'
import type { PackTexts } from './texts-fr.ts'

const fullName = (person: { familyName: string; givenName: string }): string =>
  `${person.familyName} ${person.givenName}`.trim()

function contactItem(point: ContactPointView, texts: PackTexts): SafeHtml {
  const notes = [point.label ?? '', point.bounced ? texts.bounced : ''].filter((note) => note !== '')
  const note = notes.length === 0 ? nothing : html` <small>(${notes.join(', ')})</small>`
  // A link only for what is plainly a number or an address: what a source wrote in the field may be anything.
  if (point.kind === 'phone') {
    const shown = displayPhone(point.value)
    const dialled = point.value.replace(/[\s.()-]/g, '')
    return /^\+?\d{3,15}$/.test(dialled)
      ? html`<li><a class="number" href="tel:${dialled}">${shown}</a>${note}</li>`
      : html`<li><span class="number">${shown}</span>${note}</li>`
  }
  return /^[^\s@?&]+@[^\s@?&]+$/.test(point.value)
    ? html`<li><a href="mailto:${point.value}">${point.value}</a>${note}</li>`
    : html`<li>${point.value}${note}</li>`
}

const contactList = (points: readonly ContactPointView[], texts: PackTexts): SafeHtml =>
  points.length === 0
    ? html`<p class="quiet">${texts.noContact}</p>`
    : html`<ul class="contacts">${points.map((point) => contactItem(point, texts))}</ul>`

function roleOf(guardian: GuardianView, texts: PackTexts): string {
  const level = texts.level[guardian.level as 1 | 2 | 3] ?? ''
  return [texts.relationship[guardian.relationship], level, guardian.authority ? '' : texts.noAuthority]
    .filter((part) => part !== '')
    .join(' · ')
}

function guardianBlock(guardian: GuardianView, texts: PackTexts): SafeHtml {
  // A court forbids contact: whoever holds this page must not even be able to.
  if (guardian.courtBlock)
    return html`<div class="guardian blocked"><p class="who">${fullName(guardian)} <small>${texts.relationship[guardian.relationship]}</small></p><p class="stop"><strong>${texts.doNotContact}</strong> ${texts.doNotContactWhy}</p></div>`
  return html`<div class="guardian"><p class="who">${fullName(guardian)} <small>${roleOf(guardian, texts)}</small></p>${contactList(guardian.contactPoints, texts)}</div>`
}

function pupilCard(pupil: PupilSheet, texts: PackTexts): SafeHtml {
  return html`<article class="pupil">
<header><h3>${pupil.familyName} <span class="given-name">${pupil.givenName}</span></h3>${
    pupil.birthDate === null ? nothing : html`<p class="quiet">${texts.born(frenchDate(pupil.birthDate))}</p>`
  }</header>
${pupil.contactPoints.length === 0 ? nothing : html`<div class="guardian"><p class="who">${texts.own}</p>${contactList(pupil.contactPoints, texts)}</div>`}
${pupil.guardians.length === 0 ? html`<p class="quiet">${texts.noGuardian}</p>` : pupil.guardians.map((guardian) => guardianBlock(guardian, texts))}
</article>`
}

/** One card per pupil: own contacts, guardians and theirs. Teacher's profile only. */
export function familiesSection(pupils: readonly PupilSheet[], texts: PackTexts): SafeHtml {
  return html`<section id="familles" class="part" aria-labelledby="familles-titre">
<h2 id="familles-titre">${texts.families}</h2>
<div class="pupils">${pupils.map((pupil) => pupilCard(pupil, texts))}</div>
</section>`
}

const BOX = html`<td class="tick"><span class="box"></span></td>`

function callRows(pupil: PupilSheet, texts: PackTexts): SafeHtml[] {
  const row = (who: string, role: string, points: readonly ContactPointView[]): SafeHtml[] => {
    const phones = points.filter((point) => point.kind === 'phone')
    const name = html`<td class="who-cell">${who} <small>${role}</small></td>`
    if (phones.length === 0)
      return [html`<tr>${name}<td class="quiet">${texts.noPhone}</td><td></td><td></td><td></td></tr>`]
    return phones.map(
      (phone) =>
        html`<tr>${name}<td class="number">${displayPhone(phone.value)}${phone.label === null ? nothing : html` <small>${phone.label}</small>`}</td>${BOX}${BOX}<td></td></tr>`,
    )
  }
  const guardians = pupil.guardians.flatMap((guardian) =>
    guardian.courtBlock
      ? [
          html`<tr class="blocked"><td class="who-cell">${fullName(guardian)} <small>${texts.relationship[guardian.relationship]}</small></td><td colspan="4"><strong class="stop-word">${texts.doNotContact}</strong></td></tr>`,
        ]
      : row(fullName(guardian), texts.relationship[guardian.relationship], guardian.contactPoints),
  )
  const own = pupil.contactPoints.some((point) => point.kind === 'phone')
    ? row(fullName(pupil), texts.own.toLowerCase(), pupil.contactPoints)
    : []
  const all = [...guardians, ...own]
  return all.length > 0 ? all : [html`<tr><td class="quiet" colspan="5">${texts.noGuardian}</td></tr>`]
}

/** The sheet to print and tick while phoning. Teacher's profile only. */
export function callSheetSection(pupils: readonly PupilSheet[], className: string, texts: PackTexts): SafeHtml {
  const columns = texts.callColumns
  return html`<section id="appels" class="part call-sheet" aria-labelledby="appels-titre">
<h2 id="appels-titre">${texts.callSheet} <span class="print-only">${className}</span></h2>
<p class="quiet">${texts.callSheetLead}</p>
<table>
<thead><tr><th scope="col" class="who-column">${columns.who}</th><th scope="col">${columns.phone}</th><th scope="col">${columns.reached}</th><th scope="col">${columns.message}</th><th scope="col" class="notes">${columns.notes}</th></tr></thead>
${pupils.map((pupil) => html`<tbody><tr class="pupil-row"><th scope="rowgroup" colspan="5">${fullName(pupil)}</th></tr>${callRows(pupil, texts)}</tbody>`)}
</table>
</section>`
}
