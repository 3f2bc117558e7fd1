/** What a mailbox's server may do wrong: it ends with a sentence, nothing half kept, never with the password in clear. */
import { afterEach, describe, expect, it } from 'vitest'
import { readMailbox } from '../../../electron/mail/inbox/read-mailbox.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import type { InboxPlace } from '../../../electron/store/api.ts'
import { type Script, type ScriptedImap, startScriptedImap } from '../../helpers/imap-scripted.ts'

let server: ScriptedImap | null = null
afterEach(async () => {
  await server?.stop()
  server = null
})

const kept: InboxPlace[] = []
async function read(script: Script, options: Parameters<typeof startScriptedImap>[1] = {}, signal?: AbortSignal) {
  kept.length = 0
  server = await startScriptedImap(script, options)
  return readMailbox({
    access: server.access,
    place: null,
    since: 0,
    clock: systemClock,
    ours: async (ids) => new Map(ids.map((id) => [id, 1])),
    keep: async (place) => {
      kept.push(place)
    },
    timeouts: { connect: 2_000, greeting: 500, silence: 500 },
    ...(signal ? { signal } : {}),
  })
}

const three: Script = { 'uid search': (tag) => `* SEARCH 1 2 3\r\n${tag} OK done\r\n` }

describe('a server that does wrong', () => {
  it.each<[string, Script, string]>([
    ['hangs up at login', { login: () => null, authenticate: () => null }, 'inbox-unreachable'],
    [
      'refuses the password',
      { authenticate: (tag) => `${tag} NO [AUTHENTICATIONFAILED] no\r\n` },
      'inbox-credentials-refused',
    ],
    ['has no inbox for this account', { examine: (tag) => `${tag} NO not enabled\r\n` }, 'inbox-no-imap'],
    ['falls silent', { 'uid search': () => undefined }, 'inbox-interrupted'],
    ['hangs up in the middle', { ...three, 'uid fetch': () => null }, 'inbox-interrupted'],
    [
      'announces a literal of 900 MB',
      { ...three, 'uid fetch': () => '* 1 FETCH (UID 1 BODY[] {900000000}\r\n' },
      'inbox-no-imap',
    ],
    [
      'never ends its line',
      { ...three, 'uid fetch': () => `* 1 FETCH (UID 1 ${'x'.repeat(3_000_000)}` },
      'inbox-no-imap',
    ],
    ['nests without end', { ...three, 'uid fetch': () => `* 1 FETCH ${'('.repeat(50_000)}\r\n` }, 'inbox-interrupted'],
  ])('%s', async (_name, script, code) => {
    await expect(read(script)).rejects.toMatchObject({ code })
    expect(kept).toEqual([])
  })

  it('is not IMAP at all', async () => {
    await expect(read({}, { greeting: 'HTTP/1.1 400 Bad Request\r\n\r\n' })).rejects.toMatchObject({
      code: expect.stringMatching(/^inbox-(?:no-imap|unreachable)$/),
    })
  })

  it('offers no TLS: the password is never said', async () => {
    await expect(read({}, { security: 'starttls' })).rejects.toMatchObject({ code: 'inbox-tls-required' })
    expect(server?.heard.join('\n')).not.toMatch(/LOGIN|AUTHENTICATE|secret-9|prof/)
  })

  it('says that it is in before TLS: nothing is read', async () => {
    const early = read({}, { security: 'starttls', greeting: '* PREAUTH welcome\r\n' })
    await expect(early).rejects.toMatchObject({ code: 'inbox-tls-required' })
    expect(server?.heard.join('\n')).not.toContain('EXAMINE')
  })

  it('gives messages nobody asked for, and none that was: what is there is passed over', async () => {
    const script: Script = { ...three, 'uid fetch': (tag) => `* 9 FETCH (UID 77 FLAGS ())\r\n${tag} OK done\r\n` }
    expect(await read(script)).toMatchObject({ found: 0 })
    expect(kept.at(-1)).toEqual({ uidValidity: '9', lastUid: 3 })
  })

  it('is stopped by the teacher at once, even when it is silent', async () => {
    const stop = new AbortController()
    const silent: Script = {
      'uid search': () => {
        stop.abort()
        return undefined
      },
    }
    const stopped = read(silent, {}, stop.signal)
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('only reads: EXAMINE, PEEK, and no command that changes anything', async () => {
    const headers = 'In-Reply-To: <ours@lycee.example>\r\n\r\n'
    const script: Script = {
      ...three,
      'uid fetch': (tag, line) =>
        line.includes('HEADER.FIELDS')
          ? `* 1 FETCH (UID 1 BODY[HEADER.FIELDS (IN-REPLY-TO)] {${headers.length}}\r\n${headers})\r\n${tag} OK done\r\n`
          : `* 1 FETCH (UID 1 BODY[]<0> {${headers.length}}\r\n${headers})\r\n${tag} OK done\r\n`,
    }
    expect(await read(script)).toMatchObject({ found: 1 })
    const said = (server?.heard ?? []).join('\n')
    expect(said).toContain('EXAMINE')
    expect(said).toMatch(/BODY\.PEEK\[\]<0\.262144>/)
    expect(said).not.toMatch(/BODY\[|SELECT|STORE|EXPUNGE|COPY|MOVE|APPEND|DELETE/)
  })
})
