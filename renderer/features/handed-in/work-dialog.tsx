import { CheckCheck, FileDown } from 'lucide-react'
import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HandedInClass } from '../../../electron/contract/views.ts'
import { assignmentLink } from '../../app/router.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, localDay, showToast, useFormat } from '../../ui/index.ts'
import styles from './handed-in.module.css'
import { ItemList } from './item-list.tsx'
import { type Column, matrixOf } from './matrix-view.ts'

export interface WorkDialogProps {
  readonly data: HandedInClass
  readonly column: Column
  readonly onClose: () => void
  readonly onExport: () => void
}

/** One piece of work: everything given for it, by pupil, and who gave nothing. */
export function WorkDialog({ data, column, onClose, onExport }: WorkDialogProps) {
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const mark = useAction('handedIn.mark')
  const names = new Map(data.pupils.map(({ id, familyName, givenName }) => [id, `${familyName} ${givenName}`]))
  const order = [...names.keys()]
  const items = data.items
    .filter(({ assignmentId }) => assignmentId === column.assignmentId)
    .sort((a, b) => order.indexOf(a.pupilId ?? 0) - order.indexOf(b.pupilId ?? 0))
  const today = localDay(format.now)
  const { cellOf } = matrixOf(data, today)
  const absent = data.pupils.filter(({ id, active }) => active && cellOf(id, column).items.length === 0)
  const toCorrect = items.filter(({ corrected }) => !corrected).map(({ id }) => id)
  const markAll = async () => {
    await mark.mutateAsync({ ids: toCorrect, corrected: true })
    showToast({
      tone: 'ok',
      title: t('work.marked', { count: toCorrect.length }),
      action: {
        label: t('undo'),
        isUndo: true,
        run: () => void mark.mutateAsync({ ids: toCorrect, corrected: false }).catch(() => {}),
      },
    })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={column.assignmentId === null ? t('otherWork') : column.title}
      footer={
        <>
          <Button
            icon={CheckCheck}
            isDisabled={toCorrect.length === 0}
            isPending={mark.isPending}
            onPress={() => void markAll().catch(() => {})}
          >
            {t('work.markAll')}
          </Button>
          {column.assignmentId !== null && (
            <Button variant="primary" icon={FileDown} isDisabled={items.length === 0} onPress={onExport}>
              {t('work.export')}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.facts}>
        {column.dueOn && <span>{t('work.due', { date: format.day(column.dueOn) })}</span>}
        <span>{t('matrix.given', { given: column.given, total: data.pupils.length })}</span>
        {column.assignmentId !== null && (
          <Link href={assignmentLink(column.assignmentId)} className={styles.textLink ?? ''}>
            {t('work.see')}
          </Link>
        )}
      </p>
      {mark.error && <ErrorState error={mark.error} />}
      {items.length > 0 && (
        <ItemList items={items} label={t('cell.files')} nameOf={({ pupilId }) => names.get(pupilId ?? 0) ?? ''} />
      )}
      {column.assignmentId !== null && absent.length > 0 && (
        <section>
          <h3 className={styles.section}>{t('work.absent', { count: absent.length })}</h3>
          <p>{absent.map(({ familyName, givenName }) => `${familyName} ${givenName}`).join(', ')}</p>
        </section>
      )}
    </Dialog>
  )
}
