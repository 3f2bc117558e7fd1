/** From whom and what to rows and bytes, over a real store. */
import { rm, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageDraft, PlanChange } from '../../../electron/contract/views.ts'
import { renderMessage } from '../../../electron/mail/render.ts'
import { sha256File } from '../../../electron/platform/files.ts'
import { readClassReach, readMessageCoverage } from '../../../electron/services/messages/coverage.ts'
import { createMessage, previewMessage } from '../../../electron/services/messages/create.ts'
import { readBccGroups } from '../../../electron/services/messages/exits.ts'
import { keepFiles } from '../../../electron/services/messages/files.ts'
import { planMessage } from '../../../electron/services/messages/plan.ts'
import { writeAnnouncedBytes, writeMailSettings } from '../../../electron/services/settings.ts'
import { openReachBench, type ReachBench } from '../../helpers/reach-school.ts'

let bench: ReachBench
beforeEach(async () => {
  bench = await openReachBench()
})
afterEach(() => bench.close())

const SENDER = { address: 'prof@lycee.example', name: 'Mme Durand', signature: '' }
const draft = (change: Partial<MessageDraft> = {}): MessageDraft => ({
  classId: bench.classes['6e A'] ?? 0,
  audience: 'guardians',
  subject: 'ENT en panne',
  body: 'Bonjour,\n\nVoici la suite.',
  ...change,
})
const create = (change: Partial<MessageDraft> = {}, draftId?: number) =>
  createMessage(bench.machine, bench, bench.outbox, draft(change), SENDER, draftId)
const rowsOf = async (messageId: number) => {
  const rows = await bench.store.read.listDeliveries(messageId)
  const works = await Promise.all(rows.map(({ id }) => bench.store.read.readDelivery(id)))
  return works.flatMap((work) => work ?? [])
}
const id = (name: string) => bench.pupils[name] ?? 0
const plan = (change: Partial<Parameters<typeof planMessage>[2]> = {}) =>
  planMessage(
    bench.machine,
    { kind: 'demo', store: bench.store },
    { classId: bench.classes['6e A'] ?? 0, audience: 'guardians', variables: [], ...change },
  )

