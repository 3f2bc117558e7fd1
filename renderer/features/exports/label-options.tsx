import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select, TextField } from '../../ui/index.ts'
import type { OptionsProps } from './choice.ts'
import styles from './exports.module.css'

const FORMATS = ['24', '21', '14'] as const
/** Millimetres a printer may be off by; beyond, it is another sheet. */
const MAX_SHIFT = 10

/** The sheet of labels, where it begins, and by how much the printer is off. */
export function LabelOptions({ choice, onChange }: OptionsProps) {
  const { t } = useTranslation('exports')
  const { labels } = choice
  const set = (part: Partial<typeof labels>) => onChange({ labels: { ...labels, ...part } })
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('labels.format')}
          value={labels.format}
          onChange={(format) => set({ format, first: Math.min(labels.first, Number(format)) })}
          options={FORMATS.map((id) => ({ id, label: t(`labels.size.${id}`) }))}
        />
        <Select
          label={t('labels.per')}
          value={labels.per}
          onChange={(per) => set({ per })}
          options={[
            { id: 'family', label: t('labels.family') },
            { id: 'pupil', label: t('labels.pupil') },
          ]}
        />
      </div>
      <div className={styles.triple}>
        <FigureField
          key={`first ${labels.format}`}
          label={t('labels.first')}
          value={labels.first}
          min={1}
          max={Number(labels.format)}
          isWhole
          onValue={(first) => set({ first })}
        />
        <FigureField
          label={t('labels.shiftX')}
          value={labels.shiftX}
          min={-MAX_SHIFT}
          max={MAX_SHIFT}
          onValue={(shiftX) => set({ shiftX })}
        />
        <FigureField
          label={t('labels.shiftY')}
          value={labels.shiftY}
          min={-MAX_SHIFT}
          max={MAX_SHIFT}
          onValue={(shiftY) => set({ shiftY })}
        />
      </div>
      <p className={styles.soft}>{t('labels.hint')}</p>
    </>
  )
}

interface FigureFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly isWhole?: boolean
  readonly onValue: (value: number) => void
}

/** A figure as it is typed, comma or point; told only when it can be used. */
function FigureField({ label, value, min, max, isWhole = false, onValue }: FigureFieldProps) {
  const { t } = useTranslation('exports')
  const [text, setText] = useState(String(value).replace('.', ','))
  const read = (typed: string): number | null => {
    const figure = /^[+-]?\d+(?:[.,]\d+)?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : Number.NaN
    return figure >= min && figure <= max && (!isWhole || Number.isInteger(figure)) ? figure : null
  }
  return (
    <TextField
      label={label}
      value={text}
      inputMode="decimal"
      errorMessage={read(text) === null ? t('labels.range', { min, max }) : null}
      onChange={(typed) => {
        setText(typed)
        const figure = read(typed)
        if (figure !== null) onValue(figure)
      }}
    />
  )
}
