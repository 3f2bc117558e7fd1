/** The longer answers of the fake bridge. */
import type * as v from '../../electron/contract/views.ts'
import { capabilitiesOf, systemOf } from '../../electron/domain/source-capabilities.ts'
import type { FakePupil, FakeSchool } from './fake-school.ts'

type Ago = (minutes: number) => string

export const fakeSources = (ago: Ago): v.SourceView[] => [
  {
    id: 3,
    kind: 'ical',
    label: 'Emploi du temps PRONOTE',
    origin: 'pronote.lycee.example',
    isDemo: false,
    createdAt: ago(60 * 24 * 40),
    lastSuccessAt: ago(165),
    lastRun: { at: ago(165), outcome: 'unchanged', error: null },
  },
  {
    id: 1,
    kind: 'oneroster',
    label: 'ENT du lycée',
    origin: 'ent.lycee.example',
    isDemo: false,
    createdAt: ago(60 * 24 * 62),
    lastSuccessAt: ago(165),
    lastRun: { at: ago(165), outcome: 'applied', error: null },
  },
  {
    id: 2,
    kind: 'roster-file',
    label: 'Club théâtre',
    origin: 'club-theatre.xlsx',
    isDemo: false,
    createdAt: ago(60 * 24 * 20),
    lastSuccessAt: ago(60 * 24 * 20),
    lastRun: { at: ago(60 * 24 * 20), outcome: 'applied', error: null },
  },
]

export const listedSource = (source: v.SourceView): v.ListedSource => {
  const system = systemOf(source.kind, source.kind === 'ical' ? { system: 'pronote' } : {})
  return { ...source, system, ...capabilitiesOf(source.kind, system) }
}

export const fakeRuns = (ago: Ago): v.SyncRunView[] => {
  const run = (
    id: number,
    minutes: number,
    outcome: v.SyncRunView['outcome'],
    counts: readonly [number, number, number, number],
    error: v.SyncRunView['error'] = null,
  ): v.SyncRunView => ({
    id,
    sourceId: 1,
    sourceLabel: 'ENT du lycée',
    startedAt: ago(minutes),
    endedAt: ago(minutes - 0.4),
    outcome,
    dropped: 0,
    counts: { added: counts[0], changed: counts[1], removed: counts[2], unchanged: counts[3] },
    error,
  })
  return [
    run(9, 165, 'applied', [3, 12, 0, 2397]),
    run(8, 525, 'unchanged', [0, 0, 0, 2409]),
    run(7, 890, 'failed', [0, 0, 0, 0], { code: 'network-timeout', params: { host: 'ent.lycee.example' } }),
    run(6, 1250, 'refused', [0, 0, 0, 0], { code: 'source-empty', params: {} }),
    run(5, 1610, 'held', [0, 4, 61, 2344]),
    run(4, 1970, 'applied', [18, 2, 1, 2390]),
    run(3, 2330, 'cancelled', [0, 0, 0, 0]),
    run(2, 2690, 'applied', [2391, 0, 0, 0]),
  ]
}

export const fakeHeld = (at: string): v.HeldSync => ({
  id: 31,
  runId: 10,
  sourceId: 1,
  sourceLabel: 'ENT du lycée',
  at,
  reasons: [
    { kind: 'class-emptied', className: 'Tle B', before: 35, after: 0 },
    { kind: 'class-shrinks', className: '2de 3', before: 35, after: 24 },
  ],
  removals: [
    ...Array.from({ length: 35 }, (_, index) => ({
      kind: 'enrolment' as const,
      label: `Élève inventé ${index + 1}`,
      className: 'Tle B',
    })),
    ...Array.from({ length: 11 }, (_, index) => ({
      kind: 'pupil' as const,
      label: `Élève parti ${index + 1}`,
      className: '2de 3',
    })),
  ],
  counts: { added: 2, changed: 7, removed: 46, unchanged: 2340 },
})

