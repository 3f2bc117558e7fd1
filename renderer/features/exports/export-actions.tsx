import { FolderOpen, LockKeyholeOpen, Package, Printer, Save } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../../electron/contract/channels.ts'
import type { ExportPreview } from '../../../electron/contract/views.ts'
import { packLink } from '../../app/router.ts'
import { ErrorState, useAction, useTaskRunner } from '../../bridge/index.ts'
import { Banner, Button, ButtonLink, Card, Progress, TextField, useFormat } from '../../ui/index.ts'
import styles from './exports.module.css'

/** As the contract takes them. */
const MAX_WORDS = 200

const STEPS = ['starting', 'preparing', 'printing', 'writing'] as const

export interface ExportActionsProps {
  readonly request: Request<'exports.preview'> | null
  readonly preview: ExportPreview | null
  readonly isPaper: boolean
  /** Names of the classes. */
  readonly subject: string
  readonly firstClassId: number | undefined
}

/** Print, or save; what is noted of it for the day it is lost; and what became of it. */
export function ExportActions({ request, preview, isPaper, subject, firstClassId }: ExportActionsProps) {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const [recipient, setRecipient] = useState('')
  const [purpose, setPurpose] = useState('')
  const choose = useAction('packs.chooseFolder')
  const print = useAction('exports.print')
  const reveal = useAction('packs.reveal')
  const save = useTaskRunner('exports.save')
  const { task } = save
  const isEmpty = preview !== null && preview.items === 0
  const isReady = request !== null && preview !== null && !isEmpty
  const start = async () => {
    if (request === null) return
    const folder = await choose.mutateAsync(undefined).catch(() => null)
    if (folder !== null) await save.start({ ...request, ticket: folder.ticket, recipient, purpose })
  }
  const step = STEPS.find((known) => known === task?.step) ?? 'starting'
  const { fileName, bytes, pages, packId } = task?.outcome ?? {}
  return (
    <Card title={isPaper ? t('action.paper') : t('action.file')}>
      {preview?.holdsPeople && request !== null && (
        <Banner
          tone="warn"
          icon={LockKeyholeOpen}
          title={t('clear.title')}
          actions={
            <ButtonLink size="small" icon={Package} href={packLink(firstClassId)}>
              {t('clear.pack')}
            </ButtonLink>
          }
        >
          {isPaper ? t('clear.paper') : t('clear.file')}
        </Banner>
      )}
      <div className={styles.pair}>
        <TextField
          label={t('note.recipient')}
          value={recipient}
          onChange={setRecipient}
          maxLength={MAX_WORDS}
          placeholder={t('note.recipientExample')}
        />
        <TextField label={t('note.purpose')} value={purpose} onChange={setPurpose} maxLength={MAX_WORDS} />
      </div>
      <p className={styles.soft}>{t('note.why')}</p>
      <div className={styles.actions}>
        <Button
          variant="primary"
          icon={Save}
          onPress={() => void start()}
          isDisabled={!isReady || save.isRunning}
          isPending={choose.isPending}
        >
          {isPaper ? t('action.savePdf') : t('action.saveFile')}
        </Button>
        {isPaper && (
          <Button
            icon={Printer}
            onPress={() => request && print.mutate(request)}
            isDisabled={!isReady}
            isPending={print.isPending}
          >
            {t('action.print')}
          </Button>
        )}
      </div>
      {choose.error && <ErrorState error={choose.error} />}
      {print.error && <ErrorState error={print.error} />}
      {print.data && (
        <p role="status" className={styles.soft}>
          {print.data.printed ? t('print.done') : t('print.closed')}
        </p>
      )}
      {save.error && <ErrorState error={save.error} />}
      {task?.state === 'running' && (
        <div className={styles.running}>
          <Progress label={t(`progress.${step}`)} done={0} total={0} />
          <Button size="small" onPress={save.cancel}>
            {t('progress.cancel')}
          </Button>
        </div>
      )}
      {task?.state === 'failed' && <ErrorState error={task.error} />}
      {task?.state === 'cancelled' && (
        <Banner tone="info" title={t('cancelled')} live="status">
          {t('cancelledText')}
        </Banner>
      )}
      {task?.state === 'done' && (
        <Banner
          tone="ok"
          title={t('done.title', { name: String(fileName ?? subject) })}
          live="status"
          actions={
            typeof packId === 'number' &&
            packId > 0 && (
              <Button size="small" icon={FolderOpen} onPress={() => reveal.mutate({ id: packId })}>
                {t('done.open')}
              </Button>
            )
          }
        >
          {typeof pages === 'number' && pages > 0
            ? t('done.pages', { count: pages, size: format.bytes(Number(bytes ?? 0)) })
            : format.bytes(Number(bytes ?? 0))}
        </Banner>
      )}
      {reveal.error && <ErrorState error={reveal.error} />}
    </Card>
  )
}
