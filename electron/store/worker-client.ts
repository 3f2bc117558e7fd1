/** One worker seen from the outside: calls by name, each with its promise, and nothing left waiting when it dies. */
import { Worker } from 'node:worker_threads'
import { TrousseError } from '../contract/errors.ts'
import { type RpcFailure, type RpcResponse, START_ID, type WorkerSetup } from './rpc.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: TrousseError): void
}

export class WorkerClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  #nextId = START_ID + 1
  #lost: TrousseError | null = null

  private constructor(url: URL, setup: WorkerSetup, onLost: () => void) {
    // The key is copied into the worker's memory; nothing of it is in argv or the environment.
    this.#worker = new Worker(url, { workerData: setup, name: `store ${setup.role}` })
    this.#worker.on('message', (response: RpcResponse) => this.#settle(response))
    this.#worker.on('error', (error) => this.#lose(error, onLost))
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#lose(null, onLost)
        resolve()
      })
    })
  }

  /** Starts a worker and waits until its database is open. Rejects as the worker did, and has then ended it. */
  static async start(url: URL, setup: WorkerSetup, onLost: () => void): Promise<WorkerClient> {
    let ready = false
    const client = new WorkerClient(url, setup, () => {
      if (ready) onLost()
    })
    try {
      await client.#expect(START_ID)
      ready = true
      return client
    } catch (error) {
      await client.#worker.terminate()
      throw error
    }
  }

  call(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#lost !== null) return Promise.reject(this.#lost)
    const id = this.#nextId++
    const answer = this.#expect(id)
    this.#worker.postMessage({ id, method, args })
    return answer
  }

  /** Lets what was asked finish, then ends. */
  async close(): Promise<void> {
    if (this.#lost === null) await this.call('close', [])
    // From here its end is wanted, not a loss.
    this.#lost ??= new TrousseError('internal', { reason: 'store closed' })
    await this.#ended
  }

  #expect(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  #settle(response: RpcResponse): void {
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if (response.ok) waiting?.resolve(response.value)
    else waiting?.reject(thrownFrom(response))
  }

  #lose(cause: unknown, onLost: () => void): void {
    if (this.#lost !== null) return
    this.#lost = new TrousseError('internal', { reason: 'store worker ended' }, { cause })
    for (const waiting of this.#waiting.values()) waiting.reject(this.#lost)
    this.#waiting.clear()
    onLost()
  }
}

function thrownFrom({ error, detail }: RpcFailure): TrousseError {
  return new TrousseError(error.code, error.params, detail === null ? {} : { cause: new Error(detail) })
}
