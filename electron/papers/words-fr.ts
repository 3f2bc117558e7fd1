import type { CallResult, ReachedBy } from '../contract/views.ts'

export const FR = {
  page: 'Page',
  confidential: 'Confidentiel\u00a0: données personnelles d’élèves et de familles. À détruire après usage.',
  printedOn: (date: string) => `Imprimé le ${date}`,
  period: (from: string, to: string) => `Du ${from} au ${to}`,
  since: (from: string) => `À partir du ${from}`,
  until: (to: string) => `Jusqu’au ${to}`,
  schoolYear: (year: string) => `Année scolaire ${year}`,
  level: { 1: '', 2: 'en charge de l’élève', 3: 'personne à contacter' } as Readonly<Record<number, string>>,
  noAuthority: 'sans autorité parentale',
  own: 'élève',
  doNotContact: 'NE PAS CONTACTER (décision de justice)',

  booklet: 'Livret de secours',
  bookletLead: 'Ce qu’il faut pour tenir la classe quand l’ENT est en panne.',
  contents: 'Dans ce livret',
  bookletNotice:
    'Ce livret contient des noms, et parfois des coordonnées. Gardez-le sur vous, ne le laissez pas en salle des professeurs, et détruisez-le quand il ne sert plus.',

  work: 'Travail à faire',
  dueFor: (date: string) => `Pour le ${date}`,
  undated: 'Sans date',
  noWork: 'Aucun travail à faire sur cette période.',
  noSubject: 'Toutes matières',
  documents: 'Documents',

  roster: 'Liste de la classe',
  rosterLead: (pupils: number): string => (pupils > 1 ? `${pupils} élèves` : `${pupils} élève`),
  columns: { pupil: 'Élève', born: 'Né(e) le', remarks: 'Remarques' },
  noPupils: 'Aucun élève dans cette classe.',

  phones: 'Fiche d’appel',
  phonesLead: 'Une ligne par numéro. Cochez au fil des appels, puis reportez les résultats dans Trousse.',
  phonesOf: (subject: string) => `Familles que le message «\u00a0${subject}\u00a0» n’a pas jointes.`,
  phoneColumns: { who: 'À appeler', phone: 'Téléphone', result: 'Résultat', notes: 'Heure, notes' },
  results: { reached: 'joint', voicemail: 'message', nothing: 'rien' } satisfies Record<CallResult, string>,
  noPhone: 'aucun numéro',
  nobodyToCall: 'Personne à appeler\u00a0: toutes les familles sont jointes.',

  attendance: 'Feuille de présence',
  attendanceLead: 'A\u00a0: absent, R\u00a0: en retard.',
  absent: 'Absents',

  form: 'Fiche de renseignements',
  formLead:
    'À remplir par la famille et à rapporter au professeur. Elle sert à vous joindre quand l’ENT ne fonctionne pas.',
  formPupil: 'Élève',
  formFields: {
    name: 'Nom et prénom',
    class: 'Classe',
    guardian: (number: number) => `Responsable ${number}`,
    relationship: 'Lien avec l’élève',
    mobile: 'Téléphone portable',
    otherPhone: 'Autre téléphone',
    email: 'E-mail (en capitales)',
    address: 'Adresse postale',
  },
  formWays: 'Vous préférez être joint',
  ways: ['par e-mail', 'par téléphone', 'par SMS', 'par courrier remis à l’élève'],
  formOffline: 'À la maison, l’élève dispose',
  offline: ['d’un ordinateur', 'd’une imprimante', 'd’un téléphone seulement', 'd’aucun appareil'],
  formLegal:
    'Ces renseignements sont gardés par le professeur, chiffrés sur son ordinateur, pour joindre les familles et remettre le travail en cas de panne. Ils ne sont transmis à personne et sont effacés en fin d’année scolaire. Vous pouvez à tout moment les consulter, les corriger ou les faire effacer en écrivant au professeur ou à l’établissement (règlement (UE) 2016/679). Chaque réponse est facultative.',
  formDate: 'Date',
  formSignature: 'Signature',

  workFor: (what: string, date: string) => `${what} (pour le ${date})`,
  letters: 'Courrier aux familles',
  byHand: 'À remettre en main propre',
  guardiansOf: (pupil: string) => `Aux responsables de ${pupil}`,
  guardianOf: (pupil: string) => `Responsable de ${pupil}`,
  onDate: (date: string) => `Le ${date}`,
  object: (subject: string) => `Objet\u00a0: ${subject}`,

  labels: 'Étiquettes',
  labelsFamily: 'Famille de',

  coverage: 'Suivi du message',
  coverageOf: (subject: string, date: string) => `«\u00a0${subject}\u00a0», ${date}`,
  coverageFigures: {
    total: 'élèves concernés',
    byMail: 'joints par e-mail',
    byPhone: 'par téléphone',
    byPost: 'par courrier',
    left: 'à joindre',
  },
  coverageColumns: { pupil: 'Élève', way: 'Où on en est', calls: 'Appels', notes: 'Notes' },
  reachedBy: {
    mail: 'joint par e-mail',
    phone: 'joint par téléphone',
    post: 'joint par courrier',
    waiting: 'envoi en cours',
    none: 'pas encore joint',
  } satisfies Record<ReachedBy, string>,
  allByMail: 'Toutes les familles ont été jointes par e-mail.',
}

/** Every word on paper; both languages have the same keys. */
export type PaperWords = typeof FR
