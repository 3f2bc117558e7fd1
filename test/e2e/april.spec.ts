/**
 * The morning of 6 April, whole, in the real window: the ENT falls, a teacher writes to a class of 35 of which 3 families
 * have no e-mail; the line drops once, the program is killed in the middle and started again, one message comes back, two
 * families answer. At the end the screen, the ledger, the mailboxes and the call sheet say the same of each of the 35.
 *
 * The mail servers are real: the teacher's messages go through one that knows how to drop the line, which hands them to
 * Postfix; Postfix fills the families' mailboxes and sends its notice back; Dovecot keeps the teacher's.
 */
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { simpleParser } from 'mailparser'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../electron/contract/views.ts'
import { createSmtpTransport } from '../../electron/mail/smtp-transport.ts'
import type { MailTransport } from '../../electron/mail/transport.ts'
import { type ByteCutProxy, startByteCutProxy } from '../helpers/byte-cut-proxy.ts'
import { type Dovecot, dovecotMissing, startDovecot, type TestMailbox } from '../helpers/imap-dovecot.ts'
import { type Postfix, postfixMissing, startPostfix } from '../helpers/smtp-postfix.ts'
import { startSmtpServer, type TestSmtpServer } from '../helpers/smtp-server.ts'
import { ask } from './ask.ts'
import { cleanUp, launchTrousse, type Trousse, temporaryFolder } from './harness.ts'

const missing = postfixMissing() ?? dovecotMissing()
if (missing !== null) console.warn(`not run: the morning of 6 April. ${missing}`)

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4']
const LONG = { timeout: 120_000 }
const PASSPHRASE = 'six tasses de thé froid'
const CLASS = '3e B'
const SUBJECT = 'ENT en panne : le travail de la semaine'

/** Pupils 1 to 35. */
const PUPILS = Array.from({ length: 35 }, (_, index) => index + 1)
const WITHOUT_MAIL = [7, 19, 33]
const GONE = 12
const ANSWERED = [4, 27]
/** The server has the message and its answer is lost. */
const DROPPED = 9
/** The program dies while the server looks at this address: nothing of the message has left. */
const KILLED_AT = 22

const two = (number: number): string => String(number).padStart(2, '0')
const pupilName = (number: number): string => `INVENTE${two(number)} Camille`
const addressOf = (number: number): string =>
  number === GONE ? `parent${number}@perdu.example` : `parent${number}@famille.example`
const phoneOf = (number: number): string => `06 39 98 00 ${two(number)}`
const expectedState = (number: number): DeliveryState | null => {
  if (WITHOUT_MAIL.includes(number)) return null
  if (number === GONE) return 'bounced'
  if (number === DROPPED) return 'ambiguous'
  return ANSWERED.includes(number) ? 'answered' : 'accepted'
}
const STATE_WORDS: Partial<Record<DeliveryState, string>> = {
  accepted: 'Accepté',
  ambiguous: 'Incertain',
  answered: 'Répondu',
  bounced: 'Revenu',
}

const roster = (): string => {
  const rows = PUPILS.map((number) => {
    const mail = WITHOUT_MAIL.includes(number) ? '' : addressOf(number)
    return [`INVENTE${two(number)}`, 'Camille', CLASS, `PARENT${two(number)} Alex`, phoneOf(number), mail].join(';')
  })
  return `\ufeff${['Nom;Prénom;Classe;Responsable 1;Téléphone 1;E-mail 1', ...rows].join('\r\n')}\r\n`
}

