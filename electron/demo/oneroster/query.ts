/** `limit`, `offset`, `sort`, `orderBy`, `filter` and `fields` of OneRoster 1.2 (REST binding, section 3). */
import type { OneRosterObject } from './records.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000

/** A question that the standard does not allow; `minor` is its code. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly minor: 'invaliddata' | 'invalid_filter_field' | 'invalid_selection_field' | 'invalid_sort_field'

  constructor(minor: QueryError['minor'], message: string) {
    super(message)
    this.minor = minor
  }
}

export interface PageAnswer {
  readonly items: readonly unknown[]
  readonly total: number
  /** `Link` header, empty when everything fits on the page. */
  readonly link: string
}

type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~'
interface Clause {
  readonly path: string
  readonly operator: Comparison
  readonly value: string
}

const CLAUSE = /^\s*([A-Za-z][\w.]*)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*/
const JOIN = /^(AND|OR)\s+/i

function readFilter(text: string): { clauses: readonly Clause[]; any: boolean } {
  const clauses: Clause[] = []
  let rest = text
  let any = false
  for (;;) {
    const match = CLAUSE.exec(rest)
    if (!match) throw new QueryError('invaliddata', 'filter')
    const [whole, path = '', operator = '=', value = ''] = match
    clauses.push({ path, operator: operator as Comparison, value: value.replace(/''/g, "'") })
    rest = rest.slice(whole.length)
    if (rest === '') return { clauses, any }
    const join = JOIN.exec(rest)
    // Two clauses at most, says the standard.
    if (!join || clauses.length === 2) throw new QueryError('invaliddata', 'filter')
    any = join[1]?.toUpperCase() === 'OR'
    rest = rest.slice(join[0].length)
  }
}

/** Every value at a dotted path; arrays are walked through, as a filter on `roles.role` expects. */
function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [head, ...tail] = path
  if (head === undefined) return value === null || typeof value === 'object' ? [] : [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return valuesAt(Object.entries(value).find(([key]) => key === head)?.[1] ?? null, tail)
}

function compare(found: string, operator: Comparison, wanted: string): boolean {
  const [a, b] = [found.toLowerCase(), wanted.toLowerCase()]
  switch (operator) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '~':
      return a.includes(b)
  }
}

function matches(item: OneRosterObject, clause: Clause): boolean {
  const values = valuesAt(item, clause.path.split('.'))
  if (clause.operator === '!=') return values.every((value) => compare(value, '!=', clause.value))
  return values.some((value) => compare(value, clause.operator, clause.value))
}

function readCount(parameters: URLSearchParams, name: string, fallback: number, least: number): number {
  const text = parameters.get(name)
  if (text === null) return fallback
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new QueryError('invaliddata', name)
  return Number(text)
}

/** Names at the first level of any object: a filter or sort on another name is refused. */
function checkFields(items: readonly OneRosterObject[], names: readonly string[], minor: QueryError['minor']): void {
  if (items.length === 0) return
  for (const name of names) {
    const head = name.split('.')[0] ?? ''
    if (!items.some((item) => Object.hasOwn(item, head))) throw new QueryError(minor, name)
  }
}

function linkHeader(url: URL, offset: number, limit: number, total: number): string {
  if (total <= limit && offset === 0) return ''
  const at = (where: number, rel: string) => {
    const target = new URL(url)
    target.searchParams.set('limit', String(limit))
    target.searchParams.set('offset', String(where))
    return `<${target.href}>; rel="${rel}"`
  }
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit)
  return [
    at(0, 'first'),
    ...(offset > 0 ? [at(Math.max(0, offset - limit), 'prev')] : []),
    ...(offset + limit < total ? [at(offset + limit, 'next')] : []),
    at(last, 'last'),
  ].join(', ')
}

/** @throws QueryError when a parameter is not understood. */
export function answerQuery(all: readonly OneRosterObject[], url: URL): PageAnswer {
  const parameters = url.searchParams
  const limit = Math.min(readCount(parameters, 'limit', DEFAULT_LIMIT, 1), MAX_LIMIT)
  const offset = readCount(parameters, 'offset', 0, 0)

  let items: readonly OneRosterObject[] = all
  const filterText = parameters.get('filter')
  if (filterText !== null) {
    const { clauses, any } = readFilter(filterText)
    checkFields(
      all,
      clauses.map(({ path }) => path),
      'invalid_filter_field',
    )
    items = all.filter((item) =>
      any ? clauses.some((clause) => matches(item, clause)) : clauses.every((clause) => matches(item, clause)),
    )
  }
  const sort = parameters.get('sort')
  if (sort !== null) {
    checkFields(all, [sort], 'invalid_sort_field')
    const sign = parameters.get('orderBy') === 'desc' ? -1 : 1
    const path = sort.split('.')
    const keyed = items.map((item) => ({ item, key: valuesAt(item, path)[0] ?? '' }))
    items = keyed.sort((a, b) => sign * a.key.localeCompare(b.key, 'fr')).map(({ item }) => item)
  }
  const page = items.slice(offset, offset + limit)
  const link = linkHeader(url, offset, limit, items.length)
  const wanted = parameters.get('fields')?.split(',') ?? []
  if (wanted.length === 0) return { items: page, total: items.length, link }
  checkFields(all, wanted, 'invalid_selection_field')
  const pick = (item: OneRosterObject) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => wanted.includes(key)))
  return { items: page.map(pick), total: items.length, link }
}
