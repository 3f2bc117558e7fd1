/** Whether a set of files is a OneRoster CSV export, by their header rows. */

/**
 * @param names of the files, in the order of `heads`; @param heads their first bytes, 4 kB or more each. For a
 *   ZIP, of its entries.
 */
export function looksLikeOneRosterCsv(_names: readonly string[], _heads: readonly Uint8Array[]): boolean {
  return false
}
