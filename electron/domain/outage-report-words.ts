/** The words of the history on paper and in a spreadsheet, which leave the window and so do not use its translations. */
import type { AvailabilityCause, ServiceRole } from '../contract/views.ts'

export interface ReportWords {
  readonly language: string
  readonly title: string
  readonly period: (from: string, to: string) => string
  readonly since: (day: string) => string
  readonly unknownBefore: string
  readonly summary: string
  readonly outages: string
  readonly none: string
  readonly more: (count: number) => string
  readonly made: (day: string) => string
  readonly seen: string
  readonly going: string
  readonly columns: {
    readonly platform: string
    readonly service: string
    readonly host: string
    readonly began: string
    readonly ended: string
    readonly minutes: string
    readonly length: string
    readonly cause: string
    readonly status: string
    readonly seen: string
    readonly count: string
    readonly total: string
  }
  readonly roles: Readonly<Record<ServiceRole, string>>
  readonly causes: Readonly<Record<AvailabilityCause, string>>
}

const fr: ReportWords = {
  language: 'fr',
  title: 'Historique des pannes',
  period: (from, to) => `Du ${from} au ${to}`,
  since: (day) => `Trousse surveille depuis le ${day}.`,
  unknownBefore: 'Avant cette date, rien n’est connu.',
  summary: 'Par service',
  outages: 'Pannes, de la plus récente à la plus ancienne',
  none: 'Aucune panne constatée sur cette période.',
  more: (count) => `… et ${count} pannes plus anciennes : voir l’export pour tableur.`,
  made: (day) => `Établi par Trousse le ${day}, d’après ce que cet ordinateur a vu.`,
  seen: 'Vu',
  going: 'en cours',
  columns: {
    platform: 'Plateforme',
    service: 'Service',
    host: 'Adresse',
    began: 'Début',
    ended: 'Fin',
    minutes: 'Durée (min)',
    length: 'Durée',
    cause: 'Constat',
    status: 'Statut HTTP',
    seen: 'Ce qui était affiché',
    count: 'Pannes',
    total: 'Durée totale',
  },
  roles: { front: 'page d’accueil', login: 'porte de connexion', application: 'application', messaging: 'messagerie' },
  causes: {
    none: '–',
    'never-checked': 'pas encore vérifié',
    answers: 'répond',
    'maintenance-page': 'page de maintenance',
    overloaded: 'surchargé',
    'quota-page': 'page de limite atteinte',
    'login-door': 'connexion en panne',
    'redirect-loop': 'redirections en boucle',
    'no-answer': 'aucune réponse',
    'no-address': 'nom introuvable',
    certificate: 'certificat refusé',
    'server-error': 'erreur du serveur',
    'unexpected-answer': 'réponse incompréhensible',
    'account-locked': 'compte bloqué',
    'session-expired': 'session expirée',
    'ip-suspended': 'adresse IP suspendue',
    'too-many-requests': 'demande de ralentir',
    'messaging-closed': 'messagerie fermée',
    'night-pause': 'pause programmée',
    'own-network': 'réseau de l’ordinateur coupé',
    'captive-portal': 'portail Wi-Fi',
  },
}

const en: ReportWords = {
  language: 'en',
  title: 'History of outages',
  period: (from, to) => `From ${from} to ${to}`,
  since: (day) => `Trousse has been watching since ${day}.`,
  unknownBefore: 'Nothing is known before that day.',
  summary: 'By service',
  outages: 'Outages, the most recent first',
  none: 'No outage was seen in this period.',
  more: (count) => `… and ${count} older outages: see the spreadsheet export.`,
  made: (day) => `Made by Trousse on ${day}, from what this computer saw.`,
  seen: 'Seen',
  going: 'still going',
  columns: {
    platform: 'Platform',
    service: 'Service',
    host: 'Address',
    began: 'Began',
    ended: 'Ended',
    minutes: 'Length (min)',
    length: 'Length',
    cause: 'What happened',
    status: 'HTTP status',
    seen: 'What was displayed',
    count: 'Outages',
    total: 'Total length',
  },
  roles: { front: 'front page', login: 'sign-in', application: 'application', messaging: 'messaging' },
  causes: {
    none: '–',
    'never-checked': 'not checked yet',
    answers: 'answers',
    'maintenance-page': 'maintenance page',
    overloaded: 'overloaded',
    'quota-page': 'limit reached page',
    'login-door': 'sign-in down',
    'redirect-loop': 'redirects in a circle',
    'no-answer': 'no answer',
    'no-address': 'name not found',
    certificate: 'certificate refused',
    'server-error': 'server error',
    'unexpected-answer': 'answer that makes no sense',
    'account-locked': 'account locked',
    'session-expired': 'session expired',
    'ip-suspended': 'IP address suspended',
    'too-many-requests': 'asked to slow down',
    'messaging-closed': 'messaging closed',
    'night-pause': 'planned pause',
    'own-network': 'computer’s network cut',
    'captive-portal': 'Wi-Fi portal',
  },
}

export const REPORT_WORDS = { fr, en } as const
