import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaptureMapping, CapturePreview } from '../../../electron/contract/views.ts'
import { Select, TextField } from '../../ui/index.ts'
import styles from './capture.module.css'

type Field = CaptureMapping['columns'][number]

/** What a column of a screen may hold; rarer meanings are for files. */
const FIELDS: Readonly<Record<CaptureMapping['kind'], readonly Field[]>> = {
  roster: [
    'ignore',
    'fullName',
    'familyName',
    'givenName',
    'birthDate',
    'className',
    'group',
    'pupilEmail',
    'pupilPhone',
    'guardian1Name',
    'guardian1Email',
    'guardian1Phone',
    'guardian2Name',
    'guardian2Email',
    'guardian2Phone',
  ],
  timetable: [],
  assignments: ['ignore', 'title', 'description', 'dueOn', 'assignedOn', 'subject', 'className'],
}

/** A name typed letter by letter is read once the hand rests. */
const REST_MS = 350

export function MappingForm({
  preview,
  onChange,
}: {
  readonly preview: CapturePreview
  readonly onChange: (mapping: CaptureMapping) => void
}) {
  const { t } = useTranslation('capture')
  const { mapping, headers, samples, blocks } = preview
  const [className, setClassName] = useState(mapping.className ?? '')
  useEffect(() => {
    const wanted = className.trim() === '' ? null : className.trim()
    if (wanted === mapping.className) return
    const timer = setTimeout(() => onChange({ ...mapping, className: wanted }), REST_MS)
    return () => clearTimeout(timer)
  }, [className, mapping, onChange])
  const known = FIELDS[mapping.kind]
  const columns = mapping.columns.length === 0 ? [] : headers
  return (
    <div className={styles.mapping}>
      <div className={styles.fields}>
        {blocks.length > 1 && (
          <Select
            label={t('mapping.block')}
            options={blocks.map((block) => ({
              id: `${block.block} ${block.kind}`,
              label: t(`mapping.of.${block.kind}`, { count: block.rows, name: block.label }),
            }))}
            value={`${mapping.block} ${mapping.kind}`}
            onChange={(id) => {
              const block = blocks.find((each) => `${each.block} ${each.kind}` === id)
              // Its columns are read anew: an empty list asks for what Trousse proposes.
              if (block) onChange({ ...mapping, block: block.block, kind: block.kind, columns: [] })
            }}
          />
        )}
        {!mapping.columns.includes('className') && (
          <TextField
            label={t('mapping.class')}
            hint={t('mapping.class-hint')}
            value={className}
            onChange={setClassName}
            errorMessage={preview.classNeeded ? t('mapping.class-needed') : null}
          />
        )}
      </div>
      {columns.length > 0 && (
        <details open={preview.confidence !== 'sure'} className={styles.details}>
          <summary>{t('mapping.columns')}</summary>
          <fieldset className={styles.columns} aria-label={t('mapping.columns')}>
            {columns.map((header, index) => {
              // Never kept whatever is chosen: named above, and not offered.
              if (preview.dropped.includes(header)) return null
              const field = mapping.columns[index] ?? 'ignore'
              const shown = known.includes(field) ? known : [...known, field]
              return (
                <Select
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same title; their place tells them apart
                  key={`${index} ${header}`}
                  size="small"
                  label={header || t('mapping.nameless', { number: index + 1 })}
                  hint={(samples[index] ?? []).filter((sample) => sample !== '').join(' · ') || t('mapping.empty')}
                  options={shown.map((each) => ({ id: each, label: t(`field.${each}`) }))}
                  value={field}
                  onChange={(chosen) =>
                    onChange({
                      ...mapping,
                      columns: headers.map((_, at) => (at === index ? chosen : (mapping.columns[at] ?? 'ignore'))),
                    })
                  }
                />
              )
            })}
          </fieldset>
        </details>
      )}
    </div>
  )
}
