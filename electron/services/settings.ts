/** The teacher's settings, kept in the space's database; read with defaults, so that an older space stays valid. */
import type { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { type MailSettings, mailSettingsSchema, type Settings, settingsSchema } from '../contract/views.ts'
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

export async function requireMailSettings(store: StoreClient): Promise<MailSettings> {
  const settings = await readMailSettings(store)
  if (settings === null) throw new TrousseError('mail-not-configured')
  return settings
}

export async function writeMailSettings(store: StoreClient, settings: MailSettings): Promise<void> {
  await store.write.updateSettings({ mail: settings })
}

/** The teacher said the recovery code is kept; until then the window goes on asking. */
export async function readRecoveryCodeKept(store: StoreClient): Promise<boolean> {
  return (await store.read.readSettings()).recoveryCodeKept === true
}

export const markRecoveryCodeKept = (store: StoreClient, kept: boolean) =>
  store.write.updateSettings({ recoveryCodeKept: kept })
