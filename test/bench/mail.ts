/**
 * Sending 2,000 personal messages of 100 kB with every row durable, against nodemailer's own pool sending the same bytes
 * to the same server and keeping nothing; and a ledger of 100,000 rows as the window asks it.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import nodemailer from 'nodemailer'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import type { MailSettings } from '../../electron/contract/views.ts'
import { createOutbox } from '../../electron/mail/outbox.ts'
import { createSmtpTransport } from '../../electron/mail/smtp-transport.ts'
import { toInstant } from '../../electron/platform/clock.ts'
import { silentLog } from '../../electron/platform/log.ts'
import { createSpace, type Space } from '../../electron/services/space.ts'
import { seedClass } from '../crash/mail-school.ts'
import { testCa, testCertificate } from '../helpers/smtp-certificates.ts'
import { type Measure, median, percentile, timed } from './measure.ts'

const MESSAGES = 2_000
const ATTACHMENT_BYTES = 100_000
const TURNS = 3
const LEDGER_ROWS = 100_000
const ROWS_PER_MESSAGE = 600
const QUESTIONS = 60
const FROM = 'prof@lycee.example'

interface Sink {
  readonly port: number
  ask(word: 'reset' | 'count'): Promise<{ accepted: number; firstAt: number }>
  stop(): Promise<unknown>
}

async function startSink(): Promise<Sink> {
  const worker = new Worker(new URL('./mail-sink.ts', import.meta.url), { workerData: testCertificate() })
  const answer = <T>() => new Promise<T>((resolve) => worker.once('message', resolve))
  const { port } = await answer<{ port: number }>()
  return {
    port,
    ask(word) {
      worker.postMessage(word)
      return answer()
    },
    stop: () => worker.terminate(),
  }
}

async function newSpace(pupils: number): Promise<{ space: Space; classId: number; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-mail-bench-'))
  const { space } = await createSpace(createNodeMachine(), { folder, kind: 'demo', passphrase: null })
  const classId = await seedClass(space.store, pupils)
  const remove = async () => {
    await space.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { space, classId, remove }
}

const settingsOf = (port: number): MailSettings => ({
  ...{ host: '127.0.0.1', port, security: 'tls', user: 'prof', fromAddress: FROM, fromName: 'Mme Exemple' },
  perMinute: 500,
  // Only the virtual clock waits: what is measured is the machine, not the service's limits.
  quota: { windows: [], nightDivisor: 1, weekendDivisor: 1 },
})

/** Our own way: rows, bytes, 354 and answer each on disk before the next thing happens. */
async function sendOurs(sink: Sink, space: Space, classId: number) {
  const { store, blobs } = space
  const file = await blobs.put(randomBytes(ATTACHMENT_BYTES))
  const people = (await store.read.readPupilsOfClass(classId)).flatMap(({ id, guardians }) =>
    guardians.map((guardian) => ({ pupilId: id, personId: guardian.personId, name: guardian.familyName })),
  )
  let at = Date.parse('2026-04-07T08:00:00Z')
  const outbox = createOutbox({
    store,
    files: blobs,
    settings: async () => settingsOf(sink.port),
    transportFor: async (settings) => createSmtpTransport({ settings, password: 'x', tlsCa: testCa() }),
    clock: { now: () => at },
    random: Math.random,
    log: silentLog,
    sleep: async (milliseconds) => {
      at += milliseconds
    },
  })
  const id = await outbox.create({
    ...{ classId, audience: 'guardians', subject: 'Devoirs', body: 'Bonjour', createdAt: toInstant(at) },
    ...{ fromAddress: FROM, fromName: 'Mme Exemple' },
    deliveries: people.map(({ pupilId, personId, name }, index) => ({
      ...{ personId, pupilIds: [pupilId], recipientName: name, about: name, address: `parent${index}@famille.example` },
      messageIdHeader: `${randomUUID()}@lycee.example`,
      subject: 'Devoirs pendant la panne',
      body: `Bonjour ${name},\n\nVoici le travail de la semaine.\n`,
      files: [{ name: 'Travail.pdf', ...file }],
    })),
  })
  await sink.ask('reset')
  const startedAt = Date.now()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const { ms, value } = await timed(() => outbox.send(id))
  delay.disable()
  const { accepted, firstAt } = await sink.ask('count')
  if (value.accepted !== MESSAGES || accepted !== MESSAGES) throw new Error(`sent ${accepted} of ${MESSAGES}`)
  const rows = await store.read.listDeliveries(id)
  const first = await store.read.readDelivery(rows[0]?.id ?? 0)
  return { ms, firstMs: firstAt - startedAt, blockedMs: delay.max / 1e6, mime: Buffer.from(first?.mime ?? []) }
}

