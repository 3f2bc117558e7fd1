/** The mail account over a real space and real servers: tried by a message to oneself, signed in, through a proxy. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { HttpClient } from '../../../electron/platform/http.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { createMailAccount, type MailAccount } from '../../../electron/services/mail-account.ts'
import { readAnnouncedBytes } from '../../../electron/services/settings.ts'
import { createSpace, type Space } from '../../../electron/services/space.ts'
import { createWorkbench } from '../../../electron/services/workbench.ts'
import { startConnectProxy } from '../../helpers/connect-proxy.ts'
import { startOauthServer } from '../../helpers/oauth-server.ts'
import { testCa } from '../../helpers/smtp-certificates.ts'
import { startRawSmtpServer } from '../../helpers/smtp-raw-server.ts'
import { startSmtpServer, type TestSmtpOptions, type TestSmtpServer } from '../../helpers/smtp-server.ts'

const closing: (() => unknown)[] = []
let folder: string
let space: Space
let account: MailAccount
/** Answers of the network outside; null: nobody answers. */
let front: (() => Awaited<ReturnType<HttpClient['request']>>) | null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-account-'))
  front = null
  const node = createNodeMachine()
  const http: HttpClient = {
    request: async (question) => {
      if (new URL(question.url).hostname === '127.0.0.1') return node.http.request(question)
      if (front === null) throw new TrousseError('network-dns')
      return front()
    },
  }
  const lookupSrv = async (name: string) =>
    name === '_submissions._tcp.lycee.example'
      ? [{ name: '127-0-0-1.lycee.example', port: 465, priority: 0, weight: 0 }]
      : name === '_imaps._tcp.lycee.example'
        ? [{ name: 'boite.lycee.example', port: 993, priority: 0, weight: 0 }]
        : []
  const machine: Machine = { ...node, http, lookupSrv, certificateAuthorities: () => [testCa()] }
  ;({ space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'six tasses de thé froid' }))
  const bench = await createWorkbench(machine, space)
  account = createMailAccount(machine, bench, bench.doors)
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await space.close()
  await rm(folder, { recursive: true, force: true })
})
const serverWith = async (options: TestSmtpOptions = {}): Promise<TestSmtpServer> => {
  const server = await startSmtpServer(options)
  closing.push(() => server.close())
  return server
}
const save = (server: TestSmtpServer, change: object = {}) =>
  account.save({ ...server.settings(), password: server.password, proxyPassword: null, ...change })

describe('a message to oneself', () => {
  it('really leaves, to nobody else, and the size the server takes is kept', async () => {
    const server = await serverWith({ maxBytes: 12_345_678 })
    await save(server)
    const trial = await account.trial('fr')
    expect(trial).toMatchObject({ to: 'prof@lycee.example', serverSaid: expect.stringContaining('250') })
    expect(server.messages).toHaveLength(1)
    expect(server.messages[0]).toMatchObject({ from: 'prof@lycee.example', to: ['prof@lycee.example'] })
    expect(server.messages[0]?.parsed.subject).toBe('Essai de Trousse')
    expect(await readAnnouncedBytes(space.store)).toBe(12_345_678)
    expect((await account.view())?.announcedBytes).toBe(12_345_678)
  })

  it('the size of another server is not this one’s', async () => {
    const [first, second] = await Promise.all([serverWith({ maxBytes: 5_000_000 }), serverWith()])
    await save(first)
    await account.test()
    await save(second)
    expect(await readAnnouncedBytes(space.store)).toBeNull()
  })

  it.each<[string, TestSmtpOptions, string]>([
    ['a refused password', { password: 'autre' }, 'mail-credentials-refused'],
    ['a quota', { refuseMessage: () => ({ code: 450, text: '4.7.28 Hourly sending quota exceeded' }) }, 'mail-quota'],
    ['a certificate of somebody else', { certificate: 'wrong-host' }, 'mail-tls-certificate'],
    ['an expired certificate', { certificate: 'expired' }, 'mail-tls-certificate'],
  ])('%s has its own sentence', async (_, options, code) => {
    const server = await serverWith(options)
    await save(server, { password: 'mot de passe de test' })
    await expect(account.trial('fr')).rejects.toMatchObject({ code })
  })
})

