/** What files hold, in words. */
import type { TFunction } from 'i18next'
import type { ImportPreview, RosterField } from '../../../electron/contract/views.ts'

type Translate = TFunction<'sources'>

const TOTALS = ['classes', 'groups', 'pupils', 'guardians', 'teachers', 'assignments', 'lessons'] as const

/** "Fichiers SIECLE" alone: the figures are under it. */
export const kindLine = (t: Translate, { kind }: Pick<ImportPreview, 'kind'>): string =>
  t(`sources:import.kind.${kind}`)

/** "42 classes · 1 212 élèves · 2 014 responsables": what is there, in the order of a school. */
export function totalsLine(t: Translate, totals: ImportPreview['totals'], number: (value: number) => string): string {
  const parts = TOTALS.filter((key) => totals[key] > 0).map((key) =>
    t(`sources:import.total.${key}`, { count: totals[key], figure: number(totals[key]) }),
  )
  return parts.length === 0 ? t('sources:import.kept-nothing') : parts.join(' · ')
}

/** How many pupils, or without any, lessons and assignments, would come in or stay. */
export const usableCount = ({ totals }: Pick<ImportPreview, 'totals'>): number =>
  totals.pupils || totals.lessons + totals.assignments

const GUARDIAN_PARTS = ['Name', 'Email', 'Phone', 'Link', 'Level'] as const
const GUARDIAN_SLOTS = [1, 2, 3, 4] as const
/** Offered even where the file has none: most lists have two. */
const ALWAYS_OFFERED = 2

const PUPIL_FIELDS = [
  'ignore',
  'fullName',
  'familyName',
  'usageName',
  'givenName',
  'birthDate',
  'className',
  'group',
  'structureType',
  'pupilId',
  'rowType',
  'children',
  'pupilEmail',
  'pupilPhone',
] as const satisfies readonly RosterField[]

/** What a column can hold: of guardians, two and one more than the columns already have. */
export function offeredFields(columns: readonly RosterField[]): RosterField[] {
  const used = GUARDIAN_SLOTS.filter((slot) => columns.some((field) => field.startsWith(`guardian${slot}`)))
  const last = Math.max(ALWAYS_OFFERED, (used.at(-1) ?? 0) + 1)
  const guardians = GUARDIAN_SLOTS.filter((slot) => slot <= last)
  return [
    ...PUPIL_FIELDS,
    ...guardians.flatMap((slot) => GUARDIAN_PARTS.map((part): RosterField => `guardian${slot}${part}`)),
  ]
}
