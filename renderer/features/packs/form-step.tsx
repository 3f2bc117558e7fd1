import { AppWindow, FileArchive, Folder } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PackForm, PackProfile } from '../../../electron/contract/views.ts'
import { RadioCards } from '../../ui/index.ts'
import { mayBeClear } from './pack-choice.ts'

export interface FormStepProps {
  readonly profile: PackProfile
  readonly form: PackForm
  readonly onForm: (form: PackForm) => void
}

/** How the pack will be opened; the first is what suits most people. */
export function FormStep({ profile, form, onForm }: FormStepProps) {
  const { t } = useTranslation('packs')
  const noFolder = !mayBeClear(profile)
  return (
    <RadioCards
      label={t('form.label')}
      labelHidden
      value={form}
      onChange={onForm}
      columns={1}
      options={[
        { id: 'html', icon: AppWindow, title: t('form.html.title'), detail: t('form.html.text') },
        {
          id: 'zip',
          icon: FileArchive,
          title: t('form.zip.title'),
          detail: profile === 'individual' ? t('form.zip.individual') : t('form.zip.text'),
        },
        {
          id: 'folder',
          icon: Folder,
          title: t('form.folder.title'),
          detail: noFolder ? t('form.folder.refused') : t('form.folder.text'),
          isDisabled: noFolder,
        },
      ]}
    />
  )
}
