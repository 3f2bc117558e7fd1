import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportTable, RosterMapping } from '../../../electron/contract/views.ts'
import { Card, Select, TextField } from '../../ui/index.ts'
import styles from './import-file.module.css'
import { offeredFields } from './import-words.ts'

/** A name typed letter by letter is read once the hand rests. */
const REST_MS = 350

/** In the list of sheets, all of them. */
const EVERY_SHEET = -1

/** Another sheet has columns of its own: they are read afresh. */
function withSheet({ everySheet: _former, ...mapping }: RosterMapping, sheet: number): RosterMapping {
  return sheet === EVERY_SHEET
    ? { ...mapping, className: null, everySheet: true }
    : { ...mapping, sheet, columns: [], className: null }
}

export interface ImportColumnsProps {
  readonly table: ImportTable
  readonly classNeeded: boolean
  /** Shut until asked for: nothing there needs a look. */
  readonly isFolded: boolean
  readonly onChange: (mapping: RosterMapping) => void
}

/** What each column of the file holds, and the class when the file does not say. */
export function ImportColumns({ table, classNeeded, isFolded, onChange }: ImportColumnsProps) {
  const { t } = useTranslation('sources')
  const { mapping, headers, sheets } = table
  const [className, setClassName] = useState(mapping.className ?? '')
  const asked = classNeeded || mapping.className !== null
  useEffect(() => {
    const typed = className.trim() === '' ? null : className.trim()
    if (typed === mapping.className) return
    const timer = setTimeout(() => onChange({ ...mapping, className: typed }), REST_MS)
    return () => clearTimeout(timer)
  }, [className, mapping, onChange])
  const options = offeredFields(mapping.columns).map((id) => ({ id, label: t(`field.${id}`) }))
  const columns = (
    <div className={styles.columns}>
      {headers.map((header, index) => (
        <Select
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position, two may have the same heading
          key={index}
          label={header.trim() === '' ? t('import.unnamed', { number: index + 1 }) : header}
          options={options}
          value={mapping.columns[index] ?? 'ignore'}
          onChange={(field) =>
            onChange({
              ...mapping,
              columns: headers.map((_, at) => (at === index ? field : (mapping.columns[at] ?? 'ignore'))),
            })
          }
        />
      ))}
    </div>
  )
  return (
    <Card title={t('import.columns')}>
      {(sheets.length > 1 || asked) && (
        <div className={styles.asked}>
          {sheets.length > 1 && (
            <Select
              label={t('import.sheet')}
              options={[
                { id: EVERY_SHEET, label: t('import.every-sheet') },
                ...sheets.map((label, id) => ({ id, label })),
              ]}
              value={mapping.everySheet ? EVERY_SHEET : mapping.sheet}
              onChange={(sheet) => onChange(withSheet(mapping, sheet))}
            />
          )}
          {asked && (
            <TextField
              label={t('import.class')}
              hint={t('import.class-hint')}
              value={className}
              onChange={setClassName}
              maxLength={100}
            />
          )}
        </div>
      )}
      {isFolded ? (
        <details className={styles.folded}>
          <summary>{t('import.remembered')}</summary>
          {columns}
        </details>
      ) : (
        columns
      )}
    </Card>
  )
}
