import { useTranslation } from 'react-i18next'
import { PrintPortal, useFormat } from '../../ui/index.ts'
import { WeekGrid } from './week-grid.tsx'
import { blocksOf, type DayOfWeek } from './week-layout.ts'
import { WeekList } from './week-list.tsx'
import styles from './week-paper.module.css'

export interface WeekPaperProps {
  readonly title: string
  readonly week: string
  readonly sources: readonly string[]
  readonly days: readonly DayOfWeek[]
  readonly view: 'grid' | 'list'
}

/** What the printer gets: the week for the wall or the bag: one landscape page, or a list where the lessons would not fit side by side. */
export function WeekPaper({ title, week, sources, days, view }: WeekPaperProps) {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const isCrowded = days.some(({ pieces }) => blocksOf(pieces).some((block) => block.pieces.length > 1))
  const asGrid = view === 'grid' && !isCrowded
  return (
    <PrintPortal page={asGrid ? 'size: A4 landscape; margin: 10mm 12mm' : 'size: A4 portrait; margin: 14mm 12mm'}>
      <div className={styles.paper}>
        <header className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.week}>{week}</p>
        </header>
        {asGrid ? (
          <WeekGrid days={days} listHref="" paper />
        ) : (
          <WeekList days={days} today="" withSource={sources.length > 1} caption={week} paper />
        )}
        <p className={styles.foot}>
          {[
            ...(sources.length > 0 ? [t('source', { count: sources.length, names: sources.join(', ') })] : []),
            t('printed', { date: format.dateTime(format.now.toISOString()) }),
          ].join(' · ')}
        </p>
      </div>
    </PrintPortal>
  )
}
