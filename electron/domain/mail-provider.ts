/**
 * What is known of the mail service behind an address, without asking anyone: its limits, and whether it is the mailbox
 * that a teacher should write to families from. No server's name is here: none was found in a public source, and a wrong
 * one would receive a password (see `mail/detect`).
 */
import type { MailDetection, SendQuota } from '../contract/views.ts'
import { NATIONAL_QUOTA } from './send-rate.ts'

/** Part of an address after its last `@`, in lower case; empty when there is none. */
export const domainOf = (address: string): string => {
  const at = address.lastIndexOf('@')
  return at < 1
    ? ''
    : address
        .slice(at + 1)
        .trim()
        .toLowerCase()
}

/** The mailboxes of the académies are on the national mail service. */
const ACADEMIE = /^(?:[a-z0-9-]+\.)*ac-[a-z-]+\.fr$/

/** bates.edu (2012): 500 messages a day from a free account (peers.md §4). */
const GMAIL: SendQuota = { windows: [{ minutes: 1440, limit: 500 }], nightDivisor: 1, weekendDivisor: 1 }
/** For a service nobody told us about: reliability.md M6. */
const CAREFUL: SendQuota = {
  windows: [
    { minutes: 10, limit: 100 },
    { minutes: 60, limit: 400 },
  ],
  nightDivisor: 1,
  weekendDivisor: 1,
}
/** Under every threshold of the national service by day (peers.md §4). */
const USUAL_RATE = 30

/** The free webmails that académies discourage for writing to families (peers.md §5, no. 13). */
const FREE_WEBMAILS: ReadonlySet<string> = new Set([
  'aol.com',
  'free.fr',
  'gmail.com',
  'gmx.fr',
  'googlemail.com',
  'hotmail.com',
  'hotmail.fr',
  'icloud.com',
  'laposte.net',
  'live.fr',
  'orange.fr',
  'outlook.com',
  'outlook.fr',
  'sfr.fr',
  'wanadoo.fr',
  'yahoo.com',
  'yahoo.fr',
])

const isAcademie = (domain: string): boolean => ACADEMIE.test(domain)
export const isFreeWebmail = (domain: string): boolean => FREE_WEBMAILS.has(domain)

/** The limits to keep for an address of this domain, until the teacher says otherwise. */
export function quotaFor(domain: string): MailDetection['quota'] {
  if (isAcademie(domain)) return { name: 'national', quota: NATIONAL_QUOTA, perMinute: USUAL_RATE }
  if (domain === 'gmail.com' || domain === 'googlemail.com')
    return { name: 'gmail', quota: GMAIL, perMinute: USUAL_RATE }
  return { name: 'careful', quota: CAREFUL, perMinute: USUAL_RATE }
}
