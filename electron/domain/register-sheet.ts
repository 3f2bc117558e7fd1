/**
 * The sheet of the register of processing (GDPR, article 30) that the teacher hands to the head of school, who is the
 * controller of what a teacher of theirs keeps (peers facts §5 #1, #2, #4–#9). Ready to sign; every line can be changed.
 */
import type { CopyText, Register, RegisterFields } from '../contract/views.ts'
import { dayOf, escapeHtml, paperPage } from './paper-page.ts'

export type RegisterLocale = 'fr' | 'en'

export interface RegisterFacts {
  readonly teacher: string
  readonly school: string
}

type Name = Exclude<keyof RegisterFields, 'computer'>

/** In the order of article 30; the first five say who. */
const REGISTER_ORDER: readonly Name[] = [
  'title',
  'school',
  'controller',
  'officer',
  'declaredBy',
  'purposes',
  'basis',
  'people',
  'data',
  'origin',
  'recipients',
  'transfers',
  'retention',
  'security',
]

/** After them stands whose computer it is. */
const LINES_OF_WHO = 5

interface Words {
  readonly page: string
  readonly lead: string
  readonly computerLabel: string
  readonly computer: Readonly<Record<RegisterFields['computer'], string>>
  readonly labels: Readonly<Record<Name, string>>
  readonly texts: Omit<RegisterFields, 'computer' | 'school' | 'declaredBy' | 'controller' | 'officer'>
  readonly signature: string
  readonly seen: string
  readonly made: (day: string) => string
}

const WORDS: Readonly<Record<RegisterLocale, Words>> = {
  fr: {
    page: 'Fiche de registre des activités de traitement',
    lead: 'Règlement général sur la protection des données, article 30. À joindre au registre de l’établissement.',
    computerLabel: 'Ordinateur',
    computer: { personal: 'personnel, de l’enseignant', school: 'fourni par l’établissement ou la collectivité' },
    labels: {
      title: 'Traitement',
      school: 'Établissement',
      controller: 'Responsable du traitement',
      officer: 'Délégué à la protection des données',
      declaredBy: 'Mis en œuvre par',
      purposes: 'Finalités',
      basis: 'Base légale',
      people: 'Personnes concernées',
      data: 'Données traitées',
      origin: 'Origine des données',
      recipients: 'Destinataires',
      transfers: 'Transferts hors de l’Union européenne',
      retention: 'Durée de conservation',
      security: 'Mesures de sécurité',
    },
    texts: {
      title: 'Continuité pédagogique en cas d’indisponibilité de l’ENT (logiciel Trousse)',
      purposes:
        'Joindre les élèves et leurs responsables, et donner le travail, quand l’espace numérique de travail de l’établissement est indisponible. Aucun autre usage. L’ENT reste l’outil de référence\u00a0: ce qui a été fait sans lui y est reporté à son retour.',
      basis:
        'Exécution d’une mission d’intérêt public (RGPD, article 6, 1, e)\u00a0: le service public de l’enseignement.',
      people: 'Les élèves des classes de l’enseignant et leurs responsables légaux.',
      data: 'Élèves\u00a0: nom, prénom, date de naissance, classe, courriel, téléphone. Responsables\u00a0: nom, lien avec l’élève, autorité parentale, courriel, téléphone. Devoirs, documents joints, emploi du temps, messages envoyés et leur suivi. Ne sont pas enregistrés\u00a0: santé, sanctions, situation sociale, religion, profession, identifiant national (INE), lieu de naissance, notes.',
      origin: 'ENT de l’établissement, fichiers remis par le secrétariat (SIECLE), saisie de l’enseignant.',
      recipients:
        'L’enseignant seul. Chaque famille ne reçoit que ce qui la concerne\u00a0; une adresse n’est jamais montrée à une autre famille.',
      transfers: 'Aucun. Les données restent sur l’ordinateur de l’enseignant\u00a0; aucun serveur tiers, aucun nuage.',
      retention:
        'L’année scolaire. Les élèves partis sont retirés\u00a0; tout est effacé au plus tard trois mois après la fin de l’année, sauvegardes et packs compris. La trace des messages est gardée un an.',
      security:
        'Base de données et documents chiffrés (ChaCha20-Poly1305), clé dans le trousseau du système ou sous phrase de passe. Packs chiffrés (AES-256). Journaux sans donnée personnelle. Un message par famille. En cas de perte ou d’erreur de destinataire\u00a0: prévenir sans délai le chef d’établissement et le délégué (RGPD, articles 33 et 34).',
    },
    signature: 'Date et signature de l’enseignant',
    seen: 'Vu par le responsable du traitement',
    made: (day) => `Établie le ${day}.`,
  },
  en: {
    page: 'Record of processing activities',
    lead: 'General Data Protection Regulation, article 30. To be kept in the school’s register.',
    computerLabel: 'Computer',
    computer: { personal: 'the teacher’s own', school: 'given by the school or the local authority' },
    labels: {
      title: 'Processing',
      school: 'School',
      controller: 'Controller',
      officer: 'Data protection officer',
      declaredBy: 'Carried out by',
      purposes: 'Purposes',
      basis: 'Legal basis',
      people: 'Data subjects',
      data: 'Data',
      origin: 'Where the data come from',
      recipients: 'Recipients',
      transfers: 'Transfers outside the European Union',
      retention: 'Retention',
      security: 'Security',
    },
    texts: {
      title: 'Teaching while the school platform is down (the Trousse program)',
      purposes:
        'Reaching pupils and their guardians, and giving work, while the school’s online platform is down. Nothing else. The platform stays the reference: what was done without it is carried back when it returns.',
      basis: 'A task carried out in the public interest (GDPR, article 6(1)(e)): public education.',
      people: 'The pupils of the teacher’s classes and their legal guardians.',
      data: 'Pupils: name, birth date, class, e-mail, telephone. Guardians: name, relationship, parental authority, e-mail, telephone. Assignments, documents, timetable, messages sent and their follow-up. Not stored: health, sanctions, social situation, religion, profession, national identifier, birth place, marks.',
      origin: 'The school’s platform, files given by the office (SIECLE), what the teacher types.',
      recipients:
        'The teacher alone. Each family receives only what concerns it; an address is never shown to another family.',
      transfers: 'None. The data stay on the teacher’s computer: no third-party server, no cloud.',
      retention:
        'The school year. Pupils who left are removed; everything is erased three months after the end of the year at the latest, backups and packs included. The record of messages is kept for a year.',
      security:
        'Encrypted database and documents (ChaCha20-Poly1305), key in the system’s keychain or under a passphrase. Encrypted packs (AES-256). Logs without personal data. One message per family. After a loss or a wrong recipient: the head of school and the officer are told at once (GDPR, articles 33 and 34).',
    },
    signature: 'Date and signature of the teacher',
    seen: 'Seen by the controller',
    made: (day) => `Made on ${day}.`,
  },
}

