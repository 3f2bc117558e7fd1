/** Which part of the guide explains a screen: titles as the guides write them. */
import type { ScreenName } from '../../app/router.ts'
import { slugOf } from './parse-guide.ts'

interface Topic {
  readonly fr: string
  readonly en: string
}

const WINDOW: Topic = { fr: 'Se repérer dans la fenêtre', en: 'Finding your way' }

export const TOPICS: Partial<Record<ScreenName, Topic>> = {
  today: { fr: 'Aujourd’hui', en: 'Today' },
  classes: { fr: 'Savoir qui vous ne pourriez pas joindre', en: 'Knowing whom you could not reach' },
  assignments: { fr: 'Devoirs', en: 'Assignments' },
  timetable: { fr: 'Emploi du temps', en: 'Timetable' },
  packs: { fr: 'Basculer : l’ENT est tombé', en: 'Switching over: the school platform is down' },
  message: { fr: 'Écrire aux familles', en: 'Switching over: the school platform is down' },
  outage: { fr: 'Basculer : l’ENT est tombé', en: 'Switching over: the school platform is down' },
  'handed-in': { fr: 'Le travail rendu', en: 'Work handed in' },
  exports: { fr: 'Imprimer et exporter', en: 'Printing and exporting' },
  share: { fr: 'Publier un pack', en: 'Publishing a pack' },
  drill: { fr: 'S’exercer', en: 'Practising' },
  start: { fr: 'Créer votre espace', en: 'Creating your space' },
  outbox: { fr: 'Suivre', en: 'Following up' },
  sources: { fr: 'Faire entrer vos classes', en: 'Bringing your classes in' },
  settings: { fr: 'Réglages', en: 'Settings' },
}

/** The address of a part of the guide, after the name of the help screen. */
export const topicOf = (screen: ScreenName, locale: 'fr' | 'en'): string => slugOf((TOPICS[screen] ?? WINDOW)[locale])
