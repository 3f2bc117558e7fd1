/** Longest address the main process lets out to the mail program. */
const LONGEST = 2000

/** Enough to be handed to a mail program: one name, one host with a dot. */
export const looksLikeAddress = (text: string): boolean => /^[^\s@,;?&]+@[^\s@,;?&]+\.[^\s@,;?&]{2,}$/.test(text.trim())

export interface MailtoMessage {
  readonly to: string
  readonly subject: string
  readonly body: string
}

/** `mailto:` with its parts escaped as RFC 6068 asks: lines end with CR LF, spaces are not plus signs. */
export function mailtoAddress({ to, subject, body }: MailtoMessage): string {
  const part = (text: string) => encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))
  return `mailto:${part(to.trim()).replace('%40', '@')}?subject=${part(subject)}&body=${part(body)}`
}

export const fitsInAddress = (address: string): boolean => address.length <= LONGEST
