/** `mail send` in the evening: the families wait for the morning, unless the terminal is told why not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { resumeMail, sendMail } from '../../electron/cli/commands/mail.ts'
import { EXIT } from '../../electron/cli/exit.ts'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import { environmentProxy } from '../../electron/platform/environment-proxy.ts'
import type { Machine } from '../../electron/services/machine.ts'
import { SMTP_PASSWORD } from '../../electron/services/mail-doors.ts'
import { writeMailSettings } from '../../electron/services/settings.ts'
import { createSpace, openSpace } from '../../electron/services/space.ts'
import { seedClass } from '../crash/mail-school.ts'
import { testCa } from '../helpers/smtp-certificates.ts'
import { startSmtpServer, type TestSmtpServer } from '../helpers/smtp-server.ts'

const PASSPHRASE = 'six tasses de thé froid'
const EVENING = Date.parse('2026-11-24T20:00:00Z')
const MORNING = Date.parse('2026-11-25T06:00:00Z')
const FAMILIES = 4

let folder: string
let data: string
let body: string
let server: TestSmtpServer
let now = EVENING
const printed: string[] = []
const said: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-quiet-'))
  data = join(folder, 'own')
  body = join(folder, 'corps.txt')
  await writeFile(body, 'Bonjour,\n\nLa sortie de demain est annulée.\n')
  server = await startSmtpServer({ security: 'tls' })
  vi.stubEnv('TROUSSE_PASSPHRASE', PASSPHRASE)
  const { space } = await createSpace(machine(), { folder: data, kind: 'own', passphrase: PASSPHRASE })
  await seedClass(space.store, FAMILIES)
  await writeMailSettings(space.store, server.settings())
  await space.secrets.set(SMTP_PASSWORD, server.password)
  await space.close()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  printed.length = 0
  said.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

const machine = (): Machine => ({
  ...createNodeMachine(),
  clock: { now: () => now },
  certificateAuthorities: () => [testCa()],
})
const context = () => ({ machine: machine(), signal: new AbortController().signal })
const send = (...more: string[]) =>
  sendMail(
    ['--data', data, '--class', '2nde 4', '--to', 'guardians', '--subject', 'Sortie', '--body', body, ...more],
    context(),
  )
const message = () =>
  JSON.parse(printed.join('')) as { id: number; urgentReason: string | null; counts: Record<string, number> }

describe('in the evening', () => {
  let id = 0

  it('nothing leaves; what is said tells when, and how to send all the same', async () => {
    expect(await send()).toBe(EXIT.refused)
    expect(message().counts).toMatchObject({ deferred: FAMILIES, accepted: 0 })
    id = message().id
    expect(said.join('')).toContain('rien ne part avant 2026-11-25T06:0')
    expect(said.join('')).toContain(`trousse mail resume ${id}`)
    expect(server.messages).toHaveLength(0)
  })

  it('resumed too early, it still waits', async () => {
    expect(await resumeMail(['--data', data, String(id)], context())).toBe(EXIT.refused)
    expect(server.messages).toHaveLength(0)
  })

  it('leaves in the morning, by the account of the settings', async () => {
    now = MORNING + 3_600_000
    expect(await resumeMail(['--data', data, String(id)], context())).toBe(EXIT.done)
    expect(message().counts.accepted).toBe(FAMILIES)
    expect(server.messages).toHaveLength(FAMILIES)
    now = EVENING
  })

  it('leaves at once with a reason, which is kept', async () => {
    expect(await send('--urgent', 'Car annulé demain matin')).toBe(EXIT.done)
    expect(message()).toMatchObject({ urgentReason: 'Car annulé demain matin', counts: { accepted: FAMILIES } })
    expect(server.messages).toHaveLength(2 * FAMILIES)
  })

  it('not without a reason', async () => {
    await expect(send('--urgent', ' ')).rejects.toThrow('--urgent needs its reason')
    await expect(resumeMail(['--data', data, '0'], context())).rejects.toThrow('ID is the number')
  })

  it('leaves nothing marked as under way', async () => {
    const space = await openSpace(machine(), { folder: data, secret: { kind: 'passphrase', value: PASSPHRASE } })
    expect(await space.store.read.interruptedSendings()).toEqual([])
    await space.close()
  })
})

describe('the proxy that a terminal is told of', () => {
  it.each([
    [{}, 'DIRECT'],
    [{ HTTPS_PROXY: 'http://proxy.lycee.example:3128' }, 'PROXY proxy.lycee.example:3128; DIRECT'],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'PROXY a:1; DIRECT'],
    [{ ALL_PROXY: 'https://proxy.lycee.example' }, 'HTTPS proxy.lycee.example:443; DIRECT'],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'localhost, .academie.example' }, 'DIRECT'],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: 'example.org' }, 'PROXY a:1; DIRECT'],
    [{ HTTPS_PROXY: 'http://a:1', NO_PROXY: '*' }, 'DIRECT'],
    [{ HTTPS_PROXY: 'http://moi:secret@a:1' }, 'DIRECT'],
    [{ HTTPS_PROXY: 'socks5://a:1' }, 'DIRECT'],
    [{ HTTPS_PROXY: 'pas une adresse' }, 'DIRECT'],
  ])('%j', (environment, answer) => {
    expect(environmentProxy(environment, 'https://smtp.academie.example/')).toBe(answer)
  })
})
