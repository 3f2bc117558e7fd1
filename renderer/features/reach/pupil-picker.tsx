import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, Checkbox, Dialog, SearchField, Skeleton, wordFilter } from '../../ui/index.ts'
import styles from './reach.module.css'

/** More rows than this are no list any more: the search says to go on typing. */
const MAX_SHOWN = 80

export interface PupilPickerProps {
  readonly value: readonly number[]
  readonly onClose: () => void
  readonly onChoose: (pupilIds: number[]) => void
}

/** Pupils of the whole school, searched and ticked one by one. */
export function PupilPicker({ value, onClose, onChoose }: PupilPickerProps) {
  const { t } = useTranslation('reach')
  const roster = useChannel('classes.roster', { classId: null })
  const [text, setText] = useState('')
  const [first] = useState<ReadonlySet<number>>(() => new Set(value))
  const [ticked, setTicked] = useState(first)
  const rows = useMemo(() => {
    const matches = wordFilter(text)
    const all = (roster.data ?? []).map((row) => ({ ...row, name: `${row.familyName} ${row.givenName}`.trim() }))
    const found = all.filter((row) => matches(`${row.name} ${row.className ?? ''}`))
    // Without a search, those ticked before are what the eye looks for; ticking must not move the row under the pointer.
    return text.trim() === ''
      ? [...found].sort((a, b) => Number(first.has(b.pupilId)) - Number(first.has(a.pupilId)))
      : found
  }, [roster.data, text, first])
  const toggle = (id: number, isTicked: boolean) => {
    const next = new Set(ticked)
    if (isTicked) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('pupils.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('pick.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={ticked.size === 0}
            onPress={() => {
              onChoose([...ticked])
              onClose()
            }}
          >
            {t('pupils.choose', { count: ticked.size })}
          </Button>
        </>
      }
    >
      <SearchField label={t('pupils.search')} value={text} onChange={setText} width="full" autoFocus />
      {roster.error && <ErrorState error={roster.error} onRetry={() => void roster.refetch()} />}
      {roster.isPending && <Skeleton lines={6} height="1.75rem" />}
      {roster.data && (
        <>
          <p role="status" className={styles.soft}>
            {rows.length === 0
              ? t('pupils.none')
              : rows.length > MAX_SHOWN
                ? t('pupils.more', { shown: MAX_SHOWN, count: rows.length })
                : t('pupils.found', { count: rows.length })}
          </p>
          <fieldset className={styles.tickList}>
            <legend className="visually-hidden">{t('pupils.title')}</legend>
            {rows.slice(0, MAX_SHOWN).map(({ pupilId, name, className }) => (
              <Checkbox
                key={pupilId}
                isSelected={ticked.has(pupilId)}
                onChange={(isTicked) => toggle(pupilId, isTicked)}
              >
                {name} <span className={styles.soft}>{className}</span>
              </Checkbox>
            ))}
          </fieldset>
        </>
      )}
    </Dialog>
  )
}
