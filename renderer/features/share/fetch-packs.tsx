import { Download, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShareTarget } from '../../../electron/contract/views.ts'
import { linkTo, navigate } from '../../app/router.ts'
import { ErrorState, useChannel, useTaskRunner } from '../../bridge/index.ts'
import { Button, Card, IconButton, Progress, Select, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './share.module.css'

/** What lies at a place, to be opened on this computer by the rules of any file that comes in. */
export function FetchPacks({ targets }: { readonly targets: readonly ShareTarget[] }) {
  const { t } = useTranslation('share')
  const format = useFormat()
  const [targetId, setTargetId] = useState<number | null>(null)
  const there = useChannel('shares.remote', { id: targetId ?? 0 }, { enabled: targetId !== null })
  const fetching = useTaskRunner('shares.fetch')
  const { task } = fetching
  const ticket = task?.state === 'done' ? task.outcome?.ticket : null
  useEffect(() => {
    if (typeof ticket === 'string') navigate(linkTo('sources', ['file'], { ticket }))
  }, [ticket])
  const error = there.error ?? fetching.error ?? (task?.state === 'failed' ? task.error : null)
  return (
    <Card
      title={t('fetch.title')}
      action={
        targetId !== null ? (
          <IconButton icon={RefreshCw} size="small" label={t('fetch.again')} onPress={() => void there.refetch()} />
        ) : undefined
      }
    >
      <p className={styles.soft}>{t('fetch.lead')}</p>
      <Select
        label={t('fetch.where')}
        placeholder={t('fetch.choose')}
        options={targets.map(({ id, label }) => ({ id, label }))}
        value={targetId}
        onChange={setTargetId}
      />
      {error && <ErrorState error={error} />}
      {targetId !== null && there.isPending && !there.error && <Skeleton lines={2} height="2rem" />}
      {there.data?.length === 0 && <p className={styles.soft}>{t('fetch.none')}</p>}
      {task?.state === 'running' && <Progress label={t('fetch.running')} done={task.done} total={task.total} />}
      {there.data && there.data.length > 0 && targetId !== null && (
        <ul className={styles.rows}>
          {there.data.map(({ name, bytes, modifiedAt }) => (
            <li key={name} className={styles.row}>
              <span className={styles.what}>
                <span className={styles.name}>{name}</span>
                <span className={styles.soft}>
                  {[bytes === null ? '' : format.bytes(bytes), modifiedAt === null ? '' : format.age(modifiedAt)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Button
                size="small"
                icon={Download}
                isDisabled={fetching.isRunning}
                onPress={() => void fetching.start({ id: targetId, name })}
                aria-label={t('fetch.action-of', { name })}
              >
                {t('fetch.action')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
