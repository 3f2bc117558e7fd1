import { Mail, Package, Phone, Printer, SearchX, ShieldBan, UsersRound } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, RosterRow } from '../../../electron/contract/views.ts'
import { exportLink, linkTo, messageLink, packLink, timetableLink } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import {
  Badge,
  Button,
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  Page,
  PageHeader,
  SearchField,
  Select,
  Skeleton,
  useFormat,
} from '../../ui/index.ts'
import styles from './class-page.module.css'
import { CoverageBar, MissingLine, ReachBadge } from './coverage.tsx'
import { PupilPanel } from './pupil-panel.tsx'
import {
  type CoverageCounts,
  coverageOfRoster,
  filterRoster,
  REACH_FILTERS,
  REACH_ORDER,
  type ReachFilter,
} from './roster-view.ts'

const rowId = (row: RosterRow): number => row.pupilId
const nameOf = (row: RosterRow): string => `${row.familyName} ${row.givenName}`

/** `kind` decides what is worth a column: in a group, each pupil's own class. `narrow` while a sheet is open, `marked` when someone is under a court order. */
function useColumns(kind: ClassSummary['kind'], narrow: boolean, marked: boolean): readonly DataColumn<RosterRow>[] {
  const { t } = useTranslation('classes')
  const format = useFormat()
  return useMemo(() => {
    const columns: (DataColumn<RosterRow> | false)[] = [
      {
        id: 'name',
        header: t('roster.column.name'),
        width: '3fr',
        minWidth: 180,
        sort: nameOf,
        render: (row) => (
          <>
            <strong>{row.familyName}</strong> {row.givenName}
          </>
        ),
      },
      kind === 'group' && {
        id: 'class',
        header: t('roster.column.class'),
        width: 90,
        sort: (row) => row.className,
        render: (row) => row.className,
      },
      {
        id: 'reach',
        header: t('roster.column.reach'),
        width: 180,
        sort: (row) => REACH_ORDER[row.reach],
        text: (row) => t(`reach.${row.reach}`),
        render: (row) => <ReachBadge reach={row.reach} />,
      },
      {
        id: 'guardians',
        header: t('roster.column.guardians'),
        width: 125,
        align: 'end',
        sort: (row) => row.guardians,
        render: (row) => row.guardians,
      },
      !narrow && {
        id: 'contacts',
        header: t('roster.column.contacts'),
        width: '2fr',
        minWidth: 180,
        sort: (row) => row.emails + row.phones,
        render: (row) =>
          row.emails + row.phones === 0 ? (
            <span className={styles.soft}>{t('roster.noContact')}</span>
          ) : (
            [
              ...(row.emails > 0 ? [t('roster.emails', { count: row.emails })] : []),
              ...(row.phones > 0 ? [t('roster.phones', { count: row.phones })] : []),
            ].join(', ')
          ),
      },
      !narrow && {
        id: 'birth',
        header: t('roster.column.birth'),
        width: 150,
        sort: (row) => row.birthDate,
        render: (row) => row.birthDate && format.date(row.birthDate),
      },
      marked && {
        id: 'mark',
        header: t('roster.column.mark'),
        width: 170,
        sort: (row) => (row.courtBlock ? 0 : null),
        // A warning is not something to hide by mistake.
        isFixed: true,
        text: (row) => (row.courtBlock ? t('roster.courtBlock') : null),
        render: (row) =>
          row.courtBlock && (
            <Badge tone="danger" icon={ShieldBan}>
              {t('roster.courtBlock')}
            </Badge>
          ),
      },
    ]
    return columns.filter((column) => column !== false)
  }, [t, format, kind, narrow, marked])
}

function Coverage({ name, counts, onShow }: { name: string; counts: CoverageCounts; onShow: () => void }) {
  const { t } = useTranslation('classes')
  return (
    <div className={styles.coverage}>
      <p className={styles.figure}>{t('coverage.sentence', { reachable: counts.email, count: counts.total })}</p>
      <div className={styles.bar}>
        <CoverageBar name={name} counts={counts} size="large" />
      </div>
      <MissingLine counts={counts} />
      {counts.phone + counts.none > 0 && (
        <Button size="small" variant="quiet" onPress={onShow}>
          {t('roster.missing.show')}
        </Button>
      )}
    </div>
  )
}

