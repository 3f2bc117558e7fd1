/** A server that speaks IMAP as far as it is told, and then does what no server should. */
import { createServer as createPlainServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { MailboxAccess } from '../../electron/mail/inbox/read-mailbox.ts'
import { testCa, testCertificate } from './smtp-certificates.ts'

/** What is said to a command, named in lower case; null hangs up, undefined stays silent. `*` answers any other. */
export type Script = Readonly<Record<string, (tag: string, line: string) => string | null | undefined>>

export interface ScriptedImap {
  readonly access: MailboxAccess
  /** Every line the client said. */
  readonly heard: readonly string[]
  stop(): Promise<void>
}

const UNTIL_OPEN: Script = {
  capability: (tag) => `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK done\r\n`,
  login: (tag) => `${tag} OK [CAPABILITY IMAP4rev1] in\r\n`,
  authenticate: (tag) => `${tag} OK in\r\n`,
  namespace: (tag) => `* NAMESPACE (("" "/")) NIL NIL\r\n${tag} OK done\r\n`,
  list: (tag) => `* LIST (\\HasNoChildren) "/" "INBOX"\r\n${tag} OK done\r\n`,
  examine: (tag) =>
    `* 3 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 9] v\r\n* OK [UIDNEXT 4] n\r\n${tag} OK [READ-ONLY] open\r\n`,
  logout: (tag) => `* BYE bye\r\n${tag} OK out\r\n`,
  '*': (tag) => `${tag} OK done\r\n`,
}

/** @param greeting the first line; null stays silent */
export async function startScriptedImap(
  script: Script,
  { security = 'tls', greeting = '* OK ready\r\n' }: { security?: 'tls' | 'starttls'; greeting?: string } = {},
): Promise<ScriptedImap> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const talk = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write(greeting)
    let rest = ''
    socket.on('data', (bytes) => {
      rest += bytes.toString('latin1')
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        heard.push(line)
        const [tag = '', command = '', sub = ''] = line.split(' ')
        const name = command === 'UID' ? `uid ${sub.toLowerCase()}` : command.toLowerCase()
        const known = { ...UNTIL_OPEN, ...script }
        const said = (known[name] ?? known['*'])?.(tag, line)
        if (said === null) socket.destroy()
        else if (said !== undefined) socket.write(said, 'latin1')
      }
    })
  }
  const server = security === 'tls' ? createTlsServer(testCertificate(), talk) : createPlainServer(talk)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    access: { host: 'localhost', port: address.port, security, user: 'prof', password: 'secret-9', tlsCa: [testCa()] },
    heard,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
