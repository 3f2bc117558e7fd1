/** Makes one export and ends: spreadsheets and long documents would hold the main thread for seconds. */
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorShape } from '../../contract/errors.ts'
import { answerJob } from './answer-job.ts'
import type { ExportAnswer, ExportJob } from './job.ts'

const answer: ExportAnswer = await answerJob(workerData as ExportJob).catch((error: unknown) => ({
  kind: 'error',
  error: toErrorShape(error),
}))
parentPort?.postMessage(answer)
