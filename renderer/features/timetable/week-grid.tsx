import { MapPin } from 'lucide-react'
import { type CSSProperties, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx, localDay, useFormat } from '../../ui/index.ts'
import { LessonClasses, LessonLabel, useHours } from './lesson-words.tsx'
import styles from './week-grid.module.css'
import { type Block, blocksOf, type DayOfWeek, hoursOf, isRunning, minutesOf, type Piece } from './week-layout.ts'

export interface WeekGridProps {
  readonly days: readonly DayOfWeek[]
  /** Where the lessons that do not fit side by side are all listed. */
  readonly listHref: string
  readonly paper?: boolean
}

interface Hours {
  readonly first: number
  readonly last: number
}

/** How far down the sheet a time is, in percent; times outside of the drawn hours are at its edge. */
const depth = (minutes: number, { first, last }: Hours): number =>
  ((Math.min(last, Math.max(first, minutes)) - first) / (last - first)) * 100

/**
 * The week as a sheet: a column per day, lessons as tall as they last. What is seen by position is also in the
 * words: each day is a section with its heading, its lessons a list in the order they begin, each with its hours.
 */
export function WeekGrid({ days, listHref, paper = false }: WeekGridProps) {
  const format = useFormat()
  const hours = hoursOf(days)
  const count = (hours.last - hours.first) / 60
  const hourLabels = Array.from({ length: count }, (_, index) => hours.first / 60 + index)
  return (
    <div
      className={cx(styles.grid, paper ? styles.paper : styles.screen)}
      style={{ '--hours': count, '--days': days.length } as CSSProperties}
    >
      <div className={styles.ruler} aria-hidden>
        {hourLabels.map((hour) => (
          <span key={hour} className={styles.hour}>
            {format.language === 'fr' ? `${hour}\u00a0h` : `${String(hour).padStart(2, '0')}:00`}
          </span>
        ))}
      </div>
      {days.map((day) => (
        <DayColumn key={day.day} {...day} hours={hours} listHref={listHref} paper={paper} />
      ))}
    </div>
  )
}

interface DayColumnProps extends DayOfWeek {
  readonly hours: Hours
  readonly listHref: string
  readonly paper: boolean
}

function DayColumn({ day, pieces, hours, listHref, paper }: DayColumnProps) {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const headingId = useId()
  const isToday = !paper && day === localDay(format.now)
  const minutes = minutesOf(format.now)
  return (
    <section className={cx(styles.column, isToday && styles.isToday)} aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        <span className={styles.dayName}>{format.day(day)}</span>
        {isToday && <span className={styles.today}> {t('today')}</span>}
      </h2>
      <div className={styles.track}>
        {pieces.length === 0 && <p className="visually-hidden">{t('freeDay')}</p>}
        <ol>
          {blocksOf(pieces).map((block) => (
            <BlockItem key={block.pieces[0]?.lesson.id} block={block} hours={hours} listHref={listHref} paper={paper} />
          ))}
        </ol>
        {isToday && minutes >= hours.first && minutes <= hours.last && (
          <div className={styles.now} style={{ top: `${depth(minutes, hours)}%` }} aria-hidden />
        )}
      </div>
    </section>
  )
}

interface BlockItemProps {
  readonly block: Block
  readonly hours: Hours
  readonly listHref: string
  readonly paper: boolean
}

function BlockItem({ block, hours, listHref, paper }: BlockItemProps) {
  const { t } = useTranslation('timetable')
  const top = depth(block.from, hours)
  const place = {
    top: `${top}%`,
    height: `${depth(block.to, hours) - top}%`,
    left: `${(block.lane / block.lanes) * 100}%`,
    width: `${100 / block.lanes}%`,
  }
  const [only, ...others] = block.pieces
  if (only === undefined) return null
  return (
    <li className={styles.block} style={place}>
      {others.length === 0 ? (
        <LessonBlock piece={only} paper={paper} />
      ) : (
        <a href={listHref} className={styles.more}>
          <span aria-hidden>+ {block.pieces.length}</span>
          <span className="visually-hidden">{t('more', { count: block.pieces.length })}</span>
        </a>
      )}
    </li>
  )
}

function LessonBlock({ piece: { lesson }, paper }: { readonly piece: Piece; readonly paper: boolean }) {
  const { t } = useTranslation('timetable')
  const { now } = useFormat()
  const hours = useHours()(lesson)
  const isNow = !paper && isRunning(lesson, now)
  const hasClasses = lesson.classes.length + lesson.otherNames.length > 0
  return (
    <div className={cx(styles.lesson, lesson.cancelled && styles.cancelled, isNow && styles.running)}>
      <p className={styles.label}>
        <span className="visually-hidden">{hours} </span>
        <LessonLabel lesson={lesson} />
      </p>
      <p className={styles.detail}>
        {hasClasses && (
          <span className={styles.part}>
            <span className="visually-hidden">{t('column.classes')} </span>
            <LessonClasses lesson={lesson} />{' '}
          </span>
        )}
        {lesson.room !== null && (
          <span className={styles.part}>
            <MapPin size={12} aria-hidden className={styles.pin} />
            <span className="visually-hidden">{t('column.room')} </span>
            {lesson.room}{' '}
          </span>
        )}
        {isNow && <strong>{t('running')}</strong>}
      </p>
      <p className={styles.time} aria-hidden>
        {hours}
      </p>
    </div>
  )
}
