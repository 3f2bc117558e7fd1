/** E-mail addresses, and cells that hold several contacts, as teachers' files write them. */
import { cleanMultiline } from './text-clean.ts'

/** RFC 5321: 64 before the @, 254 in all. */
const MAX_EMAIL = 254
const MAX_LOCAL = 64
/** One plain mailbox: what a school's mail server delivers to. Quoted local parts are refused on purpose. */
const EMAIL =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]$/u

/**
 * One address, lower-cased, taken out of `Marie Dupont <marie@example.org>` or `mailto:…`; null when it is
 * not one plain mailbox. Nothing is repaired: a guessed address is somebody else's.
 */
export function normaliseEmail(text: string): string | null {
  const inner = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text
  const address = cleanMultiline(inner)
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  if (address.length > MAX_EMAIL || address.indexOf('@') > MAX_LOCAL) return null
  return EMAIL.test(address) ? address : null
}

/** Several addresses in one cell: line ends, `;`, `,`, `/`, `|`, spaces, "ou", "et". */
export function splitEmails(cell: string): string[] {
  if (!cell.includes('@')) return cell.trim() === '' ? [] : [cell.trim()]
  const bracketed = [...cell.matchAll(/<([^<>@\s]+@[^<>\s]+)>/g)].map((match) => match[1] ?? '')
  if (bracketed.length > 0) return bracketed
  return cell.split(/[\n;,|\s]+|\/(?=\S+@)|\s\/\s/).filter((part) => part !== '' && !/^(?:ou|et|\/|-)$/i.test(part))
}

/** Several numbers in one cell: line ends, `;`, `,`, `/`, `|`, "ou", "et". Spaces and dots belong to a number. */
export const splitPhones = (cell: string): string[] =>
  cell
    .split(/[\n;|/]+|,(?!\d+E)|\s+(?:ou|et)\s+/i)
    .map((part) => part.trim())
    .filter((part) => /[\d+]/.test(part))
