/**
 * The words by which platforms announce that they are closed, each with where it was seen. Folded as `foldFrench`
 * folds: lower case, no accents, straight apostrophes, single spaces; hours as "20h".
 */
import type { AvailabilityCause } from '../contract/views.ts'

export interface PhraseRule {
  readonly state: 'up' | 'down' | 'unknown'
  readonly cause: AvailabilityCause
  /**
   * `page`: the whole page is the announcement. `notice`: a working page carries it, so it is believed beside a
   * password field too.
   */
  readonly place: 'page' | 'notice'
  /** Phrase, then where it was seen. */
  readonly phrases: readonly (readonly [phrase: string, seen: string])[]
}

const PRONOTE = 'PRONOTE'
const ENT_LOGIN = 'login pages of ENTs (Apereo CAS)'
const ECOLE_DIRECTE = 'École Directe'
const IDF_2021 = 'ENT of Île-de-France, April 2021'
const NANTES = 'waiting room of the ENT of Nantes'
const OCCITANIE_2021 = 'ENT of Occitanie, 6 April 2021'
const MOODLE = 'Moodle'
const PROXY = 'default pages of proxies and hosts'
const ENT_2024 = 'ENTs, suspension of messaging of 28 March 2024'
const CIRCULAR_2025 = 'ENT and PRONOTE, pauses of the circular of 10 July 2025'
const CROWD = 'front pages of ENTs, March 2020 and April 2021'
const GUEST_WIFI = 'sign-in pages of guest networks'

/** First match wins: the most particular rules come first. */
export const PHRASE_RULES: readonly PhraseRule[] = [
  {
    state: 'unknown',
    cause: 'ip-suspended',
    place: 'page',
    phrases: [
      ['ip est provisoirement suspendue', PRONOTE],
      ['ip provisoirement suspendue', PRONOTE],
      ['provisoirement suspendue', PRONOTE],
      ['adresse ip a ete suspendue', PRONOTE],
      ['avons enregistre votre adresse ip', ECOLE_DIRECTE],
    ],
  },
  {
    state: 'unknown',
    cause: 'account-locked',
    place: 'page',
    phrases: [
      ['compte est verrouille', ENT_LOGIN],
      ['compte verrouille', ENT_LOGIN],
      ['compte a ete verrouille', ENT_LOGIN],
      ['compte est bloque', ENT_LOGIN],
      ['compte bloque', ENT_LOGIN],
      ['compte suspendu', ENT_LOGIN],
      ['compte est suspendu', ENT_LOGIN],
      ['trop de tentatives', ENT_LOGIN],
      ['account is locked', ENT_LOGIN],
      ['account has been locked', ENT_LOGIN],
    ],
  },
  {
    state: 'unknown',
    cause: 'captive-portal',
    place: 'page',
    phrases: [
      ['portail captif', GUEST_WIFI],
      ['captive portal', GUEST_WIFI],
      ['acces au reseau wi-fi', GUEST_WIFI],
      ['acces au reseau wifi', GUEST_WIFI],
      ['connectez-vous au wi-fi', GUEST_WIFI],
      ['se connecter au wi-fi', GUEST_WIFI],
      ['se connecter au wifi', GUEST_WIFI],
    ],
  },
  {
    state: 'down',
    cause: 'quota-page',
    place: 'page',
    phrases: [
      ['logique de quota', IDF_2021],
      ['limite le temps des sessions', IDF_2021],
      ['attendez votre tour', NANTES],
      ["dans la file d'attente", NANTES],
      ["place en file d'attente", NANTES],
      ["salle d'attente virtuelle", NANTES],
      ['nombre maximum de connexions', CROWD],
      ["nombre maximal d'utilisateurs", CROWD],
      ['quota de connexions', CROWD],
      ['trop de connexions simultanees', CROWD],
      ["depasse le nombre d'autorisations", PRONOTE],
      ['quota_overflow', 'Edifice, status 509'],
    ],
  },
  {
    state: 'down',
    cause: 'night-pause',
    place: 'page',
    phrases: [
      ['suspendu de 20h', CIRCULAR_2025],
      ['suspendus de 20h', CIRCULAR_2025],
      ['suspendue de 20h', CIRCULAR_2025],
      ['suspendues de 20h', CIRCULAR_2025],
      ['ferme de 20h', CIRCULAR_2025],
      ['fermes de 20h', CIRCULAR_2025],
      ['indisponible de 20h', CIRCULAR_2025],
      ['entre 20h et 7h', CIRCULAR_2025],
      ['rouvrira a 7h', CIRCULAR_2025],
    ],
  },
  {
    state: 'up',
    cause: 'messaging-closed',
    place: 'notice',
    phrases: [
      ['messagerie est suspendue', ENT_2024],
      ['messagerie est temporairement suspendue', ENT_2024],
      ['messagerie est momentanement suspendue', ENT_2024],
      ['messagerie a ete suspendue', ENT_2024],
      ['messagerie suspendue', ENT_2024],
      ['messageries sont suspendues', ENT_2024],
      ['messageries des ent sont suspendues', ENT_2024],
      ['suspension de la messagerie', ENT_2024],
      ['suspension des messageries', ENT_2024],
      ['messagerie est desactivee', ENT_2024],
      ['messagerie est fermee', ENT_2024],
      ['messagerie est indisponible', ENT_2024],
      ['messagerie est momentanement indisponible', ENT_2024],
      ['messagerie est temporairement indisponible', ENT_2024],
    ],
  },
  {
    state: 'down',
    cause: 'maintenance-page',
    place: 'page',
    phrases: [
      ['momentanement indisponible', OCCITANIE_2021],
      ['temporairement indisponible', OCCITANIE_2021],
      ['actuellement indisponible', OCCITANIE_2021],
      ['acces indisponible', OCCITANIE_2021],
      ["n'est pas disponible pour le moment", PRONOTE],
      ["le site n'est pas disponible", PRONOTE],
      ['site indisponible', PROXY],
      ['service indisponible', PROXY],
      ['momentanement inaccessible', PROXY],
      ['temporairement inaccessible', PROXY],
      ['en cours de maintenance', MOODLE],
      ['est en maintenance', MOODLE],
      ['site en maintenance', MOODLE],
      ['service en maintenance', PROXY],
      ['actuellement en maintenance', PROXY],
      ['maintenance en cours', PROXY],
      ['operation de maintenance', PROXY],
      ['operations de maintenance', PROXY],
      ['page de maintenance', PROXY],
      ['fermeture temporaire', PROXY],
      ['temporarily unavailable', PROXY],
      ['under maintenance', MOODLE],
      ['down for maintenance', PROXY],
      ['site is undergoing maintenance', MOODLE],
    ],
  },
  {
    state: 'down',
    cause: 'overloaded',
    place: 'page',
    phrases: [
      ['serveur surcharge', CROWD],
      ['site surcharge', CROWD],
      ['tres forte affluence', CROWD],
      ["forte demande d'acces", CROWD],
      ['server is too busy', PROXY],
    ],
  },
]

