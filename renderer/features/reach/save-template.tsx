import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, showToast, TextField } from '../../ui/index.ts'
import { daysOf } from './work-period.ts'

const MAX_NAME = 100

export interface SaveTemplateProps {
  readonly content: DraftContent
  readonly onClose: () => void
}

/** Keeps the text, and the choice of work beside it, under a name. */
export function SaveTemplate({ content, onClose }: SaveTemplateProps) {
  const { t } = useTranslation('reach')
  const [name, setName] = useState(content.subject.trim())
  const save = useAction('templates.save')
  const submit = async () => {
    const { subject, body, work } = content
    const template = {
      name: name.trim(),
      subject,
      body,
      workDays: work === null ? null : daysOf(work),
      workFiles: work?.files ?? false,
    }
    const saved = await save.mutateAsync({ id: null, template }).catch(() => null)
    if (saved === null) return
    showToast({ tone: 'ok', title: t('template.saved', { name: name.trim() }) })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('template.saveTitle')}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{t('pick.cancel')}</Button>
          <Button variant="primary" isDisabled={name.trim() === ''} isPending={save.isPending} onPress={submit}>
            {t('template.saveConfirm')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('template.name')}
        hint={t('template.nameHint')}
        value={name}
        onChange={setName}
        maxLength={MAX_NAME}
        autoFocus
      />
      {save.error && <ErrorState error={save.error} />}
    </Dialog>
  )
}
