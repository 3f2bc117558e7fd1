/**
 * The part of École Directe that Trousse reads (protocol facts §4). Unknown fields are ignored; badge, boarding,
 * support plans, photographs, professions, employers and postal addresses are not even named here.
 */
import { z } from 'zod'

const id = z.union([z.string().min(1).max(100), z.number()]).transform(String)
/** Absent, null and the empty string all mean "nothing said". */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])

export const envelopeSchema = z.object({
  code: z.number().int(),
  token: text,
  message: text,
  data: z.unknown().optional(),
})

export const loginSchema = z.object({
  accounts: z.array(z.object({ typeCompte: text, id, prenom: text, nom: text })),
})
export const challengeSchema = z.object({ totp: z.boolean().nullish() }).nullish()
export const questionSchema = z.object({
  question: z.string().min(1).max(2000),
  propositions: z.array(z.string().min(1).max(2000)).min(1).max(50),
})
export const proofSchema = z.object({ cn: z.string().min(1).max(2000), cv: z.string().min(1).max(2000) })

const entitySchema = z.object({ id, code: text, libelle: text })
export type Entity = z.output<typeof entitySchema>
export const perimeterSchema = z.object({
  etablissements: z.array(
    z.object({
      id: id.nullish(),
      libelle: text,
      niveaux: list(z.object({ libelle: text, classes: list(entitySchema) })),
      groupes: list(entitySchema),
    }),
  ),
  groupes: list(entitySchema),
})

export const pupilsSchema = z.object({
  eleves: z.array(
    z.object({
      id,
      nom: text,
      prenom: text,
      particule: text,
      email: text,
      portable: text,
      dateNaissance: text,
      dateEntree: text,
      dateSortie: text,
    }),
  ),
})
export type Pupil = z.output<typeof pupilsSchema>['eleves'][number]

const adultSchema = z
  .object({ civilite: text, nom: text, prenom: text, mailPerso: text, telDomicile: text, telMobile: text })
  .nullish()
export type Adult = NonNullable<z.output<typeof adultSchema>>
const householdSchema = z.object({ typeLien: text, responsable: adultSchema, conjoint: adultSchema })
export type Household = z.output<typeof householdSchema>
export const familySchema = z.array(householdSchema)

/** True, 1 and "1" are the same here. */
const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 1 || value === '1')

const workSchema = z.object({
  idDevoir: id.nullish(),
  contenu: text,
  donneLe: text,
  documents: list(
    z.object({
      id: id.nullish(),
      fichierId: id.nullish(),
      libelle: text,
      type: text,
      leTypeDeFichier: text,
      taille: z.number().int().nonnegative().nullish(),
    }),
  ),
})
export type Work = z.output<typeof workSchema>
export const slotsSchema = z.array(
  z.object({
    date: text,
    entityId: id.nullish(),
    entityType: text,
    matiereLibelle: text,
    /** An hour without work has none, or an empty one. */
    aFaire: z.union([workSchema, z.tuple([])]).nullish(),
  }),
)
export type WorkSlot = z.output<typeof slotsSchema>[number]

export const lessonsSchema = z.array(
  z.object({
    id,
    text,
    matiere: text,
    start_date: z.string(),
    end_date: z.string(),
    salle: text,
    classe: text,
    classeId: id.nullish(),
    groupe: text,
    groupeId: id.nullish(),
    isAnnule: flag,
  }),
)
export type TimetableHour = z.output<typeof lessonsSchema>[number]

/** What is kept, sealed, between two runs. */
export const memorySchema = z.object({
  password: z.string().max(1000),
  /** Both change with every reply; empty when there is no session. */
  token: z.string().max(5000),
  secondFactorToken: z.string().max(5000),
  teacherId: z.string().max(100).nullable(),
  /** Proof that this computer answered the question once. */
  proof: proofSchema.nullable(),
  /** Nothing is asked until then; `until` null: until the teacher acts. */
  stop: z
    .object({
      code: z.enum([
        'credentials-refused',
        'second-factor-needed',
        'account-locked',
        'ip-suspended',
        'server-maintenance',
      ]),
      until: z.number().nullable(),
    })
    .nullable(),
})
export type Memory = z.output<typeof memorySchema>
