/** A calendar file that the teacher exported by hand. */
import type { FileInput, FileReading } from '../file-source.ts'
import { readCalendarInWorker } from './read-in-worker.ts'
import type { CalendarSystem } from './system.ts'

export interface CalendarFile extends FileReading {
  readonly system: CalendarSystem
}

/** @throws TrousseError as `readCalendarInWorker`, with the file's name. */
export async function readCalendarFile(
  input: FileInput,
  options: { readonly now: number; readonly workerUrl: URL; readonly signal?: AbortSignal },
): Promise<CalendarFile> {
  const { system, records, faults, ignored } = await readCalendarInWorker({ bytes: input.bytes, ...options })
  return {
    system,
    records,
    coverage: { kind: 'whole', proof: 'content' },
    faults: faults.map((fault) => ({ file: input.name, ...fault })),
    dropped: [],
    ignored,
  }
}
