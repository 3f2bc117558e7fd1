import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../electron/contract/views.ts'
import type { DeliveryStep } from '../../electron/store/api.ts'
import {
  AT,
  addSource,
  codeOf,
  countRows,
  type LocalStore,
  openLocal,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

let folder: string
let remove: () => Promise<void>
let store: LocalStore
let messageId: number
let pupils: readonly [number, number, number]
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = await openLocal(folder)
  await synchronise(store, await addSource(store), smallSchool())
  const [pupil, other, third] = await store.read.readRoster(null)
  pupils = [pupil?.pupilId ?? 0, other?.pupilId ?? 0, third?.pupilId ?? 0]
  const delivery = (index: number, personId: number) => ({
    personId,
    pupilIds: [personId],
    recipientName: `Famille ${index}`,
    about: 'Camille',
    address: `famille${index}@example.org`,
    messageIdHeader: `m${index}@trousse.example`,
    subject: 'Sortie',
    body: 'Bonjour',
  })
  messageId = await store.write.createMessage({
    classId: 1,
    audience: 'guardians',
    subject: 'Sortie',
    body: 'Bonjour',
    createdAt: AT,
    fromAddress: 'prof@example.org',
    fromName: 'Mme Durand',
    deliveries: [delivery(1, pupil?.pupilId ?? 0), delivery(2, other?.pupilId ?? 0)],
    pupilIds: pupils,
  })
})
afterEach(async () => {
  store.database.close()
  await remove()
})

const MIME = new TextEncoder().encode('Message-ID: <m1@trousse.example>\r\n\r\nBonjour')
const error = { code: 'mail-server-refused', params: {} } as const
const steps = {
  'in-flight': { to: 'in-flight', mime: MIME },
  'data-started': { to: 'data-started' },
  accepted: { to: 'accepted', serverSaid: '250 ok' },
  deferred: { to: 'deferred', nextTryAt: '2026-09-01T09:00:00.000Z', error, serverSaid: '451 later' },
  refused: { to: 'refused', error, serverSaid: '554 no' },
  ambiguous: { to: 'ambiguous', error, serverSaid: null },
  queued: { to: 'queued' },
  cancelled: { to: 'cancelled' },
  'handed-over': { to: 'handed-over' },
  bounced: { to: 'bounced', error, serverSaid: '550 5.1.1 unknown' },
  answered: { to: 'answered' },
  phoned: { to: 'phoned' },
  posted: { to: 'posted' },
} as const satisfies Record<string, DeliveryStep>
type StepName = keyof typeof steps

const move = (...names: StepName[]) =>
  names.reduce(async (before, name) => {
    await before
    await store.write.moveDelivery(1, steps[name], AT)
  }, Promise.resolve())
const row = async () => (await store.read.listDeliveries(messageId))[0]

