import { CalendarRange, ClipboardList, FolderOpen, MousePointerClick, Plus, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import {
  Button,
  ButtonLink,
  EmptyState,
  localDay,
  Page,
  PageHeader,
  SearchField,
  Select,
  Skeleton,
  Toolbar,
  useFormat,
} from '../../ui/index.ts'
import { AssignmentDetail } from './assignment-detail.tsx'
import { AssignmentList } from './assignment-list.tsx'
import styles from './assignments-page.module.css'
import { DUE_PERIODS, type DuePeriod, periodBounds } from './due-groups.ts'
import { useDraftOpener } from './local-part.tsx'
import { useAssignments } from './use-assignments.ts'
import { DraftsNotice, MatchNotice } from './work-notices.tsx'

export interface AssignmentsPageProps {
  /** From the address: the assignment to show, the class to filter by. */
  readonly initialId: number | null
  readonly initialClassId: number | null
}

/** Stands for no class in the list of classes. */
const EVERY_CLASS = 0
/** Typing pauses this long before the database is asked. */
const TYPING_PAUSE_MS = 150

const calendarLink = (classId: number) =>
  linkTo('assignments', ['calendar'], classId === EVERY_CLASS ? {} : { class: String(classId) })

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** The work given, by due day, with what is asked beside the list. */
export function AssignmentsPage({ initialId, initialClassId }: AssignmentsPageProps) {
  const { t } = useTranslation('assignments')
  const { now } = useFormat()
  const today = localDay(now)
  const classes = useChannel('classes.list')
  const [text, setText] = useState('')
  const [classId, setClassId] = useState(initialClassId ?? EVERY_CLASS)
  const [period, setPeriod] = useState<DuePeriod>(initialId === null && initialClassId === null ? 'this-week' : 'all')
  const [chosen, setChosen] = useState(initialId)
  const settled = useSettled(text.trim())
  const isFiltered = settled !== '' || classId !== EVERY_CLASS || period !== 'all'
  const list = useAssignments({
    ...periodBounds(period, today),
    ...(settled === '' ? {} : { text: settled }),
    ...(classId === EVERY_CLASS ? {} : { classId }),
  })
  // The address may name another assignment while this screen is already open.
  useEffect(() => {
    if (initialId !== null) setChosen(initialId)
  }, [initialId])

  const drafts = useDraftOpener()
  const showAll = () => {
    setText('')
    setClassId(EVERY_CLASS)
    setPeriod('all')
  }

  return (
    <Page layout="fill">
      <PageHeader
        title={t('title')}
        actions={
          <>
            <ButtonLink icon={CalendarRange} href={calendarLink(classId)}>
              {t('local-work:calendar.open')}
            </ButtonLink>
            <Button
              variant="primary"
              icon={Plus}
              onPress={() => drafts.create(classId === EVERY_CLASS ? [] : [classId])}
              isPending={drafts.isPending}
            >
              {t('local-work:create')}
            </Button>
          </>
        }
      />
      {drafts.error && <ErrorState error={drafts.error} />}
      <DraftsNotice />
      <MatchNotice />
      <Toolbar end={<span role="status">{list.isPending ? t('loading') : t('count', { count: list.total })}</span>}>
        <SearchField label={t('search')} value={text} onChange={setText} />
        <Select
          label={t('class')}
          labelHidden
          options={[
            { id: EVERY_CLASS, label: t('allClasses') },
            ...(classes.data ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
          value={classId}
          onChange={setClassId}
        />
        <Select
          label={t('period.label')}
          labelHidden
          options={DUE_PERIODS.map((id) => ({ id, label: t(`period.${id}`) }))}
          value={period}
          onChange={setPeriod}
        />
      </Toolbar>
      {list.error && <ErrorState error={list.error} shape="page" onRetry={list.retry} isRetrying={list.isFetching} />}
      {!list.error && (
        <div className={styles.split}>
          <div className={styles.list}>
            {list.isPending && (
              <div className={styles.padded}>
                <Skeleton lines={9} height="2.5rem" />
              </div>
            )}
            {!list.isPending &&
              list.rows.length === 0 &&
              (isFiltered ? (
                <EmptyState
                  icon={SearchX}
                  size="small"
                  title={t('noMatch.title')}
                  actions={<Button onPress={showAll}>{t('noMatch.action')}</Button>}
                >
                  {t('noMatch.text')}
                </EmptyState>
              ) : (
                <EmptyState
                  icon={ClipboardList}
                  title={t('empty.title')}
                  actions={
                    <ButtonLink icon={FolderOpen} href={linkTo('sources')}>
                      {t('empty.action')}
                    </ButtonLink>
                  }
                >
                  {t('empty.text')}
                </EmptyState>
              ))}
            {list.rows.length > 0 && (
              <AssignmentList assignments={list} today={today} chosen={chosen} onChoose={setChosen} />
            )}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section className={styles.detail} tabIndex={0} aria-label={t('detail.label')}>
            {chosen === null ? (
              <div className={styles.none}>
                <EmptyState icon={MousePointerClick} title={t('detail.none.title')}>
                  {t('detail.none.text')}
                </EmptyState>
              </div>
            ) : (
              <AssignmentDetail key={chosen} assignmentId={chosen} today={today} onRemoved={() => setChosen(null)} />
            )}
          </section>
        </div>
      )}
    </Page>
  )
}
