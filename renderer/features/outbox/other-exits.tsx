import { Copy, FileDown, FileSpreadsheet, MailPlus, Mails } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, ErrorState, shapeOf, useChannel } from '../../bridge/index.ts'
import { Button, Dialog, Skeleton, showToast } from '../../ui/index.ts'
import { rememberTask } from './message-tasks.ts'
import type { MessageView } from './message-view.ts'
import styles from './other-exits.module.css'

export interface OtherExitsProps {
  readonly message: MessageView
  readonly onClose: () => void
}

/** Ways out when no account may send it. Each writes or copies; none says that the message left: the teacher does. */
export function OtherExits({ message, onClose }: OtherExitsProps) {
  const { t } = useTranslation('exits')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const { id } = message
  const attempt = async (name: string, work: () => Promise<boolean>) => {
    setError(null)
    setBusy(name)
    try {
      if (await work()) onClose()
    } catch (caught) {
      setError(shapeOf(caught))
    } finally {
      setBusy(null)
    }
  }
  const toFiles = (channel: 'messages.exportEml' | 'messages.exportMbox') =>
    attempt(channel, async () => {
      const folder = await call('packs.chooseFolder', undefined)
      if (folder === null) return false
      const { taskId } = await call(channel, { id, ticket: folder.ticket })
      rememberTask(id, taskId)
      return true
    })
  const toTable = () =>
    attempt('csv', async () => {
      const folder = await call('packs.chooseFolder', undefined)
      if (folder === null) return false
      const { fileName, rows } = await call('messages.exportCsv', { id, ticket: folder.ticket })
      showToast({ tone: 'ok', title: t('csv.done', { name: fileName, count: rows }) })
      return true
    })
  return (
    <Dialog isOpen onClose={onClose} title={t('title')} size="large">
      <p>{t('text')}</p>
      {error !== null && <ErrorState error={error} />}
      <ul className={styles.ways}>
        <Way title={t('eml.title')} text={t('eml.text')}>
          <Button
            icon={FileDown}
            isPending={busy === 'messages.exportEml'}
            onPress={() => toFiles('messages.exportEml')}
          >
            {t('eml.action')}
          </Button>
        </Way>
        <Way title={t('mbox.title')} text={t('mbox.text')}>
          <Button
            icon={Mails}
            isPending={busy === 'messages.exportMbox'}
            onPress={() => toFiles('messages.exportMbox')}
          >
            {t('mbox.action')}
          </Button>
        </Way>
        <Way title={t('csv.title')} text={t('csv.text')}>
          <Button icon={FileSpreadsheet} isPending={busy === 'csv'} onPress={toTable}>
            {t('csv.action')}
          </Button>
        </Way>
        <Bcc message={message} onError={setError} />
      </ul>
    </Dialog>
  )
}

function Way({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}) {
  return (
    <li className={styles.way}>
      <div className={styles.words}>
        <h3 className={styles.wayTitle}>{title}</h3>
        <p className={styles.soft}>{text}</p>
      </div>
      <div className={styles.actions}>{children}</div>
    </li>
  )
}

/** One message to many, in Bcc: only where everybody reads the same, and with the warning that goes with it. */
function Bcc({ message, onError }: { readonly message: MessageView; readonly onError: (error: unknown) => void }) {
  const { t } = useTranslation('exits')
  const bcc = useChannel('messages.bccGroups', { id: message.id })
  if (bcc.error) return <ErrorState error={bcc.error} />
  if (bcc.data === undefined) return <Skeleton lines={2} height="2rem" />
  const { groups, sameText, addresses } = bcc.data
  const noted = (kind: 'mailto' | 'addresses', rows: number) =>
    call('messages.noteExit', { id: message.id, kind, rows })
  const open = async (url: string, rows: number) => {
    try {
      await call('app.openExternal', { url })
      await noted('mailto', rows)
    } catch (caught) {
      onError(shapeOf(caught))
    }
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(addresses.join('; '))
      await noted('addresses', addresses.length)
      showToast({ tone: 'warn', title: t('bcc.copied', { count: addresses.length }), detail: t('bcc.warning') })
    } catch (caught) {
      onError(shapeOf(caught))
    }
  }
  return (
    <>
      <Way title={t('bcc.title')} text={sameText ? t('bcc.text') : t('bcc.differs')}>
        {sameText &&
          groups.map(({ addresses: some, mailto }, index) =>
            mailto === null ? null : (
              <Button key={some[0]} icon={MailPlus} onPress={() => open(mailto, some.length)}>
                {groups.length === 1
                  ? t('bcc.open', { count: some.length })
                  : t('bcc.openGroup', { index: index + 1, total: groups.length, count: some.length })}
              </Button>
            ),
          )}
      </Way>
      <Way title={t('copy.title')} text={t('bcc.warning')}>
        <Button icon={Copy} isDisabled={addresses.length === 0} onPress={copy}>
          {t('copy.action', { count: addresses.length })}
        </Button>
      </Way>
    </>
  )
}
