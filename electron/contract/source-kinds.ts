/** The kinds of sources, apart from the schemas: the window asks too, and must not carry the schema library. */
export const SOURCE_KINDS = [
  'oneroster',
  'roster-file',
  'siecle',
  'oneroster-csv',
  'ical',
  'ical-file',
  'moodle',
  'edifice',
  'ecole-directe',
  'capture',
  'trousse-pack',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Those that have a server of their own, which Trousse asks by itself. */
const SERVER_KINDS = ['oneroster', 'ical', 'moodle', 'edifice', 'ecole-directe'] as const
export type ServerKind = (typeof SERVER_KINDS)[number]

export const isServerKind = (kind: SourceKind): kind is ServerKind => SERVER_KINDS.some((one) => one === kind)
