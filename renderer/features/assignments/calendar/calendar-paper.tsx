import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useChannel } from '../../../bridge/index.ts'
import { PrintPortal, useFormat } from '../../../ui/index.ts'
import styles from './calendar-paper.module.css'

export interface CalendarPaperProps {
  readonly title: string
  readonly period: string
  readonly filter: { readonly from: string; readonly to: string; readonly classId?: number }
  /** A month's grid begins and ends in the months beside: those days are not printed. */
  readonly inPeriod: (day: string) => boolean
  readonly onDone: () => void
}

/** Nobody reads more on paper. */
const MOST_ROWS = 100

/** The days of the period one after the other, in columns: asked for when it is printed, since all of it is needed. */
export function CalendarPaper({ title, period, filter, inPeriod, onDone }: CalendarPaperProps) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const answer = useChannel('assignments.calendar', { ...filter, perDay: MOST_ROWS })
  const isReady = answer.data !== undefined
  const done = useRef(onDone)
  useEffect(() => {
    if (!isReady) return
    const end = () => done.current()
    window.addEventListener('afterprint', end, { once: true })
    // Two frames: the sheet is laid out before the dialog takes its picture.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
    return () => window.removeEventListener('afterprint', end)
  }, [isReady])
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return null
  return (
    <PrintPortal page="size: A4 portrait; margin: 14mm 12mm">
      <div className={styles.paper}>
        <header className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.period}>{period}</p>
        </header>
        <div className={styles.days}>
          {answer.data
            .filter(({ day }) => inPeriod(day))
            .map(({ day, total, rows }) => (
              <section key={day} className={styles.day}>
                <h2 className={styles.date}>
                  {format.day(day)} <span className={styles.count}>({t('calendar.count', { count: total })})</span>
                </h2>
                <ul>
                  {rows.map((row) => (
                    <li key={row.id} className={styles.work}>
                      <strong>{row.className}</strong> {row.title}
                      {row.subject && <span className={styles.soft}> · {row.subject}</span>}
                      {row.localState !== null && (
                        <span className={styles.soft}> · {t(`state.${row.localState}`)}</span>
                      )}
                    </li>
                  ))}
                  {total > rows.length && (
                    <li className={styles.soft}>{t('calendar.more', { count: total - rows.length })}</li>
                  )}
                </ul>
              </section>
            ))}
        </div>
        <p className={styles.foot}>{t('calendar.printed', { date: format.dateTime(format.now.toISOString()) })}</p>
      </div>
    </PrintPortal>
  )
}
