/** The teacher's word about people: who is the same, whose word counts, and addresses no source knows. */
import { TrousseError } from '../contract/errors.ts'
import type { ContactPointRecord } from '../contract/snapshot.ts'
import { normaliseEmail, normalisePhone } from '../domain/contact-normalise.ts'

/** Rows of a list: more than a teacher answers in a day; the rest comes once these are answered. */
export const MATCHES_SHOWN = 500

/** As sources give it: e-mail in lower case, phone in E.164. Throws `mail-address-invalid`, `phone-invalid`. */
export function typedContact(kind: 'email' | 'phone', text: string): ContactPointRecord {
  if (kind === 'email') {
    const value = normaliseEmail(text)
    if (value === null) throw new TrousseError('mail-address-invalid')
    return { kind, value }
  }
  const phone = normalisePhone(text)
  if (phone === null) throw new TrousseError('phone-invalid')
  return { kind, value: phone.value }
}
