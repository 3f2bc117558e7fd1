import { Inbox, RefreshCw, Settings } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReplyView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { call, ErrorState, useChannel, useTaskRunner } from '../../bridge/index.ts'
import {
  Button,
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  Progress,
  Skeleton,
  Toolbar,
  useFormat,
} from '../../ui/index.ts'
import styles from './outbox.module.css'
import { ReplyBadge } from './replies-badge.tsx'
import { ReplyDialog } from './replies-dialog.tsx'

/** Who answered, what came back, and the way to look again. */
export function RepliesList({ messageId }: { readonly messageId: number }) {
  const { t } = useTranslation('replies')
  const replies = useChannel('inbox.replies', { messageId })
  const [openId, setOpenId] = useState<number | null>(null)
  const columns = useColumns()
  const open = replies.data?.find(({ id }) => id === openId) ?? null
  const show = (reply: ReplyView) => {
    setOpenId(reply.id)
    // Losing the mark is not worth a message: the answer is on screen.
    if (!reply.read) void call('inbox.markRead', { id: reply.id, read: true }).catch(() => {})
  }
  if (replies.error) {
    return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} isRetrying={replies.isFetching} />
  }
  return (
    <div className={styles.ledger}>
      <Reading />
      {replies.isPending && <Skeleton lines={4} height="2rem" />}
      {replies.data && (
        <DataTable
          label={t('table')}
          columns={columns}
          rows={replies.data}
          rowId={(reply) => reply.id}
          onRowAction={show}
          emptyState={
            <EmptyState icon={Inbox} size="small" title={t('none.title')}>
              {t('none.text')}
            </EmptyState>
          }
        />
      )}
      {open && <ReplyDialog reply={open} onClose={() => setOpenId(null)} />}
    </div>
  )
}

/** When the mailbox was read, and the button to read it now; or the way to turn that on. */
function Reading() {
  const { t } = useTranslation('replies')
  const format = useFormat()
  const inbox = useChannel('inbox.settings')
  const check = useTaskRunner('inbox.check')
  if (inbox.data === undefined) return null
  if (!inbox.data.enabled) {
    return (
      <Toolbar
        end={
          <ButtonLink icon={Settings} href={linkTo('settings')}>
            {t('turnOn')}
          </ButtonLink>
        }
      >
        <p className={styles.soft}>{t('off')}</p>
      </Toolbar>
    )
  }
  const { task } = check
  const failure = check.error ?? (task?.state === 'failed' ? task.error : task === null ? inbox.data.error : null)
  const done = task?.state === 'done' ? Number(task.outcome?.found ?? 0) : null
  return (
    <>
      <Toolbar
        end={
          <Button icon={RefreshCw} isPending={check.isRunning} onPress={() => void check.start(undefined)}>
            {t('check')}
          </Button>
        }
      >
        <p className={styles.soft}>
          {inbox.data.readAt ? t('readAt', { when: format.age(inbox.data.readAt) }) : t('neverRead')}
        </p>
      </Toolbar>
      {task?.state === 'running' && <Progress label={t('checking')} done={task.done} total={task.total} />}
      <p role="status" className={done === null ? 'visually-hidden' : styles.outcome}>
        {done === null ? '' : t('found', { count: done })}
      </p>
      {failure && <ErrorState error={failure} />}
    </>
  )
}

function useColumns(): readonly DataColumn<ReplyView>[] {
  const { t } = useTranslation('replies')
  const format = useFormat()
  return [
    {
      id: 'who',
      header: t('column.who'),
      width: '2fr',
      minWidth: 170,
      sort: (reply) => reply.recipientName,
      render: (reply) => (
        <>
          {reply.read ? reply.recipientName : <strong>{reply.recipientName}</strong>}
          {!reply.read && <span className="visually-hidden"> {t('unread')}</span>}
        </>
      ),
    },
    { id: 'about', header: t('column.about'), width: '1fr', minWidth: 130, render: ({ about }) => about },
    {
      id: 'kind',
      header: t('column.kind'),
      width: 190,
      sort: (reply) => reply.kind,
      render: ({ kind }) => <ReplyBadge kind={kind} />,
    },
    {
      id: 'text',
      header: t('column.text'),
      width: '3fr',
      minWidth: 180,
      render: ({ body, diagnostic }) => (
        <span className={styles.soft}>{(diagnostic ?? body).replace(/\s+/g, ' ').slice(0, 160)}</span>
      ),
    },
    {
      id: 'at',
      header: t('column.at'),
      width: 150,
      sort: (reply) => reply.receivedAt,
      render: ({ receivedAt }) => format.since(receivedAt),
    },
  ]
}
