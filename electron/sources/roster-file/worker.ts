/** Reads one roster file and ends. In a worker of its own, so that a bomb is killed and blocks nobody. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ErrorShape } from '../../contract/errors.ts'
import { toErrorShape } from '../../contract/errors.ts'
import type { RosterMapping } from '../../contract/views.ts'
import type { RosterFile } from './read-roster.ts'
import { readRoster } from './read-roster.ts'

export interface ParseRequest {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly mapping: RosterMapping | null
  readonly today: string
}
export type ParseAnswer =
  | { readonly kind: 'file'; readonly file: RosterFile }
  | { readonly kind: 'error'; readonly error: ErrorShape }

function answer(request: ParseRequest): ParseAnswer {
  try {
    return { kind: 'file', file: readRoster(request.bytes, request.fileName, request.mapping, request.today) }
  } catch (error) {
    const shape = toErrorShape(error)
    // A parser that trips over a file is the file's fault as far as the teacher can do anything about it.
    return { kind: 'error', error: shape.code === 'internal' ? { code: 'file-unreadable', params: {} } : shape }
  }
}

parentPort?.postMessage(answer(workerData as ParseRequest))
