/** `index.html` of a pack: one file without script, read by any browser from a stick, a phone or paper. */
import { createHash } from 'node:crypto'
import { html, nothing, type SafeHtml, trusted } from '../../domain/safe-html.ts'
import { type Locale, localIsoDate, longDate, longInstant } from '../../domain/written-format.ts'
import type { PackSelection } from '../select-content.ts'
import { handBackSection } from './hand-back-section.ts'
import { callSheetSection, familiesSection } from './people-section.ts'
import { PAGE_STYLE } from './style.ts'
import { rollCallSection, timetableSection } from './substitute-section.ts'
import { packTexts } from './texts.ts'
import type { PackTexts } from './texts-fr.ts'
import { documentsSection, isPast, workSection } from './work-section.ts'

interface IndexPageInput {
  readonly selection: PackSelection
  readonly locale: Locale
  /** Milliseconds since 1970: the date on the page, and what counts as past. */
  readonly now: number
  /** Makes an instruction's HTML safe. */
  readonly clean: (html: string) => string
  /** Entries of the roster's files; empty in the pupil profile. */
  readonly rosterFiles: readonly { readonly entry: string; readonly label: string }[]
  /** Milliseconds since 1970; null: the page never says it is out of date. */
  readonly expiresAt?: number | null
  /** The page has a script that saves what a pupil hands in. */
  readonly interactive?: boolean
}

/**
 * Nothing runs and nothing is fetched, even if cleaning had let something through: only this page's own
 * style, known by its hash.
 */
const CONTENT_POLICY = [
  "default-src 'none'",
  // What is in the page itself, and nothing that has an address.
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const figure = (value: number, label: string): SafeHtml => html`<li><b>${value}</b> ${label}</li>`

interface PageParts {
  /** Plain text. */
  readonly title: string
  /** Between `<body>` and `</body>`. */
  readonly body: SafeHtml
}

/** What a reader sees, whatever the file around it. */
export function pageParts(input: IndexPageInput): PageParts {
  const { selection, locale, now, clean, rosterFiles, expiresAt = null, interactive = false } = input
  const texts = packTexts(locale)
  const today = localIsoDate(now)
  const isTeacher = selection.profile === 'teacher'
  const isSubstitute = selection.profile === 'substitute'
  const context = { texts, locale, clean }
  const coming = selection.assignments.filter((assignment) => !isPast(assignment, today)).length
  const identity = [
    ...(selection.recipient === null ? [] : [selection.className]),
    ...(selection.schoolName === null ? [] : [selection.schoolName]),
    ...(selection.academicYear === null ? [] : [texts.schoolYear(selection.academicYear)]),
  ]
  const links = contentsLinks(selection, texts)
  // Without a script there is nothing to save work with.
  const lead = texts.lead[selection.profile === 'individual' && !interactive ? 'pupil' : selection.profile]
  const body = html`<a class="skip" href="#contenu">${texts.skip}</a>
<header class="top"><div class="wrap">
<p class="school">${identity.map((part, index) => html`${index === 0 ? '' : ' · '}<span>${part}</span>`)}</p>
<h1><span class="profile">${texts.profile[selection.profile]}</span>${selection.recipient === null ? selection.className : html`${selection.recipient.givenName} ${selection.recipient.familyName}`}</h1>
<p class="lead">${lead}</p>
<ul class="figures">${figure(coming, texts.counts.work(coming))}${figure(selection.attachments.length, texts.counts.documents(selection.attachments.length))}${
    selection.pupils.length > 0
      ? figure(selection.pupils.length, texts.counts.pupils(selection.pupils.length))
      : nothing
  }</ul>
<p class="prepared">${texts.preparedOn} ${longInstant(now, locale)}${expiresAt === null ? nothing : html`<br>${texts.upTo(longDate(localIsoDate(expiresAt), locale))}`}</p>
</div></header>
${
  links.length === 0
    ? nothing
    : html`<nav class="contents" aria-label="${texts.contents}"><div class="wrap">${links.map(([href, label]) => html`<a href="${href}">${label}</a>`)}</div></nav>`
}
<main id="contenu" class="wrap" tabindex="-1">
${isTeacher ? html`<aside class="notice" aria-label="${texts.confidential}"><p><strong>${texts.confidential}.</strong> ${texts.confidentialText}</p></aside>` : nothing}
${isSubstitute ? html`${rollCallSection(selection.pupils, selection.className, texts)}${timetableSection(selection.lessons, texts, locale)}` : nothing}
${documentsSection(selection, context)}
${workSection(selection, today, context)}
${handBackSection(selection, texts, interactive)}
${isTeacher ? timetableSection(selection.lessons, texts, locale) : nothing}
${isTeacher ? html`${familiesSection(selection.pupils, texts)}${callSheetSection(selection.pupils, selection.className, texts)}` : nothing}
${
  rosterFiles.length === 0
    ? nothing
    : html`<section class="part in-pack" aria-labelledby="pack-titre"><h2 id="pack-titre">${texts.files}</h2><ul class="files">${rosterFiles.map(
        ({ entry, label }) =>
          html`<li class="file"><a href="${entry}"><span class="kind" aria-hidden="true">${entry.slice(entry.lastIndexOf('.') + 1).toUpperCase()}</span><span class="file-name">${label}<small>${entry}</small></span></a></li>`,
      )}</ul></section>`
}
</main>
<footer class="bottom"><div class="wrap"><p>${texts.footer}</p></div></footer>`
  return { title: `${selection.className} · ${texts.profile[selection.profile]}`, body }
}

/** The parts of a long page; a short one needs no contents. */
function contentsLinks(selection: PackSelection, texts: PackTexts): [href: string, label: string][] {
  const lessons: [string, string][] = selection.lessons.length === 0 ? [] : [['#cours', texts.timetable]]
  if (selection.profile === 'teacher')
    return [['#travail', texts.work], ...lessons, ['#familles', texts.families], ['#appels', texts.callSheet]]
  if (selection.profile === 'substitute') return [['#appel', texts.rollCall], ...lessons, ['#travail', texts.work]]
  return []
}

/** The whole page as UTF-8 text. The same input gives the same text. */
export function indexPage(input: IndexPageInput): string {
  const { title, body } = pageParts(input)
  const page = html`<!doctype html>
<html lang="${input.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`
  return page.markup
}