export interface TodayInput {
  readonly availability: v.Availability[]
  readonly held: number
  readonly lastSyncAt: string
  readonly empty: boolean
  readonly now: Date
}

export function fakeToday(school: FakeSchool, input: TodayInput): v.TodayView {
  const { availability, held, lastSyncAt, empty, now } = input
  const pupils = empty ? [] : school.pupils
  const reached = (reach: v.RosterRow['reach']) => pupils.filter((pupil) => pupil.reach === reach).length
  const today = now.toISOString().slice(0, 10)
  const files = empty ? [] : school.assignments.flatMap((one) => one.files)
  return {
    availability,
    lastSyncAt: empty ? null : lastSyncAt,
    pupils: pupils.length,
    guardians: pupils.flatMap((pupil) => pupil.guardians).length,
    classes: empty ? 0 : school.classes.length,
    assignments: empty ? 0 : school.assignments.length,
    reach: { email: reached('email'), phoneOnly: reached('phone'), none: reached('none') },
    unreachable: pupils
      .filter((pupil) => pupil.reach !== 'email')
      .sort((a, b) => Number(b.reach === 'none') - Number(a.reach === 'none'))
      .map((pupil) => ({
        pupilId: pupil.id,
        name: `${pupil.familyName} ${pupil.givenName}`,
        className: pupil.className,
        reach: pupil.reach,
      })),
    dueSoon: empty ? [] : school.assignments.filter((one) => (one.dueOn ?? '') >= today).slice(0, 10),
    attachments: { here: files.filter((file) => file.here).length, missing: files.filter((file) => !file.here).length },
    held,
    outbox: empty ? { waiting: 0, needsAttention: 0, accepted: 0 } : { waiting: 4, needsAttention: 2, accepted: 118 },
    packsWritten: empty ? 0 : 3,
    bounced: empty ? 0 : 2,
    answers: { unread: empty ? 0 : 3 },
    toCarryOver: 0,
    lastDrillAt: null,
  }
}

export function fakePlan(pupils: readonly FakePupil[], audience: v.Audience): v.MessagePlan {
  const written = pupils.filter((pupil) => pupil.reach === 'email')
  return {
    endsAt: new Date(Date.now() + written.length * 4_000).toISOString(),
    leavesAt: null,
    recipients: written.flatMap((pupil) =>
      (audience === 'pupils' ? [pupil] : pupil.guardians.filter((one) => !one.courtBlock)).flatMap((person) => {
        const address = person.contactPoints.find(({ kind }) => kind === 'email')
        if (!address) return []
        return {
          personId: 'personId' in person ? person.personId : pupil.id,
          pupilIds: [pupil.id],
          name: `${person.givenName} ${person.familyName}`,
          about: `${pupil.givenName} ${pupil.familyName}`,
          address: address.value,
        }
      }),
    ),
    missing: pupils
      .filter((pupil) => pupil.reach !== 'email')
      .map((pupil) => ({
        pupilId: pupil.id,
        name: `${pupil.familyName} ${pupil.givenName}`,
        reach: pupil.reach,
        phones: pupil.guardians
          .flatMap((one) => one.contactPoints)
          .filter(({ kind }) => kind === 'phone')
          .map(({ value }) => value),
      })),
    excluded: pupils
      .flatMap((pupil) => pupil.guardians.filter((one) => one.courtBlock).map((one) => ({ pupil, one })))
      .map(({ pupil, one }) => ({
        name: `${one.givenName} ${one.familyName}`,
        about: `${pupil.givenName} ${pupil.familyName}`,
        reason: 'court-block',
      })),
    families: pupils.map((pupil) => fakeFamily(pupil, audience)),
    size: { bytes: 250_000, limit: 10_000_000, limitBy: 'usual', parts: 1, files: [], withoutPack: [] },
    empty: [],
  }
}

