/** Invented answers of what comes before a message and of its other ways out. */

import type { DraftContent, MessageDraftRow, ReachGapRow } from '../../electron/contract/views.ts'
import { stockTemplates } from '../../electron/domain/stock-templates.ts'
import type { FakePupil } from './fake-school.ts'

const DRAFT: DraftContent = {
  classIds: [1],
  pupilIds: null,
  audience: 'guardians',
  subject: 'ENT en panne : le travail de la {classe} continue',
  body: 'Bonjour,',
  only: null,
  changes: [],
  work: null,
  files: [],
  packs: null,
  tooBig: null,
  locale: 'fr',
}

export function fakeReach(now: Date, pupils: readonly FakePupil[]) {
  const drafts: MessageDraftRow[] = [{ id: 1, updatedAt: now.toISOString(), content: DRAFT }]
  const rows = pupils
    .filter(({ reach }) => reach !== 'email')
    .map(
      (pupil): ReachGapRow => ({
        pupilId: pupil.id,
        name: `${pupil.givenName} ${pupil.familyName}`,
        className: '2de 1',
        gap: pupil.reach === 'phone' ? 'no-address' : 'nobody-known',
        who: [],
        ways: pupil.reach === 'phone' ? ['call', 'form', 'import', 'office'] : ['import', 'form', 'office'],
        phones: pupil.reach === 'phone' ? [{ value: '+33639980001', owner: 'Responsable inventé' }] : [],
      }),
    )
  return {
    'messages.exportCsv': () => ({ fileName: 'message-1.csv', rows: 62 }),
    'messages.bccGroups': () => ({
      sameText: true,
      groups: [{ addresses: ['a@famille.example'], mailto: 'mailto:?bcc=a@famille.example&subject=ENT&body=Bonjour' }],
      addresses: ['a@famille.example'],
    }),
    'messages.noteExit': () => undefined,
    'messages.handOver': () => ({ rows: 1 }),
    'drafts.list': () => drafts,
    'drafts.save': () => ({ id: 2 }),
    'drafts.discard': () => undefined,
    'drafts.restore': () => undefined,
    'drafts.attach': () => [{ name: 'cours.pdf', sha256: 'a'.repeat(64), bytes: 240_000 }],
    'templates.list': ({ locale }: { readonly locale: 'fr' | 'en' }) => [
      ...stockTemplates(locale),
      {
        ...{ id: 1, key: 'own-1', name: 'Sortie au musée', subject: 'Sortie de la {classe}' },
        body: 'Bonjour,',
        workDays: null,
        workFiles: false,
      },
    ],
    'templates.save': () => ({ id: 1 }),
    'templates.discard': () => undefined,
    'templates.restore': () => undefined,
    'reach.ofClass': () => {
      const byPhone = rows.filter(({ gap }) => gap === 'no-address').length
      const none = rows.length - byPhone
      return { pupils: pupils.length, byEmail: pupils.length - rows.length, byPhone, none, verified: 12, rows }
    },
  }
}