/** The library alone: its pool with its defaults, the same bytes, nothing written down. */
async function sendBare(sink: Sink, mime: Buffer): Promise<number> {
  const pool = nodemailer.createTransport({
    ...{ pool: true, host: '127.0.0.1', port: sink.port, secure: true },
    auth: { user: 'prof', pass: 'x' },
    tls: { ca: testCa() },
    maxMessages: Number.POSITIVE_INFINITY,
  })
  await sink.ask('reset')
  const { ms } = await timed(() =>
    Promise.all(
      Array.from({ length: MESSAGES }, (_, index) =>
        pool.sendMail({ raw: mime, envelope: { from: FROM, to: `parent${index}@famille.example` } }),
      ),
    ),
  )
  pool.close()
  if ((await sink.ask('count')).accepted !== MESSAGES) throw new Error('the bare pool lost some')
  return ms
}

export async function measureMail(): Promise<Measure[]> {
  const sink = await startSink()
  const ours: Awaited<ReturnType<typeof sendOurs>>[] = []
  const bare: number[] = []
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const { space, classId, remove } = await newSpace(MESSAGES)
      try {
        const sent = await sendOurs(sink, space, classId)
        ours.push(sent)
        bare.push(await sendBare(sink, sent.mime))
      } finally {
        await remove()
      }
    }
  } finally {
    await sink.stop()
  }
  const [oursMs, bareMs] = [median(ours.map(({ ms }) => ms)), median(bare)]
  return [
    { name: `${MESSAGES} messages of 100 kB, every row on disk`, value: oursMs, unit: 'ms' },
    { name: 'the bare pool, same bytes, same server', value: bareMs, unit: 'ms' },
    { name: 'sending', value: oursMs / bareMs, unit: '×', goal: 1.2, against: 'the bare pool' },
    { name: 'from « send » to the first message taken', value: median(ours.map(({ firstMs }) => firstMs)), unit: 'ms' },
    {
      name: 'longest block of the main thread while sending',
      value: Math.max(...ours.map(({ blockedMs }) => blockedMs)),
      unit: 'ms',
      goal: 50,
    },
    ...(await measureLedger()),
  ]
}

/** A year of sendings, asked as the window asks: the list, a message, one state of it, a page of it. */
async function measureLedger(): Promise<Measure[]> {
  const { space, classId, remove } = await newSpace(ROWS_PER_MESSAGE)
  try {
    const { store } = space
    const people = (await store.read.readPupilsOfClass(classId)).flatMap(({ id, guardians }) =>
      guardians.map((guardian) => ({ pupilId: id, personId: guardian.personId, name: guardian.familyName })),
    )
    const at = toInstant(Date.parse('2026-04-07T08:00:00Z'))
    const ids: number[] = []
    for (let rows = 0; rows < LEDGER_ROWS; rows += people.length) {
      const id = await store.write.createMessage({
        ...{ classId, audience: 'guardians', subject: 'Devoirs', body: 'Bonjour', createdAt: at },
        ...{ fromAddress: FROM, fromName: 'Mme Exemple' },
        deliveries: people.map(({ pupilId, personId, name }, index) => ({
          ...{ personId, pupilIds: [pupilId], recipientName: name, about: name, subject: 'Devoirs', body: 'Bonjour' },
          address: `parent${index}@famille.example`,
          messageIdHeader: `${randomUUID()}@lycee.example`,
        })),
      })
      if (ids.length % 3 === 0) await store.write.cancelQueued(id, at)
      ids.push(id)
    }
    const list: number[] = []
    const open: number[] = []
    const coverage: number[] = []
    for (let question = 0; question < QUESTIONS; question++) {
      const id = ids[(question * 37) % ids.length] ?? 0
      list.push((await timed(() => store.read.listMessages())).ms)
      open.push((await timed(() => Promise.all([store.read.readMessage(id), store.read.listDeliveries(id)]))).ms)
      coverage.push((await timed(() => store.read.readCoverage(id))).ms)
    }
    const p95 = (name: string, values: number[]): Measure => ({
      name: `ledger of 100,000 rows: ${name}, 95th percentile`,
      value: percentile(values, 95),
      unit: 'ms',
      goal: 20,
    })
    return [p95('the list of messages', list), p95('a message of 600 rows', open), p95('who was reached', coverage)]
  } finally {
    await remove()
  }
}

if (process.argv[1]?.endsWith('bench/mail.ts')) {
  const { table } = await import('./measure.ts')
  console.log(table(await measureMail()))
}
