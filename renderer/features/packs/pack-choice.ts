import type { PackForm, PackProfile } from '../../../electron/contract/views.ts'

/** What the form has chosen so far; every value is one that may be written. */
export interface PackChoice {
  readonly profile: PackProfile
  readonly form: PackForm
  readonly isEncrypted: boolean
}

/** The page that opens by itself is what most people can open: it is proposed first. */
export const FIRST_CHOICE: PackChoice = { profile: 'teacher', form: 'html', isEncrypted: true }

/** Only a pack without anyone's data may be in clear. */
export const mayBeClear = (profile: PackProfile): boolean => profile === 'pupil'

/** Another profile takes a form and a protection that it may have. */
export function withProfile(choice: PackChoice, profile: PackProfile): PackChoice {
  if (mayBeClear(profile)) return { ...choice, profile }
  return { profile, form: choice.form === 'folder' ? 'html' : choice.form, isEncrypted: true }
}

/** A folder is read as it is; leaving it for a file brings the protection back. */
export function withForm(choice: PackChoice, form: PackForm): PackChoice {
  if (form === 'folder') return { ...choice, form, isEncrypted: false }
  return { ...choice, form, isEncrypted: choice.form === 'folder' ? true : choice.isEncrypted }
}
