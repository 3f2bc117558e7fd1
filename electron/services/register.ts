/** The sheet for the head of school: proposed, changed by the teacher, kept in the space, printed. */
import { type Register, type RegisterView, registerSchema } from '../contract/views.ts'
import { proposedRegister, type RegisterLocale, registerCopy, registerPage } from '../domain/register-sheet.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import { savePage } from './save-numbered.ts'
import { readStoredSettings } from './settings.ts'
import type { Space } from './space.ts'

type Kept = Pick<Space, 'store'>

const SETTING = 'registerSheet'
const FILE_NAME = { fr: 'Fiche de registre – Trousse', en: 'Record of processing – Trousse' } as const

/** What the teacher made of it, or what Trousse proposes. */
async function read(space: Kept, locale: RegisterLocale): Promise<Register> {
  const store = space.store.read
  const [settings, { teacherName }, school] = await Promise.all([
    store.readSettings(),
    readStoredSettings(space.store),
    store.readSchoolName(),
  ])
  const kept = registerSchema.safeParse(settings[SETTING])
  if (kept.success) return kept.data
  return { fields: proposedRegister({ teacher: teacherName, school: school ?? '' }, locale), declaredOn: null }
}

/** With the whole sheet as a text to copy. */
export async function readRegister(space: Kept, locale: RegisterLocale): Promise<RegisterView> {
  const register = await read(space, locale)
  return { ...register, copy: registerCopy(register.fields, locale) }
}

export async function saveRegister(space: Kept, register: Register): Promise<void> {
  await space.store.write.updateSettings({ [SETTING]: register })
}

/** Returns and throws as `saveNumbered`. */
export async function exportRegister(
  machine: Machine,
  space: Kept,
  target: { readonly folder: string; readonly locale: RegisterLocale },
): Promise<string> {
  const now = machine.clock.now()
  const page = registerPage(await read(space, target.locale), toInstant(now), target.locale)
  return savePage(machine, target.folder, `${FILE_NAME[target.locale]} ${localDay(now)}`, page)
}
