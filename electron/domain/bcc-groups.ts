/** Addresses for the Bcc line of another mail program, in groups that it opens at once. Pure. */
import { mailboxKey } from './mail-address.ts'

/** Longest address that the main process lets out to a mail program; Windows itself stops a little above 2,000. */
export const MAX_MAILTO = 2_000
/** Beyond this, providers take a message to many for an unwanted one (Nantes 2021: 50 recipients, reliability.md §3). */
export const MAX_BCC = 50

const part = (text: string): string => encodeURIComponent(text.replace(/\r\n?|\n/g, '\r\n'))

/**
 * `mailto:` with nobody in To and everybody in Bcc, its parts escaped as RFC 6068 asks. There is no way to say To or
 * Cc here: one family must not see another's address.
 */
export const bccMailto = (addresses: readonly string[], subject: string, body: string): string =>
  `mailto:?bcc=${addresses.map((address) => part(address).replaceAll('%40', '@')).join(',')}&subject=${part(subject)}&body=${part(body)}`

export interface BccGroup {
  readonly addresses: readonly string[]
  /** Null when even one address with this text is too long: the text is then pasted by hand. */
  readonly mailto: string | null
}

/** Each mailbox once, in groups of at most `MAX_BCC` whose `mailto:` fits. */
export function bccGroups(everyone: readonly string[], subject: string, body: string): BccGroup[] {
  const addresses = [...new Map(everyone.map((address) => [mailboxKey(address), address])).values()]
  const fitsEach = (text: string) =>
    addresses.every((address) => bccMailto([address], subject, text).length <= MAX_MAILTO)
  // A text that is too long beside some address is left out of the link, for all groups alike.
  const text = fitsEach(body) ? body : ''
  const fitsAlone = text === body || fitsEach(text)
  const groups: string[][] = []
  for (const address of addresses) {
    const last = groups.at(-1)
    const longer = last && [...last, address]
    const isFull =
      longer === undefined || longer.length > MAX_BCC || bccMailto(longer, subject, text).length > MAX_MAILTO
    if (isFull) groups.push([address])
    else last?.push(address)
  }
  return groups.map((group) => ({ addresses: group, mailto: fitsAlone ? bccMailto(group, subject, text) : null }))
}
