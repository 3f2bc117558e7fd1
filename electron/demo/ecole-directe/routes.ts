/** What the demonstration's École Directe answers to a teacher, with the shapes of protocol facts §4. */
import type { DemoClass, DemoGuardian, DemoPupil, DemoSchool } from '../model.ts'
import { hourOf, type TeacherView } from '../teacher-view.ts'

export interface Envelope {
  readonly code: number
  readonly message?: string
  readonly data?: unknown
}

export const TEACHER_NUMBER = 4242
const CLASS_BASE = 300
const PUPIL_BASE = 8000

const base64 = (text: string) => Buffer.from(text).toString('base64')
const ok = (data: unknown): Envelope => ({ code: 200, data })

export const teacherAccount = ({ teacher }: TeacherView) => ({
  accounts: [
    {
      typeCompte: 'P',
      id: TEACHER_NUMBER,
      idLogin: 77,
      prenom: teacher.givenName,
      nom: teacher.familyName,
      nomEtablissement: 'never-read',
      profile: { classes: [], groupes: [] },
      modules: [],
    },
  ],
})

export function createEcoleDirecteRoutes(school: DemoSchool) {
  const classNumber = new Map(school.classes.map(({ id }, index) => [id, CLASS_BASE + index]))
  const pupilNumber = new Map(school.pupils.map(({ id }, index) => [id, PUPIL_BASE + index]))
  const classes = new Map(school.classes.map((one) => [one.id, one]))

  const entity = (one: DemoClass) => ({
    id: classNumber.get(one.id),
    code: one.name.replace(/\s/g, ''),
    libelle: one.name,
    type: one.kind === 'class' ? 'C' : 'G',
  })

  const perimeter = (view: TeacherView) => {
    const levels = [...new Set(view.classes.map(({ level }) => level))]
    return {
      etablissements: [
        {
          id: 1,
          libelle: school.name,
          niveaux: levels.map((level) => ({
            id: level,
            libelle: level,
            classes: view.classes
              .filter((one) => one.level === level && one.kind === 'class')
              .map((one) => ({ ...entity(one), isPP: false })),
          })),
          groupes: view.classes.filter(({ kind }) => kind === 'group').map(entity),
        },
      ],
      parametres: { grille: [] },
    }
  }

  const pupilOf = (pupil: DemoPupil) => ({
    id: pupilNumber.get(pupil.id),
    nom: pupil.familyName,
    prenom: pupil.givenName,
    particule: '',
    sexe: 'never-read',
    classeId: classNumber.get(pupil.classId),
    classeLibelle: classes.get(pupil.classId)?.name,
    numeroBadge: 'never-read',
    regime: 'never-read',
    email: pupil.email ?? '',
    portable: pupil.mobile ?? '',
    dateNaissance: pupil.birthDate,
    dispositifs: [{ code: 'never-read', libelle: 'never-read' }],
  })

  const adult = (guardian: DemoGuardian, civilite: string) => ({
    civilite,
    nom: guardian.familyName,
    prenom: guardian.givenName,
    mailPerso: guardian.email ?? '',
    mailTravail: 'never-read@example.org',
    telDomicile: guardian.landline ?? '',
    telMobile: guardian.mobile ?? '',
    telTravail: 'never-read',
    profession: 'never-read',
    societe: 'never-read',
    csp: 'never-read',
  })

  const TIES: Readonly<Record<string, string>> = { mother: 'Mère', father: 'Père', grandparent: 'Grand-parent' }
  const households = (view: TeacherView, pupil: DemoPupil) =>
    view.guardiansOf(pupil).map((guardian, index) => {
      const tie = pupil.guardianships[index]?.relationship ?? 'guardian'
      return {
        adresseLigne1: 'never-read',
        codePostal: 'never-read',
        ville: 'never-read',
        typeLien: TIES[tie] ?? 'Responsable légal',
        responsable: adult(guardian, tie === 'mother' ? 'Mme' : 'M.'),
        conjoint: null,
      }
    })

  const slots = (view: TeacherView, from: string, to: string) =>
    view.assignments
      .filter(({ dueOn }) => dueOn >= from && dueOn <= to)
      .map((assignment) => {
        const one = classes.get(assignment.classId)
        return {
          idCours: 0,
          idCDT: 0,
          date: assignment.dueOn,
          start_date: `${assignment.dueOn} 08:00`,
          end_date: `${assignment.dueOn} 09:00`,
          entityId: classNumber.get(assignment.classId),
          entityCode: one?.name,
          entityLibelle: one?.name,
          entityType: one?.kind === 'group' ? 'G' : 'C',
          matiereCode: assignment.subject.slice(0, 4).toUpperCase(),
          matiereLibelle: assignment.subject,
          travailAFaire: true,
          contenuDeSeance: false,
          interrogation: false,
          aFaire: {
            idDevoir: assignment.id,
            contenu: base64(assignment.descriptionHtml),
            donneLe: assignment.assignedOn,
            effectue: false,
            documents: assignment.attachments.map(({ id, file }) => ({
              id: `fichier-${id}`,
              libelle: file.name,
              type: 'FICHIER_CDT',
              taille: file.bytes().byteLength,
            })),
          },
        }
      })

  const lessons = (view: TeacherView, from: string, to: string) =>
    view.lessons
      .filter(({ day }) => day >= from && day <= to)
      .map(({ id, classId, subject, day, slot }) => {
        const one = classes.get(classId)
        const group = one?.kind === 'group'
        return {
          id,
          text: subject,
          matiere: subject,
          codeMatiere: subject.slice(0, 4).toUpperCase(),
          typeCours: 'COURS',
          start_date: `${day} ${hourOf(slot.start)}`,
          end_date: `${day} ${hourOf(slot.end)}`,
          salle: slot.room,
          classe: group ? '' : one?.name,
          classeId: group ? 0 : classNumber.get(classId),
          groupe: group ? one?.name : '',
          groupeId: group ? classNumber.get(classId) : 0,
          isAnnule: false,
          isModifie: false,
        }
      })

  function pupilsOf(view: TeacherView, number: string): Envelope {
    const one = view.classes.find(({ id }) => String(classNumber.get(id)) === number)
    if (!one) return { code: 403, message: 'Accès interdit !' }
    return ok({ eleves: view.pupilsOf(one.id).map(pupilOf), entity: entity(one) })
  }

  function familyOf(view: TeacherView, number: string): Envelope {
    const id = school.pupils[Number(number) - PUPIL_BASE]?.id ?? ''
    const pupil = view.pupil(id)
    return pupil ? ok(households(view, pupil)) : { code: 403, message: 'Accès interdit !' }
  }

  return function route(path: string, data: Readonly<Record<string, unknown>>, view: TeacherView): Envelope {
    const [, kind, number = ''] =
      /^\/(classes|groupes|eleves)\/(\d+)\/(?:eleves|coordonneesfamille)\.awp$/.exec(path) ?? []
    if (kind !== undefined) return kind === 'eleves' ? familyOf(view, number) : pupilsOf(view, number)
    if (path === '/niveauxListe.awp') return ok(perimeter(view))
    const days = /^\/cahierdetexte\/loadslots\/([\d-]{10})\/([\d-]{10})\.awp$/.exec(path)
    if (days) return ok(slots(view, days[1] ?? '', days[2] ?? ''))
    if (path === `/P/${TEACHER_NUMBER}/emploidutemps.awp`) {
      return ok(lessons(view, String(data.dateDebut), String(data.dateFin)))
    }
    return { code: 403, message: 'Accès interdit !' }
  }
}
