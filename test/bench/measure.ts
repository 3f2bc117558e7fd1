/** Small tools of measuring: medians over repetitions, percentiles, and a line of the table. */

export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | '×' | '%'
  /** What the ratio is to, in words. */
  readonly against?: string
  readonly goal?: number
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Nearest rank; `rank` from 0 to 100. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1))
  return sorted[index] ?? Number.NaN
}

/** Milliseconds that `work` takes, and what it returns. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

export function table(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, value, unit, against, goal }) => [
    name,
    `${value.toFixed(unit === '×' ? 2 : 1)} ${unit}`,
    goal === undefined ? '' : `≤ ${goal} ${unit}`,
    goal === undefined ? '' : value <= goal ? 'met' : 'not met',
    against ?? '',
  ])
  const all = [['measure', 'value', 'goal', '', 'against'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
