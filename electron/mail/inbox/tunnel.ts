/** The mailbox's client over a line that is already there: through a proxy. */
import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { ImapTransport, ImapTransportOptions } from 'imapflow'

const secure = (socket: Socket, { servername, tls }: ImapTransportOptions, onSecure: () => void): TLSSocket =>
  connect({ ...tls, socket, ...(servername === undefined ? {} : { servername }) }, onSecure)

/** @param tunnel open to the server of the account, and used by one connection only */
export const tunnelTransport = (tunnel: Socket): ImapTransport => ({
  connect(options, onConnect) {
    if (options.secure) return secure(tunnel, options, onConnect)
    setImmediate(onConnect)
    return tunnel
  },
  upgrade: (_clear, options, onSecure) => secure(tunnel, options, onSecure),
})