function fakeFamily(pupil: FakePupil, audience: v.Audience): v.PlannedFamily {
  const people = audience === 'pupils' ? [] : pupil.guardians
  const byMail = pupil.reach === 'email'
  return {
    pupilId: pupil.id,
    name: `${pupil.familyName} ${pupil.givenName}`,
    className: '2de 1',
    channel: pupil.reach,
    why: !byMail ? 'no-address' : audience === 'pupils' ? 'own-address' : 'both-guardians',
    moved: null,
    phones: [],
    people: people.map((one) => {
      const address = one.contactPoints.find(({ kind }) => kind === 'email')?.value ?? null
      return {
        personId: one.personId,
        name: `${one.givenName} ${one.familyName}`,
        relationship: one.relationship,
        state: one.courtBlock ? 'court-block' : address === null ? 'no-address' : 'written',
        address: one.courtBlock ? null : address,
        addresses: address === null ? [] : [address],
      }
    }),
  }
}

export const fakeCoverage = (pupils: readonly FakePupil[]): v.Coverage => {
  const missing = fakePlan(pupils, 'guardians').missing
  return {
    total: pupils.length,
    byMail: pupils.length - missing.length,
    byPhone: 0,
    byPost: 0,
    waiting: 0,
    missing: missing.length,
    again: { refused: 1, bounced: 0, cancelled: 0, accepted: 12 },
    pupils: missing.map(({ pupilId, name, phones }) => ({
      pupilId,
      name,
      way: 'none',
      reason: 'no-address',
      numbers: phones.map((value) => ({ value, owner: 'Responsable inventé' })),
      calls: [],
    })),
  }
}

const NO_COUNT: v.DeliveryCounts = {
  queued: 0,
  'in-flight': 0,
  accepted: 0,
  deferred: 0,
  refused: 0,
  ambiguous: 0,
  cancelled: 0,
  'handed-over': 0,
  bounced: 0,
  answered: 0,
  phoned: 0,
  posted: 0,
}

export function fakeMessages(ago: Ago, school: FakeSchool) {
  const plan = fakePlan(school.members(3), 'guardians')
  const states: readonly v.DeliveryState[] = [
    'accepted',
    'accepted',
    'accepted',
    'accepted',
    'deferred',
    'refused',
    'ambiguous',
    'queued',
  ]
  const deliveries = plan.recipients.map((recipient, index): v.Delivery => {
    const state = index < 8 ? (states[index] ?? 'accepted') : 'accepted'
    return {
      id: index + 1,
      messageId: 1,
      recipientName: recipient.name,
      about: recipient.about,
      address: recipient.address,
      state,
      attempts: state === 'queued' ? 0 : 1,
      nextTryAt: state === 'deferred' ? ago(-12) : null,
      updatedAt: ago(40 - index / 4),
      error: state === 'refused' ? { code: 'mail-server-refused', params: {} } : null,
      serverSaid: state === 'refused' ? '550 5.1.1 Adresse inconnue' : null,
    }
  })
  const counts = { ...NO_COUNT }
  for (const { state } of deliveries) counts[state]++
  const summaries: v.MessageSummary[] = [
    {
      id: 1,
      classId: 3,
      className: '2de 3',
      audience: 'guardians',
      subject: 'L’ENT est en panne : travail de la semaine',
      createdAt: ago(41),
      urgentReason: null,
      resendOf: null,
      counts,
      total: deliveries.length,
    },
    {
      id: 2,
      classId: 9,
      className: 'Tle A',
      audience: 'pupils',
      subject: 'Sujet du devoir de samedi',
      createdAt: ago(60 * 26),
      urgentReason: null,
      resendOf: null,
      counts: { ...NO_COUNT, accepted: 31 },
      total: 31,
    },
  ]
  return {
    summaries,
    read: (id: number) => {
      const summary = summaries.find((one) => one.id === id)
      return (
        summary && {
          ...summary,
          body: 'Bonjour,\n\nL’ENT ne répond plus. Vous trouverez ci-joint le travail.',
          deliveries: id === 1 ? deliveries : [],
        }
      )
    },
  }
}

