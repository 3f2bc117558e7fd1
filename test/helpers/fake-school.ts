/** An invented school for the fake bridge: always the same, from a seed. Addresses on reserved domains. */
import type * as v from '../../electron/contract/views.ts'

/** mulberry32: small, good enough, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const FAMILY = `Abadie Aït-Kaci Aubrac Bazin Belhadj Bénard Berthelin Bouvet Brossard Caillaux Camara Castaing Chauvel
Cissokho Clavière Coste Dalmont Delorme Diabaté Doumergue Duchêne Esnault Fauvel Ferrand Fofana Garrigues Gauthrot
Girardin Guérinet Haddadi Hamelin Houssaye Jaouen Karaca Keller Kerbrat Labrosse Lachenal Lemoigne Lespinasse Mabrouk
Marchal Mercœur Montclar Nguyen-Bas Oukaci Pelletan Perrineau Poirson Quéméner Rambert Roussillon Sabourin Santini
Sauvageot Şahinler Tessandier Thévenot Touré Vasseur-Lys Verdelhan Wachter Yildirim Zeller Łukasik`.split(/\s+/)
const GIVEN = `Adèle Aïcha Alban Alice Amir Anaïs Anouk Arthur Basile Camille Capucine Céleste Chloé Clément Côme Diane
Élise Elouan Emma Enzo Ethan Fatou Gabriel Gaëlle Hugo Inès Ismaël Jade Jeanne Joachim Kenza Léa Léonie Lina Lou
Louis Lucas Maël Malo Manon Mathis Maya Mehdi Mila Nathan Nina Noé Nolan Nour Octave Paul Raphaël Rose Sacha Salomé
Samuel Soline Théo Tom Victoire Yanis Zoé`.split(/\s+/)
const CLASS_NAMES = [
  '2de 1',
  '2de 2',
  '2de 3',
  '2de 4',
  '1re A',
  '1re B',
  '1re C',
  '1re STMG',
  'Tle A',
  'Tle B',
  'Tle C',
  'Tle STMG',
]
const GROUPS = [
  ['Spé maths 1re', 'Mathématiques'],
  ['Latin 2de', 'Latin'],
  ['HGGSP Tle', 'HGGSP'],
] as const
const SUBJECTS = ['Français', 'Mathématiques', 'Histoire-géographie', 'Anglais', 'SVT', 'Physique-chimie', 'SES']
const TITLES = [
  'Lire le chapitre 4 et relever les figures de style',
  'Exercices 12 à 17 page 84',
  'Commentaire : la chute de l’Ancien Régime',
  'Préparer l’exposé oral (3 minutes)',
  'Compte rendu du TP sur les enzymes',
  'Fiche de révision : suites géométriques',
  'Corriger le contrôle n° 2',
  'Carte à compléter : les espaces maritimes',
  'Dissertation, plan détaillé',
  'Vocabulaire, unité 5 : apprendre les 30 mots',
]

const pad = (value: number) => String(value).padStart(2, '0')
const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z]+/g, '.')
    .toLowerCase()

export interface FakePupil extends v.PupilSheet {
  readonly classId: number
  readonly className: string
}

export interface FakeSchool {
  readonly classes: readonly v.ClassSummary[]
  readonly pupils: readonly FakePupil[]
  readonly assignments: readonly v.AssignmentDetail[]
  members(classId: number): readonly FakePupil[]
}

/** `size` is the number of pupils per class. */
export function makeFakeSchool(now: Date, size = 35): FakeSchool {
  const random = randomFrom(20261124)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  let next = 1000
  const id = () => ++next
  const email = (name: string): v.ContactPointView => ({
    id: id(),
    kind: 'email',
    value: `${slug(name)}@familles.example.org`,
    label: null,
    verified: random() < 0.6,
    bounced: random() < 0.03,
  })
  // 01 99 00 xx xx: a range the French regulator keeps for fiction.
  const phone = (): v.ContactPointView => ({
    id: id(),
    kind: 'phone',
    value: `+3319900${pad(Math.floor(random() * 100))}${pad(Math.floor(random() * 100))}`,
    label: null,
    verified: false,
    bounced: false,
  })
  const guardian = (
    familyName: string,
    relationship: 'mother' | 'father',
    primary: boolean,
    kind: number,
  ): v.GuardianView => {
    const givenName = pick(GIVEN)
    return {
      personId: id(),
      familyName: random() < 0.2 ? pick(FAMILY) : familyName,
      givenName,
      level: 1,
      relationship,
      authority: true,
      courtBlock: !primary && random() < 0.02,
      primary,
      contactPoints: [...(kind < 0.9 ? [email(`${givenName} ${familyName}`)] : []), ...(kind < 0.97 ? [phone()] : [])],
    }
  }
  const pupils: FakePupil[] = CLASS_NAMES.flatMap((className, index) =>
    Array.from({ length: size }, (): FakePupil => {
      const familyName = pick(FAMILY)
      const givenName = pick(GIVEN)
      const kind = random()
      const guardians = [
        guardian(familyName, 'mother', true, kind),
        ...(random() < 0.86 ? [guardian(familyName, 'father', false, kind)] : []),
      ]
      const reach = guardians.some((one) => one.contactPoints.some((point) => point.kind === 'email'))
        ? 'email'
        : guardians.some((one) => one.contactPoints.length > 0)
          ? 'phone'
          : 'none'
      return {
        id: id(),
        classId: index + 1,
        className,
        familyName,
        givenName,
        birthDate: `${2011 - Math.floor(index / 4)}-${pad(1 + Math.floor(random() * 12))}-${pad(1 + Math.floor(random() * 28))}`,
        active: true,
        classes: [{ id: index + 1, name: className, kind: 'class' }],
        contactPoints: random() < 0.4 ? [email(`${givenName} ${familyName} eleve`)] : [],
        guardians,
        siblings: [],
        sources: [{ label: 'ENT du lycée', seenAt: now.toISOString() }],
        reach,
      }
    }),
  )
  const groupOf = (index: number) => pupils.filter((_, rank) => rank % 9 === index).slice(0, 28)
  const members = (classId: number) =>
    classId <= CLASS_NAMES.length
      ? pupils.filter((pupil) => pupil.classId === classId)
      : groupOf(classId - CLASS_NAMES.length - 1)
  const summary = (classId: number, name: string, subject: string | null): v.ClassSummary => {
    const list = members(classId)
    const reached = (reach: v.RosterRow['reach']) => list.filter((pupil) => pupil.reach === reach).length
    return {
      id: classId,
      name,
      kind: subject === null ? 'class' : 'group',
      subject,
      pupils: list.length,
      reachableByEmail: reached('email'),
      phoneOnly: reached('phone'),
      unreachable: reached('none'),
    }
  }
  const classes = [
    ...CLASS_NAMES.map((name, index) => summary(index + 1, name, null)),
    ...GROUPS.map(([name, subject], index) => summary(CLASS_NAMES.length + index + 1, name, subject)),
  ]
  const assignments = Array.from({ length: 150 }, (_, index): v.AssignmentDetail => {
    const due = new Date(now.getTime() + (Math.floor(index / 3) - 12) * 86_400_000)
    const given = new Date(due.getTime() - 5 * 86_400_000)
    const count = random() < 0.45 ? 1 + Math.floor(random() * 2) : 0
    const files = Array.from({ length: count }, (_file, rank): v.AttachmentView => {
      const here = random() < 0.85
      return {
        id: id(),
        name: pick(['Polycopié.pdf', 'Énoncé.pdf', 'Carte à compléter.png', 'Fiche méthode.odt']),
        mediaType: 'application/pdf',
        bytes: 80_000 + Math.floor(random() * 2_000_000) + rank,
        here,
      }
    })
    const classId = 1 + (index % CLASS_NAMES.length)
    return {
      id: index + 1,
      classId,
      className: CLASS_NAMES[classId - 1] ?? '',
      title: pick(TITLES),
      subject: pick(SUBJECTS),
      assignedOn: given.toISOString().slice(0, 10),
      dueOn: due.toISOString().slice(0, 10),
      dueAt: null,
      localState: null,
      attachments: files.length,
      attachmentsHere: files.filter((file) => file.here).length,
      descriptionHtml:
        '<p>À faire <strong>au propre</strong>, sur une copie double.</p><ul><li>soigner l’introduction</li><li>citer le texte</li></ul>',
      files,
      sourceLabel: 'ENT du lycée',
    }
  })
  return { classes, pupils, assignments, members }
}

export const rosterRow = (pupil: FakePupil): v.RosterRow => ({
  pupilId: pupil.id,
  familyName: pupil.familyName,
  givenName: pupil.givenName,
  birthDate: pupil.birthDate,
  className: pupil.className,
  emails: pupil.guardians.flatMap((one) => one.contactPoints).filter(({ kind }) => kind === 'email').length,
  phones: pupil.guardians.flatMap((one) => one.contactPoints).filter(({ kind }) => kind === 'phone').length,
  guardians: pupil.guardians.length,
  courtBlock: pupil.guardians.some((one) => one.courtBlock),
  reach: pupil.reach,
})
