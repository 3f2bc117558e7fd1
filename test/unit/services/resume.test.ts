/** The hand-over over a real store: what is in it, that it survives, what the page says. */
import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Availability } from '../../../electron/contract/views.ts'
import type { HandoverLocale } from '../../../electron/domain/handover-text.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { closeHandover, exportReport, readHandover } from '../../../electron/services/resume.ts'
import type { NewMessage } from '../../../electron/store/api.ts'
import { openReachBench, type ReachBench, TUESDAY } from '../../helpers/reach-school.ts'
import { temporaryFolder } from '../../helpers/store.ts'

const MINUTE = 60_000
const at = (minutes: number) => new Date(TUESDAY + minutes * MINUTE).toISOString()
const ENT = {
  service: 'Mon ENT',
  platform: 'Mon ENT',
  role: 'front',
  product: 'other',
  url: 'https://ent.example/',
} as const

let bench: ReachBench
let machine: Machine
let now = TUESDAY
beforeEach(async () => {
  now = TUESDAY
  bench = await openReachBench()
  machine = { ...bench.machine, clock: { now: () => now }, printPdf: null }
})
afterEach(() => bench.close())

const shownAs = (state: Availability['state']) => ({
  ...ENT,
  shown: { service: ENT.service, state, cause: 'none', since: at(0), checkedAt: at(0) } as const,
})
const read = (locale: HandoverLocale = 'fr') => readHandover(machine, bench, [shownAs('up')], locale)

async function look(minutes: number, state: 'up' | 'down'): Promise<void> {
  const cause = state === 'up' ? 'answers' : 'maintenance-page'
  const shown: Availability = { service: ENT.service, state, cause, since: at(minutes), checkedAt: at(minutes) }
  const evidence = {
    at: at(minutes),
    cause,
    status: 200,
    host: 'ent.example',
    title: 'Maintenance <b>',
    excerpt: null,
  } as const
  const { service, platform, role } = ENT
  await bench.store.write.recordAvailability({
    service,
    platform,
    role,
    at: at(minutes),
    state,
    cause,
    shown,
    evidence,
  })
}

/** A message of this minute to the parents of Léa, about her and Adel, whom nobody can be written to about. */
async function message(minutes: number, text: Partial<NewMessage> = {}): Promise<number> {
  const { classes, pupils, store } = bench
  const lea = pupils.Léa ?? 0
  const id = await store.write.createMessage({
    classId: classes['6e A'] ?? 0,
    audience: 'guardians',
    subject: 'Travail de {prénom}',
    body: 'Pour {prénom} {nom}.',
    ...text,
    createdAt: at(minutes),
    fromAddress: 'prof@lycee.example',
    fromName: 'Mme Durand',
    deliveries: [
      {
        personId: lea,
        pupilIds: [lea],
        recipientName: 'Parent mere MARTIN',
        about: 'Léa MARTIN',
        address: 'mere@famille-martin.example',
        messageIdHeader: `m${minutes}@trousse.example`,
        subject: 'Travail de Léa',
        body: 'Pour Léa MARTIN.',
      },
    ],
    pupilIds: [lea, pupils.Adel ?? 0],
  })
  const [row] = await store.read.listDeliveries(id)
  await store.write.moveDelivery(row?.id ?? 0, { to: 'in-flight', mime: new TextEncoder().encode('x') }, at(minutes))
  await store.write.moveDelivery(row?.id ?? 0, { to: 'data-started' }, at(minutes))
  await store.write.moveDelivery(row?.id ?? 0, { to: 'accepted', serverSaid: '250' }, at(minutes))
  return id
}

