import { useEffect } from 'react'
import { PrintPortal } from '../print-portal.tsx'
import styles from './table-paper.module.css'
import type { TextTable } from './table-text.ts'

export interface TablePaperProps {
  readonly title: string
  /** Under the title: how many rows, on what day. */
  readonly detail: string
  readonly table: TextTable
  /** The dialog was closed, printed or not. */
  readonly onEnd: () => void
}

/** More columns than this are read better across the sheet. */
const PORTRAIT_COLUMNS = 5

/** The table as a sheet: title, day, every row, headings repeated on each page. Asks the printer as soon as it is there. */
export function TablePaper({ title, detail, table, onEnd }: TablePaperProps) {
  useEffect(() => {
    const frame = requestAnimationFrame(() => window.print())
    window.addEventListener('afterprint', onEnd, { once: true })
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', onEnd)
    }
  }, [onEnd])
  const page = table.titles.length > PORTRAIT_COLUMNS ? 'A4 landscape' : 'A4'
  return (
    <PrintPortal page={`size: ${page}; margin: 12mm`}>
      <article className={styles.paper}>
        <h1>{title}</h1>
        <p>{detail}</p>
        <table>
          <thead>
            <tr>
              {table.titles.map((words) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((cells, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of paper have no name and never move
              <tr key={index}>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </article>
    </PrintPortal>
  )
}