/** A class or a group: how it can be reached, its roster, and beside it the sheet of the chosen pupil. */
export function ClassPage({ classId }: { readonly classId: number }) {
  const { t } = useTranslation('classes')
  const classes = useChannel('classes.list')
  const roster = useChannel('classes.roster', { classId })
  const [text, setText] = useState('')
  const [reach, setReach] = useState<ReachFilter>('all')
  const [open, setOpen] = useState<RosterRow | null>(null)
  const openedFrom = useRef<Element | null>(null)
  const summary = classes.data?.find(({ id }) => id === classId)
  const kind = summary?.kind ?? 'class'
  const columns = useColumns(kind, open !== null, roster.data?.some((row) => row.courtBlock) ?? false)
  const rows = useMemo(() => filterRoster(roster.data ?? [], { text, reach }), [roster.data, text, reach])
  const counts = useMemo(() => coverageOfRoster(roster.data ?? []), [roster.data])
  const failed = roster.error ?? classes.error
  const missing = classes.data !== undefined && summary === undefined

  const showPupil = (row: RosterRow) => {
    if (open === null) openedFrom.current = document.activeElement
    setOpen(row)
  }
  const closePupil = () => {
    setOpen(null)
    // The row the sheet was opened from; the search field's row may be gone by now.
    if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus()
  }
  const filterLabel = (id: ReachFilter): string => {
    if (id === 'all') return t('roster.filterAll')
    return id === 'incomplete' ? t('roster.filterIncomplete') : t(`reach.${id}`)
  }
  const showAll = () => {
    setText('')
    setReach('all')
  }

  return (
    <Page layout="fill">
      <PageHeader
        title={summary?.name ?? t('title')}
        back={{ href: linkTo('classes'), label: t('roster.back') }}
        {...(summary
          ? {
              subtitle: (
                <>
                  {summary.subject ?? t(`kindOne.${summary.kind}`)}, {t('pupils', { count: counts.total })} ·{' '}
                  <a href={timetableLink(classId)}>{t('timetable:title')}</a> ·{' '}
                  <a href={linkTo('classes', [classId, 'photos'])}>{t('portraits:short')}</a> ·{' '}
                  <a href={linkTo('classes', [classId, 'reach'])}>{t('coverage:short')}</a>
                </>
              ),
            }
          : {})}
        actions={
          summary && (
            <>
              <ButtonLink icon={Phone} href={linkTo('classes', [classId, 'phones'])}>
                {t('roster.phoneSheet')}
              </ButtonLink>
              <ButtonLink icon={Printer} href={exportLink(classId)}>
                {t('roster.print')}
              </ButtonLink>
              <ButtonLink icon={Package} href={packLink(classId)}>
                {t('roster.pack')}
              </ButtonLink>
              <ButtonLink variant="primary" icon={Mail} href={messageLink(classId)}>
                {kind === 'class' ? t('roster.write') : t('roster.writeGroup')}
              </ButtonLink>
            </>
          )
        }
      />
      {failed && (
        <ErrorState error={failed} shape="page" onRetry={() => void roster.refetch()} isRetrying={roster.isFetching} />
      )}
      {missing && (
        <EmptyState icon={UsersRound} title={t('roster.notFound.title')}>
          {t('roster.notFound.text')}
        </EmptyState>
      )}
      {!failed && !missing && roster.isPending && (
        <div className={styles.loading}>
          <p role="status" className={styles.soft}>
            {t('roster.loading')}
          </p>
          <Skeleton lines={9} height="2.25rem" />
        </div>
      )}
      {!missing && roster.data?.length === 0 && (
        <EmptyState icon={UsersRound} title={t('roster.empty.title')}>
          {t('roster.empty.text')}
        </EmptyState>
      )}
      {!missing && roster.data && roster.data.length > 0 && (
        <>
          <Coverage name={summary?.name ?? ''} counts={counts} onShow={() => setReach('incomplete')} />
          <div className={styles.split}>
            <div className={styles.main}>
              <DataTable
                tableId={kind === 'class' ? 'roster' : 'group-roster'}
                filters={
                  <>
                    <SearchField label={t('roster.search')} value={text} onChange={setText} />
                    <Select
                      label={t('roster.filter')}
                      labelHidden
                      options={REACH_FILTERS.map((id) => ({ id, label: filterLabel(id) }))}
                      value={reach}
                      onChange={setReach}
                    />
                  </>
                }
                status={
                  <span role="status">{t('roster.shown', { shown: rows.length, total: roster.data.length })}</span>
                }
                label={t('roster.table', { name: summary?.name ?? '' })}
                columns={columns}
                rows={rows}
                rowId={rowId}
                onRowAction={showPupil}
                currentId={open?.pupilId ?? null}
                bulkActions
                initialSort={{ column: 'name', direction: 'ascending' }}
                emptyState={
                  <EmptyState
                    icon={SearchX}
                    size="small"
                    title={t('roster.noMatch.title')}
                    actions={<Button onPress={showAll}>{t('roster.noMatch.action')}</Button>}
                  >
                    {t('roster.noMatch.text')}
                  </EmptyState>
                }
              />
            </div>
            {open && <PupilPanel pupilId={open.pupilId} name={nameOf(open)} onClose={closePupil} />}
          </div>
        </>
      )}
    </Page>
  )
}
