import { PartyPopper, Phone, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessagePlan } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, type useChannel } from '../../bridge/index.ts'
import {
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  SearchField,
  Skeleton,
  Toolbar,
  wordFilter,
} from '../../ui/index.ts'
import { formatPhone, ReachBadge } from '../classes/index.tsx'
import styles from './outbox.module.css'

type Missing = MessagePlan['missing'][number]
const rowId = (row: Missing): number => row.pupilId

export interface PhoneListProps {
  readonly classId: number
  readonly plan: ReturnType<typeof useChannel<'messages.plan'>>
}

/** The pupils this message could not reach, with the numbers that remain. */
export function PhoneList({ classId, plan }: PhoneListProps) {
  const { t } = useTranslation('outbox')
  const [text, setText] = useState('')
  const columns = useColumns()
  const missing = plan.data?.missing
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (missing ?? []).filter(({ name }) => matches(name))
  }, [missing, text])
  if (plan.error)
    return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} isRetrying={plan.isFetching} />
  if (!missing) {
    return (
      <>
        <p role="status" className={styles.soft}>
          {t('phone.loading')}
        </p>
        <Skeleton lines={4} height="2rem" />
      </>
    )
  }
  if (missing.length === 0) {
    return (
      <EmptyState icon={PartyPopper} size="small" title={t('phone.none.title')}>
        {t('phone.none.text')}
      </EmptyState>
    )
  }
  return (
    <div className={styles.ledger}>
      <Toolbar
        end={
          <ButtonLink icon={Phone} href={linkTo('classes', [classId, 'phones'])}>
            {t('phone.sheet')}
          </ButtonLink>
        }
      >
        <SearchField label={t('phone.search')} value={text} onChange={setText} />
        <p className={styles.soft}>{t('phone.text')}</p>
      </Toolbar>
      <DataTable
        label={t('phone.table')}
        columns={columns}
        rows={shown}
        rowId={rowId}
        emptyState={<EmptyState icon={SearchX} size="small" title={t('noMatch.title')} />}
      />
    </div>
  )
}

function useColumns(): readonly DataColumn<Missing>[] {
  const { t } = useTranslation('outbox')
  return useMemo(
    () => [
      {
        id: 'pupil',
        header: t('phone.column.pupil'),
        sort: (row) => row.name,
        render: (row) => <strong>{row.name}</strong>,
      },
      {
        id: 'phones',
        header: t('phone.column.phones'),
        width: '2fr',
        render: (row) =>
          row.phones.length === 0 ? (
            <span className={styles.soft}>{t('phone.noPhone')}</span>
          ) : (
            <span className={styles.phones}>{row.phones.map(formatPhone).join('   ')}</span>
          ),
      },
      {
        id: 'reach',
        header: t('phone.column.reach'),
        width: 190,
        sort: (row) => row.reach,
        render: (row) => <ReachBadge reach={row.reach} />,
      },
    ],
    [t],
  )
}
