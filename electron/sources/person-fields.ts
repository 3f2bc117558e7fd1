/** What a file writes of a person, checked and normalised the same way whatever the format. */
import type { ContactPointRecord } from '../contract/snapshot.ts'
import { normaliseEmail, phoneContact, splitEmails, splitPhones, uniqueContacts } from '../domain/contact-normalise.ts'
import { nameProblem } from '../domain/person-names.ts'
import { cleanText, cutText } from '../domain/text-clean.ts'

/** Lengths of the contract's records. */
const MAX_NAME = 120
const MAX_CONTACTS = 20

export const NAME_REASONS = ['not-a-name', 'name-has-digits', 'given-name-missing', 'characters-lost'] as const
export const CONTACT_REASONS = ['email-invalid', 'phone-invalid'] as const
export type NameReason = (typeof NAME_REASONS)[number]
export type ContactReason = (typeof CONTACT_REASONS)[number]

export interface ReadName {
  readonly familyName: string
  readonly givenName: string
  /** What makes it doubtful, or null. */
  readonly doubt: NameReason | null
}

/** Null when there is no name at all. */
export function readName(family: string, given: string): ReadName | null {
  const familyName = cutText(cleanText(family), MAX_NAME)
  const givenName = cutText(cleanText(given), MAX_NAME)
  if (familyName === '' && givenName === '') return null
  return { familyName, givenName, doubt: doubtOf(familyName, givenName) }
}

function doubtOf(familyName: string, givenName: string): NameReason | null {
  const problems = [familyName, givenName].filter((part) => part !== '').map(nameProblem)
  if (problems.includes('not-a-name')) return 'not-a-name'
  if (problems.includes('name-has-digits')) return 'name-has-digits'
  if (familyName === '' || givenName === '') return 'given-name-missing'
  return familyName.includes('\ufffd') || givenName.includes('\ufffd') ? 'characters-lost' : null
}

/** A field of a file with its value, several addresses or numbers in it allowed. */
export type Field = readonly [name: string, value: string]

/**
 * Contact points in the order given. An address that is none is left out; a number that does not parse is kept
 * as written, since a person may still read it. Both are told.
 */
export function readContacts(
  emails: readonly Field[],
  phones: readonly Field[],
  onDoubt: (reason: ContactReason, field: string) => void,
): ContactPointRecord[] {
  const points: ContactPointRecord[] = []
  for (const [field, text] of emails) {
    if (text === '') continue
    for (const part of splitEmails(text)) {
      const value = normaliseEmail(part)
      if (value === null) onDoubt('email-invalid', field)
      else points.push({ kind: 'email', value })
    }
  }
  for (const [field, text] of phones) {
    if (text === '') continue
    const parts = splitPhones(text)
    if (parts.length === 0) onDoubt('phone-invalid', field)
    for (const part of parts) {
      const point = phoneContact(part)
      if (point === null) continue
      if (!point.value.startsWith('+')) onDoubt('phone-invalid', field)
      points.push(point)
    }
  }
  return uniqueContacts(points).slice(0, MAX_CONTACTS)
}
