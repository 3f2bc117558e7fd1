/** Recognises or reads files once and ends. In a thread of its own, so that a bomb is killed and blocks nobody. */
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorShape } from '../../contract/errors.ts'
import { partViews, readPart, recogniseFiles } from './read-files.ts'
import type { ReadAnswer, ReadRequest } from './reading.ts'

async function answer(request: ReadRequest): Promise<ReadAnswer> {
  const { inputs, read } = request
  try {
    if (read === null) return { kind: 'parts', parts: partViews(recogniseFiles(inputs), inputs) }
    return { kind: 'reading', reading: await readPart({ ...request, read }) }
  } catch (error) {
    const shape = toErrorShape(error)
    // A parser that trips over a file is the file's fault as far as the teacher can do anything about it.
    return { kind: 'error', error: shape.code === 'internal' ? { code: 'file-unreadable', params: {} } : shape }
  }
}

parentPort?.postMessage(await answer(workerData as ReadRequest))
