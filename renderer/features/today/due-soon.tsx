import { NotebookText, Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { assignmentLink, linkTo } from '../../app/router.ts'
import { ButtonLink, Card, cx, EmptyState, useFormat } from '../../ui/index.ts'
import styles from './due-soon.module.css'

const SHOWN = 6

/** What pupils must hand in first, and whether its documents are on this computer. */
export function DueSoon({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  return (
    <Card
      title={t('due.title')}
      action={
        <ButtonLink size="small" variant="quiet" href={linkTo('assignments')}>
          {t('due.all')}
        </ButtonLink>
      }
      padding="flush"
    >
      {today.dueSoon.length === 0 ? (
        <EmptyState icon={NotebookText} title={t('due.none')} size="small" level={3}>
          {t('due.none-detail')}
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {today.dueSoon.slice(0, SHOWN).map((assignment) => (
            <li key={assignment.id}>
              <a href={assignmentLink(assignment.id)} className={styles.row}>
                <span className={styles.what}>
                  <span className={styles.title}>{assignment.title}</span>
                  <span className={styles.detail}>
                    {[assignment.className, assignment.subject].filter((part) => part !== null).join(' · ')}
                    {assignment.attachments > 0 && (
                      <span
                        className={cx(
                          styles.files,
                          assignment.attachmentsHere < assignment.attachments && styles.missing,
                        )}
                      >
                        <Paperclip size={13} aria-hidden />
                        {assignment.attachmentsHere < assignment.attachments
                          ? t('due.files-missing', {
                              count: assignment.attachments,
                              here: assignment.attachmentsHere,
                            })
                          : t('due.files', { count: assignment.attachments })}
                      </span>
                    )}
                  </span>
                </span>
                <span className={styles.day}>{assignment.dueOn ? format.nearDay(assignment.dueOn) : ''}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
