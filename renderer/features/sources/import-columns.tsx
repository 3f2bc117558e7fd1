import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview, RosterField, RosterMapping } from '../../../electron/contract/views.ts'
import { Card, Select, TextField } from '../../ui/index.ts'
import styles from './import-file.module.css'

/** In the order of the list; `satisfies` below fails when the contract gains a field. */
const FIELD_KEYS = {
  ignore: true,
  fullName: true,
  familyName: true,
  givenName: true,
  birthDate: true,
  className: true,
  group: true,
  pupilEmail: true,
  pupilPhone: true,
  guardian1Name: true,
  guardian1Email: true,
  guardian1Phone: true,
  guardian2Name: true,
  guardian2Email: true,
  guardian2Phone: true,
} as const satisfies Record<RosterField, true>
const FIELDS = Object.keys(FIELD_KEYS) as readonly RosterField[]

/** A name typed letter by letter is read once the hand rests. */
const REST_MS = 350

export interface ImportColumnsProps {
  readonly preview: ImportPreview
  readonly onChange: (mapping: RosterMapping) => void
}

/** What each column of the file holds, and the class when the file does not say. */
export function ImportColumns({ preview, onChange }: ImportColumnsProps) {
  const { t } = useTranslation('sources')
  const { mapping, headers, sheets } = preview
  const [className, setClassName] = useState(mapping.className ?? '')
  const asked = preview.classNeeded || mapping.className !== null
  useEffect(() => {
    const typed = className.trim() === '' ? null : className.trim()
    if (typed === mapping.className) return
    const timer = setTimeout(() => onChange({ ...mapping, className: typed }), REST_MS)
    return () => clearTimeout(timer)
  }, [className, mapping, onChange])
  const options = FIELDS.map((id) => ({ id, label: t(`field.${id}`) }))
  return (
    <Card title={t('import.columns')}>
      {(sheets.length > 1 || asked) && (
        <div className={styles.asked}>
          {sheets.length > 1 && (
            <Select
              label={t('import.sheet')}
              options={sheets.map((label, id) => ({ id, label }))}
              value={mapping.sheet}
              onChange={(sheet) => onChange({ ...mapping, sheet })}
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
    </Card>
  )
}
