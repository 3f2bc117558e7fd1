/** Reading answers back as the application does it: a space, its vault, its ledger and a real mailbox. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNodeMachine } from '../../../electron/cli/machine.ts'
import type { StalePart } from '../../../electron/contract/events.ts'
import { toInstant } from '../../../electron/platform/clock.ts'
import { createInbox, type Inbox, likelyImapHost } from '../../../electron/services/inbox.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { createMailDoors } from '../../../electron/services/mail-doors.ts'
import { writeMailSettings } from '../../../electron/services/settings.ts'
import { createSpace, type Space } from '../../../electron/services/space.ts'
import { createTaskRegistry, type TaskRegistry } from '../../../electron/services/tasks.ts'
import { SMTP_PASSWORD } from '../../../electron/services/workbench.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../../helpers/imap-dovecot.ts'
import { addSource, smallSchool, synchronise } from '../../helpers/store.ts'
import { ANSWER, DSN, FOREIGN, OURS } from '../mail-inbox/messages.ts'

const missing = dovecotMissing()
if (missing !== null) console.warn(`not run: reading answers as a service. ${missing}`)
/** The account's address in the tests' mailbox is written nowhere: it is what logs must not hold. */
const CANARIES = ['parent1@famille.example', 'parent3@famille.example', 'Bien reçu', 'Re: Devoirs']

let folder: string
let machine: Machine
let space: Space
let tasks: TaskRegistry
let inbox: Inbox
let changes: StalePart[]
let logged: string[]
let isOnline = true

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-inbox-'))
  changes = []
  logged = []
  isOnline = true
  const note = (event: string, fields?: object) => {
    logged.push(JSON.stringify([event, fields]))
  }
  const log = { ...createNodeMachine().log, info: note, warn: note, error: note }
  machine = { ...createNodeMachine(), log, ownNetworkUp: () => isOnline, someoneLooks: () => true, random: () => 0.5 }
  ;({ space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'une phrase assez longue' }))
  let last = 0
  tasks = createTaskRegistry({ clock: machine.clock, log, newId: () => String(++last), tell: () => {} })
})
afterEach(async () => {
  inbox?.stop()
  await tasks.shutdown()
  await space.close()
  await rm(folder, { recursive: true, force: true })
})

const create = (extraAuthority?: string): Inbox => {
  inbox = createInbox(machine, {
    space,
    tasks,
    changed: (...parts) => {
      changes.push(...parts)
    },
    doors: createMailDoors(machine, space, { http: machine.http, extraAuthority }),
  })
  return inbox
}
const account = (user: string) =>
  writeMailSettings(space.store, {
    host: 'smtp.messagerie.example',
    port: 465,
    security: 'tls',
    user,
    fromAddress: 'prof@lycee.example',
    fromName: 'Camille Démo',
    perMinute: 30,
  })

/** A message of which each row was accepted, with the Message-IDs of the tests' mailbox. */
async function sent(): Promise<number> {
  const { read, write } = space.store
  await synchronise(space.store, await addSource(space.store), smallSchool('3eB', 7))
  const roster = await read.readRoster(null)
  const at = toInstant(machine.clock.now())
  const id = await write.createMessage({
    classId: 1,
    audience: 'guardians',
    subject: 'Devoirs',
    body: 'Bonjour',
    createdAt: at,
    fromAddress: 'prof@lycee.example',
    fromName: 'Camille Démo',
    deliveries: [...OURS].map(([messageIdHeader, row]) => ({
      personId: roster[row - 1]?.pupilId ?? 0,
      pupilIds: [roster[row - 1]?.pupilId ?? 0],
      recipientName: `Famille ${row}`,
      about: `Camille ${row}`,
      address: `parent${row}@famille.example`,
      messageIdHeader,
      subject: 'Devoirs',
      body: 'Bonjour',
    })),
  })
  for (const { id: row } of await read.listDeliveries(id)) {
    await write.moveDelivery(row, { to: 'in-flight', mime: new Uint8Array([1]) }, at)
    await write.moveDelivery(row, { to: 'data-started' }, at)
    await write.moveDelivery(row, { to: 'accepted', serverSaid: '250 ok' }, at)
  }
  return id
}

