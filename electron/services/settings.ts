/** The teacher's settings, kept in the space's database; read with defaults, so that an older space stays valid. */
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import {
  DEFAULT_DOCUMENT_LIMITS,
  type DocumentLimits,
  documentLimitsSchema,
  type MailSettings,
  mailSettingsSchema,
  type Settings,
  settingsSchema,
} from '../contract/views.ts'
import type { StoreClient } from '../store/api.ts'
import type { Preferences } from './preferences.ts'

const DEFAULT_SYNC_HOURS = 6

const stored = settingsSchema.omit({ locale: true, theme: true })
const DEFAULTS = {
  teacherName: '',
  teacherAddress: '',
  signature: '',
  syncEveryHours: DEFAULT_SYNC_HOURS,
  holidayPause: 'common' as const,
  quietHours: true,
  storePortraits: true,
}

/** What the space keeps. */
export async function readStoredSettings(store: StoreClient): Promise<z.infer<typeof stored>> {
  const raw = await store.read.readSettings()
  const parsed = stored.safeParse({ ...DEFAULTS, ...(raw.settings as object | undefined) })
  return parsed.success ? parsed.data : DEFAULTS
}

/** With the window's language and theme, which belong to the computer. */
export async function readSettings(store: StoreClient, preferences: Preferences): Promise<Settings> {
  return { ...(await readStoredSettings(store)), locale: preferences.locale, theme: preferences.theme }
}

export async function writeSettings(store: StoreClient, settings: Settings): Promise<void> {
  await store.write.updateSettings({ settings: stored.parse(settings) })
}

export async function readMailSettings(store: StoreClient): Promise<MailSettings | null> {
  const raw = await store.read.readSettings()
  const parsed = mailSettingsSchema.safeParse(raw.mail)
  return parsed.success ? parsed.data : null
}

const announcedSchema = z.object({
  host: z.string(),
  port: z.number(),
  maxBytes: z.number().int().positive().nullable(),
})
const ANNOUNCED = 'mailServer'

/**
 * Largest message that the account's server said it takes (SIZE, RFC 1870) when it was last spoken to, in bytes; null when it
 * said nothing or was not spoken to yet.
 */
export async function readAnnouncedBytes(store: StoreClient): Promise<number | null> {
  const [raw, mail] = await Promise.all([store.read.readSettings(), readMailSettings(store)])
  const kept = announcedSchema.safeParse(raw[ANNOUNCED])
  if (!kept.success || mail === null) return null
  const { host, port, maxBytes } = kept.data
  return host === mail.host && port === mail.port ? maxBytes : null
}

/** Keeps what the server just said; writes nothing when it said the same before. */
export async function writeAnnouncedBytes(
  store: StoreClient,
  { host, port }: Pick<MailSettings, 'host' | 'port'>,
  maxBytes: number | null,
): Promise<void> {
  const said = { host, port, maxBytes }
  const kept = announcedSchema.safeParse((await store.read.readSettings())[ANNOUNCED])
  if (kept.success && JSON.stringify(kept.data) === JSON.stringify(said)) return
  await store.write.updateSettings({ [ANNOUNCED]: said })
}

export async function requireMailSettings(store: StoreClient): Promise<MailSettings> {
  const settings = await readMailSettings(store)
  if (settings === null) throw new TrousseError('mail-not-configured')
  return settings
}

export async function writeMailSettings(store: StoreClient, settings: MailSettings): Promise<void> {
  await store.write.updateSettings({ mail: settings })
}

/** How large the documents of assignments may be, one and all. */
export async function readDocumentLimits(store: StoreClient): Promise<DocumentLimits> {
  const parsed = documentLimitsSchema.safeParse((await store.read.readSettings()).documents)
  return parsed.success ? parsed.data : DEFAULT_DOCUMENT_LIMITS
}

/** What the former limits left out is weighed again at the next synchronisation. */
export async function writeDocumentLimits(store: StoreClient, limits: DocumentLimits): Promise<void> {
  await store.write.updateSettings({ documents: documentLimitsSchema.parse(limits) })
  await store.write.weighAgain()
}

/** The teacher said the recovery code is kept; until then the window goes on asking. */
export async function readRecoveryCodeKept(store: StoreClient): Promise<boolean> {
  return (await store.read.readSettings()).recoveryCodeKept === true
}

export const markRecoveryCodeKept = (store: StoreClient, kept: boolean) =>
  store.write.updateSettings({ recoveryCodeKept: kept })
