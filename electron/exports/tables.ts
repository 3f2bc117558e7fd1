/**
 * Lists of a class as tables. Numbers are written as a French reader dials them and never begin with `+`; what a court
 * forbids is not handed out.
 */
import type { ContactPointView, Coverage, Delivery, GuardianView, PupilSheet } from '../contract/views.ts'
import { LEVEL_WORDS, RELATIONSHIP_WORDS } from '../domain/people-words.ts'
import { clockTime, displayPhone, frenchDate, type Locale, localIsoDate } from '../domain/written-format.ts'
import type { Table } from './table.ts'
import { tableWords } from './table-words.ts'

export interface ClassOfPupils {
  readonly name: string
  /** Active pupils, by name. */
  readonly pupils: readonly PupilSheet[]
}

/** Two guardians have their columns even when nobody has two. */
const MIN_GUARDIANS = 2

const valuesOf = (points: readonly ContactPointView[], kind: ContactPointView['kind']): string =>
  points
    .filter((point) => point.kind === kind && point.optedOut !== true)
    .map(({ value }) => (kind === 'phone' ? displayPhone(value, '00') : value))
    .join(' / ')

const dateOf = (isoDate: string | null): string => (isoDate === null ? '' : frenchDate(isoDate))
const nameOf = ({ familyName, givenName }: { familyName: string; givenName: string }) =>
  `${familyName} ${givenName}`.trim()

function noteOf(guardian: GuardianView, locale: Locale): string {
  const words = tableWords(locale)
  if (guardian.courtBlock) return words.doNotContact
  return [LEVEL_WORDS[locale][guardian.level] ?? '', guardian.authority ? '' : words.noAuthority]
    .filter((note) => note !== '')
    .join(', ')
}

/** One line per pupil: names, birth date, class, own contacts, and four columns per guardian. */
export function rosterTable(classes: readonly ClassOfPupils[], locale: Locale): Table {
  const words = tableWords(locale)
  const everyPupil = classes.flatMap(({ pupils }) => pupils)
  const width = Math.max(MIN_GUARDIANS, ...everyPupil.map(({ guardians }) => guardians.length))
  const positions = Array.from({ length: width }, (_, index) => index)
  const guardianCells = (guardian: GuardianView | undefined): string[] => {
    if (guardian === undefined) return ['', '', '', '', '']
    const points = guardian.courtBlock ? [] : guardian.contactPoints
    return [
      nameOf(guardian),
      RELATIONSHIP_WORDS[locale][guardian.relationship],
      valuesOf(points, 'phone'),
      valuesOf(points, 'email'),
      noteOf(guardian, locale),
    ]
  }
  return {
    title: words.roster,
    header: [
      ...words.rosterColumns,
      ...positions.flatMap((index) => words.guardianColumns.map((column) => `${column} ${index + 1}`)),
    ],
    rows: classes.flatMap(({ name, pupils }) =>
      pupils.map((pupil) => [
        name,
        pupil.familyName,
        pupil.givenName,
        dateOf(pupil.birthDate),
        valuesOf(pupil.contactPoints, 'phone'),
        valuesOf(pupil.contactPoints, 'email'),
        ...positions.flatMap((index) => guardianCells(pupil.guardians[index])),
      ]),
    ),
  }
}