describe('the hand-over', () => {
  it('is nothing without an outage, whatever was sent', async () => {
    await message(5)
    expect(await read()).toMatchObject({ state: 'none', items: [] })
  })

  it('holds what was sent and noted meanwhile, and nothing of before or after', async () => {
    await message(-30)
    await look(0, 'down')
    const during = await message(10)
    await bench.store.write.recordCall({
      messageId: during,
      pupilId: bench.pupils.Adel ?? 0,
      phone: null,
      result: 'reached',
      at: at(12),
    })
    now = TUESDAY + 15 * MINUTE
    expect(await read()).toMatchObject({ state: 'ongoing', endedAt: null, downMs: 15 * MINUTE })
    await look(20, 'up')
    await message(90)
    now = TUESDAY + 100 * MINUTE
    const handover = await read()
    expect(handover).toMatchObject({
      state: 'over',
      beganAt: at(0),
      endedAt: at(20),
      downMs: 20 * MINUTE,
      families: { total: 2, byMail: 1, byPhone: 1, none: 0 },
      unreached: [],
    })
    expect(handover.items.map(({ kind, id }) => [kind, id])).toEqual([
      ['message', during],
      ['calls', during],
    ])
    const [sent] = handover.items
    expect(sent).toMatchObject({ title: 'Travail de votre enfant', className: '6e A', done: 1, total: 2 })
    expect(sent?.copy.text.text).toContain('Pour votre enfant.')
    // Nobody's own name goes into a text for all.
    expect(JSON.stringify(sent)).not.toContain('Léa')
  })

  it('a message that gave the work says which', async () => {
    await look(0, 'down')
    const period = { from: '2026-04-06', to: '2026-04-12', files: false }
    await message(5, { body: '{devoirs}\n\n{enseignant}, {matière}', work: period })
    await bench.store.write.updateSettings({ settings: { teacherName: 'Claire Monnerie' } })
    now = TUESDAY + 10 * MINUTE
    const [item] = (await read()).items
    expect(item?.copy.text.text).toContain('Fractions')
    expect(item?.copy.text.text).toContain('Claire Monnerie, Mathématiques')
    expect(item?.copy.text.text).not.toMatch(/[{}]/)
  })

  it('a tick is kept, taken back, and undone by what comes after it', async () => {
    await look(0, 'down')
    const id = await message(5)
    await look(20, 'up')
    now = TUESDAY + 30 * MINUTE
    await bench.store.write.markCarried([{ kind: 'message', id }], at(25))
    expect((await read()).items[0]?.carriedAt).toBe(at(25))
    await bench.store.write.markCarried([{ kind: 'message', id }], null)
    expect((await read()).items[0]?.carriedAt).toBeNull()
    const call = { messageId: id, pupilId: bench.pupils.Adel ?? 0, phone: null, result: 'voicemail' as const }
    await bench.store.write.recordCall({ ...call, at: at(6) })
    await bench.store.write.markCarried([{ kind: 'calls', id }], at(26))
    await bench.store.write.recordCall({ ...call, result: 'reached', at: at(28) })
    expect((await read()).items.find(({ kind }) => kind === 'calls')).toMatchObject({ carriedAt: null, done: 1 })
  })

  it('an address typed meanwhile is in it, with whose it is', async () => {
    await look(0, 'down')
    const before = new Date(Date.now() - MINUTE).toISOString()
    await bench.store.write.addContact(bench.pupils.Zoé ?? 0, { kind: 'phone', value: '+33199000001' })
    const [typed, ...others] = await bench.store.read.listTypedContacts(before)
    expect(others).toEqual([])
    expect(typed).toMatchObject({
      kind: 'phone',
      value: '+33199000001',
      owner: 'ZORA Zoé',
      pupils: '',
      className: '3e B',
    })
    // The store's own clock is that of the computer: the outage goes on until then.
    now = Date.now() + MINUTE
    expect((await read()).items.find(({ kind }) => kind === 'contact')).toMatchObject({
      id: typed?.id,
      title: 'ZORA Zoé',
      className: '3e B',
    })
  })

  it('local work waits whenever it was written, in the form the platform asks for, and waits again once changed', async () => {
    const { write } = bench.store
    const classId = bench.classes['6e A'] ?? 0
    const content = {
      title: 'Lecture',
      subject: 'Français',
      descriptionHtml: '<p>Lire le <strong>chapitre 3</strong></p><script>x</script>',
      targets: [{ classId, dueOn: '2026-04-09', dueAt: null }],
    }
    const draftId = '6f1f0a52-4d0e-4d7c-9f43-0c7c6f4a1111'
    await write.openWorkDraft({ id: draftId, groupId: null, content, at: at(-600) })
    const work = { draftId, content, pictures: [], today: '2026-04-07', at: at(-600) }
    const { groupId, assignmentIds } = await write.publishWork(work)
    const [id = 0] = assignmentIds
    expect((await bench.store.read.readToday('2026-04-07')).toCarryOver).toBe(1)
    await look(0, 'down')
    await look(20, 'up')
    now = TUESDAY + 30 * MINUTE
    const [item] = (await read()).items
    expect(item).toMatchObject({ kind: 'assignment', id, title: 'Lecture', dueOn: '2026-04-09', carriedAt: null })
    expect(item?.copy).toMatchObject({ title: 'Lecture', due: '09/04/2026', text: { text: 'Lire le chapitre 3' } })
    expect(item?.copy.text.html).toBe('<p>Lire le <strong>chapitre 3</strong></p>')

    await write.markCarried([{ kind: 'assignment', id }], at(25))
    expect((await bench.store.read.readToday('2026-04-07')).toCarryOver).toBe(0)
    // It was written before the outage: once in the platform it is no part of it.
    expect((await read()).items).toEqual([])
    await write.openWorkDraft({ id: draftId, groupId, content, at: at(26) })
    const changed = { ...content, title: 'Lecture et questions' }
    await write.publishWork({ ...work, content: changed, at: at(27) })
    expect((await read()).items).toMatchObject([{ id, title: 'Lecture et questions', carriedAt: null }])
  })

  it('once closed is gone, comes back by undo, and a new outage begins a new one', async () => {
    await look(0, 'down')
    await message(5)
    await look(20, 'up')
    now = TUESDAY + 30 * MINUTE
    const id = await closeHandover(machine, bench, [shownAs('up')])
    expect((await read()).state).toBe('none')
    await bench.store.write.reopenHandover(id)
    expect((await read()).state).toBe('over')
    await closeHandover(machine, bench, [shownAs('up')])
    await look(60, 'down')
    await message(65)
    now = TUESDAY + 70 * MINUTE
    expect(await read()).toMatchObject({ state: 'ongoing', beganAt: at(60), items: [{ kind: 'message', at: at(65) }] })
    await expect(closeHandover(machine, bench, [shownAs('down')])).resolves.toBeGreaterThan(0)
  })

  it('there is nothing to close when nothing fell', async () => {
    await expect(closeHandover(machine, bench, [])).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('its page', () => {
  it('tells when, what, who was reached; names pupils only when asked; numbered, never over another', async () => {
    await look(0, 'down')
    await message(5)
    await look(20, 'up')
    now = TUESDAY + 30 * MINUTE
    const { folder, remove } = await temporaryFolder()
    const target = { folder, locale: 'fr' as const }
    const first = await exportReport(machine, bench, [shownAs('up')], { ...target, names: true })
    const second = await exportReport(machine, bench, [shownAs('up')], { ...target, names: false })
    expect(await readdir(folder)).toHaveLength(2)
    expect(second).not.toBe(first)
    const [named, unnamed] = await Promise.all([first, second].map((name) => readFile(`${folder}/${name}`, 'utf8')))
    expect(named).toContain('20 min d’indisponibilité')
    expect(named).toContain('statut HTTP 200, Maintenance &lt;b&gt;')
    expect(named).toContain('<strong>1</strong>jointes par courriel')
    expect(named).toContain('HADDAD Adel (6e A)')
    expect(unnamed).not.toContain('HADDAD')
    expect(unnamed).toContain('6e A\u00a0: 1')
    await remove()
  })
})