describe('steps of a delivery', () => {
  it('goes from queued to accepted and remembers each step', async () => {
    await move('in-flight', 'data-started', 'accepted')
    expect(await row()).toMatchObject({ state: 'accepted', attempts: 1, serverSaid: '250 ok', error: null })
    expect(countRows(store.database, 'delivery_step')).toBe(3)
    expect(await store.read.sentSince(AT)).toEqual([AT])
    expect(await store.read.readMessage(messageId)).toMatchObject({ total: 2, counts: { accepted: 1, queued: 1 } })
  })

  it.each<[string, StepName[], StepName]>([
    ['what is accepted is never sent again', ['in-flight', 'data-started', 'accepted'], 'queued'],
    ['after 354 nothing goes back by itself', ['in-flight', 'data-started'], 'queued'],
    ['nor is cancelled', ['in-flight', 'data-started'], 'cancelled'],
    ['a row in flight is not taken twice', ['in-flight'], 'in-flight'],
    ['354 only while in flight', [], 'data-started'],
    ['nothing is accepted before 354', ['in-flight'], 'accepted'],
    ['a refusal is an end', ['in-flight', 'refused'], 'queued'],
    ['so is a cancellation', ['cancelled'], 'in-flight'],
    ['nothing bounces that no server took', [], 'bounced'],
    ['a bounce after the answer says nothing', ['in-flight', 'data-started', 'accepted', 'answered'], 'bounced'],
    ['what was told by phone does not leave after all', ['phoned'], 'in-flight'],
    ['what is in doubt is decided first', ['in-flight', 'data-started', 'ambiguous'], 'phoned'],
    ['what was accepted needs no call', ['in-flight', 'data-started', 'accepted'], 'phoned'],
    ['an ambiguous row is not sent before it is decided', ['in-flight', 'data-started', 'ambiguous'], 'in-flight'],
  ])('%s', async (_, before, forbidden) => {
    await move(...before)
    const was = await row()
    expect(await codeOf(() => store.write.moveDelivery(1, steps[forbidden], AT))).toBe('invalid-request')
    expect(await row()).toEqual(was)
  })

  it.each<[DeliveryState, StepName[]]>([
    ['queued', ['in-flight', 'queued']],
    ['deferred', ['in-flight', 'deferred']],
    ['deferred', ['in-flight', 'data-started', 'deferred']],
    ['refused', ['in-flight', 'refused']],
    ['ambiguous', ['in-flight', 'data-started', 'ambiguous']],
    ['queued', ['in-flight', 'data-started', 'ambiguous', 'queued']],
    ['accepted', ['in-flight', 'data-started', 'ambiguous', 'accepted']],
    ['handed-over', ['handed-over']],
    ['in-flight', ['in-flight', 'deferred', 'in-flight']],
    ['bounced', ['in-flight', 'data-started', 'accepted', 'bounced']],
    ['answered', ['in-flight', 'data-started', 'accepted', 'bounced', 'answered']],
    ['answered', ['in-flight', 'data-started', 'ambiguous', 'answered']],
    ['bounced', ['in-flight', 'data-started', 'ambiguous', 'bounced']],
    ['phoned', ['in-flight', 'refused', 'phoned']],
    ['posted', ['in-flight', 'deferred', 'posted']],
    ['posted', ['cancelled', 'posted']],
  ])('%s after %j', async (state, names) => {
    await move(...names)
    expect((await row())?.state).toBe(state)
  })

  it('keeps why it failed once the family was told otherwise', async () => {
    await move('in-flight', 'refused', 'phoned')
    expect(await row()).toMatchObject({ state: 'phoned', error, serverSaid: '554 no', nextTryAt: null })
  })

  it('a row put off and then told by phone waits for nothing', async () => {
    await move('in-flight', 'deferred', 'phoned')
    expect(await row()).toMatchObject({ state: 'phoned', nextTryAt: null })
    expect(await store.read.nextDeliveries(messageId, '2099-01-01T00:00:00.000Z', 10)).toMatchObject([{ id: 2 }])
  })

  it('sends the same bytes every time', async () => {
    await move('in-flight', 'deferred')
    const other = { to: 'in-flight', mime: new Uint8Array([1]) } as const
    expect(await codeOf(() => store.write.moveDelivery(1, other, AT))).toBe('invalid-request')
    const work = await store.read.readDelivery(1)
    expect(Buffer.from(work?.mime ?? []).equals(MIME)).toBe(true)
    await move('in-flight')
    expect(await row()).toMatchObject({ state: 'in-flight', attempts: 2, nextTryAt: null, error: null })
  })

  it('an unknown row is not found', async () => {
    expect(await codeOf(() => store.write.moveDelivery(99, steps.queued, AT))).toBe('not-found')
  })
})

