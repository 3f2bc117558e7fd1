import { linkTo } from '../../app/router.ts'

/** What schools have, the most common first. */
export const SCHOOL_SYSTEMS = ['kosmos', 'pronote', 'ecole-directe', 'edifice', 'moodle'] as const
export type SchoolSystem = (typeof SCHOOL_SYSTEMS)[number]

export const isSchoolSystem = (value: string): value is SchoolSystem =>
  (SCHOOL_SYSTEMS as readonly string[]).includes(value)

/** A way to a first class: a captured page, a file or a copied list, the server itself. */
type FirstWay = 'capture' | 'file' | 'server'

interface Shortest {
  readonly way: FirstWay
  readonly href: string
  /** Where every way of this system is told. */
  readonly others: string
}

const capture = linkTo('sources', ['capture'])
const file = linkTo('sources', ['file'])

/** The shortest way that exists for each; what else there is comes after it. */
export const SHORTEST: Readonly<Record<SchoolSystem, Shortest>> = {
  kosmos: { way: 'capture', href: capture, others: linkTo('sources', ['add', 'ent']) },
  pronote: { way: 'capture', href: capture, others: linkTo('sources', ['add', 'pronote']) },
  'ecole-directe': { way: 'file', href: file, others: linkTo('sources', ['add', 'ecole-directe']) },
  edifice: {
    way: 'server',
    href: linkTo('sources', ['add', 'form', 'edifice']),
    others: linkTo('sources', ['add', 'ent']),
  },
  moodle: {
    way: 'server',
    href: linkTo('sources', ['add', 'form', 'moodle']),
    others: linkTo('sources', ['add', 'moodle']),
  },
}
