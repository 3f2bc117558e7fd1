/** What the bar above the ENT's page says, in both languages. */
import { sentenceOf } from '../../contract/sentences/index.ts'
import type { AppState } from '../../contract/views.ts'
import type { BarNotice } from '../../services/capture-windows.ts'

export const BAR_WORDS = {
  fr: {
    back: 'Page précédente',
    reload: 'Recharger',
    capture: 'Capturer cette page',
    close: 'Fermer',
    address: 'Adresse affichée',
    loading: 'Chargement…',
    insecure: 'Connexion non chiffrée',
    ready: 'Ouvrez une liste d’élèves ou un cahier de textes, puis capturez la page.',
    reading: 'Lecture de la page… Trousse lit et ne touche à rien.',
    download: (name: string) => `La page voulait enregistrer « ${name} » : refusé tant que vous ne le demandez pas.`,
    save: 'Enregistrer ce fichier…',
    program: 'Adresse refusée : cette page voulait ouvrir autre chose qu’une page web.',
    roster: (rows: number) => (rows > 1 ? `${rows} élèves` : `${rows} élève`),
    assignments: (rows: number) => (rows > 1 ? `${rows} travaux` : `${rows} travail`),
    timetable: (rows: number) => `${rows} cours`,
    of: (name: string) => (name === '' ? '' : ` de ${name}`),
    kept: (what: string) => `Page lue : ${what}. C’est enregistré dans Trousse.`,
    confirm: (what: string) => `Page lue : ${what}. À confirmer dans la fenêtre de Trousse.`,
    round: (done: number, total: number) => `Tournée des pages : ${done} sur ${total}`,
  },
  en: {
    back: 'Previous page',
    reload: 'Reload',
    capture: 'Capture this page',
    close: 'Close',
    address: 'Address shown',
    loading: 'Loading…',
    insecure: 'Connection not encrypted',
    ready: 'Open a class list or a homework page, then capture it.',
    reading: 'Reading the page… Trousse reads and touches nothing.',
    download: (name: string) => `The page wanted to save “${name}”: refused unless you ask for it.`,
    save: 'Save this file…',
    program: 'Address refused: this page wanted to open something else than a web page.',
    roster: (rows: number) => (rows > 1 ? `${rows} pupils` : `${rows} pupil`),
    assignments: (rows: number) => (rows > 1 ? `${rows} assignments` : `${rows} assignment`),
    timetable: (rows: number) => (rows > 1 ? `${rows} lessons` : `${rows} lesson`),
    of: (name: string) => (name === '' ? '' : ` of ${name}`),
    kept: (what: string) => `Page read: ${what}. Saved in Trousse.`,
    confirm: (what: string) => `Page read: ${what}. To be confirmed in Trousse’s window.`,
    round: (done: number, total: number) => `Round of the pages: ${done} of ${total}`,
  },
} as const

export interface BarText {
  readonly tone: 'info' | 'ok' | 'warn'
  readonly text: string
}

/** The sentence of a notice; errors have the same words as everywhere in Trousse. */
export function barText(notice: BarNotice, locale: AppState['locale']): BarText {
  const words = BAR_WORDS[locale]
  switch (notice.kind) {
    case 'reading':
      return { tone: 'info', text: words.reading }
    case 'kept':
    case 'to-confirm': {
      const what = `${words[notice.what](notice.rows)}${words.of(notice.className)}`
      return notice.kind === 'kept'
        ? { tone: 'ok', text: words.kept(what) }
        : { tone: 'warn', text: words.confirm(what) }
    }
    case 'round':
      return { tone: 'info', text: words.round(notice.done, notice.total) }
    case 'failed': {
      const { what, todo } = sentenceOf(notice.error, locale)
      return { tone: 'warn', text: `${what} ${todo}` }
    }
  }
}
