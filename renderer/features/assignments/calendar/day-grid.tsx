import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, HolidayView } from '../../../../electron/contract/views.ts'
import { assignmentLink } from '../../../app/router.ts'
import { cx, useFormat } from '../../../ui/index.ts'
import { LocalBadge } from '../local-part.tsx'
import styles from './calendar.module.css'
import { type CalendarChoice, dayAfterKey, loadOf } from './choice.ts'

export interface DayGridProps {
  readonly label: string
  readonly weeks: readonly (readonly string[])[]
  readonly view: CalendarChoice['view']
  readonly days: readonly CalendarDay[]
  readonly holidays: readonly HolidayView[]
  readonly today: string
  /** The one day that Tab reaches; arrows move it. */
  readonly focused: string
  readonly onFocus: (day: string) => void
  /** Shows all of a day. */
  readonly onOpen: (day: string) => void
  readonly inMonth: (day: string) => boolean
}

const SATURDAY = 5

/** A grid of days (ARIA's pattern): one stop for Tab, arrows from day to day, Enter for all of a day. */
export function DayGrid(props: DayGridProps) {
  const { label, weeks, view, days, focused, onFocus, onOpen } = props
  const format = useFormat()
  const grid = useRef<HTMLTableElement>(null)
  const movedByKey = useRef(false)
  const byDay = new Map(days.map((day) => [day.day, day]))
  const fullest = days.reduce((most, { total }) => Math.max(most, total), 0)

  useEffect(() => {
    if (!movedByKey.current) return
    movedByKey.current = false
    grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus()
  }, [focused])

  const press = (event: KeyboardEvent, day: string) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return onOpen(day)
    }
    const next = dayAfterKey(day, event.key, view)
    if (next === null) return
    event.preventDefault()
    movedByKey.current = true
    onFocus(next)
  }

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's grid pattern is a table whose cells take the focus. */}
      <table ref={grid} role="grid" aria-label={label} className={cx(styles.grid, styles[view])}>
        <thead>
          <tr>
            {weeks[0]?.map((day, weekday) => (
              <th key={day} scope="col" className={cx(styles.name, weekday >= SATURDAY && styles.narrow)}>
                {format.weekday(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day, weekday) => (
                <Cell
                  key={day}
                  {...props}
                  day={day}
                  entry={byDay.get(day)}
                  fullest={fullest}
                  isWeekend={weekday >= SATURDAY}
                  onKeyDown={(event) => press(event, day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps extends DayGridProps {
  readonly day: string
  readonly entry: CalendarDay | undefined
  readonly fullest: number
  readonly isWeekend: boolean
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Cell(props: CellProps) {
  const { day, entry, fullest, isWeekend, onKeyDown, holidays, today, focused, view, onFocus, onOpen, inMonth } = props
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const total = entry?.total ?? 0
  const load = loadOf(total, fullest)
  const isHoliday = holidays.some(({ from, to }) => from <= day && day <= to)
  const spoken = [
    t('calendar.dayLabel', {
      date: format.day(day),
      count: total === 0 ? t('calendar.none') : t('calendar.count', { count: total }),
    }),
    ...(day === today ? [t('calendar.isToday')] : []),
    ...(isHoliday ? [t('calendar.holiday')] : []),
    ...(load === 'none' ? [] : [t(`calendar.load.${load}`)]),
    ...(entry && entry.toCarryOver > 0 ? [t('calendar.toCarryOver', { count: entry.toCarryOver })] : []),
  ].join(', ')
  const left = total - (entry?.rows.length ?? 0)
  return (
    <td
      data-day={day}
      aria-label={spoken}
      {...(day === today ? { 'aria-current': 'date' as const } : {})}
      tabIndex={day === focused ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && onFocus(day)}
      onDoubleClick={() => onOpen(day)}
      className={cx(
        styles.cell,
        day === today && styles.isToday,
        isWeekend && styles.weekend,
        isHoliday && styles.holiday,
        !inMonth(day) && styles.outside,
      )}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <span className={styles.number}>{view === 'month' ? Number(day.slice(8)) : format.dayMonth(day)}</span>
          {isHoliday && <span className={styles.note}>{t('calendar.holiday')}</span>}
          {total > 0 && (
            <button type="button" tabIndex={-1} className={cx(styles.load, styles[load])} onClick={() => onOpen(day)}>
              {format.number(total)}
            </button>
          )}
        </div>
        <ul className={styles.works}>
          {entry?.rows.map((row) => (
            <li key={row.id} className={styles.work}>
              <a href={assignmentLink(row.id)} tabIndex={-1} className={styles.link}>
                <span className={styles.class}>{row.className}</span> {row.title}
              </a>
              {view === 'week' && row.localState !== null && <LocalBadge state={row.localState} plain />}
            </li>
          ))}
          {left > 0 && (
            <li>
              <button type="button" tabIndex={-1} className={styles.more} onClick={() => onOpen(day)}>
                {t('calendar.more', { count: left })}
              </button>
            </li>
          )}
        </ul>
      </div>
    </td>
  )
}
