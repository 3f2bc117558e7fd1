/** Classes by the names sources and people write: "6A", "6e A" and "6ème A" are one. */
import { classKey } from '../domain/text-clean.ts'
import type { ReadConnection } from './connection.ts'
import { foldClassName } from './fold.ts'

export interface NamedClass {
  readonly id: number
  readonly name: string
  readonly kind: 'class' | 'group'
}

/**
 * Reads the active classes once and finds them by name: a name as it is written wins over one that is only
 * written otherwise, and a class over the group that bears its name. Null when none or several fit.
 */
export function classFinder(connection: ReadConnection): (name: string) => NamedClass | null {
  const classes = connection.read<NamedClass>('SELECT id, name, kind FROM school_class WHERE active = 1').all()
  const byFold = index(classes, foldClassName)
  const byKey = index(classes, classKey)
  return (name) => only(byFold.get(foldClassName(name))) ?? only(byKey.get(classKey(name)))
}

/** @param keyOf an empty key (a name of signs only) finds nothing. */
function index(classes: readonly NamedClass[], keyOf: (name: string) => string): Map<string, NamedClass[]> {
  const found = new Map<string, NamedClass[]>()
  for (const one of classes) {
    const key = keyOf(one.name)
    if (key !== '') found.set(key, [...(found.get(key) ?? []), one])
  }
  return found
}

function only(found: readonly NamedClass[] = []): NamedClass | null {
  const [first, ...others] = found.length > 1 ? found.filter((one) => one.kind === 'class') : found
  return first === undefined || others.length > 0 ? null : first
}
