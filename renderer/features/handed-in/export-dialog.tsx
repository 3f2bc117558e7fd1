import { FolderOpen, FolderOutput } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedInClass } from '../../../electron/contract/views.ts'
import { call, ErrorState, shapeOf, useTaskRunner } from '../../bridge/index.ts'
import { Button, Dialog, Progress, RadioCards, Select, useFormat } from '../../ui/index.ts'
import styles from './handed-in.module.css'

const EVERYTHING = 0

/** What to save and in which form, then where. */
export function ExportDialog(props: {
  readonly data: HandedInClass
  readonly assignmentId: number | null
  readonly onClose: () => void
}) {
  const { data, onClose } = props
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const [work, setWork] = useState(props.assignmentId ?? EVERYTHING)
  const [form, setForm] = useState<'folder' | 'zip'>('folder')
  const [place, setPlace] = useState('')
  const [failure, setFailure] = useState<ReturnType<typeof shapeOf> | null>(null)
  const exporting = useTaskRunner('handedIn.export')
  const { task } = exporting
  const given = new Set(data.items.map(({ assignmentId }) => assignmentId))
  const begin = async () => {
    setFailure(null)
    try {
      const chosen = await call('handedIn.chooseFolder', undefined)
      if (chosen === null) return
      setPlace(chosen.label)
      await exporting.start({
        ticket: chosen.ticket,
        classId: data.classId,
        assignmentId: work === EVERYTHING ? null : work,
        form,
      })
    } catch (error) {
      setFailure(shapeOf(error))
    }
  }
  const isDone = task?.state === 'done'
  const error = failure ?? exporting.error ?? (task?.state === 'failed' ? task.error : null)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('export.title')}
      canClose={!exporting.isRunning}
      footer={
        exporting.isRunning ? (
          <Button onPress={exporting.cancel}>{t('collect.cancel')}</Button>
        ) : isDone ? (
          <Button variant="primary" onPress={onClose}>
            {t('collect.close')}
          </Button>
        ) : (
          <Button variant="primary" icon={FolderOpen} onPress={() => void begin()}>
            {t('export.choose')}
          </Button>
        )
      }
    >
      {exporting.isRunning && <Progress label={t('export.running')} done={task?.bytes ?? 0} total={task?.total ?? 0} />}
      {!exporting.isRunning && !isDone && (
        <div className={styles.form}>
          <Select
            label={t('export.what')}
            options={[
              { id: EVERYTHING, label: t('export.everything', { name: data.className }) },
              ...data.assignments.filter(({ id }) => given.has(id)).map(({ id, title }) => ({ id, label: title })),
            ]}
            value={work}
            onChange={setWork}
          />
          <RadioCards
            label={t('export.form')}
            options={[
              { id: 'folder', title: t('export.folder'), detail: t('export.folderDetail'), icon: FolderOutput },
              { id: 'zip', title: t('export.zip'), detail: t('export.zipDetail') },
            ]}
            value={form}
            onChange={setForm}
          />
          <p className={styles.soft}>{t('export.clear')}</p>
        </div>
      )}
      {error && !exporting.isRunning && <ErrorState error={error} />}
      {isDone && task && (
        <div role="status" className={styles.outcome}>
          <p>
            {t('export.done', {
              count: Number(task.outcome?.files ?? 0),
              figure: format.number(Number(task.outcome?.files ?? 0)),
              name: String(task.outcome?.name ?? ''),
              place,
            })}
          </p>
          {Number(task.outcome?.missing ?? 0) > 0 && (
            <p>{t('export.missing', { count: Number(task.outcome?.missing ?? 0) })}</p>
          )}
        </div>
      )}
    </Dialog>
  )
}
