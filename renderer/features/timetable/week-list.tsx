import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge, cx, useFormat } from '../../ui/index.ts'
import { LessonClasses, LessonLabel, useHours } from './lesson-words.tsx'
import { type DayOfWeek, isRunning } from './week-layout.ts'
import styles from './week-list.module.css'

export interface WeekListProps {
  readonly days: readonly DayOfWeek[]
  readonly today: string
  /** Several sources: each lesson says which. */
  readonly withSource: boolean
  readonly caption: string
  readonly paper?: boolean
}

/** The week as one table, a group of rows per day: for narrow windows, for reading aloud, for long lists on paper. */
export function WeekList({ days, today, withSource, caption, paper = false }: WeekListProps) {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const hours = useHours()
  const columns = withSource ? 5 : 4
  return (
    <table className={cx(styles.table, paper ? styles.paper : styles.screen)}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column.hours')}</th>
          <th scope="col">{t('column.lesson')}</th>
          <th scope="col">{t('column.room')}</th>
          <th scope="col">{t('column.classes')}</th>
          {withSource && <th scope="col">{t('column.source')}</th>}
        </tr>
      </thead>
      {days
        .filter(({ pieces }) => pieces.length > 0)
        .map(({ day, pieces }) => (
          <tbody key={day}>
            <tr className={styles.day}>
              <th scope="rowgroup" colSpan={columns}>
                {format.day(day)}
                {day === today && !paper && <span className={styles.today}>{t('today')}</span>}
              </th>
            </tr>
            {pieces.map(({ lesson }) => (
              <tr key={lesson.id} className={cx(lesson.cancelled && styles.cancelled)}>
                <td className={styles.hours}>{hours(lesson)}</td>
                <th scope="row" className={styles.label}>
                  <LessonLabel lesson={lesson} />{' '}
                  {!paper && isRunning(lesson, format.now) && (
                    <Badge tone="info" icon={Clock}>
                      {t('running')}
                    </Badge>
                  )}
                </th>
                <td>{lesson.room}</td>
                <td>
                  <LessonClasses lesson={lesson} />
                </td>
                {withSource && <td className={styles.source}>{lesson.sourceLabel}</td>}
              </tr>
            ))}
          </tbody>
        ))}
    </table>
  )
}