describe('the audience', () => {
  const both = () => ({ moreClassIds: [bench.classes['3e B'] ?? 0] })

  it('of several classes counts each pupil once, and names every class', async () => {
    const { families, recipients } = await plan({
      moreClassIds: [bench.classes['3e B'] ?? 0, bench.classes.Latin ?? 0],
    })
    expect(families.map(({ name, className }) => `${name} ${className}`)).toEqual([
      'Adel HADDAD 6e A',
      'Léa MARTIN 6e A',
      'Inès SILVA 6e A',
      'Noé SILVA 6e A',
      'Hugo MARTIN 3e B',
      'Maya ROY 3e B',
      'Zoé ZORA 3e B',
    ])
    expect(recipients.map(({ address }) => address)).toEqual([
      'mere@famille-martin.example',
      'parent@famille-silva.example',
      'pere@famille-dupont.example',
      'maya@famille-roy.example',
    ])
    const { messageId } = await create(both())
    expect((await bench.store.read.readMessage(messageId))?.className).toBe('6e A, 3e B')
  })

  it('one message for brother and sister of two classes where the text is the same, one each where it is not', async () => {
    const same = await create(both())
    expect((await rowsOf(same.messageId)).filter(({ address }) => address.startsWith('mere@'))).toHaveLength(1)
    const each = await create({ ...both(), body: 'Voici le travail de {prénom}, en {classe}.' })
    const toMother = (await rowsOf(each.messageId)).filter(({ address }) => address.startsWith('mere@'))
    expect(toMother.map(({ body }) => body)).toEqual([
      'Voici le travail de Léa, en 6e A.',
      'Voici le travail de Hugo, en 3e B.',
    ])
    // The twins share class and work, not their first names.
    const work = { from: '2026-04-06', to: '2026-04-12', files: false }
    const ofClass = await create({ ...both(), work, body: '{classe} :\n{devoirs}' })
    const bodies = (await rowsOf(ofClass.messageId)).map(({ address, body }) => [
      address.split('@')[0],
      body.split('\n')[0],
    ])
    expect(bodies).toEqual([
      ['mere', '6e A :'],
      ['mere', '3e B :'],
      ['parent', '6e A :'],
      ['pere', '3e B :'],
      ['maya', '3e B :'],
    ])
    expect((await rowsOf(ofClass.messageId))[0]?.body).toContain('Jeudi 9 avril 2026\u00a0: Mathématiques, Fractions')
  })

  it('ticked by hand is these pupils and no other, under their own classes', async () => {
    const { families } = await plan({ chosenPupilIds: [id('Hugo'), id('Noé')] })
    expect(families.map(({ name, className }) => `${name} ${className}`)).toEqual([
      'Hugo MARTIN 3e B',
      'Noé SILVA 6e A',
    ])
    const { messageId } = await create({ chosenPupilIds: [id('Hugo'), id('Noé')] })
    expect((await bench.store.read.readMessage(messageId))?.className).toBe('3e B, 6e A')
    const alone = await create({ chosenPupilIds: [id('Hugo')] })
    expect((await bench.store.read.readMessage(alone.messageId))?.className).toBe('3e B')
    expect((await readMessageCoverage(bench.store, messageId)).total).toBe(2)
  })

  it('those an earlier message did not reach: their families alone are written to', async () => {
    const { messageId } = await create(both())
    const [first] = await bench.store.read.listDeliveries(messageId)
    await bench.store.write.cancelQueued(messageId, '2026-04-07T09:00:00.000Z')
    const only = { messageId, states: ['cancelled' as const], missing: false }
    const again = await plan({ ...both(), only })
    expect(again.recipients).toHaveLength(4)
    expect(again.recipients[0]?.address).toBe(first?.address)
    await expect(plan({ classId: bench.classes['3e B'] ?? 0, only })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the plan', () => {
  it('says per family the channel and why, and follows what the teacher changes', async () => {
    const before = await plan({ classId: bench.classes['3e B'] ?? 0 })
    expect(before.families.map(({ name, channel, why }) => [name, channel, why])).toEqual([
      ['Hugo MARTIN', 'email', 'both-guardians'],
      ['Maya ROY', 'email', 'one-guardian'],
      ['Zoé ZORA', 'none', 'nothing-known'],
    ])
    const [hugo] = before.families
    const changes: PlanChange[] = [
      { kind: 'drop', pupilId: id('Hugo'), personId: hugo?.people[0]?.personId ?? 0 },
      { kind: 'move', pupilId: id('Maya'), to: 'post' },
    ]
    const after = await plan({ classId: bench.classes['3e B'] ?? 0, changes })
    expect(after.recipients.map(({ address }) => address)).toEqual(['pere@famille-dupont.example'])
    const { messageId } = await create({ classId: bench.classes['3e B'] ?? 0, changes })
    const coverage = await readMessageCoverage(bench.store, messageId)
    expect(coverage.pupils.map(({ name, reason }) => [name, reason])).toEqual([
      ['ROY Maya', 'moved-post'],
      ['ZORA Zoé', 'no-address'],
    ])
  })

  it('tells which variables would be empty, and the message is refused until they are not', async () => {
    const { empty } = await plan({ variables: ['teacher', 'subject', 'givenName'] })
    expect(empty).toEqual([{ variable: 'teacher', pupils: 4 }])
    await expect(create({ body: 'Bien à vous, {enseignant}' })).rejects.toMatchObject({
      code: 'mail-variable-empty',
      params: { variable: '{enseignant}', pupils: 4 },
    })
    await expect(create({ body: 'Bonjour {prenon}' })).rejects.toMatchObject({ code: 'mail-variable-unknown' })
    expect(await bench.store.read.listMessages()).toEqual([])
  })

  it('shows any recipient’s message as its bytes say it', async () => {
    const [recipient] = (await plan()).recipients
    const preview = await previewMessage(
      bench.machine,
      bench.store,
      draft({ subject: 'Pour {prénom}', body: 'Bonjour <b>{nom}</b>' }),
      { personId: recipient?.personId ?? 0 },
      { ...SENDER, signature: 'Mme Durand' },
    )
    expect(preview).toMatchObject({
      to: 'Parent mere MARTIN <mere@famille-martin.example>',
      subject: 'Pour Léa',
      text: 'Bonjour <b>MARTIN</b>\n\n-- \nMme Durand',
    })
    expect(preview.html).toContain('Bonjour &lt;b&gt;MARTIN&lt;/b&gt;')
  })
})

/** As the transport notes it when it speaks to the account's server. */
async function serverTakes(bytes: number): Promise<void> {
  const account = { host: 'smtp.lycee.example', port: 465, security: 'tls' as const, user: 'prof', perMinute: 30 }
  await writeMailSettings(bench.store, { ...account, fromAddress: SENDER.address, fromName: SENDER.name })
  await writeAnnouncedBytes(bench.store, account, bytes)
}

describe('files', () => {
  const file = (name: string, bytes: number) =>
    keepFiles([{ name, bytes: new Uint8Array(bytes).fill(name.length) }], bench.blobs)

  it('arrive whole with each message, and too much is refused with both figures before anything is written', async () => {
    const files = await file('cours.pdf', 5_000)
    const { messageId } = await create({ files })
    for (const work of await rowsOf(messageId)) {
      const parsed = await simpleParser(Buffer.from(await renderMessage(work, bench.blobs)))
      expect(parsed.attachments.map(({ filename, size }) => [filename, size])).toEqual([['cours.pdf', 5_000]])
    }
    await serverTakes(60_000)
    const big = [...(await file('a.pdf', 30_000)), ...(await file('bb.pdf', 30_000))]
    expect((await plan({ files: big })).size).toMatchObject({ limit: 60_000, limitBy: 'server', parts: 0 })
    await expect(create({ files: big })).rejects.toMatchObject({ code: 'mail-too-large', params: { limit: 60_000 } })
    expect(await bench.store.read.listMessages()).toHaveLength(1)
  })

  it('too big together, are split into numbered messages, each under the limit, all or none written', async () => {
    await serverTakes(400_000)
    const files = [
      ...(await file('a.pdf', 150_000)),
      ...(await file('bb.pdf', 150_000)),
      ...(await file('ccc.pdf', 1_000)),
    ]
    const saved = await bench.store.write.saveDraft(null, EMPTY_DRAFT, '2026-04-07T08:00:00.000Z')
    const { messageIds } = await create({ files, tooBig: { kind: 'split' } }, saved)
    expect(messageIds).toHaveLength(2)
    expect(await bench.store.read.listDrafts()).toEqual([])
    const ids = new Set<string>()
    for (const [index, messageId] of messageIds.entries()) {
      for (const work of await rowsOf(messageId)) {
        const mime = await renderMessage(work, bench.blobs)
        expect(mime.byteLength).toBeLessThanOrEqual(400_000)
        const parsed = await simpleParser(Buffer.from(mime))
        expect(parsed.subject).toBe(`ENT en panne (${index + 1}/2)`)
        ids.add(parsed.messageId ?? '')
        expect(parsed.attachments.map(({ filename }) => filename)).toEqual(
          index === 0 ? ['a.pdf', 'ccc.pdf'] : ['bb.pdf'],
        )
      }
    }
    expect(ids.size).toBe(4)
  })

  it('given by link or stick, stay out of the message, which says where they are', async () => {
    const files = await file('film.mp4', 2_000)
    const url = 'https://nuage.example/s/abc'
    const linked = await rowsOf((await create({ files, tooBig: { kind: 'link', url } })).messageId)
    expect(linked[0]).toMatchObject({ files: [], body: expect.stringContaining(url) })
    const onStick = await rowsOf((await create({ files, tooBig: { kind: 'usb' } })).messageId)
    expect(onStick[0]).toMatchObject({ files: [], body: expect.stringContaining('clé USB') })
  })

  it('an empty one, or one that is no longer there, is refused by its name', async () => {
    await expect(file('vide.txt', 0)).rejects.toMatchObject({ code: 'file-empty', params: { file: 'vide.txt' } })
    const gone = keepFiles([{ name: 'parti.txt', path: `${bench.folder}/parti.txt` }], bench.blobs)
    await expect(gone).rejects.toMatchObject({ code: 'file-unreadable', params: { file: 'parti.txt' } })
  })
})

describe('a pack for each pupil', () => {
  async function makePack(name: string): Promise<string> {
    const path = `${bench.folder}/${id(name)}.zip`
    await writeFile(path, `pack de ${name}`)
    await bench.store.write.recordPack({
      ...{
        classId: bench.classes['6e A'] ?? 0,
        profile: 'individual',
        form: 'zip',
        fileName: `pack-${id(name)}.zip`,
        path,
      },
      ...{ sha256: await sha256File(path), bytes: 20, files: 1, encrypted: true, recipient: '', purpose: '' },
      ...{ recipientIds: [id(name)], expiresAt: null, fields: [], at: '2026-04-07T08:00:00.000Z' },
      counts: { pupils: 1, guardians: 0, assignments: 0, attachments: 0 },
    })
    return path
  }

  it('goes to their own family and no other, twins of one parent apart', async () => {
    for (const name of ['Noé', 'Inès']) await makePack(name)
    const { messageId } = await create({ chosenPupilIds: [id('Noé'), id('Inès')], packs: 'individual' })
    const rows = await rowsOf(messageId)
    expect(rows.map(({ address }) => address)).toEqual(['parent@famille-silva.example', 'parent@famille-silva.example'])
    const contents = await Promise.all(
      rows.map(async (work) => {
        const parsed = await simpleParser(Buffer.from(await renderMessage(work, bench.blobs)))
        return parsed.attachments.map(({ content }) => content.toString())
      }),
    )
    expect(contents).toEqual([['pack de Noé'], ['pack de Inès']])
    const about = (await bench.store.read.listDeliveries(messageId)).map((row) => row.about)
    expect(about).toEqual(['Noé SILVA', 'Inès SILVA'])
  })

  it('is missed by name before, and refused when a file is gone or is another one', async () => {
    const path = await makePack('Noé')
    const chosenPupilIds = [id('Noé'), id('Inès')]
    expect((await plan({ chosenPupilIds, packs: 'individual' })).size.withoutPack).toEqual(['Inès SILVA'])
    await expect(create({ chosenPupilIds, packs: 'individual' })).rejects.toMatchObject({ code: 'mail-pack-missing' })
    await writeFile(path, 'tout autre chose')
    await expect(create({ chosenPupilIds: [id('Noé')], packs: 'individual' })).rejects.toMatchObject({
      code: 'mail-pack-missing',
      params: { file: `pack-${id('Noé')}.zip` },
    })
    await rm(path)
    await expect(create({ chosenPupilIds: [id('Noé')], packs: 'individual' })).rejects.toMatchObject({
      code: 'mail-pack-missing',
    })
    expect(await bench.store.read.listMessages()).toEqual([])
  })
})

const EMPTY_DRAFT = {
  ...{ classIds: [], pupilIds: null, audience: 'guardians' as const, subject: '', body: '', only: null, changes: [] },
  ...{ work: null, files: [], packs: null, tooBig: null, locale: 'fr' as const },
}

describe('other ways out', () => {
  it('addresses in Bcc: with the text where it is the same for all, without it where it is not', async () => {
    const plain = await readBccGroups(bench.store, (await create()).messageId)
    expect(plain.sameText).toBe(true)
    expect(plain.groups[0]?.mailto).toContain('&body=Bonjour')
    const personal = await readBccGroups(bench.store, (await create({ body: 'Pour {prénom}' })).messageId)
    expect(personal).toMatchObject({
      sameText: false,
      addresses: ['mere@famille-martin.example', 'parent@famille-silva.example'],
    })
    expect(personal.groups[0]?.mailto).not.toContain('Pour')
  })

  it('the teacher says which rows another program sent', async () => {
    const { messageId } = await create()
    const [first] = await bench.store.read.listDeliveries(messageId)
    const at = '2026-04-07T09:00:00.000Z'
    expect(await bench.store.write.handOver(messageId, [first?.id ?? 0, 9_999], at)).toBe(1)
    expect((await bench.store.read.readMessage(messageId))?.counts).toMatchObject({ 'handed-over': 1, queued: 1 })
    expect(await bench.store.write.handOver(messageId, null, at)).toBe(1)
    expect(await bench.store.write.handOver(messageId, null, at)).toBe(0)
  })
})

describe('before any message', () => {
  it('each class says who could not be reached, worst first, and by what way it could be', async () => {
    const reach = await readClassReach(bench.store, bench.classes['3e B'] ?? 0, '2026-04-07')
    expect(reach).toMatchObject({ pupils: 3, byEmail: 2, byPhone: 0, none: 1 })
    expect(reach.rows.map(({ name, gap, ways }) => [name, gap, ways[0]])).toEqual([
      ['Zoé ZORA', 'nobody-known', 'import'],
    ])
    const sixth = await readClassReach(bench.store, bench.classes['6e A'] ?? 0, '2026-04-07')
    expect(sixth).toMatchObject({ pupils: 4, byEmail: 3, byPhone: 1, none: 0 })
    expect(sixth.rows).toMatchObject([
      { name: 'Adel HADDAD', gap: 'no-address', ways: ['call', 'form', 'import', 'office'] },
    ])
  })
})

describe('any audience, any text', () => {
  it('no address of one family is anywhere in another’s message, nor a file that is not theirs', async () => {
    const everyAddress = [
      ...['mere@famille-martin.example', 'pere@famille-dupont.example', 'parent@famille-silva.example'],
      ...['maya@famille-roy.example', 'interdit@famille-roy.example'],
    ]
    const files = await keepFiles([{ name: 'cours.pdf', bytes: new Uint8Array(500) }], bench.blobs)
    const names = Object.keys(bench.classes)
    const piece = fc.constantFrom('{prénom}', '{nom}', '{classe}', '{devoirs}', '{date}', 'Bonjour', '\n', ' ')
    const everyone = Object.values(bench.pupils)
    const draftArb = fc.record({
      classes: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
      chosen: fc.option(fc.uniqueArray(fc.constantFrom(...everyone), { minLength: 1 })),
      audience: fc.constantFrom('guardians' as const, 'guardians' as const, 'pupils' as const),
      body: fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `x${pieces.join('')}`),
      withFile: fc.boolean(),
      moved: fc.uniqueArray(fc.constantFrom(...everyone), { maxLength: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(draftArb, async ({ classes, chosen, audience, body, withFile, moved }) => {
        const [classId = 0, ...moreClassIds] = classes.map((name) => bench.classes[name] ?? 0)
        const message = {
          ...{ classId, moreClassIds, audience, body, subject: `Objet ${body.replace(/\s/g, ' ')}`.slice(0, 190) },
          ...(chosen === null ? {} : { chosenPupilIds: chosen }),
          ...(withFile ? { files } : {}),
          work: { from: '2026-04-06', to: '2026-04-12', files: true },
          changes: moved.map((pupilId) => ({ kind: 'move' as const, pupilId, to: 'phone' as const })),
        }
        const created = await create(message).catch((error: { code?: string }) => {
          expect(error.code).toBe('mail-no-recipient')
          return null
        })
        if (created === null) return
        for (const work of await rowsOf(created.messageId)) {
          const mime = Buffer.from(await renderMessage(work, bench.blobs))
          const parsed = await simpleParser(mime)
          const whole = [
            mime.toString('latin1'),
            parsed.subject,
            parsed.text,
            String(parsed.html),
            JSON.stringify([...parsed.headers]),
            ...parsed.attachments.map(({ content, filename }) => `${filename} ${content.toString('latin1')}`),
          ].join('\n')
          expect(everyAddress.filter((address) => whole.includes(address))).toEqual([work.address])
          expect(work.address).not.toContain('interdit')
          expect(parsed.to).toMatchObject({ value: [{ address: work.address }] })
          expect([parsed.cc, parsed.bcc, parsed.replyTo]).toEqual([undefined, undefined, undefined])
          expect(parsed.attachments).toHaveLength(withFile ? 1 : 0)
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