export interface JsonRule {
  readonly state: 'up' | 'down' | 'unknown'
  readonly cause: AvailabilityCause
  readonly pattern: RegExp
  readonly seen: string
}

/** Error codes inside a JSON body, seen with status 200. */
export const JSON_RULES: readonly JsonRule[] = [
  {
    state: 'down',
    cause: 'maintenance-page',
    pattern: /"errorcode"\s*:\s*"(?:sitemaintenance|upgraderunning)"/,
    seen: 'Moodle web services',
  },
  {
    state: 'down',
    cause: 'maintenance-page',
    pattern: /^\s*\{\s*"code"\s*:\s*(?:516|517|535)\b/,
    seen: 'École Directe, closed or in maintenance',
  },
  {
    state: 'unknown',
    cause: 'session-expired',
    pattern: /^\s*\{\s*"code"\s*:\s*(?:520|521|525)\b/,
    seen: 'École Directe, token no longer good',
  },
  {
    state: 'unknown',
    cause: 'session-expired',
    pattern: /"errorcode"\s*:\s*"(?:invalidtoken|requireloginerror)"/,
    seen: 'Moodle web services',
  },
  { state: 'unknown', cause: 'ip-suspended', pattern: /"G"\s*:\s*5\b[^}]{0,200}suspendue/, seen: 'PRONOTE, Erreur.G' },
  {
    state: 'unknown',
    cause: 'session-expired',
    pattern: /"Erreur"\s*:\s*\{\s*"G"\s*:\s*10\b/,
    seen: 'PRONOTE, Erreur.G',
  },
  {
    state: 'unknown',
    cause: 'account-locked',
    pattern: /"code"\s*:\s*"(?:BLOCKED_ACCOUNT|SUSPENDED_ACCOUNT)"/,
    seen: 'Skolengo, JSON:API errors',
  },
  { state: 'down', cause: 'quota-page', pattern: /quota_overflow/, seen: 'Edifice' },
]
