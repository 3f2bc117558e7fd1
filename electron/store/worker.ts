/** Entry of a store worker: opens the database in its role and answers calls one after the other. */
import { parentPort } from 'node:worker_threads'
import { TrousseError } from '../contract/errors.ts'
import { redact } from '../platform/log.ts'
import { noteCleanClose } from './clean-close.ts'
import { type OpenedDatabase, openConnection } from './connection.ts'
import { openDatabase } from './open-database.ts'
import { createReader } from './reader.ts'
import { restoreDatabase } from './restore.ts'
import type { RpcFailure, RpcRequest, RpcResponse, WorkerSetup } from './rpc.ts'
import { asStoreError } from './sqlite-errors.ts'
import { storeFiles } from './store-files.ts'
import { createWriter } from './writer.ts'

type Method = (...parameters: readonly unknown[]) => unknown

interface Service {
  readonly methods: ReadonlyMap<string, Method>
  close(): void | Promise<void>
}

async function start(setup: WorkerSetup): Promise<Service> {
  const { folder, key, nativeBinding } = setup
  switch (setup.role) {
    case 'writer': {
      const database = await openDatabase({ folder, key, nativeBinding })
      const writer = serve(database, createWriter(database, { key, nativeBinding }))
      return {
        ...writer,
        async close() {
          await writer.close()
          // A note that cannot be written costs a longer opening, nothing else.
          await noteCleanClose(folder).catch(() => {})
        },
      }
    }
    case 'reader': {
      const path = storeFiles(folder).database
      const database = openConnection({ path, key, mode: 'read-only', mustExist: true, nativeBinding })
      return serve(database, createReader(database.connection))
    }
    case 'restore': {
      const { backup = '', at = '' } = setup
      await restoreDatabase({ folder, key, nativeBinding, name: backup, at })
      return { methods: new Map(), close() {} }
    }
  }
}

function serve(database: OpenedDatabase, handlers: object): Service {
  return { methods: new Map(Object.entries(handlers)), close: () => database.close() }
}

function failure(error: unknown): RpcFailure {
  const known = asStoreError(error)
  const cause = known.cause ?? (known === error ? null : error)
  const detail = cause instanceof Error ? redact(`${cause.name}: ${cause.message}\n${cause.stack ?? ''}`) : null
  return { error: known.toShape(), detail }
}

function run(): void {
  const port = parentPort
  if (port === null) throw new TrousseError('internal', { reason: 'not a worker' })
  const answer = (response: RpcResponse) => port.postMessage(response)
  let opened: Promise<Service> | null = null

  // One at a time: a backup that waits for the disk must not let a write in between.
  let last: Promise<void> = Promise.resolve()
  port.on('message', (request: RpcRequest) => {
    last = last.then(async () => {
      try {
        if (request.method === 'open') {
          opened ??= start(request.args[0] as WorkerSetup)
          await opened
          answer({ id: request.id, ok: true, value: null })
          return
        }
        const service = await opened
        if (request.method === 'close') {
          await service?.close()
          answer({ id: request.id, ok: true, value: null })
          port.close()
          return
        }
        const method = service?.methods.get(request.method)
        if (method === undefined) throw new TrousseError('invalid-request', { method: request.method })
        answer({ id: request.id, ok: true, value: await method(...request.args) })
      } catch (error) {
        answer({ id: request.id, ok: false, ...failure(error) })
      }
    })
  })
}

run()
