import { CircleCheck, CopyPlus, FileText, Inbox, Package } from 'lucide-react'
import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { AttachmentView } from '../../../electron/contract/views.ts'
import { classLink, handedInLink, packLink } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, ButtonLink, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './assignment-detail.module.css'
import { CleanHtml } from './clean-html.tsx'
import { nearness } from './due-groups.ts'
import { LocalPart, useDraftOpener } from './local-part.tsx'
import { MissingFile } from './missing-file.tsx'

/** What is asked, by when, and whether its files could be handed on now. */
export function AssignmentDetail(props: {
  readonly assignmentId: number
  readonly today: string
  /** The teacher deleted it. */
  readonly onRemoved: () => void
}) {
  const { assignmentId, today, onRemoved } = props
  const { t } = useTranslation('assignments')
  const format = useFormat()
  const answer = useChannel('assignments.read', { id: assignmentId })
  const open = useAction('app.openExternal')
  const drafts = useDraftOpener()
  const assignment = answer.data
  if (answer.isPending) {
    return (
      <div className={styles.detail}>
        <p role="status" className={styles.soft}>
          {t('detail.loading')}
        </p>
        <Skeleton lines={6} />
      </div>
    )
  }
  if (!assignment) {
    return (
      <div className={styles.detail}>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />
      </div>
    )
  }
  const missing = assignment.files.filter(({ here }) => !here).length
  const near = nearness(assignment.dueOn, today)
  return (
    <article className={styles.detail}>
      <header className={styles.head}>
        <p className={styles.kicker}>
          <Link href={classLink(assignment.classId)} className={styles.classLink ?? ''}>
            {assignment.className}
          </Link>
          {assignment.subject && <span>{assignment.subject}</span>}
        </p>
        <h2 className={styles.title}>{assignment.title}</h2>
        <p className={styles.facts}>
          <strong>
            {assignment.dueOn ? t('dueFor', { date: format.day(assignment.dueOn) }) : t('noDue')}
            {assignment.dueAt && `, ${format.time(assignment.dueAt)}`}
            {(near === 'today' || near === 'tomorrow') && ` (${t(`due.${near}`).toLocaleLowerCase()})`}
          </strong>
          {assignment.assignedOn && <span>{t('given', { date: format.day(assignment.assignedOn) })}</span>}
          <span>{assignment.sourceLabel ?? t('detail.local')}</span>
        </p>
      </header>
      <LocalPart assignment={assignment} onRemoved={onRemoved} />
      <section>
        <h3 className={styles.section}>{t('detail.instructions')}</h3>
        {assignment.descriptionHtml.trim() === '' ? (
          <p className={styles.soft}>{t('detail.noInstructions')}</p>
        ) : (
          <CleanHtml html={assignment.descriptionHtml} onLink={(url) => open.mutate({ url })} />
        )}
        {open.error && <ErrorState error={open.error} />}
      </section>
      {assignment.files.length > 0 && (
        <section>
          <h3 className={styles.section}>{t('detail.files')}</h3>
          <ul className={styles.files}>
            {assignment.files.map((file) => (
              <File key={file.id} file={file} />
            ))}
          </ul>
          {missing > 0 && <p className={styles.hint}>{t('detail.missingHint')}</p>}
        </section>
      )}
      <div className={styles.localActions}>
        {assignment.localState === null && (
          <Button icon={CopyPlus} onPress={() => drafts.copy(assignment.id)} isPending={drafts.isPending}>
            {t('local-work:copyToClasses')}
          </Button>
        )}
        <ButtonLink icon={Inbox} href={handedInLink(assignment.classId, assignment.id)}>
          {t('handed-in:assignment.see')}
        </ButtonLink>
        <ButtonLink icon={Package} href={packLink(assignment.classId)}>
          {t('detail.pack')}
        </ButtonLink>
      </div>
    </article>
  )
}

function File({ file }: { readonly file: AttachmentView }) {
  const { t } = useTranslation('assignments')
  const format = useFormat()
  return (
    <li className={styles.file}>
      <FileText size={18} aria-hidden className={styles.fileIcon} />
      <span className={styles.fileName}>{file.name}</span>
      <span className={styles.fileSize}>
        {file.bytes === null ? t('detail.unknownSize') : format.bytes(file.bytes)}
      </span>
      {file.here ? (
        <Badge tone="ok" icon={CircleCheck} plain>
          {t('detail.here')}
        </Badge>
      ) : (
        <MissingFile file={file} />
      )}
    </li>
  )
}
