import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useTaskRunner } from '../../bridge/index.ts'
import { Badge, Banner, Button, Card, Checkbox, focusFirstInvalid, TextField } from '../../ui/index.ts'
import styles from './settings.module.css'

const MAX_PORT = 65_535

/** Reading answers back, from the account that sends. Saving with it on reads the mailbox at once. */
export function InboxCard({ stored }: { readonly stored: InboxView }) {
  const { t } = useTranslation('replies')
  const [enabled, setEnabled] = useState(stored.enabled)
  const [host, setHost] = useState(stored.host)
  const [port, setPort] = useState(String(stored.port))
  const [tried, setTried] = useState(false)
  const save = useAction('inbox.saveSettings')
  const check = useTaskRunner('inbox.check')
  const hostProblem = enabled && (host.trim() === '' || /[\s/:@]/.test(host.trim()))
  const number = /^\d+$/.test(port.trim()) ? Number(port) : 0
  const portProblem = number < 1 || number > MAX_PORT
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    check.reset()
    if (hostProblem || portProblem) return focusFirstInvalid(event.currentTarget)
    try {
      await save.mutateAsync({ enabled, host: host.trim(), port: number })
      if (enabled) await check.start(undefined)
    } catch {
      // Shown below from `save.error`.
    }
  }
  const failure = save.error ?? check.error ?? (check.task?.state === 'failed' ? check.task.error : null)
  return (
    <Card
      title={t('settings.title')}
      action={
        <span className={styles.cardState}>
          {stored.enabled ? (
            <Badge tone="ok">{t('settings.on')}</Badge>
          ) : (
            <Badge tone="neutral">{t('settings.off')}</Badge>
          )}
        </span>
      }
    >
      <p className={styles.lead}>{t('settings.lead')}</p>
      {stored.user === null ? (
        <p>{t('settings.accountFirst')}</p>
      ) : (
        <form className={styles.form} onSubmit={submit} noValidate>
          <Checkbox isSelected={enabled} onChange={setEnabled}>
            {t('settings.enabled')}
          </Checkbox>
          <div className={styles.pair}>
            <TextField
              label={t('settings.host')}
              hint={t('settings.host-hint')}
              value={host}
              onChange={setHost}
              autoComplete="off"
              errorMessage={tried && hostProblem ? t('settings.host-problem') : null}
            />
            <TextField
              label={t('settings.port')}
              hint={t('settings.port-hint')}
              value={port}
              onChange={setPort}
              autoComplete="off"
              errorMessage={tried && portProblem ? t('settings.port-problem') : null}
            />
          </div>
          {failure && <ErrorState error={failure} />}
          {check.task?.state === 'done' && <Banner tone="ok" title={t('settings.works')} live="status" />}
          <div className={styles.actions}>
            <Button type="submit" isPending={save.isPending || check.isRunning}>
              {t('settings.save')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  )
}