/** One line per way to reach somebody: to sort, filter, or merge with a list of addresses. */
export function contactsTable(classes: readonly ClassOfPupils[], locale: Locale): Table {
  const words = tableWords(locale)
  const rows = classes.flatMap(({ name, pupils }) =>
    pupils.flatMap((pupil) => {
      const about = [name, pupil.familyName, pupil.givenName]
      const line = (who: string, role: string, note: string, point: ContactPointView): string[] => [
        ...about,
        who,
        role,
        words.kind[point.kind],
        point.kind === 'phone' ? displayPhone(point.value, '00') : point.value,
        [point.label ?? '', point.bounced ? words.bounced : '', note].filter((part) => part !== '').join(', '),
      ]
      const shown = (points: readonly ContactPointView[]) => points.filter(({ optedOut }) => optedOut !== true)
      return [
        ...pupil.guardians.flatMap((guardian) => {
          const role = RELATIONSHIP_WORDS[locale][guardian.relationship]
          const note = noteOf(guardian, locale)
          if (guardian.courtBlock) return [[...about, nameOf(guardian), role, '', '', note]]
          return shown(guardian.contactPoints).map((point) => line(nameOf(guardian), role, note, point))
        }),
        ...shown(pupil.contactPoints).map((point) => line(nameOf(pupil), words.pupil, '', point)),
      ]
    }),
  )
  return { title: words.contacts, header: words.contactColumns, rows }
}

/** One line per number to call, with columns to fill in. */
export function phonesTable(
  classes: readonly ClassOfPupils[],
  only: ReadonlySet<number> | null,
  locale: Locale,
): Table {
  const words = tableWords(locale)
  const rows = classes.flatMap(({ name, pupils }) =>
    pupils
      .filter(({ id }) => only === null || only.has(id))
      .flatMap((pupil) => {
        const people = [
          ...pupil.guardians
            .filter(({ courtBlock }) => !courtBlock)
            .map((guardian) => ({
              who: nameOf(guardian),
              role: RELATIONSHIP_WORDS[locale][guardian.relationship],
              points: guardian.contactPoints,
            })),
          { who: nameOf(pupil), role: words.pupil, points: pupil.contactPoints },
        ]
        const lines = people.flatMap(({ who, role, points }) =>
          points
            .filter(({ kind, optedOut }) => kind === 'phone' && optedOut !== true)
            .map(({ value }) => [name, nameOf(pupil), who, role, displayPhone(value, '00'), '', '']),
        )
        return lines.length > 0 ? lines : [[name, nameOf(pupil), '', '', words.noPhone, '', '']]
      }),
  )
  return { title: words.phones, header: words.phoneColumns, rows }
}

/** Pupils down, dates across, empty: to tick on a screen. */
export function attendanceTable(
  classes: readonly (ClassOfPupils & { readonly days: readonly string[] })[],
  locale: Locale,
): Table {
  const words = tableWords(locale)
  const days = [...new Set(classes.flatMap((one) => one.days))].sort()
  return {
    title: words.attendance,
    header: [...words.attendanceColumns, ...days.map(frenchDate)],
    rows: classes.flatMap(({ name, pupils }) =>
      pupils.map((pupil) => [name, pupil.familyName, pupil.givenName, ...days.map(() => '')]),
    ),
  }
}

const momentOf = (instant: string, locale: Locale): string =>
  `${frenchDate(localIsoDate(Date.parse(instant)))} ${clockTime(instant, locale).replaceAll('\u00a0', ' ')}`

/** Of one message: a line for each family that is left or was called. */
export function coverageTable(coverage: Coverage, locale: Locale): Table {
  const words = tableWords(locale)
  return {
    title: words.coverage,
    header: words.coverageColumns,
    rows: coverage.pupils.map(({ name, way, numbers, calls }) => [
      name,
      words.reachedBy[way],
      numbers.map(({ value, owner }) => `${displayPhone(value, '00')} (${owner})`).join(' / '),
      calls.map(({ at, result }) => `${momentOf(at, locale)}, ${words.results[result]}`).join(' / '),
    ]),
  }
}

/** Every row of the ledger of one message, as it stands. */
export function ledgerTable(deliveries: readonly Delivery[], locale: Locale): Table {
  const words = tableWords(locale)
  return {
    title: words.ledger,
    header: words.ledgerColumns,
    rows: deliveries.map((row) => [
      row.recipientName,
      row.about,
      row.address,
      words.states[row.state],
      String(row.attempts),
      momentOf(row.updatedAt, locale),
      row.serverSaid ?? '',
    ]),
  }
}
