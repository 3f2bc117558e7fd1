/** A line between a client and a server that is cut after so many bytes, once; later connections are whole. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface ByteCutProxy {
  readonly port: number
  /** Bytes that went each way over the first connection, the cut one or not. */
  readonly passed: { readonly toServer: number; readonly toClient: number }
  /** Pulls the cable of every line there is now. */
  cutNow(): void
  close(): Promise<void>
}

export interface Cut {
  readonly way: 'toServer' | 'toClient'
  /** Bytes let through; the line is cut before the next one. */
  readonly after: number
}

/** @param cut null lets everything through, and counts */
export async function startByteCutProxy(serverPort: number, cut: Cut | null): Promise<ByteCutProxy> {
  const passed = { toServer: 0, toClient: 0 }
  const sockets = new Set<Socket>()
  let isFirst = true
  const server = createServer((client) => {
    const counts = isFirst
    isFirst = false
    const target = connect({ host: '127.0.0.1', port: serverPort })
    for (const socket of [client, target]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        for (const other of [client, target]) other.destroy()
      })
    }
    const pass = (way: Cut['way'], to: Socket) => (chunk: Buffer) => {
      if (!counts) return void to.write(chunk)
      const room = cut?.way === way ? cut.after - passed[way] : Number.POSITIVE_INFINITY
      const part = chunk.subarray(0, Math.max(0, Math.min(chunk.length, room)))
      passed[way] += part.length
      if (part.length === chunk.length) return void to.write(part)
      // What was let through arrives; then the line is dead both ways, as when a cable is pulled.
      to.write(part, () => {
        for (const socket of [client, target]) socket.destroy()
      })
    }
    client.on('data', pass('toServer', target))
    target.on('data', pass('toClient', client))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    passed,
    cutNow: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
