import type { MailSettings, Settings } from '../../../electron/contract/views.ts'
import { looksLikeAddress } from '../../ui/looks-like-address.ts'

/** The form as it is typed: figures are text until they are read. */
export interface MailForm {
  readonly host: string
  readonly port: string
  readonly security: MailSettings['security']
  readonly user: string
  readonly password: string
  readonly fromAddress: string
  readonly fromName: string
  readonly perMinute: string
}

export type MailProblem = 'missing' | 'host' | 'address' | 'port' | 'rate'

/** RFC 8314: 465 is encrypted from the first byte, 587 after the greeting. */
export const USUAL_PORT: Record<MailSettings['security'], string> = { tls: '465', starttls: '587' }
const DEFAULT_RATE = '30'
const MAX_PORT = 65_535
const MAX_RATE = 500

export function formOf(stored: MailSettings | null, settings: Settings): MailForm {
  if (stored === null) {
    return {
      host: '',
      port: USUAL_PORT.tls,
      security: 'tls',
      user: '',
      password: '',
      fromAddress: settings.teacherAddress,
      fromName: settings.teacherName,
      perMinute: DEFAULT_RATE,
    }
  }
  return { ...stored, port: String(stored.port), perMinute: String(stored.perMinute), password: '' }
}

/** A port still at its usual value follows the protection; one typed by hand stays. */
export const withSecurity = (form: MailForm, security: MailSettings['security']): MailForm => ({
  ...form,
  security,
  port: form.port === USUAL_PORT[form.security] ? USUAL_PORT[security] : form.port,
})

const whole = (text: string, max: number): number | null => {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= 1 && value <= max ? value : null
}

/** What keeps each field from being saved. The server checks the rest. */
export function problemsOf(form: MailForm): Partial<Record<keyof MailForm, MailProblem>> {
  const problems: Partial<Record<keyof MailForm, MailProblem>> = {}
  for (const field of ['host', 'user', 'fromAddress'] as const)
    if (form[field].trim() === '') problems[field] = 'missing'
  if (!problems.host && /[\s/:@]/.test(form.host.trim())) problems.host = 'host'
  if (!problems.fromAddress && !looksLikeAddress(form.fromAddress.trim())) problems.fromAddress = 'address'
  if (whole(form.port, MAX_PORT) === null) problems.port = 'port'
  if (whole(form.perMinute, MAX_RATE) === null) problems.perMinute = 'rate'
  return problems
}

/** The request, once `problemsOf` is empty. An empty password keeps the stored one. */
export const requestOf = (form: MailForm): MailSettings & { password: string | null } => ({
  host: form.host.trim(),
  port: Number(form.port),
  security: form.security,
  user: form.user.trim(),
  fromAddress: form.fromAddress.trim(),
  fromName: form.fromName.trim(),
  perMinute: Number(form.perMinute),
  password: form.password === '' ? null : form.password,
})
