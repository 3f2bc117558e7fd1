import type {
  MailDetection,
  MailOauth,
  MailProxy,
  MailSettings,
  SendQuota,
  Settings,
} from '../../../electron/contract/views.ts'
import { looksLikeAddress } from '../../ui/looks-like-address.ts'

/** The fields that are typed: figures are text until they are read. */
export interface MailTexts {
  readonly host: string
  readonly port: string
  readonly user: string
  readonly password: string
  readonly fromAddress: string
  readonly fromName: string
  readonly perMinute: string
  readonly proxyHost: string
  readonly proxyPort: string
  readonly proxyUser: string
  readonly proxyPassword: string
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly scope: string
  readonly nightDivisor: string
  readonly weekendDivisor: string
}

/** One limit of the service, as it is typed. */
export interface WindowText {
  readonly minutes: string
  readonly limit: string
}

export interface MailForm extends MailTexts {
  readonly security: MailSettings['security']
  readonly door: 'password' | 'oauth'
  readonly proxy: MailProxy['kind']
  /** Null: those of the national mail service. */
  readonly windows: readonly WindowText[] | null
}

export type MailProblem = 'missing' | 'host' | 'address' | 'port' | 'rate' | 'https' | 'divisor' | 'windows'

/** RFC 8314: 465 is encrypted from the first byte, 587 after the greeting. */
export const USUAL_PORT: Record<MailSettings['security'], string> = { tls: '465', starttls: '587' }
const DEFAULT_RATE = '30'
const MAX_PORT = 65_535
const MAX_RATE = 500
const MAX_LIMIT = 100_000
/** A day: the history of what left goes back no further. */
const MAX_MINUTES = 1_440
const MAX_DIVISOR = 20
const PROXY_PORT = '3128'

/** What the two providers of free mail publish for programs that sign in; the application's id is the teacher's. */
export const SIGN_IN_PRESETS = {
  google: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    scope: 'https://mail.google.com/',
  },
  microsoft: {
    authorizeUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    scope: 'https://outlook.office.com/SMTP.Send https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
  },
} as const

const EMPTY: MailForm = {
  ...{ host: '', port: USUAL_PORT.tls, security: 'tls', user: '', password: '', fromAddress: '', fromName: '' },
  ...{ perMinute: DEFAULT_RATE, windows: null, nightDivisor: '4', weekendDivisor: '2' },
  ...{ proxy: 'system', proxyHost: '', proxyPort: PROXY_PORT, proxyUser: '', proxyPassword: '' },
  ...{ door: 'password', authorizeUrl: '', tokenUrl: '', clientId: '', scope: '' },
}

const textOf = ({ windows }: SendQuota): WindowText[] =>
  windows.map(({ minutes, limit }) => ({ minutes: String(minutes), limit: String(limit) }))

export function formOf(stored: MailSettings | null, settings: Settings): MailForm {
  if (stored === null) return { ...EMPTY, fromAddress: settings.teacherAddress, fromName: settings.teacherName }
  const { host, security, user, fromAddress, fromName, proxy, oauth, quota } = stored
  return {
    ...EMPTY,
    ...{ host, security, user, fromAddress, fromName },
    port: String(stored.port),
    perMinute: String(stored.perMinute),
    ...(quota
      ? {
          windows: textOf(quota),
          nightDivisor: String(quota.nightDivisor),
          weekendDivisor: String(quota.weekendDivisor),
        }
      : {}),
    ...(proxy ? { proxy: proxy.kind } : {}),
    ...(proxy?.kind === 'typed' ? { proxyHost: proxy.host, proxyPort: String(proxy.port), proxyUser: proxy.user } : {}),
    ...(oauth ? { door: 'oauth', ...oauth } : {}),
  }
}

/** A port still at its usual value follows the protection; one typed by hand stays. */
export const withSecurity = (form: MailForm, security: MailSettings['security']): MailForm => ({
  ...form,
  security,
  port: form.port === USUAL_PORT[form.security] ? USUAL_PORT[security] : form.port,
})

/** What the provider publishes, put into the form; what was typed stays where it says nothing. */
export function withDetected(form: MailForm, found: MailDetection): MailForm {
  const { smtp, quota } = found
  const limits: Partial<MailForm> =
    quota.name === 'national'
      ? { windows: null }
      : {
          windows: textOf(quota.quota),
          nightDivisor: String(quota.quota.nightDivisor),
          weekendDivisor: String(quota.quota.weekendDivisor),
        }
  const limited = { ...form, ...limits, perMinute: String(quota.perMinute) }
  if (smtp === null) return limited
  return {
    ...limited,
    host: smtp.host,
    port: String(smtp.port),
    security: smtp.security,
    user: smtp.user ?? (form.user.trim() === '' ? form.fromAddress.trim() : form.user),
    ...(smtp.oauth ? { door: 'oauth' } : {}),
  }
}

