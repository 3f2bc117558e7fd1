import { describe, expect, it } from 'vitest'
import { askWorker, type WorkerQuestion } from '../../../electron/platform/worker-answer.ts'

const thread = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const ask = (code: string, question: Partial<WorkerQuestion<unknown>> = {}) =>
  askWorker<unknown>({
    workerUrl: thread(code),
    data: { word: 'cartable' },
    maxHeapMb: 64,
    timeoutMs: 20_000,
    ...question,
  })
const code = (wanted: string, params: object = {}) => expect.objectContaining({ code: wanted, params })
const IMPORT = `import { parentPort, workerData } from 'node:worker_threads';`
const ENDLESS = 'for (;;) {}'

describe('a question to a thread', () => {
  it('is answered, and the thread is gone by then', async () => {
    const alive = new Int32Array(new SharedArrayBuffer(4))
    const answer = await ask(
      `${IMPORT} process.on('exit', () => { workerData.alive[0] = 2 }); workerData.alive[0] = 1;
       parentPort.postMessage(workerData.word.toUpperCase())`,
      { data: { word: 'cartable', alive } },
    )
    expect(answer).toBe('CARTABLE')
    expect(alive[0]).toBe(2)
  })

  it('is answered also by a thread that then never ends, which is killed', async () => {
    expect(await ask(`${IMPORT} parentPort.postMessage(1); setInterval(() => {}, 1000)`)).toBe(1)
  })

  it('fails with what went wrong', async () => {
    await expect(ask(`throw new Error('broken')`)).rejects.toThrow(code('file-unreadable'))
    await expect(ask('')).rejects.toThrow(code('file-unreadable', { reason: 'exit' }))
    await expect(ask(ENDLESS, { timeoutMs: 300 })).rejects.toThrow(code('file-unreadable', { reason: 'time' }))
    await expect(ask('const all = []; for (;;) all.push(new Array(1e5).fill({}))', { maxHeapMb: 16 })).rejects.toThrow(
      code('file-too-large', { reason: 'memory' }),
    )
  })

  it('is taken back, before and during', async () => {
    await expect(ask(ENDLESS, { signal: AbortSignal.abort() })).rejects.toThrow(code('cancelled'))
    await expect(ask(ENDLESS, { signal: AbortSignal.timeout(200) })).rejects.toThrow(code('cancelled'))
  })

  it('is answered by what is seen from outside, and the thread is killed', async () => {
    let looks = 0
    expect(await ask(ENDLESS, { look: () => (++looks > 1 ? 'seen' : null) })).toBe('seen')
  })
})
