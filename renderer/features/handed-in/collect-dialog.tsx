import { FileInput, FolderInput, HelpCircle } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { call, ErrorState, shapeOf, useChannel, useErrorSentence, useTaskRunner } from '../../bridge/index.ts'
import { Button, Dialog, Progress, Select, useFormat } from '../../ui/index.ts'
import styles from './handed-in.module.css'

export interface CollectDialogProps {
  readonly classId: number | null
  readonly assignmentId: number | null
  /** Of files that were dropped: they are collected at once. */
  readonly ticket: string | null
  readonly onClose: () => void
  readonly onQuestions: () => void
}

/** Stands for "all" and for "the name will tell" in the lists; no id is 0. */
const ANY = 0

/** Where the work is, then what came of it. */
export function CollectDialog({ classId, assignmentId, ticket, onClose, onQuestions }: CollectDialogProps) {
  const { t } = useTranslation('handed-in')
  const classes = useChannel('classes.list')
  const [inClass, setInClass] = useState(classId ?? ANY)
  const [work, setWork] = useState(assignmentId ?? ANY)
  const collecting = useTaskRunner('handedIn.collect')
  const [failure, setFailure] = useState<unknown>(null)
  const { task, start } = collecting
  const begin = async (from: 'files' | 'folder') => {
    setFailure(null)
    try {
      const chosen = await call(from === 'files' ? 'handedIn.chooseFiles' : 'handedIn.chooseFolder', undefined)
      if (chosen === null) return
      const request = { classId: inClass === ANY ? null : inClass, assignmentId: work === ANY ? null : work }
      await start({ ticket: chosen.ticket, from, ...request })
    } catch (error) {
      setFailure(shapeOf(error))
    }
  }
  const dropped = useRef(false)
  useEffect(() => {
    if (ticket === null || dropped.current) return
    dropped.current = true
    void start({ ticket, from: 'files', classId: null, assignmentId: null })
  }, [ticket, start])

  const isDone = task?.state === 'done'
  const error = failure ?? collecting.error ?? (task?.state === 'failed' ? task.error : null)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('collect.title')}
      canClose={!collecting.isRunning}
      footer={
        collecting.isRunning ? (
          <Button onPress={collecting.cancel}>{t('collect.cancel')}</Button>
        ) : isDone ? (
          <>
            <Button onPress={collecting.reset}>{t('collect.again')}</Button>
            {Number(task?.outcome?.questions ?? 0) > 0 ? (
              <Button variant="primary" icon={HelpCircle} onPress={onQuestions}>
                {t('collect.toQuestions')}
              </Button>
            ) : (
              <Button variant="primary" onPress={onClose}>
                {t('collect.close')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      {collecting.isRunning && (
        <Progress
          label={t('collect.running')}
          done={0}
          total={0}
          detail={task ? t('collect.files', { count: task.done }) : ''}
        />
      )}
      {!collecting.isRunning && !isDone && (
        <div className={styles.form}>
          <p>{t('collect.lead')}</p>
          <Select
            label={t('collect.class')}
            hint={t('collect.classHint')}
            options={[
              { id: ANY, label: t('collect.anyClass') },
              ...(classes.data ?? []).map(({ id, name }) => ({ id, label: name })),
            ]}
            value={inClass}
            onChange={(id) => {
              setInClass(id)
              setWork(ANY)
            }}
          />
          {inClass !== ANY && <WorkSelect classId={inClass} value={work} onChange={setWork} />}
          <div className={styles.choices}>
            <Button variant="primary" icon={FileInput} onPress={() => void begin('files')}>
              {t('collect.chooseFiles')}
            </Button>
            <Button icon={FolderInput} onPress={() => void begin('folder')}>
              {t('collect.chooseFolder')}
            </Button>
          </div>
          <p className={styles.soft}>{t('collect.safe')}</p>
        </div>
      )}
      {error !== null && !collecting.isRunning && !isDone && <ErrorState error={error} />}
      {isDone && task && <Outcome task={task} />}
    </Dialog>
  )
}

function WorkSelect(props: {
  readonly classId: number
  readonly value: number
  readonly onChange: (id: number) => void
}) {
  const { t } = useTranslation('handed-in')
  const works = useChannel('assignments.list', { classId: props.classId, limit: 100 })
  return (
    <Select
      label={t('collect.work')}
      hint={t('collect.workHint')}
      options={[
        { id: ANY, label: t('collect.anyWork') },
        ...(works.data?.rows ?? []).map(({ id, title }) => ({ id, label: title })),
      ]}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** How much was kept, what is asked, and each file that was not taken with its reason. */
export function Outcome({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const sentence = useErrorSentence()
  const refusals = useChannel('handedIn.refusals', { taskId: task.id })
  const count = (name: string) => Number(task.outcome?.[name] ?? 0)
  const lines = (['files', 'known', 'questions', 'ignored'] as const).filter(
    (name) => name === 'files' || count(name) > 0,
  )
  return (
    <div role="status" className={styles.outcome}>
      <ul>
        {lines.map((name) => (
          <li key={name}>{t(`outcome.${name}`, { count: count(name), figure: format.number(count(name)) })}</li>
        ))}
      </ul>
      {(refusals.data ?? []).length > 0 && (
        <section>
          <h3 className={styles.section}>{t('outcome.refused', { count: refusals.data?.length ?? 0 })}</h3>
          <ul className={styles.refusals}>
            {(refusals.data ?? []).map(({ file, error }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and the list only grows at its end.
              <li key={index}>
                <strong>{file}</strong>
                <p>{sentence(error).what}</p>
                <p className={styles.soft}>{sentence(error).todo}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
