/** The roster as rows of text, shared by the CSV and the spreadsheet: one line per pupil. */
import type { ContactPointView, GuardianView, PupilSheet } from '../contract/views.ts'
import { displayPhone, frenchDate } from '../domain/written-format.ts'
import type { PackTexts } from './page/texts-fr.ts'

/** Two guardians have their columns even when nobody in the class has two. */
const MIN_GUARDIANS = 2

const valuesOf = (points: readonly ContactPointView[], kind: ContactPointView['kind']): string =>
  points
    .filter((point) => point.kind === kind)
    .map((point) => (kind === 'phone' ? displayPhone(point.value, '00') : point.value))
    .join(' / ')

function guardianCells(guardian: GuardianView | undefined, texts: PackTexts): string[] {
  if (guardian === undefined) return ['', '', '', '', '']
  const name = `${guardian.familyName} ${guardian.givenName}`.trim()
  const relationship = texts.relationship[guardian.relationship]
  // A court forbids contact: the name says who, and no address or number is handed out.
  if (guardian.courtBlock) return [name, relationship, '', '', texts.doNotContact]
  const notes = [texts.level[guardian.level as 1 | 2 | 3], guardian.authority ? '' : texts.noAuthority]
  return [
    name,
    relationship,
    valuesOf(guardian.contactPoints, 'phone'),
    valuesOf(guardian.contactPoints, 'email'),
    notes.filter((note) => note !== undefined && note !== '').join(', '),
  ]
}

/**
 * @returns a header and one row per pupil, all of the same length; phone numbers never begin with `+`, so
 * that no spreadsheet takes one for a formula
 */
export function rosterTable(pupils: readonly PupilSheet[], texts: PackTexts): { header: string[]; rows: string[][] } {
  const width = Math.max(MIN_GUARDIANS, ...pupils.map((pupil) => pupil.guardians.length))
  const positions = Array.from({ length: width }, (_, index) => index)
  const header = [
    ...texts.rosterColumns,
    ...positions.flatMap((index) => texts.guardianColumns.map((column) => `${column} ${index + 1}`)),
  ]
  const rows = pupils.map((pupil) => [
    pupil.familyName,
    pupil.givenName,
    pupil.birthDate === null ? '' : frenchDate(pupil.birthDate),
    pupil.classes.map((schoolClass) => schoolClass.name).join(', '),
    valuesOf(pupil.contactPoints, 'phone'),
    valuesOf(pupil.contactPoints, 'email'),
    ...positions.flatMap((index) => guardianCells(pupil.guardians[index], texts)),
  ])
  return { header, rows }
}
