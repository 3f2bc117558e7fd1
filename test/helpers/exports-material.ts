/** An invented class as an export reads it, and requests with everything they may leave out. */
import type { ExportRequest, ExportWhat } from '../../electron/contract/views.ts'
import type { ExportMaterial, MaterialClass } from '../../electron/services/exports/material.ts'
import { assignment, guardian, NOW, pupil } from './packs-content.ts'

export const NAMESPACE = '1f0c2d6e-0000-4000-8000-00000000abcd'

export const materialClass = (change: Partial<MaterialClass> = {}): MaterialClass => ({
  id: 7,
  name: '3e A',
  kind: 'class',
  subject: null,
  schoolName: 'Collège des Tilleuls',
  academicYear: '2026-2027',
  pupils: [pupil({ id: 101 }), pupil({ id: 102, familyName: 'KERBRAT', givenName: 'Léo', guardians: [guardian()] })],
  assignments: [assignment({ id: 201 })],
  lessons: [],
  ...change,
})

type What = Partial<ExportWhat> & Pick<ExportWhat, 'kind'>

export const material = (what: What, change: Partial<ExportMaterial> = {}, dates: Partial<ExportRequest> = {}) => ({
  request: {
    classIds: [7],
    from: null,
    to: null,
    messageId: null,
    ...dates,
    what: (what.kind === 'paper' ? { onlyWithoutEmail: false, ...what } : what) as ExportWhat,
  },
  classes: [materialClass()],
  message: null,
  teacherName: 'Claire Morvan',
  signature: '',
  namespace: NAMESPACE,
  locale: 'fr' as const,
  now: NOW,
  today: '2026-11-24',
  ...change,
})
