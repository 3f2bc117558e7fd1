/** One worker seen from the outside: calls by name, each with its promise, and nothing left waiting when it dies. */
import { Worker } from 'node:worker_threads'
import { TrousseError } from '../contract/errors.ts'
import type { RpcFailure, RpcResponse, WorkerSetup } from './rpc.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: TrousseError): void
}

export class WorkerClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  #onLost: () => void = () => {}
  #nextId = 1
  #opened = false
  #lost: TrousseError | null = null

  /** Starts the thread, which loads its code and waits. */
  constructor(url: URL) {
    this.#worker = new Worker(url, { name: 'store' })
    this.#worker.on('message', (response: RpcResponse) => this.#settle(response))
    this.#worker.on('error', (error) => this.#lose(error))
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#lose()
        resolve()
      })
    })
  }

  /**
   * Opens the database in the worker's role. Rejects as `OpenStore` says.
   *
   * @param setup its key is copied into the worker's memory; nothing of it is in argv or the environment.
   * @param onLost told when the worker ends by itself after having opened.
   */
  async open(setup: WorkerSetup, onLost: () => void = () => {}): Promise<void> {
    this.#onLost = onLost
    await this.call('open', [setup])
    this.#opened = true
  }

  call(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#lost !== null) return Promise.reject(this.#lost)
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, method, args })
    })
  }

  /** Lets what was asked finish, then ends. */
  async close(): Promise<void> {
    if (this.#lost === null) await this.call('close', [])
    // From here its end is wanted, not a loss.
    this.#lost ??= new TrousseError('internal', { reason: 'store closed' })
    await this.#ended
  }

  /** Ends at once: for a worker whose database did not open. */
  async terminate(): Promise<void> {
    // Its end is wanted: whoever still waits is told, nobody else.
    this.#opened = false
    this.#lose()
    await this.#worker.terminate()
  }

  #settle(response: RpcResponse): void {
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if (response.ok) waiting?.resolve(response.value)
    else waiting?.reject(thrownFrom(response))
  }

  #lose(cause?: unknown): void {
    if (this.#lost !== null) return
    this.#lost = new TrousseError('internal', { reason: 'store worker ended' }, { cause })
    for (const waiting of this.#waiting.values()) waiting.reject(this.#lost)
    this.#waiting.clear()
    if (this.#opened) this.#onLost()
  }
}

function thrownFrom({ error, detail }: RpcFailure): TrousseError {
  return new TrousseError(error.code, error.params, detail === null ? {} : { cause: new Error(detail) })
}
