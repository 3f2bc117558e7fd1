import { useTranslation } from 'react-i18next'
import type { ReplyView } from '../../../electron/contract/views.ts'
import { call } from '../../bridge/index.ts'
import { Button, Dialog, KeyValue, useFormat } from '../../ui/index.ts'
import { ReplyFiles } from '../handed-in/index.tsx'
import styles from './outbox.module.css'
import { ReplyBadge } from './replies-badge.tsx'

/** What came back, as plain text: an address in it is not a link, and nothing is fetched. */
export function ReplyDialog({ reply, onClose }: { readonly reply: ReplyView; readonly onClose: () => void }) {
  const { t } = useTranslation('replies')
  const format = useFormat()
  const markUnread = () => {
    void call('inbox.markRead', { id: reply.id, read: false }).catch(() => {})
    onClose()
  }
  const from = reply.fromName ? `${reply.fromName} – ${reply.fromAddress}` : reply.fromAddress
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={reply.recipientName}
      footer={
        <Button variant="quiet" onPress={markUnread}>
          {t('markUnread')}
        </Button>
      }
    >
      <KeyValue
        items={[
          {
            label: t('column.kind'),
            value: (
              <>
                <ReplyBadge kind={reply.kind} />
                <p className={styles.soft}>{t(`kindLong.${reply.kind}`)}</p>
              </>
            ),
          },
          { label: t('column.about'), value: reply.about },
          {
            label: t('from'),
            value: (
              <>
                {from}
                {reply.otherAddress && <p className={styles.soft}>{t('otherAddress')}</p>}
              </>
            ),
          },
          { label: t('column.at'), value: format.dateTime(reply.receivedAt) },
          ...(reply.diagnostic ? [{ label: t('diagnostic'), value: reply.diagnostic }] : []),
          ...(reply.subject ? [{ label: t('subject'), value: reply.subject }] : []),
        ]}
      />
      <p className={styles.body}>{reply.body || t('noText')}</p>
      {reply.attachments.length > 0 && (
        <section aria-label={t('files.title')}>
          <h3>{t('files.title')}</h3>
          <ul>
            {reply.attachments.map(({ name, bytes }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files of one answer may have one name, and the list never changes.
              <li key={index}>
                {name || t('files.unnamed')} <span className={styles.soft}>{format.bytes(bytes)}</span>
              </li>
            ))}
          </ul>
          <p className={styles.soft}>{t('files.stay')}</p>
          <ReplyFiles replyId={reply.id} />
        </section>
      )}
    </Dialog>
  )
}
