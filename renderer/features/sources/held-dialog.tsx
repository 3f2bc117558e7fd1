import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeldSync } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, type DataColumn, DataTable, Dialog, useFormat } from '../../ui/index.ts'
import styles from './sources.module.css'

interface Removal {
  readonly id: number
  readonly kind: HeldSync['removals'][number]['kind']
  readonly label: string
  readonly className: string | null
  readonly at?: string | null | undefined
}

const HEIGHT = 300
const removalId = (removal: Removal) => removal.id

export interface HeldDialogProps {
  readonly held: HeldSync | null
  /** True accepted, false refused, null undecided. */
  readonly onClose: (accepted: boolean | null) => void
}

/** A synchronisation that would remove too much: why, who, and the choice. Keeping is the safe one. */
export function HeldDialog({ held, onClose }: HeldDialogProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const decide = useAction('sync.decide')
  const { reset } = decide
  const [shown, setShown] = useState(held)
  // The content stays while the dialog closes.
  useEffect(() => {
    if (held) {
      setShown(held)
      reset()
    }
  }, [held, reset])
  const rows = useMemo(() => (shown?.removals ?? []).map((removal, id): Removal => ({ id, ...removal })), [shown])
  const columns = useMemo<readonly DataColumn<Removal>[]>(
    () => [
      {
        id: 'label',
        header: t('held.who'),
        width: '2fr',
        sort: (row) => row.at ?? row.label,
        render: (row) => (row.at ? `${format.dateTime(row.at)}, ${row.label}` : row.label),
      },
      {
        id: 'kind',
        header: t('held.what'),
        width: '1fr',
        sort: (row) => row.kind,
        render: (row) => t(`held.kind.${row.kind}`),
      },
      {
        id: 'class',
        header: t('held.class'),
        width: '1fr',
        sort: (row) => row.className,
        render: (row) => row.className ?? '',
      },
    ],
    [t, format],
  )
  if (shown === null) return null
  const choose = (accept: boolean) => decide.mutate({ heldId: shown.id, accept }, { onSuccess: () => onClose(accept) })
  const chosen = decide.isPending ? decide.variables.accept : null
  return (
    <Dialog
      isOpen={held !== null}
      onClose={() => onClose(null)}
      title={t('held.dialog', { source: shown.sourceLabel })}
      size="large"
      canClose={!decide.isPending}
      footer={
        <>
          <Button variant="quiet" onPress={() => onClose(null)} isDisabled={decide.isPending}>
            {t('held.later')}
          </Button>
          <Button onPress={() => choose(true)} isPending={chosen === true} isDisabled={chosen === false}>
            {t('held.accept', { count: rows.length, figure: format.number(rows.length) })}
          </Button>
          <Button
            variant="primary"
            onPress={() => choose(false)}
            isPending={chosen === false}
            isDisabled={chosen === true}
          >
            {t('held.refuse')}
          </Button>
        </>
      }
    >
      <p>{t('held.explain', { source: shown.sourceLabel, age: format.age(shown.at) })}</p>
      <ul className={styles.reasons}>
        {shown.reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.className ?? ''}`}>
            {t(`held.reason.${reason.kind}`, {
              class: reason.className ?? '',
              before: format.number(reason.before),
              after: format.number(reason.after),
            })}
          </li>
        ))}
      </ul>
      <DataTable
        label={t('held.list')}
        columns={columns}
        rows={rows}
        rowId={removalId}
        height={HEIGHT}
        emptyState={null}
      />
      <Banner tone="info" title={t('held.advice')}>
        {t('held.advice-detail')}
      </Banner>
      {decide.error && <ErrorState error={decide.error} />}
    </Dialog>
  )
}