describe('what is left to send', () => {
  const next = (now: string) => store.read.nextDeliveries(messageId, now, 10)

  it('queued rows, and deferred ones whose time has come', async () => {
    await move('in-flight', 'deferred')
    expect((await next('2026-09-01T08:59:59.000Z')).map((work) => work.id)).toEqual([2])
    expect((await next('2026-09-01T09:00:00.000Z')).map((work) => work.id)).toEqual([1, 2])
    expect(await store.read.unfinishedMessages()).toEqual([messageId])
  })

  it('after a crash: before 354 it waits again, after 354 only a person can say', async () => {
    await move('in-flight')
    await store.write.moveDelivery(2, steps['in-flight'], AT)
    await store.write.moveDelivery(2, steps['data-started'], AT)
    store.database.close()
    store = await openLocal(folder)
    expect(await store.write.recoverInterruptedDeliveries(AT)).toEqual({ requeued: 1, ambiguous: 1 })
    const states = (await store.read.listDeliveries(messageId)).map((delivery) => delivery.state)
    expect(states).toEqual(['queued', 'ambiguous'])
    expect((await next(AT)).map((work) => work.id)).toEqual([1])
    expect(await store.write.recoverInterruptedDeliveries(AT)).toEqual({ requeued: 0, ambiguous: 0 })
  })

  it('cancelling touches only what no server has', async () => {
    await move('in-flight')
    expect(await store.write.cancelQueued(messageId, AT)).toBe(1)
    expect((await store.read.listDeliveries(messageId)).map((d) => d.state)).toEqual(['in-flight', 'cancelled'])
  })

  it('a message is kept whole or not at all', async () => {
    const [first] = await store.read.nextDeliveries(messageId, AT, 1)
    const clash = {
      personId: 1,
      pupilIds: [1],
      recipientName: 'x',
      about: 'x',
      address: 'x@example.org',
      messageIdHeader: first?.messageIdHeader ?? '',
      subject: 's',
      body: 'b',
    }
    const message = {
      classId: 1,
      audience: 'guardians' as const,
      subject: 's',
      body: 'b',
      createdAt: AT,
      fromAddress: 'prof@example.org',
      fromName: 'x',
      deliveries: [{ ...clash, messageIdHeader: 'new@trousse.example' }, clash],
    }
    await codeOf(() => store.write.createMessage(message))
    expect(countRows(store.database, 'message')).toBe(1)
    expect(countRows(store.database, 'delivery')).toBe(2)
  })

  it('the outbox of the first screen counts them', async () => {
    await move('in-flight', 'data-started', 'ambiguous')
    expect((await store.read.readToday('2026-09-01')).outbox).toEqual({ waiting: 1, needsAttention: 1, accepted: 0 })
  })
})

describe('quiet hours', () => {
  const MORNING = '2026-09-01T05:04:00.000Z'
  const putOff = () => store.write.putOffDeliveries(messageId, MORNING, AT)

  it('put off what waits, all of it at once, and only once', async () => {
    await store.write.moveDelivery(2, steps['in-flight'], AT)
    expect(await putOff()).toBe(1)
    expect(await putOff()).toBe(0)
    const [first, second] = await store.read.listDeliveries(messageId)
    expect(first).toMatchObject({ state: 'deferred', nextTryAt: MORNING, error: null, attempts: 0 })
    expect(second).toMatchObject({ state: 'in-flight' })
    expect(await store.read.nextTries()).toEqual([{ messageId, nextTryAt: MORNING }])
    expect(await store.read.nextDeliveries(messageId, '2026-09-01T05:03:59.999Z', 10)).toEqual([])
    expect(await store.read.nextDeliveries(messageId, MORNING, 10, 'deferred')).toMatchObject([{ id: 1 }])
  })

  it('keep what the server said of a row that it had put off itself, and leave alone one due later', async () => {
    await move('in-flight', 'deferred')
    await store.write.moveDelivery(2, steps.cancelled, AT)
    expect(await store.write.putOffDeliveries(messageId, '2026-09-01T08:00:00.000Z', AT)).toBe(0)
    expect(await store.write.putOffDeliveries(messageId, '2026-09-02T05:00:00.000Z', AT)).toBe(1)
    expect(await row()).toMatchObject({ nextTryAt: '2026-09-02T05:00:00.000Z', error, serverSaid: '451 later' })
  })

  it('an urgent message keeps its reason; what a server put off goes on waiting', async () => {
    await move('in-flight', 'deferred')
    await putOff()
    await store.write.markUrgent(messageId, 'Car annulé demain', AT)
    expect(await store.read.readMessage(messageId)).toMatchObject({
      urgentReason: 'Car annulé demain',
      counts: { queued: 1, deferred: 1 },
    })
    expect(await codeOf(() => store.write.markUrgent(99, 'x', AT))).toBe('not-found')
  })

  it('what the teacher stopped is not among what wakes by itself', async () => {
    expect(await store.read.nextTries()).toEqual([])
    expect(await store.read.nextDeliveries(messageId, '2099-01-01T00:00:00.000Z', 10, 'deferred')).toEqual([])
  })
})