const whole = (text: string, max: number): number | null => {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= 1 && value <= max ? value : null
}
const isHost = (text: string): boolean => text.trim() !== '' && !/[\s/:@]/.test(text.trim())
const isHttps = (text: string): boolean => /^https:\/\/[^\s/]+/.test(text.trim())

const isWindow = ({ minutes, limit }: WindowText): boolean =>
  whole(minutes, MAX_MINUTES) !== null && whole(limit, MAX_LIMIT) !== null

/** What keeps each field from being saved. The server checks the rest. */
export function problemsOf(form: MailForm): Partial<Record<keyof MailForm, MailProblem>> {
  const problems: Partial<Record<keyof MailForm, MailProblem>> = {}
  for (const field of ['host', 'user', 'fromAddress'] as const)
    if (form[field].trim() === '') problems[field] = 'missing'
  if (!problems.host && !isHost(form.host)) problems.host = 'host'
  if (!problems.fromAddress && !looksLikeAddress(form.fromAddress.trim())) problems.fromAddress = 'address'
  if (whole(form.port, MAX_PORT) === null) problems.port = 'port'
  if (whole(form.perMinute, MAX_RATE) === null) problems.perMinute = 'rate'
  if (form.windows !== null) {
    if (!form.windows.every(isWindow)) problems.windows = 'windows'
    if (whole(form.nightDivisor, MAX_DIVISOR) === null) problems.nightDivisor = 'divisor'
    if (whole(form.weekendDivisor, MAX_DIVISOR) === null) problems.weekendDivisor = 'divisor'
  }
  if (form.proxy === 'typed') {
    if (!isHost(form.proxyHost)) problems.proxyHost = form.proxyHost.trim() === '' ? 'missing' : 'host'
    if (whole(form.proxyPort, MAX_PORT) === null) problems.proxyPort = 'port'
  }
  if (form.door === 'oauth') {
    if (form.clientId.trim() === '') problems.clientId = 'missing'
    for (const field of ['authorizeUrl', 'tokenUrl'] as const) if (!isHttps(form[field])) problems[field] = 'https'
  }
  return problems
}

const ADVANCED = ['port', 'perMinute', 'windows', 'nightDivisor', 'weekendDivisor', 'proxyHost', 'proxyPort'] as const
const SIGN_IN = ['clientId', 'authorizeUrl', 'tokenUrl'] as const

/** Something is wrong where it does not show while "Réglages avancés" is closed. */
export const isHidden = (problems: Partial<Record<keyof MailForm, MailProblem>>): boolean =>
  [...ADVANCED, ...SIGN_IN].some((field) => problems[field] !== undefined)

function quotaOf({ windows, nightDivisor, weekendDivisor }: MailForm): { quota?: SendQuota } {
  if (windows === null) return {}
  return {
    quota: {
      windows: windows.map(({ minutes, limit }) => ({ minutes: Number(minutes), limit: Number(limit) })),
      nightDivisor: Number(nightDivisor),
      weekendDivisor: Number(weekendDivisor),
    },
  }
}

function proxyOf(form: MailForm): MailProxy {
  if (form.proxy !== 'typed') return { kind: form.proxy }
  return { kind: 'typed', host: form.proxyHost.trim(), port: Number(form.proxyPort), user: form.proxyUser.trim() }
}

function oauthOf(form: MailForm): { oauth?: MailOauth } {
  if (form.door !== 'oauth') return {}
  const { authorizeUrl, tokenUrl, clientId, scope } = form
  return {
    oauth: {
      authorizeUrl: authorizeUrl.trim(),
      tokenUrl: tokenUrl.trim(),
      clientId: clientId.trim(),
      scope: scope.trim(),
    },
  }
}

/** The request, once `problemsOf` is empty. An empty password keeps the stored one. */
export const requestOf = (
  form: MailForm,
): MailSettings & { password: string | null; proxyPassword: string | null } => ({
  host: form.host.trim(),
  port: Number(form.port),
  security: form.security,
  user: form.user.trim(),
  fromAddress: form.fromAddress.trim(),
  fromName: form.fromName.trim(),
  perMinute: Number(form.perMinute),
  ...quotaOf(form),
  proxy: proxyOf(form),
  ...oauthOf(form),
  password: form.password === '' ? null : form.password,
  proxyPassword: form.proxyPassword === '' ? null : form.proxyPassword,
})

/** The limits shown when the teacher first opens them: those of the national service. */
export const NATIONAL_WINDOWS: readonly WindowText[] = [
  { minutes: '1', limit: '500' },
  { minutes: '10', limit: '800' },
  { minutes: '60', limit: '2000' },
  { minutes: '600', limit: '5000' },
]
