import { FileSpreadsheet, FileText, History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryFormat, OutageView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Button,
  Card,
  type DataColumn,
  DataTable,
  EmptyState,
  Page,
  PageHeader,
  Select,
  Skeleton,
  showToast,
  Toolbar,
  useFormat,
} from '../../ui/index.ts'
import { HistoryTimeline } from './history-timeline.tsx'
import { lengthOf } from './timeline.ts'

const PERIODS = [7, 30, 90, 365] as const
const DEFAULT_DAYS = 30
const TABLE_HEIGHT = 420

const outageId = ({ service, beganAt }: OutageView) => `${service} ${beganAt}`

/** Each outage that was seen, its length and what was displayed: to look at, and to take away. */
export function HistoryPage() {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const [days, setDays] = useState<number>(DEFAULT_DAYS)
  const { data: history, error, refetch } = useChannel('availability.history', { days }, { keepPrevious: true })
  const choose = useAction('packs.chooseFolder')
  const save = useAction('availability.exportHistory')
  const exportAs = async (kind: HistoryFormat) => {
    try {
      const folder = await choose.mutateAsync(undefined)
      if (folder === null) return
      const { fileName } = await save.mutateAsync({ days, ticket: folder.ticket, format: kind })
      const detail = t('history.exported-detail', { file: fileName, folder: folder.label })
      showToast({ tone: 'ok', title: t('history.exported'), detail })
    } catch {
      // In `choose.error` or `save.error`.
    }
  }
  const columns = useMemo<readonly DataColumn<OutageView>[]>(() => {
    const now = history?.to ?? ''
    return [
      {
        id: 'began',
        header: t('history.began'),
        width: 150,
        sort: ({ beganAt }) => beganAt,
        render: ({ beganAt }) => format.since(beganAt),
      },
      {
        id: 'ended',
        header: t('history.ended'),
        width: 150,
        sort: ({ endedAt }) => endedAt,
        render: ({ endedAt }) => (endedAt === null ? t('history.going') : format.since(endedAt)),
      },
      {
        id: 'length',
        header: t('history.length'),
        width: 100,
        align: 'end',
        sort: (outage) => lengthOf(outage, now),
        render: (outage) => format.duration(lengthOf(outage, now)),
      },
      {
        id: 'service',
        header: t('history.service'),
        width: '2fr',
        minWidth: 160,
        sort: ({ service }) => service,
        render: ({ platform, role }) => `${platform}, ${t(`role.${role}`)}`,
      },
      {
        id: 'cause',
        header: t('history.cause'),
        width: '2fr',
        minWidth: 160,
        sort: ({ cause }) => cause,
        render: ({ cause }) => t(`availability.cause.${cause}`),
      },
      {
        id: 'seen',
        header: t('history.seen'),
        width: '3fr',
        minWidth: 180,
        render: ({ evidence }) => evidence[0]?.excerpt ?? evidence[0]?.title ?? '',
      },
    ]
  }, [t, format, history?.to])
  const failure = error ?? choose.error ?? save.error
  const isBusy = choose.isPending || save.isPending
  return (
    <Page width="wide">
      <PageHeader
        title={t('history.title')}
        subtitle={t('history.subtitle')}
        back={{ href: linkTo('outage'), label: t('page.title') }}
        actions={
          <>
            <Button icon={FileSpreadsheet} onPress={() => void exportAs('csv')} isDisabled={isBusy}>
              {t('history.csv')}
            </Button>
            <Button icon={FileText} onPress={() => void exportAs('pdf')} isDisabled={isBusy}>
              {t('history.pdf')}
            </Button>
          </>
        }
      />
      {failure && <ErrorState error={failure} onRetry={error ? () => void refetch() : undefined} />}
      <Toolbar
        end={
          history?.watchedSince && <span>{t('history.since', { date: format.dateTime(history.watchedSince) })}</span>
        }
      >
        <Select
          label={t('history.period')}
          labelHidden
          size="small"
          options={PERIODS.map((count) => ({ id: count, label: t('history.days', { count }) }))}
          value={days}
          onChange={setDays}
        />
      </Toolbar>
      {history === undefined && !error && <Skeleton lines={5} />}
      {history && (
        <>
          {history.services.length > 0 && (
            <Card title={t('history.timeline')}>
              <HistoryTimeline history={history} />
            </Card>
          )}
          <DataTable
            label={t('history.table')}
            columns={columns}
            rows={history.outages}
            rowId={outageId}
            initialSort={{ column: 'began', direction: 'descending' }}
            height={TABLE_HEIGHT}
            emptyState={
              <EmptyState icon={History} title={t('history.none')}>
                {t('history.none-detail')}
              </EmptyState>
            }
          />
        </>
      )}
    </Page>
  )
}
