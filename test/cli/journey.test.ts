/** The morning of 6 April, from a terminal: a school comes in, the ENT falls, a pack and a message go out. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ServedDemo, serveDemo, temporaryFolder, trousse } from '../helpers/cli.ts'
import { startSmtpServer, type TestSmtpServer } from '../helpers/smtp-server.ts'

/** Each step starts several processes. */
vi.setConfig({ testTimeout: 180_000 })

const PASSPHRASE = 'une phrase assez longue'
interface ClassRow {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly pupils: number
}

describe('the terminal', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let demo: ServedDemo
  let smtp: TestSmtpServer
  let className = ''
  const data = () => join(folder.path, 'data')
  const run = (words: string[], env: Record<string, string> = {}, stdin?: string) =>
    trousse([...words, '--data', data()], {
      env: { TROUSSE_PASSPHRASE: PASSPHRASE, ...env },
      ...(stdin === undefined ? {} : { stdin }),
    })

  beforeAll(async () => {
    folder = await temporaryFolder()
    demo = await serveDemo('--pupils', '60', '--assignments', '90')
    smtp = await startSmtpServer()
  })
  afterAll(async () => {
    await demo.stop()
    await smtp.close()
    await folder.remove()
  })

  it('adds a source, its secret by stdin, and says the recovery code once', async () => {
    const words = [
      'source',
      'add',
      'oneroster',
      '--url',
      demo.url,
      '--token-url',
      demo.tokenUrl,
      '--client-id',
      demo.clientId,
    ]
    const added = await run(words, {}, `${demo.clientSecret}\n`)
    expect(added.stderr).toMatch(/Code de secours.*: ([0-9A-Z]{5}-){4}[0-9A-Z]{5}/)
    expect(added.code).toBe(0)
    expect(added.json()).toMatchObject({ kind: 'oneroster', lastSuccessAt: null })
    expect((await run(['source', 'list'])).json()).toHaveLength(1)
  })

  it('refuses a wrong secret without storing anything', async () => {
    const other = join(folder.path, 'other')
    const words = [
      'source',
      'add',
      'oneroster',
      '--url',
      demo.url,
      '--token-url',
      demo.tokenUrl,
      '--client-id',
      demo.clientId,
    ]
    const env = { TROUSSE_PASSPHRASE: PASSPHRASE, TROUSSE_CLIENT_SECRET: 'not-the-secret' }
    const added = await trousse([...words, '--data', other], { env })
    expect(added.code).toBe(5)
    expect(added.json()).toMatchObject({ error: { code: 'credentials-refused' } })
    expect((await trousse(['source', 'list', '--data', other], { env })).json()).toEqual([])
  })

  it('brings the school in, and writes nothing the second time', async () => {
    const first = await run(['sync'])
    expect(first.code).toBe(0)
    expect(first.json()).toMatchObject({ outcome: 'applied', removed: 0 })
    const second = await run(['sync'])
    expect(second.json()).toMatchObject({ outcome: 'unchanged', added: 0, changed: 0, removed: 0 })
    const classes = (await run(['classes'])).json<ClassRow[]>()
    const divisions = classes.filter((row) => row.kind === 'class')
    expect(divisions.reduce((sum, row) => sum + row.pupils, 0)).toBe(60)
    className = divisions[0]?.name ?? ''
  })

  it('lists a class by its name and finds a pupil whatever the accents and the case', async () => {
    const roster = (await run(['roster', className])).json<{ familyName: string; givenName: string }[]>()
    expect(roster.length).toBeGreaterThan(1)
    const [someone] = roster
    const typed = (someone?.familyName ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    const hits = (await run(['search', typed.slice(0, 4)])).json<{ kind: string; title: string }[]>()
    expect(hits.some((hit) => hit.title.includes(someone?.familyName ?? '?'))).toBe(true)
    const unknown = await run(['roster', 'no such class'])
    expect(unknown.code).toBe(4)
    expect(unknown.json()).toMatchObject({ error: { code: 'not-found' } })
  })

  it.each([
    ['maintenance', 5, 'server-maintenance'],
    ['empty-roster', 3, 'source-empty'],
    ['overload', 5, 'server-overloaded'],
    ['account-locked', 5, 'account-locked'],
  ])('changes nothing when the server is in the state %s', async (scenario, code, error) => {
    const before = (await run(['classes'])).stdout
    await demo.setScenario(scenario)
    const synced = await run(['sync'])
    expect([synced.code, synced.json()]).toMatchObject([code, { error: { code: error } }])
    expect(synced.stderr).toContain(`[${error}]`)
    expect((await run(['classes'])).stdout).toBe(before)
  })

  it('holds half a roster, keeps it across commands, and forgets it when refused', async () => {
    await demo.setScenario('half-roster')
    const synced = await run(['sync'])
    expect(synced.code).toBe(3)
    const held = synced.json<{ held: { id: number; removals: unknown[]; reasons: unknown[] }[] }>().held
    expect(held[0]?.removals.length).toBeGreaterThan(5)
    expect(held[0]?.reasons.length).toBeGreaterThan(0)
    expect((await run(['status'])).json<{ held: unknown[] }>().held).toHaveLength(1)
    expect((await run(['sync', '--refuse-held', String(held[0]?.id)])).code).toBe(0)
    const status = (await run(['status'])).json<{ held: unknown[]; counts: { pupils: number } }>()
    expect(status).toMatchObject({ held: [], counts: { pupils: 60 } })
    await demo.setScenario('maintenance')
  })

  it('says that the server is down although it answers 200', async () => {
    expect((await run(['status'])).json()).toMatchObject({
      platforms: [{ kind: 'maintenance-page', state: 'down' }],
      availability: [
        { role: 'front', state: 'down', cause: 'maintenance-page' },
        { role: 'application', state: 'down', cause: 'maintenance-page' },
      ],
    })
  })

  it('writes an encrypted class pack while the server is down, and verifies it', async () => {
    const usb = await temporaryFolder()
    const made = await run(['pack', className, '--to', usb.path])
    const pack = made.json<{ file: string; passphrase: string; files: number }>()
    expect(made.code).toBe(0)
    expect(pack.passphrase.split('-')).toHaveLength(10)
    expect(await readdir(usb.path)).toHaveLength(1)
    const good = await trousse(['pack', 'verify', pack.file], { env: { TROUSSE_PACK_PASSPHRASE: pack.passphrase } })
    expect([good.code, good.json()]).toMatchObject([0, { ok: true, profile: 'teacher' }])
    const wrong = await trousse(['pack', 'verify', pack.file], { env: { TROUSSE_PACK_PASSPHRASE: 'pas la bonne' } })
    expect([wrong.code, wrong.json()]).toMatchObject([4, { error: { code: 'pack-wrong-passphrase' } }])
    const own = await run(['pack', className, '--to', usb.path, '--profile', 'pupil'], {
      TROUSSE_PACK_PASSPHRASE: 'cheval-agrafe-batterie-correct-nuage',
    })
    expect(own.json()).not.toHaveProperty('passphrase')
    expect((await run(['pack', className, '--to', usb.path, '--clear'])).code).toBe(3)
    await usb.remove()
  })

  it('writes a page for each pupil, and brings a folder for all of them up to date', async () => {
    const usb = await temporaryFolder()
    const set = await run(['pack', className, '--to', usb.path, '--profile', 'individual', '--form', 'html'])
    const { folder, packs } = set.json<{ folder: string; packs: { file: string; passphrase: string }[] }>()
    expect(set.code).toBe(0)
    expect(packs.length).toBeGreaterThan(1)
    expect((await readdir(folder)).sort()).toEqual(packs.map(({ file }) => file).sort())
    const [first, second] = packs
    const verify = (passphrase = '') =>
      trousse(['pack', 'verify', join(folder, first?.file ?? '')], { env: { TROUSSE_PACK_PASSPHRASE: passphrase } })
    expect((await verify(first?.passphrase)).json()).toMatchObject({ ok: true, profile: 'individual' })
    expect((await verify(second?.passphrase)).json()).toMatchObject({ error: { code: 'pack-wrong-passphrase' } })

    const inFolder = ['pack', className, '--to', usb.path, '--profile', 'pupil', '--form', 'folder']
    expect((await run(inFolder)).json()).toMatchObject({ error: { code: 'pack-folder-clear-only' } })
    const made = (await run([...inFolder, '--clear'])).json<{ file: string; written: number }>()
    expect(made.written).toBeGreaterThan(2)
    expect((await run([...inFolder, '--clear'])).json()).toMatchObject({ file: made.file, written: 0 })
    expect((await run([...inFolder, '--expires', 'demain'])).code).toBe(2)

    const plan = join(usb.path, 'Plan de travail.txt')
    await writeFile(plan, 'Lundi : lire.')
    const added = (await run([...inFolder, '--clear', '--add', plan])).json<{ file: string; written: number }>()
    expect(added.written).toBe(3)
    expect(await readFile(join(added.file, 'index.html'), 'utf8')).toContain('Plan de travail.txt')
    const absent = await run([...inFolder, '--clear', '--add', join(usb.path, 'absent.txt')])
    expect(absent.json()).toMatchObject({ error: { code: 'file-unreadable', params: { file: 'absent.txt' } } })
    await usb.remove()
  })

  it('sends one message per guardian over TLS, and knows each of them afterwards', async () => {
    const body = join(folder.path, 'corps.txt')
    await writeFile(body, 'Bonjour,\n\nl’ENT est en panne. Voici le travail de {prénom} ({classe}).\n')
    const words = [
      'mail',
      'send',
      '--class',
      className,
      '--to',
      'guardians',
      '--subject',
      'Travail – ENT en panne',
      '--body',
      body,
    ]
    // The suite runs at any hour.
    const urgent = ['--urgent', 'essai à toute heure']
    const sent = await run([...words, ...urgent, '--smtp', `${smtp.url}?perMinute=500`], {
      TROUSSE_SMTP_PASSWORD: smtp.password,
      TROUSSE_SMTP_CA: smtp.caPath,
    })
    const message = sent.json<{ id: number; total: number; rows: { address: string; state: string }[] }>()
    expect(sent.code).toBe(0)
    expect(message.rows.every((row) => row.state === 'accepted')).toBe(true)
    expect([...smtp.recipients].sort()).toEqual(message.rows.map((row) => row.address).sort())
    expect(smtp.messages.every((received) => received.to.length === 1)).toBe(true)
    expect(smtp.messages[0]?.parsed.text).not.toContain('{prénom}')
    const status = await run(['mail', 'status', String(message.id)])
    expect(status.json()).toMatchObject({ total: message.total, counts: { accepted: message.total, queued: 0 } })
  })

  it('writes .eml files instead, one per recipient', async () => {
    const body = join(folder.path, 'corps.txt')
    const eml = join(folder.path, 'eml')
    const words = ['mail', 'send', '--class', className, '--to', 'pupils', '--subject', 'Travail', '--body', body]
    const written = await run([...words, '--from', 'prof@lycee.example', '--eml', eml])
    expect(written.code).toBe(0)
    const { total, counts } = written.json<{ total: number; counts: Record<string, number> }>()
    expect(counts['handed-over']).toBe(total)
    expect((await readdir(eml)).filter((name) => name.endsWith('.eml'))).toHaveLength(total)
  })

  it('keeps the database shut without the passphrase, and with a wrong one', async () => {
    const none = await trousse(['classes', '--data', data()])
    expect([none.code, none.json()]).toMatchObject([3, { error: { code: 'vault-locked' } }])
    const wrong = await trousse(['classes', '--data', data()], { env: { TROUSSE_PASSPHRASE: 'une autre phrase' } })
    expect([wrong.code, wrong.json()]).toMatchObject([3, { error: { code: 'vault-wrong-passphrase' } }])
  })
})

describe('the use of the terminal', () => {
  it.each([
    [['nonsense']],
    [['sync', '--no-such-option']],
    [['pack', '2de 1']],
    [['mail', 'send', '--smtp-password=secret']],
    [['demo', 'serve', '--scenario', 'no-such-state']],
  ])('%j is refused with exit code 2 and nothing on stdout', async (words) => {
    const result = await trousse(words)
    expect([result.code, result.stdout]).toEqual([2, ''])
    expect(result.stderr).not.toBe('')
  })

  it('explains itself', async () => {
    const help = await trousse(['--help'])
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('Exit codes')
  })
})
