/** The words of the report on an outage, which leaves the window and so does not use its translations. */
import type { HandoverKind } from '../contract/views.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count > 1 ? many : one}`

export interface HandoverWords {
  readonly pageTitle: string
  /** `to` is null while something is down. */
  readonly period: (from: string, to: string | null, length: string) => string
  readonly down: string
  readonly status: string
  readonly more: (count: number) => string
  readonly reached: string
  readonly nobodyWritten: string
  readonly families: string
  readonly byMail: string
  readonly byPhone: string
  readonly byPost: string
  readonly onTheWay: string
  readonly none: string
  readonly unreached: string
  readonly done: string
  readonly nothingDone: string
  readonly carriedCount: (carried: number, total: number) => string
  readonly contacts: (count: number) => string
  readonly kinds: Readonly<Record<HandoverKind, string>>
  readonly at: string
  readonly what: string
  readonly title: string
  readonly back: string
  readonly waiting: string
  readonly carried: (moment: string) => string
  readonly made: (day: string) => string
}

const fr: HandoverWords = {
  pageTitle: 'Bilan de la panne',
  period: (from, to, length) =>
    to === null
      ? `En cours depuis le ${from} (${length} d’indisponibilité à ce jour).`
      : `Du ${from} au ${to}, soit ${length} d’indisponibilité.`,
  down: 'Ce qui était en panne',
  status: 'statut HTTP',
  more: (count) => `… et ${count} de plus.`,
  reached: 'Les familles, sans l’ENT',
  nobodyWritten: 'Aucun message n’a été envoyé et aucun appel noté pendant la panne.',
  families: 'familles concernées',
  byMail: 'jointes par courriel',
  byPhone: 'jointes par téléphone',
  byPost: 'jointes par courrier',
  onTheWay: 'envois en cours',
  none: 'non jointes',
  unreached: 'Familles non jointes',
  done: 'Ce qui a été fait pendant la panne',
  nothingDone: 'Rien n’a été envoyé, donné ni noté avec Trousse.',
  carriedCount: (carried, total) =>
    `${plural(carried, 'élément reporté', 'éléments reportés')} dans l’ENT sur ${total}.`,
  contacts: (count) =>
    `${plural(count, 'coordonnée saisie', 'coordonnées saisies')} par l’enseignant, à signaler au secrétariat.`,
  kinds: {
    assignment: 'devoir créé',
    message: 'message',
    calls: 'appels notés',
    pack: 'pack remis',
    contact: 'coordonnées',
    'handed-in': 'travaux rendus',
  },
  at: 'Le',
  what: 'Quoi',
  title: 'Intitulé',
  back: 'Dans l’ENT',
  waiting: 'à reporter',
  carried: (moment) => `reporté le ${moment}`,
  made: (day) => `Établi par Trousse le ${day}, d’après ce que cet ordinateur a vu et fait.`,
}

const en: HandoverWords = {
  pageTitle: 'Report on the outage',
  period: (from, to, length) =>
    to === null
      ? `Going on since ${from} (${length} of downtime so far).`
      : `From ${from} to ${to}: ${length} of downtime.`,
  down: 'What was down',
  status: 'HTTP status',
  more: (count) => `… and ${count} more.`,
  reached: 'Families, without the platform',
  nobodyWritten: 'No message was sent and no call noted during the outage.',
  families: 'families concerned',
  byMail: 'reached by e-mail',
  byPhone: 'reached by telephone',
  byPost: 'reached by post',
  onTheWay: 'still on the way',
  none: 'not reached',
  unreached: 'Families not reached',
  done: 'What was done during the outage',
  nothingDone: 'Nothing was sent, given or noted with Trousse.',
  carriedCount: (carried, total) => `${carried} of ${plural(total, 'item', 'items')} carried back to the platform.`,
  contacts: (count) =>
    `${plural(count, 'contact detail', 'contact details')} typed by the teacher, to be told to the office.`,
  kinds: {
    assignment: 'assignment written',
    message: 'message',
    calls: 'calls noted',
    pack: 'pack given',
    contact: 'contact details',
    'handed-in': 'work handed in',
  },
  at: 'On',
  what: 'What',
  title: 'Title',
  back: 'On the platform',
  waiting: 'to carry back',
  carried: (moment) => `carried back on ${moment}`,
  made: (day) => `Made by Trousse on ${day}, from what this computer saw and did.`,
}

export const HANDOVER_WORDS = { fr, en } as const
