import { FileDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useTaskRunner } from '../../bridge/index.ts'
import { Button, ButtonLink, Progress } from '../../ui/index.ts'
import { Outcome } from './collect-dialog.tsx'
import styles from './handed-in.module.css'

/** Fetches the files of an answer from the mailbox, which is only read. */
export function ReplyFiles({ replyId }: { readonly replyId: number }) {
  const { t } = useTranslation('handed-in')
  const fetching = useTaskRunner('handedIn.fetchReply')
  const { task } = fetching
  const error = fetching.error ?? (task?.state === 'failed' ? task.error : null)
  if (fetching.isRunning) {
    return (
      <div className={styles.fetching}>
        <Progress label={t('reply.running')} done={task?.done ?? 0} total={task?.total ?? 0} />
        <Button size="small" onPress={fetching.cancel}>
          {t('collect.cancel')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.fetching}>
      {task?.state === 'done' ? (
        <>
          <Outcome task={task} />
          <ButtonLink
            size="small"
            href={linkTo('handed-in', Number(task.outcome?.questions ?? 0) > 0 ? ['questions'] : [])}
          >
            {t('reply.see')}
          </ButtonLink>
        </>
      ) : (
        <Button size="small" icon={FileDown} onPress={() => void fetching.start({ replyId })}>
          {t('reply.fetch')}
        </Button>
      )}
      {error && <ErrorState error={error} />}
    </div>
  )
}
