/**
 * Which file of a OneRoster export is which, told by its header row: exports rename files, change their case, and
 * one writes role rows into `userprofiles.csv`. The name decides only when the header does not.
 */
export const PARTS = [
  'manifest',
  'orgs',
  'academicSessions',
  'classes',
  'users',
  'roles',
  'demographics',
  'enrollments',
  'lineItems',
] as const
export type Part = (typeof PARTS)[number]

/** Misspelt, older or drafted names found in exports, by the name the specification gives. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['prefferedgivenname', 'preferredgivenname'],
  ['prefferedfamilyname', 'preferredfamilyname'],
  ['datalastmodified', 'datelastmodified'],
  ['grade', 'grades'],
  ['agents', 'agentsourcedids'],
  ['agentsourcedid', 'agentsourcedids'],
  ['userid', 'userids'],
  ['orgsourcedid', 'orgsourcedids'],
  ['subject', 'subjects'],
  ['birthday', 'birthdate'],
])

/** A column's name as it is compared: no case, no space, no misspelling. */
export function columnKey(label: string): string {
  const key = label.replace(/[\s_"'\ufeff]/g, '').toLowerCase()
  return ALIASES.get(key) ?? key
}

/** Columns that tell a file apart; the first that fits wins, the particular before the general. */
const SIGNS: readonly (readonly [Part, all: readonly string[], oneOf: readonly string[]])[] = [
  ['manifest', ['propertyname', 'value'], []],
  ['users', ['sourcedid', 'givenname', 'familyname'], []],
  ['roles', ['usersourcedid', 'role', 'roletype'], []],
  ['enrollments', ['classsourcedid', 'usersourcedid', 'role'], []],
  ['demographics', ['birthdate'], ['sourcedid', 'usersourcedid']],
  ['lineItems', ['sourcedid', 'title', 'classsourcedid'], ['assigndate', 'duedate']],
  ['classes', ['sourcedid', 'title'], ['classtype', 'classcode']],
  ['academicSessions', ['sourcedid', 'title', 'startdate', 'enddate'], []],
  ['orgs', ['sourcedid', 'name', 'type'], []],
]

export function partOfHeader(labels: readonly string[]): Part | null {
  const keys = new Set(labels.map(columnKey))
  const sign = SIGNS.find(
    ([, all, oneOf]) => all.every((key) => keys.has(key)) && (oneOf.length === 0 || oneOf.some((key) => keys.has(key))),
  )
  return sign?.[0] ?? null
}

/** `dossier/Users.CSV` -> `users`. */
export function partOfName(name: string): Part | null {
  const base = (name.split('/').at(-1) ?? '').toLowerCase()
  return PARTS.find((part) => base === `${part.toLowerCase()}.csv`) ?? null
}

/** The name the specification gives to the file. */
export const fileNameOf = (part: Part): string => `${part}.csv`
