import { CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ClassSummary } from '../../../electron/contract/views.ts'
import { Button, Checkbox } from '../../ui/index.ts'
import styles from './exports.module.css'

export interface ClassesStepProps {
  readonly classes: readonly ClassSummary[]
  readonly chosen: readonly number[]
  readonly onChange: (classIds: readonly number[]) => void
}

/** One or several classes, in the order of the list. */
export function ClassesStep({ classes, chosen, onChange }: ClassesStepProps) {
  const { t } = useTranslation('exports')
  const divisions = classes.filter(({ kind }) => kind === 'class').map(({ id }) => id)
  const isEvery = divisions.length > 0 && divisions.every((id) => chosen.includes(id))
  const inOrder = (ids: readonly number[]) => classes.map(({ id }) => id).filter((id) => ids.includes(id))
  return (
    <>
      <CheckboxGroup
        aria-label={t('classes.label')}
        className={styles.classes ?? ''}
        value={chosen.map(String)}
        onChange={(ids) => onChange(inOrder(ids.map(Number)))}
      >
        {classes.map(({ id, name }) => (
          <Checkbox key={id} value={String(id)}>
            {name}
          </Checkbox>
        ))}
      </CheckboxGroup>
      {divisions.length > 1 && (
        <Button size="small" variant="quiet" onPress={() => onChange(isEvery ? [] : inOrder(divisions))}>
          {isEvery ? t('classes.none') : t('classes.all')}
        </Button>
      )}
    </>
  )
}
