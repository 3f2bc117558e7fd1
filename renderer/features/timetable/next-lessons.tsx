import { useTranslation } from 'react-i18next'
import { timetableLink } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { addDays, localDay, useFormat } from '../../ui/index.ts'
import { LessonLabel } from './lesson-words.tsx'
import styles from './next-lessons.module.css'
import { upcoming } from './upcoming.ts'
import { midnight } from './week-layout.ts'

/** A line, not a card: Today belongs to the outage and to those who cannot be reached. */
const SHOWN = 3

/** The next lessons of the day, in one line; nothing when there is none. */
export function NextLessons() {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const today = localDay(format.now)
  const { data = [] } = useChannel('timetable.read', { from: midnight(today), to: midnight(addDays(today, 1)) })
  const next = upcoming(data, format.now)
  if (next.length === 0) return null
  return (
    <p className={styles.line}>
      <a href={timetableLink()} className={styles.title}>
        {t('next.title')}
      </a>
      {next.slice(0, SHOWN).map((lesson) => (
        <span key={lesson.id} className={styles.lesson}>
          <span className={styles.hour}>{format.time(lesson.startsAt)}</span> <LessonLabel lesson={lesson} />
          {[...lesson.classes.map(({ name }) => name), ...lesson.otherNames, lesson.room ?? '']
            .filter((part) => part !== '')
            .map((part) => `, ${part}`)}
        </span>
      ))}
      {next.length > SHOWN && <span>{t('next.more', { count: next.length - SHOWN })}</span>}
    </p>
  )
}
