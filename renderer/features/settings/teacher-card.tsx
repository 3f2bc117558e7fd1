import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Card, showToast, TextField } from '../../ui/index.ts'
import styles from './settings.module.css'

/** Who signs the messages. */
export function TeacherCard({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const [teacherName, setName] = useState(settings.teacherName)
  const [teacherAddress, setAddress] = useState(settings.teacherAddress)
  const [signature, setSignature] = useState(settings.signature)
  const update = useAction('settings.update')
  const changed =
    teacherName !== settings.teacherName ||
    teacherAddress.trim() !== settings.teacherAddress ||
    signature !== settings.signature
  const save = (event: FormEvent) => {
    event.preventDefault()
    update.mutate(
      { teacherName, teacherAddress: teacherAddress.trim(), signature },
      { onSuccess: () => showToast({ tone: 'ok', title: t('saved') }) },
    )
  }
  return (
    <Card title={t('teacher.title')}>
      <form className={styles.form} onSubmit={save}>
        <TextField
          label={t('teacher.name')}
          hint={t('teacher.name-hint')}
          value={teacherName}
          onChange={setName}
          maxLength={120}
          autoComplete="name"
        />
        <TextField
          label={t('teacher.address')}
          hint={t('teacher.address-hint')}
          type="email"
          value={teacherAddress}
          onChange={setAddress}
          maxLength={254}
          autoComplete="email"
        />
        <TextField
          label={t('teacher.signature')}
          hint={t('teacher.signature-hint')}
          rows={3}
          value={signature}
          onChange={setSignature}
          maxLength={2000}
        />
        {update.error && <ErrorState error={update.error} />}
        <div className={styles.actions}>
          <Button type="submit" isDisabled={!changed} isPending={update.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
