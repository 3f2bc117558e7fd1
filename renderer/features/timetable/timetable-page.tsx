import { ChevronLeft, ChevronRight, LayoutGrid, List, Printer } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, IconButton, mondayOf, Page, PageHeader, Select, Skeleton, Toolbar, useFormat } from '../../ui/index.ts'
import { type Choice, choiceLink, isOf, weeksAway, whoseOptions } from './choice.ts'
import { EmptyWeek } from './empty-week.tsx'
import { useNarrow } from './use-narrow.ts'
import { WeekGrid } from './week-grid.tsx'
import { daysOfWeek, weekBounds } from './week-layout.ts'
import { WeekList } from './week-list.tsx'
import { WeekPaper } from './week-paper.tsx'

export interface TimetablePageProps {
  readonly choice: Choice
  readonly today: string
}

/** Ctrl (or Cmd) with an arrow: the week before, the week after. Fields keep these keys to move by words. */
function useWeekKeys(go: (weeks: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('input, textarea, [role="listbox"]')
      if (inField || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      event.preventDefault()
      go(event.key === 'ArrowLeft' ? -1 : 1)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [go])
}

/** The lessons of a week: what, when, where, for whom. The address holds the week, the class and the form. */
export function TimetablePage({ choice, today }: TimetablePageProps) {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const isNarrow = useNarrow()
  const classes = useChannel('classes.list')
  const answer = useChannel('timetable.read', weekBounds(choice.monday))
  const all = answer.data ?? []
  const lessons = all.filter(isOf(choice.whose))
  const days = daysOfWeek(choice.monday, lessons)
  const sources = [...new Set(lessons.flatMap(({ sourceLabel }) => sourceLabel ?? []))].sort()
  const chosenName = nameOf(choice, classes.data ?? [])
  const { options, value } = whoseOptions(all, { whose: choice.whose, label: chosenName ?? '…' }, t('allClasses'))
  const go = (next: Choice) => navigate(choiceLink(next, today))
  useWeekKeys((weeks) => go(weeksAway(choice, weeks)))
  const week = t('week', { date: format.date(choice.monday) })
  const title = chosenName === null ? t('title') : t('titleOf', { name: chosenName })
  const view = isNarrow ? 'list' : choice.view

  return (
    <Page layout="fill">
      <PageHeader
        title={t('title')}
        subtitle={
          <span role="status">{answer.data ? `${week} · ${t('count', { count: lessons.length })}` : week}</span>
        }
        actions={
          <Button icon={Printer} onPress={() => window.print()} isDisabled={lessons.length === 0}>
            {t('print')}
          </Button>
        }
      />
      <Toolbar
        end={
          <>
            {sources.length > 0 && <span>{t('source', { count: sources.length, names: sources.join(', ') })}</span>}
            {!isNarrow && lessons.length > 0 && (
              <Button
                size="small"
                icon={view === 'grid' ? List : LayoutGrid}
                onPress={() => go({ ...choice, view: view === 'grid' ? 'list' : 'grid' })}
              >
                {view === 'grid' ? t('asList') : t('asGrid')}
              </Button>
            )}
          </>
        }
      >
        <IconButton icon={ChevronLeft} label={t('previousWeek')} onPress={() => go(weeksAway(choice, -1))} />
        <Button
          onPress={() => go({ ...choice, monday: mondayOf(today) })}
          isDisabled={choice.monday === mondayOf(today)}
        >
          {t('goToday')}
        </Button>
        <IconButton icon={ChevronRight} label={t('nextWeek')} onPress={() => go(weeksAway(choice, 1))} />
        <Select
          label={t('class')}
          labelHidden
          options={options}
          value={value}
          onChange={(id) => go({ ...choice, whose: options.find((option) => option.id === id)?.whose ?? null })}
        />
      </Toolbar>
      {answer.error && (
        <ErrorState
          error={answer.error}
          shape="page"
          onRetry={() => void answer.refetch()}
          isRetrying={answer.isFetching}
        />
      )}
      {answer.isPending && <Skeleton lines={9} height="2.75rem" />}
      {answer.data && lessons.length === 0 && (
        <EmptyWeek choice={choice} name={chosenName} today={today} othersHave={all.length > 0} />
      )}
      {lessons.length > 0 && (
        <>
          {view === 'grid' ? (
            <WeekGrid days={days} listHref={choiceLink({ ...choice, view: 'list' }, today)} />
          ) : (
            <WeekList days={days} today={today} withSource={sources.length > 1} caption={`${title}, ${week}`} />
          )}
          <WeekPaper title={title} week={week} sources={sources} days={days} view={choice.view} />
        </>
      )}
    </Page>
  )
}

/** The name of those whose timetable it is; null for everybody, and while the classes are on their way. */
function nameOf({ whose }: Choice, classes: readonly { readonly id: number; readonly name: string }[]): string | null {
  if (whose === null) return null
  if ('name' in whose) return whose.name
  return classes.find(({ id }) => id === whose.classId)?.name ?? null
}
