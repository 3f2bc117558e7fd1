/**
 * What Trousse accepts as an e-mail address. Stricter than RFC 5322 on purpose: quoted local parts, comments,
 * groups and lists are where address parsers disagree, and a disagreement sends a family's message elsewhere
 * (reliability.md M8, CVE-2026-100699, -121424, -121425, -125755).
 */

/** RFC 5321 §4.5.3.1.3: a path is 256 octets with its angle brackets. */
export const MAX_ADDRESS_LENGTH = 254
/** RFC 5321 §4.5.3.1.1. */
export const MAX_LOCAL_LENGTH = 64
/** RFC 1035 §2.3.4. */
const MAX_LABEL_LENGTH = 63

export type AddressRefusal = 'empty' | 'not-ascii' | 'too-long' | 'syntax'
export type AddressVerdict =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: AddressRefusal }

const ASCII_PRINTABLE = /^[\x21-\x7e]*$/
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/
const TOP_LABEL = /^(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)$/i

/**
 * Checks one address, `dot-atom@domain.tld` in ASCII. Spaces around it are a paste's habit and are dropped;
 * anything inside it that is not expected is a refusal, never repaired. The domain is lower-cased, the local
 * part is left as given because only its own server knows whether case matters.
 */
export function checkMailAddress(text: string): AddressVerdict {
  const trimmed = text.replace(/^[ \t]+|[ \t]+$/g, '')
  if (trimmed === '') return { ok: false, reason: 'empty' }
  if (/[\u0080-\uffff]/.test(trimmed)) return { ok: false, reason: 'not-ascii' }
  if (!ASCII_PRINTABLE.test(trimmed)) return { ok: false, reason: 'syntax' }
  if (trimmed.length > MAX_ADDRESS_LENGTH) return { ok: false, reason: 'too-long' }
  const at = trimmed.indexOf('@')
  const local = trimmed.slice(0, at)
  const domain = trimmed.slice(at + 1).toLowerCase()
  if (at < 1 || !DOT_ATOM.test(local)) return { ok: false, reason: 'syntax' }
  if (local.length > MAX_LOCAL_LENGTH) return { ok: false, reason: 'too-long' }
  const labels = domain.split('.')
  const top = labels.at(-1)
  if (labels.length < 2 || top === undefined || !TOP_LABEL.test(top)) return { ok: false, reason: 'syntax' }
  for (const label of labels) {
    if (!LABEL.test(label)) return { ok: false, reason: 'syntax' }
    if (label.length > MAX_LABEL_LENGTH) return { ok: false, reason: 'too-long' }
  }
  return { ok: true, address: `${local}@${domain}` }
}

/** Two spellings of one mailbox, as far as anyone outside its server can tell. Only for comparing, never for sending. */
export const mailboxKey = (address: string): string => address.toLowerCase()
