import { useTranslation } from 'react-i18next'
import { assignmentLink } from '../../../app/router.ts'
import { ErrorState, useChannel } from '../../../bridge/index.ts'
import { Dialog, Skeleton, useFormat } from '../../../ui/index.ts'
import { LocalBadge } from '../local-part.tsx'
import styles from './calendar.module.css'

/** The contract's own limit. */
const MOST_ROWS = 500

/** All that is due on one day. */
export function DayDialog(props: {
  readonly day: string
  readonly classId: number | null
  readonly onClose: () => void
}) {
  const { day, classId, onClose } = props
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const answer = useChannel('assignments.calendar', {
    from: day,
    to: day,
    perDay: MOST_ROWS,
    ...(classId === null ? {} : { classId }),
  })
  const entry = answer.data?.[0]
  const left = (entry?.total ?? 0) - (entry?.rows.length ?? 0)
  return (
    <Dialog isOpen onClose={onClose} title={t('calendar.dayTitle', { date: format.day(day) })}>
      {answer.isPending && <Skeleton lines={4} />}
      {answer.error && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && !entry && <p>{t('calendar.none')}</p>}
      {entry && (
        <ul className={styles.list}>
          {entry.rows.map((row) => (
            <li key={row.id} className={styles.listRow}>
              <a href={assignmentLink(row.id)} className={styles.listLink}>
                {row.title}
              </a>
              <span className={styles.facts}>
                {[row.className, row.subject, row.dueAt && format.time(row.dueAt)].filter(Boolean).join(' · ')}
              </span>
              {row.localState !== null && <LocalBadge state={row.localState} plain />}
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p>{t('calendar.more', { count: left })}</p>}
    </Dialog>
  )
}
