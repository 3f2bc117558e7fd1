import { useTranslation } from 'react-i18next'
import type { LessonView } from '../../../electron/contract/views.ts'
import { classLink } from '../../app/router.ts'
import { useFormat } from '../../ui/index.ts'
import styles from './lesson-words.module.css'

/** "8 h 00 – 8 h 55"; of the whole lesson, also where only a part of it is on the day. */
export function useHours(): (lesson: LessonView) => string {
  const format = useFormat()
  return ({ startsAt, endsAt }) =>
    startsAt === endsAt ? format.time(startsAt) : `${format.time(startsAt)} – ${format.time(endsAt)}`
}

/** What it is, struck out with the word when it is cancelled. */
export function LessonLabel({ lesson }: { readonly lesson: LessonView }) {
  const { t } = useTranslation('timetable')
  const label = lesson.label === '' ? t('noLabel') : lesson.label
  if (!lesson.cancelled) return <>{label}</>
  return (
    <>
      <s className={styles.struck}>{label}</s> <span className={styles.cancelled}>{t('cancelled')}</span>
    </>
  )
}

/** For whom: a class of the school leads to its page, another name is only a name. */
export function LessonClasses({ lesson }: { readonly lesson: LessonView }) {
  return (
    <>
      {lesson.classes.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={classLink(id)} className={styles.class}>
            {name}
          </a>
        </span>
      ))}
      {lesson.otherNames.length > 0 && `${lesson.classes.length > 0 ? ', ' : ''}${lesson.otherNames.join(', ')}`}
    </>
  )
}
