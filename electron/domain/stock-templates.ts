/** Templates that come with Trousse, ready for an outage: in French and in English. */
import type { MessageTemplate } from '../contract/views.ts'

type Stock = Omit<MessageTemplate, 'id'>
const WEEK = 7

const FR: readonly Stock[] = [
  {
    key: 'outage-guardians',
    name: 'ENT en panne, aux responsables',
    subject: 'ENT en panne\u00a0: le travail de la {classe} continue',
    body: 'Bonjour,\n\nL’espace numérique de travail (ENT) est actuellement inaccessible. En attendant son retour, je vous écris directement au sujet de {prénom} {nom}, en {classe}.\n\nLe travail à faire reste celui donné en cours. Je vous enverrai par ce même moyen toute nouvelle consigne.\n\nVous pouvez me répondre à cette adresse.\n\nBien cordialement,',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'outage-pupils',
    name: 'ENT en panne, aux élèves',
    subject: 'ENT en panne\u00a0: la suite du travail',
    body: 'Bonjour {prénom},\n\nL’ENT est actuellement inaccessible. En attendant son retour, les consignes pour la {classe} arriveront à cette adresse.\n\nLe travail à faire reste celui donné en cours. Si tu n’as pas pu récupérer un document, réponds simplement à ce message.\n\nBonne journée,',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'week-work',
    name: 'Travail de la semaine',
    subject: 'Travail de la {classe} pour les jours qui viennent',
    body: 'Bonjour,\n\nL’ENT étant inaccessible, voici le travail à faire en {classe}\u00a0:\n\n{devoirs}\n\nEn cas de difficulté, répondez simplement à ce message.\n\nBien cordialement,\n{enseignant}',
    workDays: WEEK,
    workFiles: true,
  },
  {
    key: 'ask-contact',
    name: 'Demander une adresse ou un numéro',
    subject: 'Vos coordonnées, pour vous joindre si l’ENT tombe',
    body: 'Bonjour,\n\nPour pouvoir vous écrire même quand l’ENT est en panne, il me manque une adresse électronique à jour pour chaque responsable de {prénom} {nom} ({classe}).\n\nPouvez-vous me répondre en indiquant, pour chacun, son adresse électronique et un numéro de téléphone\u00a0? Ces coordonnées ne servent qu’à vous écrire au sujet de la classe.\n\nMerci beaucoup,\n{enseignant}',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'ent-back',
    name: 'L’ENT est revenu',
    subject: 'L’ENT fonctionne à nouveau',
    body: 'Bonjour,\n\nL’ENT fonctionne à nouveau. Les consignes et les documents de la {classe} s’y trouvent désormais\u00a0; il n’est plus nécessaire de répondre par courriel.\n\nMerci de votre patience,\n{enseignant}',
    workDays: null,
    workFiles: false,
  },
]

const EN: readonly Stock[] = [
  {
    key: 'outage-guardians',
    name: 'Platform down, to guardians',
    subject: 'School platform down: work in {class} goes on',
    body: 'Hello,\n\nThe school’s online platform cannot be reached at the moment. Until it is back I am writing to you directly about {first name} {last name}, in {class}.\n\nThe work to do is what was given in class. Any new instruction will reach you this way.\n\nYou can reply to this address.\n\nKind regards,',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'outage-pupils',
    name: 'Platform down, to pupils',
    subject: 'School platform down: what to do next',
    body: 'Hello {first name},\n\nThe school’s online platform cannot be reached at the moment. Until it is back, instructions for {class} will come to this address.\n\nThe work to do is what was given in class. If you are missing a document, just reply to this message.\n\nHave a good day,',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'week-work',
    name: 'Work of the week',
    subject: 'Work for {class} in the coming days',
    body: 'Hello,\n\nAs the school’s platform cannot be reached, here is the work to do in {class}:\n\n{homework}\n\nShould anything be unclear, just reply to this message.\n\nKind regards,\n{teacher}',
    workDays: WEEK,
    workFiles: true,
  },
  {
    key: 'ask-contact',
    name: 'Ask for an address or a number',
    subject: 'How to reach you when the platform is down',
    body: 'Hello,\n\nTo be able to write to you even when the school’s platform is down, I need an up-to-date e-mail address for each guardian of {first name} {last name} ({class}).\n\nCould you reply with each one’s e-mail address and a telephone number? They only serve to write to you about the class.\n\nThank you,\n{teacher}',
    workDays: null,
    workFiles: false,
  },
  {
    key: 'ent-back',
    name: 'The platform is back',
    subject: 'The school’s platform works again',
    body: 'Hello,\n\nThe school’s platform works again. Instructions and documents for {class} are now there; there is no need to reply by e-mail any more.\n\nThank you for your patience,\n{teacher}',
    workDays: null,
    workFiles: false,
  },
]

/** In the language asked for. */
export const stockTemplates = (locale: 'fr' | 'en'): MessageTemplate[] =>
  (locale === 'en' ? EN : FR).map((stock) => ({ id: null, ...stock }))
