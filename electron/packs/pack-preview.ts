import type { PackPreview, PackProfile } from '../contract/views.ts'
import type { PackContent } from '../store/api.ts'
import {
  countGuardians,
  type PackSelection,
  packRecipients,
  type SelectOptions,
  selectContent,
} from './select-content.ts'

/** Page, tables, manifest and read-me of an ordinary class, before compression. */
const FIXED_BYTES = 60_000
const BYTES_PER_PUPIL = 3_000

/** Every field that a pack can hold, with the question whether this one does. Keys under `pack.field.<field>`. */
const FIELDS: readonly (readonly [string, (selection: PackSelection) => boolean])[] = [
  ['school.name', (s) => s.schoolName !== null],
  ['class.name', () => true],
  ['assignment.title', (s) => s.assignments.length > 0],
  ['assignment.subject', (s) => s.assignments.some((a) => a.subject !== null)],
  ['assignment.dates', (s) => s.assignments.some((a) => a.dueOn !== null || a.assignedOn !== null)],
  ['assignment.instructions', (s) => s.assignments.some((a) => a.descriptionHtml.trim() !== '')],
  ['attachment.file', (s) => s.attachments.length > 0],
  ['document.added', (s) => s.documents.length > 0],
  ['lesson.timetable', (s) => s.lessons.length > 0],
  ['teacher.contact', (s) => s.teacher !== null],
  ['recipient.name', (s) => s.recipient !== null],
  ['pupil.name', (s) => s.pupils.length > 0],
  ['pupil.birthDate', (s) => s.pupils.some((p) => p.birthDate !== null)],
  ['pupil.email', (s) => s.pupils.some((p) => p.contactPoints.some((c) => c.kind === 'email'))],
  ['pupil.phone', (s) => s.pupils.some((p) => p.contactPoints.some((c) => c.kind === 'phone'))],
  ['guardian.name', (s) => guardians(s).length > 0],
  ['guardian.relationship', (s) => guardians(s).length > 0],
  ['guardian.email', (s) => writable(s).some((g) => g.contactPoints.some((c) => c.kind === 'email'))],
  ['guardian.phone', (s) => writable(s).some((g) => g.contactPoints.some((c) => c.kind === 'phone'))],
  ['guardian.courtBlock', (s) => guardians(s).some((g) => g.courtBlock)],
]

const guardians = (selection: PackSelection) => selection.pupils.flatMap((pupil) => pupil.guardians)
/** Only the contacts of these go in. */
const writable = (selection: PackSelection) => guardians(selection).filter((guardian) => !guardian.courtBlock)

/**
 * What a pack of this profile would hold, so that the teacher sees it before anything is written. Without a
 * recipient, the individual profile shows the first pupil's: they all hold the same fields.
 */
export function packPreview(content: PackContent, profile: PackProfile, options: SelectOptions = {}): PackPreview {
  const recipients = profile === 'individual' ? packRecipients(content) : []
  const isEmpty = profile === 'individual' && recipients.length === 0
  const selection = selectContent(content, isEmpty ? 'pupil' : profile, {
    ...options,
    recipientId: options.recipientId ?? recipients[0]?.personId,
  })
  const attachmentBytes = selection.attachments.reduce((sum, attachment) => sum + (attachment.bytes ?? 0), 0)
  const instructionBytes = selection.assignments.reduce((sum, assignment) => sum + assignment.descriptionHtml.length, 0)
  return {
    className: selection.className,
    pupils: selection.pupils.length,
    guardians: countGuardians(selection),
    assignments: selection.assignments.length,
    attachments: selection.attachments.length,
    attachmentsMissing: selection.missing.map((file) => file.name),
    estimatedBytes: FIXED_BYTES + selection.pupils.length * BYTES_PER_PUPIL + instructionBytes + attachmentBytes,
    fields: FIELDS.filter(([, holds]) => holds(selection)).map(([field]) => field),
    recipients: recipients.map(({ personId, familyName, givenName }) => ({
      id: personId,
      name: `${familyName} ${givenName}`.trim(),
    })),
  }
}
