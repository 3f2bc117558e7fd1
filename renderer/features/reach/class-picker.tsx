import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary } from '../../../electron/contract/views.ts'
import { Button, Checkbox, Dialog } from '../../ui/index.ts'
import styles from './reach.module.css'

export interface ClassPickerProps {
  readonly classes: readonly ClassSummary[]
  readonly value: readonly number[]
  readonly onClose: () => void
  readonly onChoose: (classIds: number[]) => void
}

/** Several classes and groups at once. A pupil of two of them counts once. */
export function ClassPicker({ classes, value, onClose, onChoose }: ClassPickerProps) {
  const { t } = useTranslation('reach')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(() => new Set(value))
  const toggle = (id: number, isTicked: boolean) => {
    const next = new Set(ticked)
    if (isTicked) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  const kinds = (['class', 'group'] as const).filter((kind) => classes.some((one) => one.kind === kind))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('classes.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('pick.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={ticked.size === 0}
            onPress={() => {
              onChoose(classes.filter(({ id }) => ticked.has(id)).map(({ id }) => id))
              onClose()
            }}
          >
            {t('classes.choose', { count: ticked.size })}
          </Button>
        </>
      }
    >
      <p className={styles.soft}>{t('classes.text')}</p>
      {kinds.map((kind) => {
        const some = classes.filter((one) => one.kind === kind)
        const all = some.every(({ id }) => ticked.has(id))
        return (
          <fieldset key={kind} className={styles.ticks}>
            <legend className={styles.ticksTitle}>{t(`classes.${kind}`)}</legend>
            {some.length > 1 && (
              <Checkbox
                isSelected={all}
                isIndeterminate={!all && some.some(({ id }) => ticked.has(id))}
                onChange={(isTicked) => {
                  const ids = new Set(some.map(({ id }) => id))
                  setTicked(new Set([...ticked].filter((id) => !ids.has(id)).concat(isTicked ? [...ids] : [])))
                }}
              >
                {t(`classes.all-${kind}`)}
              </Checkbox>
            )}
            <div className={styles.tickGrid}>
              {some.map(({ id, name, pupils }) => (
                <Checkbox key={id} isSelected={ticked.has(id)} onChange={(isTicked) => toggle(id, isTicked)}>
                  {name} <span className={styles.soft}>{t('classes.pupils', { count: pupils })}</span>
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )
      })}
    </Dialog>
  )
}
