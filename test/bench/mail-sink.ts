/** A mail server in a thread of its own, that takes everything and keeps nothing: both sides of the measure send to it. */
import { createServer } from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'

const { key, cert } = workerData as { readonly key: string; readonly cert: string }
const END = Buffer.from('\r\n.\r\n')
let accepted = 0
let firstAt = 0

const server = createServer({ key, cert }, (socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => {})
  let inBody = false
  let tail = Buffer.alloc(0)
  let line = ''
  const say = (text: string) => socket.write(`${text}\r\n`)
  const command = (text: string) => {
    const verb = text.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') say('250-sink.example\r\n250-PIPELINING\r\n250-SIZE 30000000\r\n250 AUTH PLAIN')
    else if (verb === 'AUTH') say('235 2.7.0 Ok')
    else if (verb === 'DATA') {
      inBody = true
      tail = Buffer.alloc(0)
      say('354 Go')
    } else if (verb === 'QUIT') {
      say('221 2.0.0 Bye')
      socket.end()
    } else say('250 2.0.0 Ok')
  }
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk
    while (rest.length > 0) {
      if (inBody) {
        const seen = Buffer.concat([tail, rest])
        const end = seen.indexOf(END)
        if (end === -1) {
          tail = seen.subarray(Math.max(0, seen.length - END.length + 1))
          return
        }
        rest = seen.subarray(end + END.length)
        inBody = false
        accepted += 1
        firstAt ||= Date.now()
        say('250 2.0.0 Queued')
        continue
      }
      const text = rest.toString('latin1')
      const end = text.indexOf('\r\n')
      if (end === -1) {
        line += text
        return
      }
      command(line + text.slice(0, end))
      line = ''
      rest = rest.subarray(end + 2)
    }
  })
  say('220 sink.example ESMTP')
})
server.on('tlsClientError', () => {})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  parentPort?.postMessage({ port: typeof address === 'object' && address ? address.port : 0 })
})
parentPort?.on('message', (word: 'reset' | 'count') => {
  if (word === 'reset') {
    accepted = 0
    firstAt = 0
  }
  parentPort?.postMessage({ accepted, firstAt })
})
