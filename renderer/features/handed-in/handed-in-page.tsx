import { FileDown, Inbox, NotebookText } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo, navigate } from '../../app/router.ts'
import { ErrorState, useChannel, useDropClaim } from '../../bridge/index.ts'
import {
  Button,
  EmptyState,
  localDay,
  Page,
  PageHeader,
  Select,
  Skeleton,
  Tabs,
  Toolbar,
  useFormat,
} from '../../ui/index.ts'
import { CellDialog } from './cell-dialog.tsx'
import { ClassMatrix } from './class-matrix.tsx'
import { CollectDialog } from './collect-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import styles from './handed-in.module.css'
import { type Column, matrixOf } from './matrix-view.ts'
import { Questions } from './questions.tsx'
import { WorkDialog } from './work-dialog.tsx'

export interface HandedInPageProps {
  readonly classId: number | null
  /** Its dialog opens with the screen. */
  readonly assignmentId: number | null
  readonly questionsFirst: boolean
}

type TabId = 'class' | 'questions'

/** Who handed what in, class by class, and what is still nobody's. */
export function HandedInPage({ classId: asked, assignmentId, questionsFirst }: HandedInPageProps) {
  const { t } = useTranslation('handed-in')
  const summary = useChannel('handedIn.summary')
  const classes = useChannel('classes.list')
  const [tab, setTab] = useState<TabId>(questionsFirst ? 'questions' : 'class')
  const [isCollecting, setCollecting] = useState(false)
  /** Of files dropped on the window. */
  const [ticket, setTicket] = useState<string | null>(null)
  useDropClaim({
    title: t('drop.title'),
    detail: t('drop.detail'),
    take: (chosen) => {
      setTicket(chosen.ticket)
      setCollecting(true)
    },
  })
  useEffect(() => setTab(questionsFirst ? 'questions' : 'class'), [questionsFirst])
  // The class asked for, else the one that gave something last, else the first.
  const latest = [...(summary.data?.classes ?? [])].sort((a, b) => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1))[0]
  const classId = asked ?? latest?.classId ?? classes.data?.[0]?.id ?? null
  const unsettled = summary.data?.unsettled ?? 0
  const closeCollect = () => {
    setCollecting(false)
    setTicket(null)
  }
  const toQuestions = () => {
    closeCollect()
    navigate(linkTo('handed-in', ['questions']))
  }
  const error = summary.error ?? classes.error
  return (
    <Page layout="fill">
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <Button variant="primary" icon={Inbox} onPress={() => setCollecting(true)}>
            {t('collect.action')}
          </Button>
        }
      />
      {error && (
        <ErrorState error={error} shape="page" onRetry={() => void summary.refetch()} isRetrying={summary.isFetching} />
      )}
      {!error && (summary.isPending || classes.isPending) && <Skeleton lines={9} height="2.25rem" />}
      {!error && classes.data?.length === 0 && (
        <EmptyState icon={NotebookText} title={t('noClass.title')}>
          {t('noClass.text')}
        </EmptyState>
      )}
      {!error && classId !== null && summary.data && classes.data && classes.data.length > 0 && (
        <Tabs<TabId>
          label={t('tabs')}
          value={tab}
          onChange={(id) => navigate(linkTo('handed-in', id === 'questions' ? ['questions'] : [classId]))}
          items={[
            {
              id: 'class',
              label: t('byClass'),
              content: (
                <ClassView
                  key={classId}
                  classId={classId}
                  assignmentId={assignmentId}
                  onCollect={() => setCollecting(true)}
                  options={classes.data.map(({ id, name }) => ({ id, label: name }))}
                />
              ),
            },
            {
              id: 'questions',
              label: t('toSettle'),
              ...(unsettled > 0 ? { count: unsettled } : {}),
              content: (
                <div className={styles.part}>
                  <Questions />
                </div>
              ),
            },
          ]}
        />
      )}
      {isCollecting && (
        <CollectDialog
          key={ticket ?? ''}
          classId={asked}
          assignmentId={assignmentId}
          ticket={ticket}
          onClose={closeCollect}
          onQuestions={toQuestions}
        />
      )}
    </Page>
  )
}

interface ClassViewProps {
  readonly classId: number
  readonly assignmentId: number | null
  readonly options: readonly { readonly id: number; readonly label: string }[]
  readonly onCollect: () => void
}

type Open =
  | { readonly kind: 'cell'; readonly pupilId: number; readonly assignmentId: number | null }
  | { readonly kind: 'work'; readonly assignmentId: number | null }
  | { readonly kind: 'export'; readonly assignmentId: number | null }

function ClassView({ classId, assignmentId, options, onCollect }: ClassViewProps) {
  const { t } = useTranslation('handed-in')
  const { now } = useFormat()
  const view = useChannel('handedIn.class', { classId })
  const [open, setOpen] = useState<Open | null>(assignmentId === null ? null : { kind: 'work', assignmentId })
  useEffect(() => {
    if (assignmentId !== null) setOpen({ kind: 'work', assignmentId })
  }, [assignmentId])
  const close = () => setOpen(null)
  const { data } = view
  const columns = data ? matrixOf(data, localDay(now)).columns : []
  const column: Column | undefined =
    open === null ? undefined : columns.find((one) => one.assignmentId === open.assignmentId)
  return (
    <div className={styles.part}>
      <Toolbar
        end={
          <Button
            icon={FileDown}
            isDisabled={(data?.items.length ?? 0) === 0}
            onPress={() => setOpen({ kind: 'export', assignmentId: null })}
          >
            {t('export.action')}
          </Button>
        }
      >
        <Select
          label={t('class')}
          labelHidden
          options={options}
          value={classId}
          onChange={(id) => navigate(linkTo('handed-in', [id]))}
        />
        {data && (
          <span role="status" className={styles.soft}>
            {t('count', { count: data.items.length })}
          </span>
        )}
      </Toolbar>
      {view.isPending && <Skeleton lines={9} height="2.25rem" />}
      {view.error && <ErrorState error={view.error} onRetry={() => void view.refetch()} isRetrying={view.isFetching} />}
      {data && columns.length === 0 && (
        <EmptyState
          icon={Inbox}
          title={t('empty.title')}
          actions={<Button onPress={onCollect}>{t('collect.action')}</Button>}
        >
          {t('empty.text')}
        </EmptyState>
      )}
      {data && columns.length > 0 && (
        <ClassMatrix
          data={data}
          onCell={(pupilId, { assignmentId: id }) => setOpen({ kind: 'cell', pupilId, assignmentId: id })}
          onColumn={({ assignmentId: id }) => setOpen({ kind: 'work', assignmentId: id })}
        />
      )}
      {data && open?.kind === 'cell' && column && (
        <CellDialog data={data} pupilId={open.pupilId} column={column} onClose={close} />
      )}
      {data && open?.kind === 'work' && column && (
        <WorkDialog
          data={data}
          column={column}
          onClose={close}
          onExport={() => setOpen({ kind: 'export', assignmentId: column.assignmentId })}
        />
      )}
      {data && open?.kind === 'export' && <ExportDialog data={data} assignmentId={open.assignmentId} onClose={close} />}
    </div>
  )
}
