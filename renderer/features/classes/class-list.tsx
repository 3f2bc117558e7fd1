import { FolderOpen, Mail, Package, SearchX, UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary } from '../../../electron/contract/views.ts'
import { classLink, linkTo, messageLink, navigate, packLink } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import {
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  IconButton,
  Page,
  PageHeader,
  SearchField,
  Select,
  Skeleton,
  wordFilter,
} from '../../ui/index.ts'
import styles from './class-list.module.css'
import { CoverageLine, MissingLine, useMissingWords } from './coverage.tsx'
import { coverageOfClass } from './roster-view.ts'

type KindFilter = 'all' | ClassSummary['kind']
const KINDS: readonly KindFilter[] = ['all', 'class', 'group']
const rowId = (row: ClassSummary): number => row.id

function useColumns(): readonly DataColumn<ClassSummary>[] {
  const { t } = useTranslation('classes')
  const missingWords = useMissingWords()
  return useMemo(
    () => [
      {
        id: 'class',
        header: t('column.class'),
        width: '2fr',
        minWidth: 150,
        sort: (row) => row.name,
        render: (row) => (
          <span className={styles.name}>
            <strong>{row.name}</strong>
            {(row.subject !== null || row.kind === 'group') && (
              <span className={styles.soft}> {row.subject ?? t(`kindOne.${row.kind}`)}</span>
            )}
          </span>
        ),
      },
      {
        id: 'pupils',
        header: t('column.pupils'),
        width: 80,
        align: 'end',
        sort: (row) => row.pupils,
        render: (row) => row.pupils,
      },
      {
        id: 'coverage',
        header: t('column.coverage'),
        width: 265,
        sort: (row) => (row.pupils === 0 ? null : row.reachableByEmail / row.pupils),
        text: (row) =>
          row.pupils === 0
            ? t('coverage.empty')
            : t('coverage.sentence', { reachable: row.reachableByEmail, count: row.pupils }),
        render: (row) => <CoverageLine name={row.name} counts={coverageOfClass(row)} />,
      },
      {
        id: 'missing',
        header: t('column.missing'),
        width: '4fr',
        minWidth: 310,
        sort: (row) => row.unreachable * 1000 + row.phoneOnly,
        text: (row) => missingWords(coverageOfClass(row)),
        render: (row) => <MissingLine counts={coverageOfClass(row)} />,
      },
      {
        id: 'actions',
        header: t('column.actions'),
        // Two buttons, and beside them enough of the cell itself to be pressed (WCAG 2.5.8).
        width: 112,
        text: null,
        render: (row) => (
          <span className={styles.actions}>
            <IconButton
              icon={Mail}
              size="small"
              label={t('writeTo', { name: row.name })}
              onPress={() => navigate(messageLink(row.id))}
            />
            <IconButton
              icon={Package}
              size="small"
              label={t('packOf', { name: row.name })}
              onPress={() => navigate(packLink(row.id))}
            />
          </span>
        ),
      },
    ],
    [t, missingWords],
  )
}

/** Every class and group, with how many of its pupils could be reached now. */
export function ClassList() {
  const { t } = useTranslation('classes')
  const classes = useChannel('classes.list')
  const [text, setText] = useState('')
  const [kind, setKind] = useState<KindFilter>('all')
  const columns = useColumns()
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (classes.data ?? []).filter(
      (row) => (kind === 'all' || row.kind === kind) && matches(`${row.name} ${row.subject ?? ''}`),
    )
  }, [classes.data, text, kind])
  const divisions = classes.data?.filter((row) => row.kind === 'class').length ?? 0
  const groups = (classes.data?.length ?? 0) - divisions

  return (
    <Page layout="fill">
      <PageHeader
        title={t('title')}
        {...(classes.data
          ? {
              subtitle: [
                t('summary.classes', { count: divisions }),
                ...(groups > 0 ? [t('summary.groups', { count: groups })] : []),
              ].join(', '),
            }
          : {})}
      />
      {classes.isPending && <ListLoading words={t('loading')} />}
      {classes.error && (
        <ErrorState
          error={classes.error}
          shape="page"
          onRetry={() => void classes.refetch()}
          isRetrying={classes.isFetching}
        />
      )}
      {classes.data?.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={t('empty.title')}
          actions={
            <ButtonLink variant="primary" icon={FolderOpen} href={linkTo('sources')}>
              {t('empty.action')}
            </ButtonLink>
          }
        >
          {t('empty.text')}
        </EmptyState>
      )}
      {classes.data && classes.data.length > 0 && (
        <DataTable
          tableId="classes"
          label={t('title')}
          status={<span role="status">{t('found', { count: shown.length })}</span>}
          filters={
            <>
              <SearchField label={t('search')} value={text} onChange={setText} />
              {groups > 0 && (
                <Select
                  label={t('kind.label')}
                  labelHidden
                  options={KINDS.map((id) => ({ id, label: t(`kind.${id}`) }))}
                  value={kind}
                  onChange={setKind}
                />
              )}
            </>
          }
          bulkActions
          columns={columns}
          rows={shown}
          rowId={rowId}
          rowHeight={46}
          onRowAction={(row) => navigate(classLink(row.id))}
          emptyState={
            <EmptyState icon={SearchX} size="small" title={t('noMatch.title')}>
              {t('noMatch.text')}
            </EmptyState>
          }
        />
      )}
    </Page>
  )
}

function ListLoading({ words }: { readonly words: string }) {
  return (
    <div className={styles.loading}>
      <p role="status" className={styles.soft}>
        {words}
      </p>
      <Skeleton lines={8} height="2.25rem" />
    </div>
  )
}