/** The sheet as Trousse proposes it. */
export function proposedRegister({ teacher, school }: RegisterFacts, locale: RegisterLocale): RegisterFields {
  return { ...WORDS[locale].texts, controller: '', school, officer: '', declaredBy: teacher, computer: 'personal' }
}

const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')

const STYLE = `
.sheet th{width:45mm;padding-right:4mm}.sheet td{white-space:pre-line}
.lead{color:#4a4a55;margin-bottom:4mm}
.sign{display:flex;gap:8mm;margin-top:8mm}.sign div{flex:1;border-top:.3mm solid #1b1b1f;padding-top:1mm;height:18mm}`

/** Each line of the sheet: what it is, and what stands there. */
function rowsOf(fields: RegisterFields, locale: RegisterLocale): readonly (readonly [label: string, text: string])[] {
  const { labels, computerLabel, computer } = WORDS[locale]
  const rows = REGISTER_ORDER.map((name) => [labels[name], fields[name]] as const)
  return rows.toSpliced(LINES_OF_WHO, 0, [computerLabel, computer[fields.computer]])
}

const tableOf = (fields: RegisterFields, locale: RegisterLocale): string =>
  `<table class="sheet"><tbody>${rowsOf(fields, locale)
    .map(([label, text]) => `<tr><th scope="row">${label}</th><td>${lines(text)}</td></tr>`)
    .join('')}</tbody></table>`

/** The sheet as a text: a line of title per part, and as a table for an editor that takes one. */
export const registerCopy = (fields: RegisterFields, locale: RegisterLocale): CopyText => ({
  text: [WORDS[locale].page, ...rowsOf(fields, locale).map(([label, text]) => `${label}\n${text}`)].join('\n\n'),
  html: `<h1>${WORDS[locale].page}</h1>${tableOf(fields, locale)}`,
})

/** Two columns on A4, to be signed. */
export function registerPage({ fields }: Pick<Register, 'fields'>, madeAt: string, locale: RegisterLocale): string {
  const words = WORDS[locale]
  return paperPage({
    language: locale,
    title: words.page,
    style: STYLE,
    body: `<h1>${words.page}</h1><p class="lead">${words.lead}</p>${tableOf(fields, locale)}
<div class="sign"><div>${words.signature}</div><div>${words.seen}</div></div><footer>${words.made(dayOf(madeAt))}</footer>`,
  })
}
