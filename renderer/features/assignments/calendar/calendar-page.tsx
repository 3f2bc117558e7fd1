import { ChevronLeft, ChevronRight, Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { linkTo, readPlace } from '../../../app/router.ts'
import { ErrorState, useChannel } from '../../../bridge/index.ts'
import {
  Button,
  IconButton,
  localDay,
  Page,
  PageHeader,
  Select,
  Skeleton,
  Toolbar,
  useFormat,
} from '../../../ui/index.ts'
import styles from './calendar.module.css'
import { CalendarPaper } from './calendar-paper.tsx'
import {
  type CalendarChoice,
  calendarLink,
  dayAfterKey,
  daysOfWeek,
  readCalendarChoice,
  weeksOfMonth,
} from './choice.ts'
import { DayDialog } from './day-dialog.tsx'
import { DayGrid } from './day-grid.tsx'

/** Stands for no class in the list of classes. */
const EVERY_CLASS = 0
/** Titles in a cell: what fits a month on 1366 × 768, and a week of a full school. */
const SHOWN = { month: 3, week: 14 } as const

/** What is due when: a week or a month, of a class or of all, with the load of each day. */
export function CalendarPage({ choice }: { readonly choice: CalendarChoice }) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const today = localDay(format.now)
  const [focused, setFocused] = useState(choice.day ?? today)
  const [view, setView] = useState(choice.view)
  const [classId, setClassId] = useState(choice.classId)
  const [opened, setOpened] = useState<string | null>(null)
  const [isPrinting, setPrinting] = useState(false)
  const weeks = view === 'month' ? weeksOfMonth(focused) : [daysOfWeek(focused)]
  const period = { from: weeks[0]?.[0] ?? focused, to: weeks.at(-1)?.at(-1) ?? focused }
  const filter = { ...period, ...(classId === null ? {} : { classId }) }
  const classes = useChannel('classes.list')
  const holidays = useChannel('assignments.holidays', period, { keepPrevious: true })
  const answer = useChannel('assignments.calendar', { ...filter, perDay: SHOWN[view] }, { keepPrevious: true })

  // A link to another view while this screen is open; what is written in place below fires nothing.
  useEffect(() => {
    const follow = () => {
      const asked = readCalendarChoice(readPlace(window.location.hash).query)
      setView(asked.view)
      setClassId(asked.classId)
      setFocused(asked.day ?? today)
    }
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [today])
  // In place: Back leads out of the calendar, and back into it where it was left.
  useEffect(() => {
    window.history.replaceState(null, '', calendarLink({ view, day: focused === today ? null : focused, classId }))
  }, [view, focused, classId, today])

  const move = (key: 'PageUp' | 'PageDown') => setFocused((day) => dayAfterKey(day, key, view) ?? day)
  const inMonth = (day: string) => view === 'week' || day.startsWith(focused.slice(0, 7))
  const total = (answer.data ?? []).filter(({ day }) => inMonth(day)).reduce((sum, day) => sum + day.total, 0)
  const title = view === 'month' ? format.month(focused) : t('calendar.weekOf', { date: format.date(period.from) })
  const className = classes.data?.find(({ id }) => id === classId)?.name ?? null

  return (
    <Page layout="fill">
      <PageHeader
        title={t('calendar.title')}
        back={{ href: linkTo('assignments'), label: t('calendar.back') }}
        subtitle={
          <span role="status">
            {answer.isPending ? t('calendar.loading') : `${title} · ${t('calendar.count', { count: total })}`}
          </span>
        }
        actions={
          <Button icon={Printer} onPress={() => setPrinting(true)} isDisabled={total === 0}>
            {t('calendar.print')}
          </Button>
        }
      />
      <Toolbar
        end={
          <ToggleButtonGroup
            aria-label={t('calendar.view')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={(keys) => setView(keys.has('month') ? 'month' : 'week')}
            className={styles.views ?? ''}
          >
            <ToggleButton id="week" className={styles.view ?? ''}>
              {t('calendar.week')}
            </ToggleButton>
            <ToggleButton id="month" className={styles.view ?? ''}>
              {t('calendar.month')}
            </ToggleButton>
          </ToggleButtonGroup>
        }
      >
        <IconButton
          icon={ChevronLeft}
          label={t(view === 'week' ? 'calendar.previousWeek' : 'calendar.previousMonth')}
          onPress={() => move('PageUp')}
        />
        <Button onPress={() => setFocused(today)} isDisabled={focused === today}>
          {t('calendar.today')}
        </Button>
        <IconButton
          icon={ChevronRight}
          label={t(view === 'week' ? 'calendar.nextWeek' : 'calendar.nextMonth')}
          onPress={() => move('PageDown')}
        />
        <Select
          label={t('calendar.class')}
          labelHidden
          options={[
            { id: EVERY_CLASS, label: t('calendar.allClasses') },
            ...(classes.data ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
          value={classId ?? EVERY_CLASS}
          onChange={(id) => setClassId(id === EVERY_CLASS ? null : id)}
        />
      </Toolbar>
      {answer.error && (
        <ErrorState
          shape="page"
          error={answer.error}
          onRetry={() => void answer.refetch()}
          isRetrying={answer.isFetching}
        />
      )}
      {answer.isPending && <Skeleton lines={view === 'month' ? 6 : 1} height={view === 'month' ? '5rem' : '30rem'} />}
      {answer.data && (
        <DayGrid
          label={title}
          weeks={weeks}
          view={view}
          days={answer.data}
          holidays={holidays.data ?? []}
          today={today}
          focused={focused}
          onFocus={setFocused}
          onOpen={setOpened}
          inMonth={inMonth}
        />
      )}
      {opened !== null && <DayDialog day={opened} classId={classId} onClose={() => setOpened(null)} />}
      {isPrinting && (
        <CalendarPaper
          title={className === null ? t('calendar.title') : `${t('calendar.title')}, ${className}`}
          period={title}
          filter={filter}
          inPeriod={inMonth}
          onDone={() => setPrinting(false)}
        />
      )}
    </Page>
  )
}