describe('a Wi-Fi portal', () => {
  const answer =
    (status: number, headers: Record<string, string> = {}) =>
    () => ({
      status,
      headers,
      body: new Uint8Array(),
      elapsedMs: 1,
    })
  const named = () => {
    throw new TrousseError('network-tls', { reason: 'name' })
  }
  it.each([
    ['says 511', answer(511)],
    ['sends down to http', answer(302, { location: 'http://portail.example/' })],
    ['shows a certificate for another name', named],
  ])('that %s is called one, and gets no password', async (_, given) => {
    const server = await serverWith({ certificate: 'self-signed' })
    await save(server)
    front = given
    await expect(account.test()).rejects.toMatchObject({ code: 'mail-captive-portal' })
    expect(server.logins.tried).toBe(0)
  })

  it('is not suspected when the provider answers for itself', async () => {
    const server = await serverWith({ certificate: 'self-signed' })
    await save(server)
    front = answer(302, { location: 'https://www.lycee.example/' })
    await expect(account.test()).rejects.toMatchObject({ code: 'mail-tls-certificate' })
  })
})

describe('a sign-in', () => {
  it('opens the account afterwards, and its tokens are in no file in clear', async () => {
    const provider = await startOauthServer('prof@lycee.example')
    closing.push(() => provider.close())
    const server = await serverWith({ token: provider.isGood })
    await save(server, { password: null, oauth: provider.oauth })
    await expect(account.test()).rejects.toMatchObject({ code: 'mail-sign-in-needed' })
    const pages: string[] = []
    await account.signIn(async (address) => {
      pages.push(address)
      await provider.visit(address)
    })
    expect(await account.view()).toMatchObject({ signedIn: true, passwordStored: false })
    await account.trial('en')
    expect(server.messages[0]?.parsed.subject).toBe('Trousse: trial message')
    expect(server.logins.accepted).toBe(1)
    const kept = await readFile(join(folder, 'secrets.json'), 'utf8')
    expect(kept).not.toMatch(/[ar]-[0-9a-f]{8}-/)

    // Another account of the same provider: the first one's tokens are not shown for it.
    await save(server, { password: null, oauth: provider.oauth, user: 'autre@lycee.example' })
    expect(await account.view()).toMatchObject({ signedIn: false })
  })

  it('given up keeps nothing', async () => {
    const provider = await startOauthServer('prof@lycee.example')
    closing.push(() => provider.close())
    const server = await serverWith({ token: provider.isGood })
    await save(server, { password: null, oauth: provider.oauth })
    await expect(account.signIn(async () => account.cancelSignIn())).rejects.toMatchObject({ code: 'cancelled' })
    expect((await account.view())?.signedIn).toBe(false)
  })
})

describe('a proxy that the teacher typed', () => {
  it('is used, also towards this computer, with the password of the vault', async () => {
    const credentials = { user: 'prof', password: 'accès-42' }
    const [server, proxy] = await Promise.all([serverWith(), startConnectProxy({ credentials })])
    closing.push(() => proxy.close())
    const typed = { kind: 'typed', host: '127.0.0.1', port: proxy.port, user: 'prof' }
    await save(server, { proxy: typed, proxyPassword: credentials.password })
    await account.test()
    expect(proxy.opened).toBe(1)
    expect(await account.view()).toMatchObject({ proxyPasswordStored: true })
    await save(server, { proxy: { kind: 'none' } })
    expect(await account.view()).toMatchObject({ proxyPasswordStored: false })
  })
})

describe('a server that leaves at the end', () => {
  it('after the trial’s last line: said, not claimed', async () => {
    const server = await startRawSmtpServer({ mode: 'drop-after-dot' })
    closing.push(() => server.close())
    await account.save({ ...server.settings(), password: 'x', proxyPassword: null })
    await expect(account.trial('fr')).rejects.toMatchObject({ code: 'mail-server-unreachable' })
  })
})

describe('servers found from the address', () => {
  it('name the mailbox too, until the teacher has turned reading on', async () => {
    const server = await serverWith()
    const inbox = async () => (await space.store.read.readSettings()).inbox
    const found = await account.detect('prof@lycee.example')
    expect(found).toMatchObject({ by: 'srv', smtp: { host: '127-0-0-1.lycee.example' } })
    await save(server)
    expect(await inbox()).toBeUndefined()
    await save(server, { host: found.smtp?.host })
    expect(await inbox()).toEqual({ enabled: false, host: 'boite.lycee.example', port: 993 })
    const own = { enabled: true, host: 'ailleurs.example', port: 143 }
    await space.store.write.updateSettings({ inbox: own })
    await save(server, { host: found.smtp?.host })
    expect(await inbox()).toEqual(own)
  })
})