describe.skipIf(missing !== null)('the morning of 6 April', () => {
  let dovecot: Dovecot
  let postfix: Postfix
  let mailbox: TestMailbox
  let front: TestSmtpServer
  let line: ByteCutProxy
  let relay: MailTransport
  let ent: Server
  let entIsDown = false
  let trousse: Trousse
  let page: Page
  let kills = 0
  let messageId = 0
  let classId = 0

  const launch = async (folder?: string): Promise<void> => {
    // The authority that signed the tests' servers, as a school's own would be known to its computers.
    trousse = await launchTrousse({ env: { NODE_EXTRA_CA_CERTS: front.caPath }, ...(folder ? { folder } : {}) })
    page = trousse.page
    await page.locator('#root > *').first().waitFor(LONG)
  }
  const goTo = (hash: string) =>
    page.evaluate((to) => {
      window.location.hash = to
    }, hash)
  async function expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
  }
  const counts = async () => (await ask(page, 'messages.read', { id: messageId })).counts

  beforeAll(async () => {
    dovecot = await startDovecot()
    mailbox = await dovecot.newMailbox()
    postfix = await startPostfix(dovecot)
    const { user, password } = mailbox.access
    relay = createSmtpTransport({ settings: postfix.settings('tls', user), password, tlsCa: postfix.ca })
    front = await startSmtpServer({
      ...{ security: 'tls', user, password, maxBytes: 10_240_000 },
      refuseRecipient: (address) => {
        if (address === addressOf(KILLED_AT) && kills === 0) {
          kills += 1
          void trousse.kill()
        }
        return null
      },
      refuseMessage: async ({ from, to: [to = ''], raw }) => {
        await relay.open()
        const handed = await relay.send({ from, to, mime: raw }, { onDataStarting: async () => {} })
        if (handed.kind !== 'accepted') return { code: 451, text: '4.3.0 Try again' }
        if (to === addressOf(DROPPED)) line.cutNow()
        return null
      },
    })
    line = await startByteCutProxy(front.port, null)
    ent = createServer(({ url = '/' }, response) => {
      if (entIsDown) return response.end('Le site n’est pas disponible')
      if (!url.startsWith('/pronote/InfoMobileApp.json')) return response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ version: [2026, 1, 3], espaces: [], CAS: { actif: false } }))
    })
    await new Promise<void>((resolve) => ent.listen(0, '127.0.0.1', resolve))
    await launch()
    await ask(page, 'app.createSpace', { passphrase: PASSPHRASE })
    await ask(page, 'app.recoveryCodeKept', undefined)
    // The suite runs at any hour; what the evening changes has its own tests.
    await ask(page, 'settings.update', { quietHours: false, teacherName: 'Mme Exemple' })
  }, 240_000)
  afterAll(async () => {
    await trousse?.quit().catch(() => {})
    relay?.close()
    await line?.close()
    await front?.close()
    await postfix?.stop()
    await dovecot?.stop()
    await new Promise((resolve) => ent?.close(resolve))
    await cleanUp()
  })

  it('before: the class comes from a list, the ENT is watched, the mail account is tried', async () => {
    const file = join(await temporaryFolder(), 'liste.csv')
    await writeFile(file, roster())
    await trousse.answerDialogs([file])
    await goTo('#/sources/file')
    await page.getByRole('button', { name: 'Choisir des fichiers' }).click(LONG)
    await page.getByRole('button', { name: /^Importer 35 élèves$/ }).click(LONG)
    await page.getByText('Pour revenir en arrière').waitFor(LONG)
    classId = (await ask(page, 'classes.list', undefined)).find(({ name }) => name === CLASS)?.id ?? 0

    await goTo('#/outage/watch')
    const address = `http://127.0.0.1:${(ent.address() as AddressInfo).port}/pronote/`
    await page.getByRole('textbox', { name: 'Adresse de l’ENT ou de PRONOTE' }).fill(address)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Nom à afficher' }).fill('PRONOTE du collège')
    await page.getByRole('button', { name: 'Surveiller', exact: true }).click()
    await page.getByRole('button', { name: 'Ne plus surveiller : PRONOTE du collège' }).waitFor(LONG)

    await goTo('#/settings')
    const mail = page.getByRole('region', { name: 'Messagerie' })
    const type = (name: string, value: string) => mail.getByLabel(name, { exact: true }).fill(value)
    await type('Votre adresse électronique', `${mailbox.access.user}@lycee.example`)
    await type('Nom affiché', 'Mme Exemple')
    await type('Identifiant', mailbox.access.user)
    await type('Mot de passe', mailbox.access.password)
    await type('Serveur d’envoi', '127.0.0.1')
    await mail.getByRole('button', { name: 'Réglages avancés' }).click()
    await type('Port', String(line.port))
    await type('Messages par minute', '500')
    await mail.getByRole('button', { name: 'Enregistrer et vérifier' }).click()
    await mail.getByText('La messagerie répond : vous pouvez envoyer.').waitFor(LONG)
    await mail.getByRole('button', { name: 'M’envoyer un message d’essai' }).click()
    await mail.getByText(/^Message parti à/).waitFor(LONG)
    await expectAccessible()
    await postfix.idle()
    expect(await mailbox.files()).toHaveLength(1)

    const inbox = page.getByRole('region', { name: 'Réponses' })
    await inbox.getByText('Lire les réponses et les retours').click()
    await inbox.getByRole('textbox', { name: 'Serveur de réception' }).fill('localhost')
    await inbox.getByRole('textbox', { name: 'Port' }).fill(String(mailbox.access.port))
    await inbox.getByRole('button', { name: 'Enregistrer et vérifier' }).click()
    await inbox.getByText('La messagerie a pu être lue.').waitFor(LONG)
  })

  it('the ENT falls, and Today says so', async () => {
    entIsDown = true
    await ask(page, 'availability.check', undefined)
    await goTo('#/today')
    await page.getByRole('main').getByText('PRONOTE du collège').first().waitFor(LONG)
    expect(await ask(page, 'availability.platforms', undefined)).toMatchObject([{ kind: 'maintenance-page' }])
    await expectAccessible()
  })

  it('32 families can be written to, 3 are to be called; the message leaves, and the program is killed on the way', async () => {
    await goTo(`#/message/${classId}`)
    await page.getByRole('heading', { level: 1, name: 'Écrire à une classe' }).waitFor(LONG)
    await page.getByRole('textbox', { name: 'Objet' }).fill(SUBJECT)
    await page.getByRole('textbox', { name: 'Texte' }).fill('Bonjour,\n\nVoici le travail de {prénom} {nom}.\n')
    const send = page.getByRole('button', { name: 'Envoyer à 32 personnes' })
    await send.waitFor(LONG)
    await expectAccessible()
    await send.click()
    await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
    await expect.poll(() => kills, LONG).toBe(1)
    // Dies like a computer whose battery is pulled out.
    await trousse.kill()
    const received = front.messages.map(({ to }) => to[0])
    expect(received).not.toContain(addressOf(KILLED_AT))
    expect(received).toContain(addressOf(DROPPED))
  })

  it('started again, it goes on by itself: nothing to press, nobody twice', async () => {
    await launch(trousse.folder)
    await ask(page, 'app.unlock', { kind: 'passphrase', value: PASSPHRASE })
    await expect.poll(async () => (await ask(page, 'messages.list', undefined)).length, LONG).toBe(1)
    messageId = (await ask(page, 'messages.list', undefined))[0]?.id ?? 0
    await expect.poll(async () => (await counts()).accepted, LONG).toBe(31)
    expect(await counts()).toMatchObject({ ambiguous: 1, queued: 0, deferred: 0, 'in-flight': 0, refused: 0 })
  })

  it('one comes back, two families answer: read from the teacher’s own mailbox', async () => {
    await postfix.idle()
    const rows = (await ask(page, 'messages.read', { id: messageId })).deliveries
    for (const number of ANSWERED) {
      const [bytes] = await postfix.delivered(`parent${number}`)
      const { messageId: theirs, subject } = await simpleParser(bytes ?? '')
      expect(rows.some(({ address }) => address === addressOf(number))).toBe(true)
      const answer = createSmtpTransport({
        settings: postfix.settings('tls', mailbox.access.user),
        ...{ password: mailbox.access.password, tlsCa: postfix.ca },
      })
      await answer.open()
      const lines = [
        `From: Alex <${addressOf(number)}>`,
        `To: ${mailbox.access.user}@lycee.example`,
        `Subject: Re: ${SUBJECT}`,
        `Message-ID: <reponse-${number}@famille.example>`,
        `In-Reply-To: ${theirs}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Bien reçu, merci.',
        '',
      ]
      expect(subject).toBe(SUBJECT)
      const mime = Buffer.from(lines.join('\r\n'))
      const to = `${mailbox.access.user}@lycee.example`
      await answer.send({ from: addressOf(number), to, mime }, { onDataStarting: async () => {} })
      answer.close()
    }
    await postfix.idle()
    await goTo(`#/outbox/${messageId}`)
    await page.getByRole('tab', { name: /^Réponses/ }).click(LONG)
    await page.getByRole('button', { name: 'Relever les réponses' }).click(LONG)
    await expect.poll(async () => (await counts()).answered, LONG).toBe(ANSWERED.length)
    await expect.poll(async () => (await counts()).bounced, LONG).toBe(1)
    await expectAccessible()
  })

  it('the ledger, the mailboxes, the screen and the call sheet agree on each of the 35', async () => {
    const { deliveries, total } = await ask(page, 'messages.read', { id: messageId })
    const coverage = await ask(page, 'messages.coverage', { id: messageId })
    expect([total, coverage.total]).toEqual([32, 35])
    const sheet = await ask(page, 'exports.preview', {
      classIds: [classId],
      what: { kind: 'paper', sheets: ['phones'] },
      messageId,
    })
    const paper = sheet.page?.markup ?? ''

    await page.getByRole('tab', { name: /^Destinataires/ }).click()
    const search = page.getByRole('searchbox', { name: 'Chercher un destinataire' })
    const table = page.getByRole('grid')
    for (const number of PUPILS) {
      const state = expectedState(number)
      const row = deliveries.find(({ about }) => about.includes(`INVENTE${two(number)}`))
      const inCoverage = coverage.pupils.find(({ name }) => name === pupilName(number))
      const copies = await postfix.delivered(`parent${number}`)
      // The ledger.
      expect([number, row?.state ?? null, row?.address ?? null]).toEqual([
        number,
        state,
        state === null ? null : addressOf(number),
      ])
      // The family's mailbox: once, alone, and not at all where nothing can arrive.
      const arrives = state !== null && state !== 'bounced'
      expect([number, copies.length]).toEqual([number, arrives ? 1 : 0])
      for (const bytes of copies) {
        const others = bytes.toString('latin1').match(/parent\d+@[a-z]+\.example/g) ?? []
        expect(new Set(others)).toEqual(new Set([addressOf(number)]))
        expect((await simpleParser(bytes)).text).toContain(`le travail de Camille INVENTE${two(number)}`)
      }
      // Who is reached, and who is on the paper to be called.
      const isReached = state === 'accepted' || state === 'answered'
      if (isReached) expect(inCoverage?.way ?? 'mail').toBe('mail')
      else expect([number, inCoverage?.way]).toEqual([number, 'none'])
      expect([number, paper.includes(`INVENTE${two(number)}`)]).toEqual([number, !isReached])
      // The screen.
      await search.fill(`INVENTE${two(number)}`)
      if (state === null) await page.getByText('Aucun destinataire dans cet état').waitFor(LONG)
      else
        await table
          .getByRole('row')
          .filter({ hasText: `INVENTE${two(number)}` })
          .getByText(STATE_WORDS[state] ?? '', { exact: true })
          .waitFor(LONG)
    }
    await search.fill('')
    expect(front.messages.filter(({ to }) => to[0] === addressOf(DROPPED))).toHaveLength(1)
    expect(coverage).toMatchObject({ byMail: 30, missing: 3 })
  })

  it('the uncertain one is the teacher’s to decide, with what each choice risks; those to call are listed', async () => {
    await page.getByRole('searchbox', { name: 'Chercher un destinataire' }).fill('INVENTE09')
    await page.getByRole('button', { name: /^Décider pour .*PARENT09/ }).click({ timeout: 20_000 })
    await page.getByRole('dialog').waitFor()
    await expectAccessible()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: /^À appeler/ }).click()
    const table = page.getByRole('grid')
    for (const number of [...WITHOUT_MAIL, GONE, DROPPED]) await table.getByText(pupilName(number)).waitFor(LONG)
    expect(await table.getByRole('button', { name: /^Appeler le 06\s39\s98\s00\s12/ }).count()).toBe(1)
    await expectAccessible()
    expect(trousse.pageErrors).toEqual([])
  })
})
