/** What came back: kept once, moves its row where the table allows it, marks the address that is dead. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingReply } from '../../electron/store/api.ts'
import {
  AT,
  addSource,
  countRows,
  type LocalStore,
  openLocal,
  person,
  smallSchool,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

const LATER = '2026-09-01T10:00:00.000Z'
const ADDRESS = '3eb-g0@example.org'
const PLACE = { uidValidity: '17', lastUid: 4 }

let remove: () => Promise<void>
let store: LocalStore
let messageId: number
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  store = await openLocal(temporary.folder)
  const twin = person('jumelle', {
    role: 'guardian',
    contactPoints: [
      { kind: 'email', value: ADDRESS.toUpperCase() },
      { kind: 'phone', value: '+33639980001' },
    ],
  })
  await synchronise(store, await addSource(store), [...smallSchool(), twin])
  const roster = await store.read.readRoster(null)
  messageId = await store.write.createMessage({
    classId: 1,
    audience: 'guardians',
    subject: 'Sortie',
    body: 'Bonjour',
    createdAt: AT,
    fromAddress: 'prof@lycee.example',
    fromName: 'Mme Durand',
    deliveries: [0, 1].map((index) => ({
      personId: roster[index]?.pupilId ?? 0,
      pupilIds: [roster[index]?.pupilId ?? 0],
      recipientName: `Famille ${index}`,
      about: `Camille ${index}`,
      address: `3eb-g${index}@example.org`,
      messageIdHeader: `m${index}@lycee.example`,
      subject: 'Sortie',
      body: 'Bonjour',
    })),
  })
  await send(1)
  await send(2)
})
afterEach(async () => {
  store.database.close()
  await remove()
})

async function send(id: number): Promise<void> {
  await store.write.moveDelivery(id, { to: 'in-flight', mime: new Uint8Array([id]) }, AT)
  await store.write.moveDelivery(id, { to: 'data-started' }, AT)
  await store.write.moveDelivery(id, { to: 'accepted', serverSaid: '250 ok' }, AT)
}

const reply = (more: Partial<IncomingReply> = {}): IncomingReply => ({
  messageIdHeader: 'r1@famille.example',
  deliveryId: 1,
  kind: 'answer',
  fromAddress: ADDRESS,
  fromName: 'Parent Un',
  subject: 'Re: Sortie',
  body: 'Bien reçu',
  receivedAt: LATER,
  attachments: [{ name: 'devoir.pdf', type: 'application/pdf', bytes: 12_000 }],
  recipients: [],
  ...more,
})
const bounce = (hard: boolean, address: string | null = ADDRESS): IncomingReply =>
  reply({
    kind: 'bounce',
    messageIdHeader: `b-${hard}-${address}@mx.example`,
    fromAddress: 'mailer-daemon@mx.example',
    attachments: [],
    recipients: [{ address, status: hard ? '5.1.1' : '4.4.1', diagnostic: 'no such user', hard }],
  })
const record = (...replies: IncomingReply[]) => store.write.recordInbox('prof imap.example', PLACE, replies, LATER)
const states = async () => (await store.read.listDeliveries(messageId)).map(({ state }) => state)
const bounced = () =>
  store.database.connection
    .read<{ value: string; at: string | null }>(
      'SELECT lower(value) AS value, bounced_at AS at FROM contact_point WHERE bounced_at IS NOT NULL ORDER BY id',
    )
    .all()

describe('replies', () => {
  it('an answer is kept with its thread, and its row is answered', async () => {
    expect(await record(reply())).toBe(1)
    expect(await states()).toEqual(['answered', 'accepted'])
    expect(await store.read.listReplies(messageId)).toEqual([
      {
        id: 1,
        deliveryId: 1,
        recipientName: 'Famille 0',
        about: 'Camille 0',
        kind: 'answer',
        fromAddress: ADDRESS,
        fromName: 'Parent Un',
        otherAddress: false,
        subject: 'Re: Sortie',
        body: 'Bien reçu',
        receivedAt: LATER,
        read: false,
        attachments: [{ name: 'devoir.pdf', type: 'application/pdf', bytes: 12_000 }],
        status: null,
        diagnostic: null,
      },
    ])
  })

  it('the same message twice changes nothing, the place moves on', async () => {
    await record(reply())
    expect(await record(reply({ body: 'autre' }))).toBe(0)
    expect(countRows(store.database, 'reply')).toBe(1)
    expect(await store.read.readInboxPlace('prof imap.example')).toEqual({ ...PLACE, readAt: LATER })
    expect(await store.read.readInboxPlace('autre imap.example')).toBeNull()
  })

  it('an answer from another address says so', async () => {
    await record(reply({ fromAddress: 'bureau@travail.example' }))
    expect((await store.read.listReplies(messageId))[0]).toMatchObject({ otherAddress: true })
  })

  it('a hard bounce moves the row and closes the address for everyone who has it', async () => {
    await record(bounce(true))
    const [row] = await store.read.listDeliveries(messageId)
    expect(row).toMatchObject({
      state: 'bounced',
      error: { code: 'mail-bounced', params: { status: '5.1.1' } },
      serverSaid: 'no such user',
    })
    expect(bounced()).toEqual([
      { value: ADDRESS, at: LATER },
      { value: ADDRESS, at: LATER },
    ])
    const [pupil] = await store.read.readRoster(null)
    expect(pupil?.reach).toBe('none')
  })

  it.each([
    ['a soft one', bounce(false)],
    ['one about an address it was forwarded to', bounce(true, 'ailleurs@boite.example')],
  ])('%s leaves the address as it is', async (_name, notice) => {
    await record(notice)
    expect(await states()).toEqual(['bounced', 'accepted'])
    expect(bounced()).toEqual([])
  })

  it('a hard one that names nobody is about the one it was sent to', async () => {
    await record(bounce(true, null))
    expect(bounced()).toHaveLength(2)
  })

  it('late and automatic answers are kept and move nothing', async () => {
    await record(reply({ kind: 'late' }), reply({ kind: 'auto-reply', messageIdHeader: 'r2@famille.example' }))
    expect(await states()).toEqual(['accepted', 'accepted'])
    expect(await store.read.listReplies(messageId)).toHaveLength(2)
  })

  it('an answer after a bounce wins, and opens the address again; a bounce after an answer changes nothing', async () => {
    await record(bounce(true))
    await record(reply())
    expect(await states()).toEqual(['answered', 'accepted'])
    expect(bounced()).toEqual([])
    await record(bounce(false))
    expect(await states()).toEqual(['answered', 'accepted'])
  })

  it('an address that the teacher types again is tried again', async () => {
    await record(bounce(true))
    const owner = store.database.connection
      .read<{ id: number; value: string }>(
        'SELECT person_id AS id, value FROM contact_point WHERE bounced_at IS NOT NULL',
      )
      .all()
    for (const { id, value } of owner) await store.write.addContact(id, { kind: 'email', value })
    expect(bounced()).toEqual([])
  })

  it('what the teacher decided stays', async () => {
    await record(bounce(false))
    await store.write.moveDelivery(1, { to: 'phoned' }, LATER)
    await record(reply())
    expect(await states()).toEqual(['phoned', 'accepted'])
    expect(await store.read.listReplies(messageId)).toHaveLength(2)
  })

  it('read and unread', async () => {
    await record(reply())
    await store.write.markReplyRead(1, LATER)
    expect((await store.read.listReplies(messageId))[0]?.read).toBe(true)
    await store.write.markReplyRead(1, null)
    expect((await store.read.listReplies(messageId))[0]?.read).toBe(false)
  })

  it('knows its own Message-IDs, whatever is asked', async () => {
    const asked = ['m1@lycee.example', 'autre@x.example', "'; DROP TABLE reply; --", '%']
    expect(await store.read.findDeliveries(asked)).toEqual([{ id: 2, messageIdHeader: 'm1@lycee.example' }])
    expect(await store.read.findDeliveries([])).toEqual([])
  })

  it('answers are awaited only of what left', async () => {
    expect(await store.read.firstMessageSince('2026-08-01T00:00:00.000Z')).toBe(AT)
    expect(await store.read.firstMessageSince(LATER)).toBeNull()
  })
})
