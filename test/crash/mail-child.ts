/**
 * The process that gets killed: opens the store, puts right what an earlier death left, composes the message when
 * there is none yet, and sends. Its orders come by environment: TROUSSE_TEST_FOLDER, TROUSSE_TEST_SMTP (JSON),
 * TROUSSE_TEST_CLASS, TROUSSE_TEST_NOW (the instant it lives at, with quiet hours) and TROUSSE_TEST_CRASH_AT/_AFTER of
 * platform/crash-point.
 */
import { randomUUID } from 'node:crypto'
import type { MailSettings } from '../../electron/contract/views.ts'
import { isQuiet, nextAllowedTime } from '../../electron/domain/quiet-hours.ts'
import { planRecipients } from '../../electron/domain/reach-plan.ts'
import { createMessageDeliveries } from '../../electron/mail/compose.ts'
import { createOutbox } from '../../electron/mail/outbox.ts'
import { createSmtpTransport } from '../../electron/mail/smtp-transport.ts'
import { sleep, systemClock } from '../../electron/platform/clock.ts'
import { silentLog } from '../../electron/platform/log.ts'
import { openTestStore } from './mail-school.ts'

interface Orders extends MailSettings {
  readonly password: string
  readonly ca: string
}

const { TROUSSE_TEST_FOLDER = '', TROUSSE_TEST_SMTP = '', TROUSSE_TEST_CLASS = '', TROUSSE_TEST_NOW } = process.env
const clock = TROUSSE_TEST_NOW === undefined ? systemClock : { now: () => Number(TROUSSE_TEST_NOW) }
const orders: Orders = JSON.parse(TROUSSE_TEST_SMTP)
const classId = Number(TROUSSE_TEST_CLASS)
const store = await openTestStore(TROUSSE_TEST_FOLDER)
const outbox = createOutbox({
  store,
  settings: async () => orders,
  transportFor: async (settings) => createSmtpTransport({ settings, password: orders.password, tlsCa: orders.ca }),
  clock,
  ...(TROUSSE_TEST_NOW === undefined
    ? {}
    : { quietUntil: async () => (isQuiet(clock.now()) ? nextAllowedTime(clock.now()) : null) }),
  random: Math.random,
  log: silentLog,
  sleep,
})
await outbox.recover()
if ((await store.read.listMessages()).length === 0) {
  const pupils = await store.read.readPupilsOfClass(classId)
  const message = createMessageDeliveries({
    draft: { classId, audience: 'guardians', subject: 'Travail de {prénom}', body: 'Bonjour {prénom} {nom}.' },
    plan: planRecipients('guardians', pupils),
    pupils,
    className: '2nde 4',
    fromAddress: orders.fromAddress,
    fromName: orders.fromName,
    now: clock.now(),
    newId: randomUUID,
  })
  await outbox.create(message)
}
for (const messageId of await store.read.unfinishedMessages()) await outbox.send(messageId)
await store.close()
