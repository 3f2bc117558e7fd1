/** Whether a set of files is a OneRoster CSV export, by their header rows. */
import type { Part } from './parts.ts'
import { columnKey, partOfHeader } from './parts.ts'
import { headerOf } from './read-table.ts'

/** Columns of a class list too, unless one of these is beside them. */
const OF_ONEROSTER = ['sourcedid', 'usersourcedid', 'classsourcedid', 'propertyname']

function partOf(head: Uint8Array): Part | null {
  const labels = headerOf(head)
  const keys = new Set(labels.map(columnKey))
  return OF_ONEROSTER.some((key) => keys.has(key)) ? partOfHeader(labels) : null
}

/**
 * @param _names of the files, in the order of `heads`: they say nothing. @param heads their first bytes, 4 kB or
 *   more each. For a ZIP, of its entries.
 */
export const looksLikeOneRosterCsv = (_names: readonly string[], heads: readonly Uint8Array[]): boolean =>
  heads.some((head) => partOf(head) !== null)
