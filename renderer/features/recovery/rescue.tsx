import { FolderOpen, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../../electron/contract/views.ts'
import { Frame, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Checkbox, ConfirmDialog, Select, useFormat } from '../../ui/index.ts'
import styles from './recovery.module.css'

/** The database cannot be opened, and nothing was changed: choices from the safest to the hardest. */
export function Rescue({ rescue }: { readonly rescue: AppState['rescue'] }) {
  const { t } = useTranslation('recovery')
  const format = useFormat()
  const act = useAction('app.rescue')
  const showFolder = useAction('app.showDataFolder')
  // Somebody else is at work on healthy data: there is nothing to mend.
  const busy = rescue?.error.code === 'store-busy'
  const backups = [...(rescue?.backups ?? [])].sort((a, b) => b.at.localeCompare(a.at))
  const [backup, setBackup] = useState<string | null>(backups[0]?.name ?? null)
  const [emptying, setEmptying] = useState(false)
  const [understood, setUnderstood] = useState(false)
  return (
    <Frame width="wide">
      <FramePanel>
        <FrameTitle title={t(busy ? 'rescue.busy-title' : 'rescue.title')}>
          {t(busy ? 'rescue.busy-lead' : 'rescue.lead')}
        </FrameTitle>
        {(act.error ?? rescue?.error) && <ErrorState error={act.error ?? rescue?.error} />}
        <ol className={styles.choices}>
          <li className={styles.choice}>
            <div className={styles.choiceText}>
              <h2>{t('rescue.retry')}</h2>
              <p>{t('rescue.retry-detail')}</p>
            </div>
            <Button
              variant="primary"
              icon={RotateCcw}
              isPending={act.isPending && act.variables.action === 'retry'}
              onPress={() => act.mutate({ action: 'retry', backup: null })}
            >
              {t('rescue.retry-action')}
            </Button>
          </li>
          {!busy && (
            <>
              <li className={styles.choice}>
                <div className={styles.choiceText}>
                  <h2>{t('rescue.restore')}</h2>
                  <p>{backups.length > 0 ? t('rescue.restore-detail') : t('rescue.restore-none')}</p>
                  {backups.length > 0 && (
                    <Select
                      label={t('rescue.restore-which')}
                      value={backup}
                      onChange={setBackup}
                      options={backups.map(({ name, at, bytes }) => ({
                        id: name,
                        label: format.dateTime(at),
                        detail: `${format.age(at)} · ${format.bytes(bytes)}`,
                      }))}
                    />
                  )}
                </div>
                {backups.length > 0 && (
                  <Button
                    isDisabled={backup === null}
                    isPending={act.isPending && act.variables.action === 'restore-backup'}
                    onPress={() => act.mutate({ action: 'restore-backup', backup })}
                  >
                    {t('rescue.restore-action')}
                  </Button>
                )}
              </li>
              <li className={styles.choice}>
                <div className={styles.choiceText}>
                  <h2>{t('rescue.folder')}</h2>
                  <p>{t('rescue.folder-detail')}</p>
                </div>
                <Button icon={FolderOpen} onPress={() => showFolder.mutate(undefined)}>
                  {t('rescue.folder-action')}
                </Button>
              </li>
              <li className={styles.choice}>
                <div className={styles.choiceText}>
                  <h2>{t('rescue.empty')}</h2>
                  <p>{t('rescue.empty-detail')}</p>
                </div>
                <Button variant="quiet" onPress={() => setEmptying(true)}>
                  {t('rescue.empty-action')}
                </Button>
              </li>
            </>
          )}
        </ol>
      </FramePanel>
      <ConfirmDialog
        isOpen={emptying}
        onClose={() => {
          setEmptying(false)
          setUnderstood(false)
        }}
        title={t('rescue.confirm-title')}
        confirmLabel={t('rescue.empty-action')}
        tone="danger"
        canConfirm={understood}
        onConfirm={() => act.mutateAsync({ action: 'start-empty', backup: null })}
      >
        <p>{t('rescue.confirm-detail')}</p>
        <Checkbox isSelected={understood} onChange={setUnderstood}>
          {t('rescue.confirm-understood')}
        </Checkbox>
      </ConfirmDialog>
    </Frame>
  )
}
