/**
 * What the window needs before any space is open: language and theme. Nothing personal, so a plain file;
 * a damaged one is replaced by the defaults rather than keeping the teacher out.
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { columnChoiceSchema, localeSchema, tableId, themeSchema } from '../contract/views.ts'
import { writeFileAtomic } from '../platform/files.ts'

/** Chromium's own limits are 25 and 500 %; beyond these nothing of a screen can be used. */
export const MIN_ZOOM = 0.5
export const MAX_ZOOM = 3

const preferencesSchema = z.object({
  locale: localeSchema,
  theme: themeSchema,
  /** 1 is 100 %. */
  zoom: z.number().min(MIN_ZOOM).max(MAX_ZOOM).catch(1),
  notifications: z.boolean().catch(true),
  singleKeys: z.boolean().catch(true),
  /** Columns chosen, by table. */
  tables: z.record(tableId, columnChoiceSchema).catch({}),
})
export type Preferences = z.infer<typeof preferencesSchema>

export interface PreferencesFile {
  current(): Preferences
  update(change: Partial<Preferences>): Promise<Preferences>
}

export async function openPreferences(path: string, systemLocale: string): Promise<PreferencesFile> {
  const defaults: Preferences = {
    locale: systemLocale.toLowerCase().startsWith('en') ? 'en' : 'fr',
    theme: 'system',
    zoom: 1,
    notifications: true,
    singleKeys: true,
    tables: {},
  }
  let current = defaults
  try {
    const parsed = preferencesSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (parsed.success) current = parsed.data
  } catch {
    // Absent on a first start, or unreadable: either way the defaults serve.
  }
  return {
    current: () => current,
    async update(change) {
      current = preferencesSchema.parse({ ...current, ...change })
      await writeFileAtomic(path, JSON.stringify(current))
      return current
    },
  }
}
