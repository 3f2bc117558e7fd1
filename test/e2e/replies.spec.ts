/**
 * What comes back, in the real window: a message really sent, a real mailbox (Dovecot) with a notice, a free-form one,
 * an automatic answer and answers; the screen, the ledger and the next plan agree, and the mailbox is as it was.
 */
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAILBOX_CERTIFICATE, MAILBOX_KEY } from '../../electron/demo/mailbox-certificate.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../helpers/imap-dovecot.ts'
import { ANSWER, AUTO_REPLY, DSN, FORWARDED, FREE_FORM, OURS } from '../unit/mail-inbox/messages.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

const LONG = { timeout: 120_000 }
const PASSWORD = 'plaine-42-ombre'
const missing = dovecotMissing()
if (missing !== null) console.warn(`not run: answers in the real window. ${missing}`)

interface Taken {
  readonly to: string
  readonly messageId: string
}

/** Takes everything, and remembers to whom. */
async function startMailServer(taken: Taken[]): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = new SMTPServer({
    key: MAILBOX_KEY,
    cert: MAILBOX_CERTIFICATE,
    secure: true,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('end', () => {
        const messageId = /^Message-ID: <([^>]+)>/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? ''
        taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', messageId })
        done(null)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

describe.skipIf(missing !== null)('what comes back', () => {
  const taken: Taken[] = []
  let trousse: Trousse
  let dovecot: Dovecot
  let mailbox: TestMailbox
  let stopServer = async () => {}
  let messageId = 0
  let classId = 0
  beforeAll(async () => {
    const certificate = { key: MAILBOX_KEY, cert: MAILBOX_CERTIFICATE, ca: MAILBOX_CERTIFICATE }
    dovecot = await startDovecot({ certificate, password: PASSWORD })
    mailbox = await dovecot.newMailbox()
    const server = await startMailServer(taken)
    stopServer = server.stop
    trousse = await launchTrousse({ args: ['--demo'] })
    const { page } = trousse
    await page.getByText('420 élèves').first().waitFor(LONG)
    await page.getByText('tous ici').waitFor(LONG)
    await ask(page, 'mail.saveSettings', {
      host: '127.0.0.1',
      port: server.port,
      security: 'tls',
      user: mailbox.access.user,
      fromAddress: 'prof.demo@lycee.example',
      fromName: 'Camille Démo',
      perMinute: 500,
      password: PASSWORD,
    })
    // The demonstration reads its own invented inbox: here the teacher turns another one on.
    await ask(page, 'inbox.saveSettings', { enabled: false, host: 'localhost', port: 993 })
  })
  afterAll(async () => {
    await trousse?.quit()
    await dovecot?.stop()
    await stopServer()
    await cleanUp()
  })

  const expectAccessible = async (): Promise<void> => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
    const { violations } = await new AxeBuilder({ page: trousse.page }).setLegacyMode(true).withTags(tags).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
  }

  /** An invented message, about the row that really left to this recipient. */
  const about = (message: string, row: number): string => {
    const fixed = [...OURS].find(([, number]) => number === row)?.[0] ?? ''
    const { to, messageId: real } = taken[row] ?? { to: '', messageId: '' }
    return message.replaceAll(fixed, real).replaceAll(`parent${row}@famille.example`, to)
  }

  it('is read from the settings, once a message has left', async () => {
    const { page } = trousse
    const classes = await ask(page, 'classes.list', undefined)
    classId = classes.find(({ kind }) => kind === 'class')?.id ?? 0
    const draft = { classId, audience: 'guardians' as const, subject: 'Devoirs', body: 'Bonjour' }
    ;({ messageId } = await ask(page, 'messages.create', draft))
    await ask(page, 'messages.send', { id: messageId })
    const left = async () => (await ask(page, 'messages.read', { id: messageId })).counts.accepted
    await expect.poll(left, LONG).toBeGreaterThan(5)
    await expect.poll(async () => (await ask(page, 'tasks.list', undefined)).at(-1)?.state, LONG).toBe('done')
    for (const [message, row] of [
      [DSN, 1],
      [FREE_FORM, 2],
      [ANSWER, 3],
      [FORWARDED, 4],
      [AUTO_REPLY, 5],
    ] as const) {
      await mailbox.deliver(about(message, row))
    }
    await page
      .getByRole('navigation', { name: 'Navigation principale' })
      .getByRole('link', { name: 'Réglages' })
      .click()
    const card = page.getByRole('region', { name: 'Réponses' })
    await card.getByText('Lire les réponses et les retours').click()
    await card.getByRole('textbox', { name: 'Serveur de réception' }).fill('localhost')
    await card.getByRole('textbox', { name: 'Port' }).fill(String(mailbox.access.port))
    await card.getByRole('button', { name: 'Enregistrer et vérifier' }).click()
    await card.getByText('La messagerie a pu être lue.').waitFor(LONG)
  })

  it('says who answered and what came back', async () => {
    const { page } = trousse
    await page.evaluate((id) => {
      window.location.hash = `#/outbox/${id}`
    }, messageId)
    await page.getByRole('tab', { name: 'Réponses' }).click(LONG)
    const table = page.getByRole('grid', { name: 'Réponses et retours' })
    for (const [kind, count] of [
      ['Réponse', 2],
      ['Réponse automatique', 1],
      ['Revenu', 2],
    ] as const) {
      await expect.poll(() => table.getByText(kind, { exact: true }).count(), LONG).toBe(count)
    }
    await expectAccessible()
    await table.getByText('Bien reçu').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Bien reçu, Noé les fera ce soir.').waitFor()
    await expectAccessible()
    await page.keyboard.press('Escape')
    const replies = await ask(page, 'inbox.replies', { messageId })
    expect(replies.filter(({ read }) => read)).toHaveLength(1)
    expect(replies.filter(({ otherAddress }) => otherAddress).map(({ fromAddress }) => fromAddress)).toEqual([
      'bureau@travail.example',
    ])
  })

  it('agrees in the ledger and in the next plan, and leaves the mailbox as it was', async () => {
    const { page } = trousse
    const { deliveries, counts } = await ask(page, 'messages.read', { id: messageId })
    expect(counts).toMatchObject({ bounced: 2, answered: 2 })
    const stateOf = (row: number) => deliveries.find(({ address }) => address === taken[row]?.to)?.state
    expect([1, 2, 3, 4, 5].map(stateOf)).toEqual(['bounced', 'bounced', 'answered', 'answered', 'accepted'])
    const plan = await ask(page, 'messages.plan', { classId, audience: 'guardians' })
    const next = plan.recipients.map(({ address }) => address)
    expect(next).not.toContain(taken[1]?.to)
    expect(next).not.toContain(taken[2]?.to)
    expect(next).toContain(taken[3]?.to)
    expect(plan.excluded.filter(({ reason }) => reason === 'bounced').length).toBeGreaterThanOrEqual(2)
    const files = await mailbox.files()
    expect(files).toHaveLength(5)
    expect(files.filter((name) => name.includes('S'))).toEqual([])
    expect(trousse.pageErrors).toEqual([])
  })
})
