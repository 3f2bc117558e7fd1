/** A mail account from an address: `smtps://user@host:465` or `smtp://user@host:587` (STARTTLS, required). */
import type { MailSettings } from '../contract/views.ts'
import { UsageError } from './exit.ts'

const DEFAULT_PORT = { tls: 465, starttls: 587 } as const
/** Under every limit of the académies' mail by day (reliability.md, "French academic figures"). */
const DEFAULT_PER_MINUTE = 30

/** Throws UsageError; a password in the address is refused, since every program of the machine can read it there. */
export function parseSmtpAddress(text: string, from: string | undefined): MailSettings {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new UsageError('--smtp must be an address like smtps://user@mail.example.org:465.')
  }
  if (url.password !== '') throw new UsageError('No password in --smtp: set TROUSSE_SMTP_PASSWORD.')
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new UsageError('--smtp starts with smtp:// or smtps://.')
  if (url.hostname === '') throw new UsageError('--smtp names no server.')
  const security = url.protocol === 'smtps:' ? 'tls' : 'starttls'
  const user = decodeURIComponent(url.username)
  const fromAddress = from ?? (user.includes('@') ? user : '')
  if (fromAddress === '') throw new UsageError('--from ADDRESS is needed: the account is not an address.')
  const perMinute = Number(url.searchParams.get('perMinute') ?? DEFAULT_PER_MINUTE)
  if (!Number.isInteger(perMinute) || perMinute < 1 || perMinute > 500)
    throw new UsageError('perMinute goes from 1 to 500.')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT[security] : Number(url.port),
    security,
    user,
    fromAddress,
    fromName: '',
    perMinute,
  }
}
