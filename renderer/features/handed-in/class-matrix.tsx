import { useMemo } from 'react'
import { Button as AriaButton, Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HandedInClass } from '../../../electron/contract/views.ts'
import { pupilLink } from '../../app/router.ts'
import { localDay, useFormat } from '../../ui/index.ts'
import { CellBadge } from './cell-state.tsx'
import styles from './handed-in.module.css'
import { type Column, matrixOf } from './matrix-view.ts'

export interface ClassMatrixProps {
  readonly data: HandedInClass
  readonly onCell: (pupilId: number, column: Column) => void
  readonly onColumn: (column: Column) => void
}

/** Who gave what: pupils down, work across; both stay in sight when the rest scrolls. */
export function ClassMatrix({ data, onCell, onColumn }: ClassMatrixProps) {
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const today = localDay(format.now)
  const matrix = useMemo(() => matrixOf(data, today), [data, today])
  const titleOf = (column: Column) => (column.assignmentId === null ? t('otherWork') : column.title)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroll} tabIndex={0} aria-label={t('matrix.region', { name: data.className })}>
      <table className={styles.matrix}>
        <caption className="visually-hidden">{t('matrix.caption', { name: data.className })}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {t('matrix.pupil')}
            </th>
            {matrix.columns.map((column) => (
              <th key={column.assignmentId ?? 0} scope="col" className={styles.work}>
                <AriaButton className={styles.workButton ?? ''} onPress={() => onColumn(column)}>
                  <span className={styles.workTitle}>{titleOf(column)}</span>
                  <span className={styles.workFacts}>
                    {column.dueOn && <span>{format.shortDay(column.dueOn)}</span>}
                    <span>
                      {column.assignmentId === null
                        ? t('matrix.pupils', { count: column.given })
                        : t('matrix.given', { given: column.given, total: data.pupils.length })}
                    </span>
                  </span>
                </AriaButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.pupils.map((pupil) => (
            <tr key={pupil.id}>
              <th scope="row" className={styles.pupil}>
                <Link href={pupilLink(pupil.id)} className={styles.pupilLink ?? ''}>
                  <strong>{pupil.familyName}</strong> {pupil.givenName}
                </Link>
                {!pupil.active && <span className={styles.soft}> {t('matrix.left')}</span>}
              </th>
              {matrix.columns.map((column) => {
                const cell = matrix.cellOf(pupil.id, column)
                if (column.assignmentId === null && cell.items.length === 0) return <td key={0} />
                return (
                  <td key={column.assignmentId ?? 0}>
                    {cell.items.length === 0 ? (
                      <CellBadge cell={cell} />
                    ) : (
                      <AriaButton
                        className={styles.cell ?? ''}
                        aria-label={t('matrix.open', {
                          name: `${pupil.givenName} ${pupil.familyName}`,
                          work: titleOf(column),
                          count: cell.items.length,
                        })}
                        onPress={() => onCell(pupil.id, column)}
                      >
                        <CellBadge cell={cell} />
                        {cell.items.length > 1 && <span className={styles.more}>{cell.items.length}</span>}
                      </AriaButton>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