export const fakeChosen: v.ChosenFiles = {
  ticket: '00000000-0000-4000-8000-000000000001',
  files: [{ name: 'liste-2de3.csv', bytes: 4210 }],
}

export function fakeImport(mapping: v.RosterMapping | null, school: FakeSchool): v.ImportPreview {
  const used = mapping ?? {
    sheet: 0,
    headerRow: 2,
    columns: ['fullName', 'birthDate', 'ignore', 'guardian1Email', 'guardian1Phone', 'ignore'],
    className: null,
  }
  const rows = school.members(3).map((pupil, index): v.ImportRow => {
    const verdict =
      index === 0 ? 'refused' : index < 4 ? 'doubtful' : index < 9 ? 'changed' : index < 20 ? 'new' : 'unchanged'
    return {
      id: index,
      file: '',
      line: 4 + index,
      verdict,
      reasons:
        verdict === 'refused'
          ? [{ reason: 'name-missing', field: 'fullName' }]
          : verdict === 'doubtful'
            ? [
                {
                  reason: index === 1 ? 'email-invalid' : 'name-guessed',
                  field: index === 1 ? 'guardian1Email' : 'fullName',
                },
              ]
            : [],
      familyName: verdict === 'refused' ? '' : pupil.familyName,
      givenName: verdict === 'refused' ? '' : pupil.givenName,
      birthDate: pupil.birthDate,
      className: used.className,
      contacts: pupil.guardians.length,
    }
  })
  const count = (verdict: v.ImportRow['verdict']) => rows.filter((row) => row.verdict === verdict).length
  return {
    kind: 'roster-file',
    files: ['liste-2de3.csv'],
    table: {
      encoding: 'Windows-1252',
      delimiter: ';',
      sheets: [],
      headers: ['Nom et prénom', 'Né(e) le', 'Régime', 'Courriel resp. 1', 'Tél. resp. 1', 'INE'],
      mapping: used,
      remembered: false,
    },
    classNeeded: used.className === null,
    totals: { classes: 1, groups: 0, pupils: rows.length, guardians: 40, teachers: 0, assignments: 0, lessons: 0 },
    dropped: ['INE'],
    ignoredLines: [41],
    ignored: {},
    verdict: 'apply',
    refusal: null,
    leaving: 0,
    leavers: [],
    joined: 0,
    counts: {
      new: count('new'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      doubtful: count('doubtful'),
      refused: count('refused'),
    },
    rows,
  }
}

export const fakePacks = (ago: (minutes: number) => string): v.PackRecord[] =>
  (['teacher', 'pupil', 'pupil'] as const).map((profile, index) => ({
    id: index + 1,
    classId: 3,
    className: '2de 3',
    profile,
    form: index === 1 ? ('html' as const) : ('zip' as const),
    fileName: `Trousse 2de 3 ${profile === 'teacher' ? 'enseignant' : 'élève'} ${index + 1}.${index === 1 ? 'html' : 'zip'}`,
    sha256: '0'.repeat(64),
    bytes: 14_300_000 - index * 5_100_000,
    files: 27 - index * 8,
    encrypted: index < 2,
    recipient: index === 0 ? '' : 'Familles sans Internet',
    recipientNames: [],
    purpose: index === 0 ? '' : 'Panne de novembre',
    expiresAt: null,
    fields:
      profile === 'teacher'
        ? ['class.name', 'assignment.title', 'pupil.name', 'guardian.phone']
        : ['class.name', 'assignment.title'],
    counts: { pupils: profile === 'teacher' ? 35 : 0, guardians: 0, assignments: 12, attachments: 9 },
    at: ago(60 + index * 2000),
    lostAt: null,
    drive: null,
  }))
