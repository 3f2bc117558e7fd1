/** Steps of a build, in order; each has its sentence under `task.step.<step>`. */
export const PACK_STEPS = ['preparing', 'writing', 'flushing', 'rereading', 'verifying', 'finishing'] as const
type PackStep = (typeof PACK_STEPS)[number]

export interface PackProgress {
  readonly step: PackStep
  /** Bytes of work done and to do over the whole build, so that one bar runs through all steps. */
  readonly done: number
  /** 0 while unknown. */
  readonly total: number
  /** Bytes handled in this step. */
  readonly bytes: number
  /** Files written and to write, or packs of a class; 0 of 0 while unknown. */
  readonly items: number
  readonly itemsTotal: number
}

/** Told often enough to move, not so often as to slow the work. */
const REPORT_EVERY_BYTES = 512 * 1024

/** Turns counted bytes into reports; `done` never goes back and never passes `total`. */
export function createProgress(report: (progress: PackProgress) => void) {
  let step: PackStep = 'preparing'
  let total = 0
  let done = 0
  let bytes = 0
  let unreported = 0
  let items = 0
  let itemsTotal = 0
  const send = () => {
    unreported = 0
    report({ step, done: Math.min(done, total), total, bytes, items, itemsTotal })
  }
  return {
    /** More work is known. */
    expect(more: number) {
      total = Math.max(total, done) + more
    },
    step(next: PackStep) {
      if (next === step && done > 0) return
      step = next
      bytes = 0
      send()
    },
    items(done: number, of: number) {
      items = done
      itemsTotal = of
      send()
    },
    add(count: number) {
      done += count
      bytes += count
      unreported += count
      if (unreported >= REPORT_EVERY_BYTES) send()
    },
    finish() {
      done = total
      send()
    },
  }
}