describe('the pupils of a message and the calls about them', () => {
  const call = (pupilId: number, result: 'reached' | 'voicemail' | 'nothing', phone: string | null = null) =>
    store.write.recordCall({ messageId, pupilId, phone, result, at: AT })

  it('each pupil with the rows about them, and none for whom nobody had an address', async () => {
    await move('in-flight', 'data-started', 'accepted')
    const rows = await store.read.readCoverage(messageId)
    expect(new Map(rows.map(({ pupilId, states }) => [pupilId, states]))).toEqual(
      new Map([
        [pupils[0], ['accepted']],
        [pupils[1], ['queued']],
        [pupils[2], []],
      ]),
    )
    expect(await store.read.readRecipients(messageId)).toMatchObject([
      { personId: pupils[0], address: 'famille1@example.org', state: 'accepted', pupilIds: [pupils[0]] },
      { personId: pupils[1], state: 'queued', pupilIds: [pupils[1]] },
    ])
  })

  it('every call is kept, oldest first, and is that message’s', async () => {
    await call(pupils[2], 'nothing', '+33639980012')
    await call(pupils[2], 'reached')
    const [calls] = (await store.read.readCoverage(messageId))
      .filter(({ pupilId }) => pupilId === pupils[2])
      .map((row) => row.calls)
    expect(calls).toEqual([
      { phone: '+33639980012', result: 'nothing', at: AT },
      { phone: null, result: 'reached', at: AT },
    ])
    const second = await store.write.createMessage({
      classId: 1,
      audience: 'guardians',
      subject: 'Sortie',
      body: 'Bonjour',
      createdAt: AT,
      fromAddress: 'prof@example.org',
      fromName: '',
      deliveries: [],
      pupilIds: [pupils[2]],
      only: { messageId, states: [], missing: true },
    })
    expect(await store.read.readCoverage(second)).toMatchObject([{ pupilId: pupils[2], states: [], calls: [] }])
    expect(await store.read.readMessage(second)).toMatchObject({ resendOf: messageId, total: 0 })
  })

  it('a family that the second message reached is reached, and counts as written to', async () => {
    await move('cancelled')
    const second = await store.write.createMessage({
      classId: 1,
      audience: 'guardians',
      subject: 'Sortie',
      body: 'Bonjour',
      createdAt: AT,
      fromAddress: 'prof@example.org',
      fromName: '',
      deliveries: [
        {
          personId: pupils[0],
          pupilIds: [pupils[0]],
          recipientName: 'x',
          about: 'x',
          address: 'autre@example.org',
          messageIdHeader: 'm3@trousse.example',
          subject: 's',
          body: 'b',
        },
      ],
      only: { messageId, states: ['cancelled'], missing: false },
    })
    const statesOf = async (of: number) =>
      (await store.read.readCoverage(of)).find(({ pupilId }) => pupilId === pupils[0])?.states
    expect(await statesOf(messageId)).toEqual(['cancelled', 'queued'])
    expect(await statesOf(second)).toEqual(['queued'])
    expect((await store.read.readRecipients(messageId)).map(({ state }) => state)).toEqual([
      'cancelled',
      'queued',
      'queued',
    ])
    expect(await store.read.readRecipients(second)).toHaveLength(1)
  })

  it('no call about a pupil that the message was not about', async () => {
    expect(await codeOf(() => call(99_999, 'reached'))).toBe('not-found')
    expect(countRows(store.database, 'phone_call')).toBe(0)
  })
})
