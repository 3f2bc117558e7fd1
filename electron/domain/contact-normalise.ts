/** E-mail addresses, and cells that hold several contacts, as teachers' files write them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ContactPointRecord } from '../contract/snapshot.ts'
import { checkMailAddress } from './mail-address.ts'
import { cleanMultiline, cleanText, cutText } from './text-clean.ts'

/** What nearly every address is, short enough for every limit that `checkMailAddress` knows. */
const PLAIN_ADDRESS = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}$/i
const PLAIN_LENGTH = 64

/** A cell that is one ordinary address and nothing else, lower-cased; null when it has to be looked at more closely. */
export const plainEmail = (cell: string): string | null =>
  cell.length <= PLAIN_LENGTH && PLAIN_ADDRESS.test(cell) ? cell.toLowerCase() : null

/**
 * One address, lower-cased, taken out of `Marie Dupont <marie@example.org>` or `mailto:…`; null when it is
 * not one plain mailbox. Nothing is repaired: a guessed address is somebody else's.
 */
export function normaliseEmail(text: string): string | null {
  const plain = plainEmail(text)
  if (plain !== null) return plain
  const inner = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text
  const verdict = checkMailAddress(
    cleanMultiline(inner)
      .trim()
      .replace(/^mailto:/i, ''),
  )
  return verdict.ok ? verdict.address.toLowerCase() : null
}

/** Length of a contact's value in the contract. */
const MAX_VALUE = 320
/** Numbers without a country are French: every school this is for is in France or answers to it. */
const HOME_COUNTRY = 'FR'
/** A French number whose leading zero a spreadsheet ate: nine digits, none of them first a zero. */
const LOST_ZERO = /^[1-79]\d{8}$/

/** The two ways nearly all French numbers are written; read without the library, which takes a hundred times longer. */
const FRENCH = /^(?:0|\+33 ?)[1-9](?:[ .-]?\d){8}$/

/** A cell that is one ordinary French number, in E.164; null when it has to be looked at more closely. */
export const plainPhone = (cell: string): string | null =>
  FRENCH.test(cell) ? `+33${cell.replace(/\D/g, '').slice(-9)}` : null

export interface ReadPhone {
  /** E.164, `+33639980001`. */
  readonly value: string
  /** The leading zero was put back. */
  readonly zeroRestored: boolean
}

/** A phone number in E.164, or null when the digits cannot be one (`6,12346E+08`, a word, too short). */
export function normalisePhone(text: string): ReadPhone | null {
  const ordinary = plainPhone(text)
  if (ordinary !== null) return { value: ordinary, zeroRestored: false }
  const plain = cleanText(text)
  // Letters would be read as a keypad's, and 6,12E+08 as a short number.
  if (/\p{L}/u.test(plain.replace(/\bt[ée]l\.?\s*:?/i, ''))) return null
  const digits = plain.replace(/[\s.\u2010-\u2015-]/g, '')
  const zeroRestored = LOST_ZERO.test(digits)
  const number = parsePhoneNumberFromString(zeroRestored ? `0${digits}` : plain, HOME_COUNTRY)
  return number?.isPossible() === true ? { value: number.number, zeroRestored } : null
}

/** A number as a contact point: E.164 when it parses, else as the source wrote it; null when empty. */
export function phoneContact(text: string): ContactPointRecord | null {
  const value = normalisePhone(text)?.value ?? cutText(cleanText(text), MAX_VALUE)
  return value === '' ? null : { kind: 'phone', value }
}

/** Contact points without doubles, in the order given. */
export function uniqueContacts(points: readonly ContactPointRecord[]): ContactPointRecord[] {
  const [first, second] = points
  if (first === undefined || second === undefined) return [...points]
  // An address and a number, as most people have.
  if (points.length === 2 && first.kind !== second.kind) return [first, second]
  const seen = new Set<string>()
  return points.filter(({ kind, value }) => {
    const key = `${kind}:${value}`
    return !seen.has(key) && seen.add(key)
  })
}

/** One address and nothing else, as most cells hold. */
const ONE_ADDRESS = /^[\w.+-]+@[\w.-]+$/
/** One number and nothing else. */
const ONE_NUMBER = /^[\d+][\d .]*$/

/** Several addresses in one cell: line ends, `;`, `,`, `/`, `|`, spaces, "ou", "et". */
export function splitEmails(cell: string): string[] {
  if (ONE_ADDRESS.test(cell)) return [cell]
  if (!cell.includes('@')) return cell.trim() === '' ? [] : [cell.trim()]
  const bracketed = [...cell.matchAll(/<([^<>@\s]+@[^<>\s]+)>/g)].map((match) => match[1] ?? '')
  if (bracketed.length > 0) return bracketed
  return cell.split(/[\n;,|\s]+|\/(?=\S+@)|\s\/\s/).filter((part) => part !== '' && !/^(?:ou|et|\/|-)$/i.test(part))
}

/** Several numbers in one cell: line ends, `;`, `,`, `/`, `|`, "ou", "et". Spaces and dots belong to a number. */
export function splitPhones(cell: string): string[] {
  if (ONE_NUMBER.test(cell)) return [cell.trimEnd()]
  return cell
    .split(/[\n;|/]+|,(?!\d+E)|\s+(?:ou|et)\s+/i)
    .map((part) => part.trim())
    .filter((part) => /[\d+]/.test(part))
}
