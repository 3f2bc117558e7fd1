/**
 * Sorts a copy of the rows by a value, in the order of the reader's language (accents and case apart,
 * "2de 10" after "2de 9"). Null values go last in both directions; equal values keep their order.
 */
export function sortRows<T>(
  rows: readonly T[],
  value: (row: T) => string | number | null,
  direction: 'ascending' | 'descending',
  locale: string,
): readonly T[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const sign = direction === 'ascending' ? 1 : -1
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      return sign * compare(a.key, b.key)
    })
    .map(({ row }) => row)
}