describe('the settings', () => {
  it('propose the server that goes with the one that sends, and read nothing until asked', async () => {
    create()
    expect(await inbox.settings()).toMatchObject({ enabled: false, host: '', user: null, passwordStored: false })
    await account('prof')
    expect(await inbox.settings()).toMatchObject({ enabled: false, host: 'imap.messagerie.example', port: 993 })
    await expect(inbox.check()).rejects.toMatchObject({ code: 'inbox-off' })
    await inbox.save({ enabled: true, host: 'imap.messagerie.example', port: 993 })
    await expect(inbox.check()).rejects.toMatchObject({ code: 'mail-not-configured' })
    expect(changes).toEqual(['settings'])
  })

  it.each([
    ['smtp.ac-exemple.example', 'imap.ac-exemple.example'],
    ['smtps.boite.example', 'imap.boite.example'],
    ['smtp-auth.boite.example', 'imap-auth.boite.example'],
    ['mail.boite.example', 'mail.boite.example'],
    ['smtpserver.example', 'smtpserver.example'],
  ])('%s is read at %s', (smtp, imap) => expect(likelyImapHost(smtp)).toBe(imap))
})

describe('by itself', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('asks for nothing at start, with the network down, nothing sent or nobody looking', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await account('prof')
    await space.secrets.set(SMTP_PASSWORD, 'secret')
    create()
    await inbox.save({ enabled: true, host: 'imap.invalid', port: 993 })
    inbox.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tasks.list()).toEqual([])
    // Its turn comes, and no message of the last days may still be answered.
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(tasks.list()).toEqual([])
  })
})

describe.skipIf(missing !== null)('with a real mailbox (Dovecot)', () => {
  let dovecot: Dovecot
  let mailbox: TestMailbox
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot?.stop())
  beforeEach(async () => {
    mailbox = await dovecot.newMailbox()
    const { host, port, user, password, tlsCa } = mailbox.access
    await account(user)
    await space.secrets.set(SMTP_PASSWORD, password)
    create(tlsCa?.[0])
    await inbox.save({ enabled: true, host, port })
  })
  const check = async () => tasks.finished(await inbox.check())

  it('says who answered and what came back, closes the dead address, and does it once', async () => {
    const id = await sent()
    for (const one of [DSN, ANSWER, FOREIGN]) await mailbox.deliver(one)
    expect(await check()).toMatchObject({ kind: 'inbox', state: 'done', outcome: { looked: 3, found: 2, more: false } })
    const rows = await space.store.read.listDeliveries(id)
    expect(rows.map(({ state }) => state)).toEqual(['bounced', 'accepted', 'answered', ...Array(4).fill('accepted')])
    const replies = await space.store.read.listReplies(id)
    expect(replies.map(({ kind, recipientName }) => `${kind} ${recipientName}`)).toEqual([
      'answer Famille 3',
      'bounce Famille 1',
    ])
    expect(changes).toEqual(expect.arrayContaining(['replies', 'messages', 'people']))
    expect(await check()).toMatchObject({ outcome: { looked: 0, found: 0 } })
    expect(await inbox.settings()).toMatchObject({ error: null, readAt: expect.any(String) })
    const told = logged.join('\n')
    for (const canary of [...CANARIES, mailbox.access.password]) expect(told).not.toContain(canary)
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain(mailbox.access.password)
  })

  it('asks the server for nothing when nothing was ever sent', async () => {
    await mailbox.deliver(FOREIGN)
    expect(await check()).toMatchObject({ state: 'done', outcome: { looked: 0, found: 0 } })
    expect(await inbox.settings()).toMatchObject({ readAt: null })
  })

  it('two at once are one', async () => {
    await sent()
    const [first, second] = await Promise.all([inbox.check(), inbox.check()])
    expect(first).toBe(second)
    await tasks.finished(first)
  })

  it('a refused password is said, and asked for again only by the teacher', async () => {
    await sent()
    await space.secrets.set(SMTP_PASSWORD, 'autre')
    expect(await check()).toMatchObject({ state: 'failed', error: { code: 'inbox-credentials-refused' } })
    expect(await inbox.settings()).toMatchObject({ error: { code: 'inbox-credentials-refused' } })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    inbox.start()
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    vi.useRealTimers()
    expect(tasks.list()).toHaveLength(1)
    inbox.settingsChanged()
    expect(await inbox.settings()).toMatchObject({ error: null })
  })

  it('looks by itself while answers may come', async () => {
    await sent()
    await mailbox.deliver(ANSWER)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    inbox.start()
    await vi.advanceTimersByTimeAsync(125_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(tasks.list()).toHaveLength(1))
    expect(await tasks.finished(tasks.list()[0]?.id ?? '')).toMatchObject({ state: 'done', outcome: { found: 1 } })
  })
})
