import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedInClass } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, Select } from '../../ui/index.ts'
import styles from './handed-in.module.css'
import { ItemList } from './item-list.tsx'
import type { Column } from './matrix-view.ts'

export interface CellDialogProps {
  readonly data: HandedInClass
  readonly pupilId: number
  readonly column: Column
  readonly onClose: () => void
}

/** Other work, in the lists of what a file can be for: an assignment's id is never 0. */
export const OTHER_WORK = 0

/** What one pupil gave for one piece of work, and the way to say that it was for another. */
export function CellDialog({ data, pupilId, column, onClose }: CellDialogProps) {
  const { t } = useTranslation('handed-in')
  const pupil = data.pupils.find(({ id }) => id === pupilId)
  const items = data.items.filter((item) => item.pupilId === pupilId && item.assignmentId === column.assignmentId)
  const title = column.assignmentId === null ? t('otherWork') : column.title
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={`${pupil?.familyName ?? ''} ${pupil?.givenName ?? ''} – ${title}`}
    >
      {items.length === 0 ? (
        <p className={styles.soft}>{t('cell.empty')}</p>
      ) : (
        <>
          <p className={styles.soft}>{t('cell.lead')}</p>
          <ItemList items={items} label={t('cell.files')} />
          <Move data={data} column={column} pupilId={pupilId} ids={items.map(({ id }) => id)} />
        </>
      )}
    </Dialog>
  )
}

function Move(props: {
  readonly data: HandedInClass
  readonly column: Column
  readonly pupilId: number
  readonly ids: readonly number[]
}) {
  const { data, column, pupilId, ids } = props
  const { t } = useTranslation('handed-in')
  const settle = useAction('handedIn.settle')
  const [pupil, setPupil] = useState(pupilId)
  const [work, setWork] = useState(column.assignmentId ?? OTHER_WORK)
  const isSame = pupil === pupilId && work === (column.assignmentId ?? OTHER_WORK)
  return (
    <section className={styles.move} aria-labelledby="handed-in-move">
      <h3 id="handed-in-move" className={styles.section}>
        {t('cell.move')}
      </h3>
      <div className={styles.moveFields}>
        <Select
          label={t('question.pupil')}
          options={data.pupils.map(({ id, familyName, givenName }) => ({ id, label: `${familyName} ${givenName}` }))}
          value={pupil}
          onChange={setPupil}
        />
        <Select
          label={t('question.work')}
          options={[
            ...data.assignments.map(({ id, title }) => ({ id, label: title })),
            { id: OTHER_WORK, label: t('otherWork') },
          ]}
          value={work}
          onChange={setWork}
        />
        <Button
          isDisabled={isSame}
          isPending={settle.isPending}
          onPress={() =>
            settle.mutate({ ids: [...ids], pupilId: pupil, assignmentId: work === OTHER_WORK ? null : work })
          }
        >
          {t('cell.moveAction')}
        </Button>
      </div>
      {settle.error && <ErrorState error={settle.error} />}
    </section>
  )
}
