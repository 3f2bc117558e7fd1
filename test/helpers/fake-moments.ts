/** The hand-over, the drill and the register sheet of the invented school, for pictures and tests of the window. */
import type * as v from '../../electron/contract/views.ts'
import { proposedRegister, registerCopy } from '../../electron/domain/register-sheet.ts'

const copy = (title: string, text: string, due: string | null = null): v.HandoverItem['copy'] => {
  const body = { text, html: `<p>${text}</p>` }
  return {
    title,
    due,
    text: body,
    whole: { text: `${title}\n\n${text}`, html: `<p><strong>${title}</strong></p>${body.html}` },
  }
}

/** An outage of this morning, over for ten minutes. */
export function fakeHandover(ago: (minutes: number) => string, over: boolean): v.Handover {
  if (!over) {
    return {
      state: 'none',
      beganAt: null,
      endedAt: null,
      downMs: 0,
      platforms: [],
      items: [],
      families: { total: 0, byMail: 0, byPhone: 0, byPost: 0, waiting: 0, none: 0 },
      unreached: [],
    }
  }
  const item = (change: Partial<v.HandoverItem> & Pick<v.HandoverItem, 'kind' | 'id' | 'title'>): v.HandoverItem => ({
    className: '2de 1',
    at: ago(60),
    dueOn: null,
    done: 0,
    total: 0,
    copy: copy(change.title, 'Un texte à reporter.'),
    carriedAt: null,
    ...change,
  })
  return {
    state: 'over',
    beganAt: ago(130),
    endedAt: ago(10),
    downMs: 120 * 60_000,
    platforms: [
      { platform: 'ENT du lycée', role: 'front', cause: 'maintenance-page', beganAt: ago(130), endedAt: ago(10) },
    ],
    items: [
      item({ kind: 'message', id: 1, title: 'ENT en panne : le travail de la semaine', done: 33, total: 35 }),
      item({ kind: 'calls', id: 1, title: 'ENT en panne : le travail de la semaine', done: 1, total: 2 }),
      item({ kind: 'pack', id: 1, title: 'Travail donné pendant la panne', done: 6, total: 4 }),
      item({ kind: 'contact', id: 7, title: 'ABADIE Adèle', carriedAt: ago(5) }),
    ],
    families: { total: 35, byMail: 33, byPhone: 1, byPost: 0, waiting: 0, none: 1 },
    unreached: [{ pupilId: 1, name: 'ABADIE Adèle', className: '2de 1' }],
  }
}

export const FAKE_FINDINGS: readonly v.DrillFinding[] = [
  { code: 'no-channel', severity: 'stops', count: 3 },
  { code: 'old-data', severity: 'slows', count: 9 },
]

export const fakeRehearsal = (className: string, pupils: number): v.Rehearsal => ({
  className,
  pupils,
  reach: { email: pupils - 2, phone: 1, none: 1 },
  withoutMail: [
    { pupilId: 1, name: 'ABADIE Adèle', phones: 0 },
    { pupilId: 2, name: 'BERTHOMIEU Yanis', phones: 1 },
  ],
  work: [{ id: 1, title: 'Lire le chapitre 3', dueOn: '2026-11-26', missing: 0 }],
  recipients: pupils * 2 - 4,
  excluded: 1,
  endsAt: new Date(Date.now() + 150_000).toISOString(),
  leavesAt: null,
  message: {
    to: 'Famille Abadie <famille.abadie@familles.example>',
    subject: `ENT indisponible : le travail de la ${className}`,
    body: 'Bonjour,\n\nL’ENT ne répond pas ce matin.',
  },
  pack: { assignments: 6, documents: 4, documentsMissing: 0, bytes: 2_400_000 },
  sticks: [],
})

export function fakeRegister(): v.RegisterView {
  const fields = proposedRegister({ teacher: 'Claire Monnerie', school: 'Lycée de démonstration' }, 'fr')
  return { fields, declaredOn: null, copy: registerCopy(fields, 'fr') }
}
