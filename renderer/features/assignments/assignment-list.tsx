import { CloudDownload, Paperclip } from 'lucide-react'
import { useMemo } from 'react'
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { AssignmentSummary } from '../../../electron/contract/views.ts'
import { useFormat } from '../../ui/index.ts'
import styles from './assignment-list.module.css'
import { groupByDueDay, nearness } from './due-groups.ts'
import { LocalBadge } from './local-part.tsx'
import type { Assignments } from './use-assignments.ts'

const LAYOUT = { rowHeight: 60, headingHeight: 36, loaderHeight: 40 }

export interface AssignmentListProps {
  readonly assignments: Assignments
  /** The present day, ISO. */
  readonly today: string
  readonly chosen: number | null
  readonly onChoose: (id: number) => void
}

/** Only the visible rows are in the page; arrows move and show, and the next page comes before it is missed. */
export function AssignmentList({ assignments, today, chosen, onChoose }: AssignmentListProps) {
  const { t } = useTranslation('assignments')
  const groups = useMemo(() => groupByDueDay(assignments.rows), [assignments.rows])
  return (
    <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
      <ListBox
        aria-label={t('list')}
        className={styles.list ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys
          if (key !== undefined) onChoose(Number(key))
        }}
      >
        <Collection items={groups} dependencies={[today]}>
          {(group) => (
            <ListBoxSection id={group.key}>
              <DueHeading dueOn={group.dueOn} today={today} />
              <Collection items={group.rows}>{(row) => <Item row={row} />}</Collection>
            </ListBoxSection>
          )}
        </Collection>
        <ListBoxLoadMoreItem
          className={styles.more ?? ''}
          isLoading={assignments.isLoadingMore}
          onLoadMore={assignments.loadMore}
        >
          {t('loadingMore')}
        </ListBoxLoadMoreItem>
      </ListBox>
    </Virtualizer>
  )
}

function DueHeading({ dueOn, today }: { readonly dueOn: string | null; readonly today: string }) {
  const { t } = useTranslation('assignments')
  const format = useFormat()
  const near = nearness(dueOn, today)
  return (
    <Header className={styles.heading ?? ''}>
      {dueOn === null ? (
        t('due.none')
      ) : (
        <>
          <span className={styles.day}>{format.day(dueOn)}</span>
          {near !== 'soon' && near !== 'none' && <span className={styles[near]}>{t(`due.${near}`)}</span>}
        </>
      )}
    </Header>
  )
}

function Item({ row }: { readonly row: AssignmentSummary }) {
  const { t } = useTranslation('assignments')
  const missing = row.attachments - row.attachmentsHere
  return (
    <ListBoxItem id={row.id} textValue={row.title} className={styles.item ?? ''}>
      <span className={styles.title}>{row.title}</span>
      <span className={styles.facts}>
        <span className={styles.className}>{row.className}</span>
        {row.subject && <span className={styles.subject}>{row.subject}</span>}
        {row.localState !== null && <LocalBadge state={row.localState} plain />}
        {row.attachments > 0 && (
          <span className={missing > 0 ? styles.filesMissing : styles.files}>
            {missing > 0 ? <CloudDownload size={14} aria-hidden /> : <Paperclip size={14} aria-hidden />}
            <span aria-hidden>{row.attachments}</span>
            <span className="visually-hidden">
              {missing > 0 ? t('filesMissing', { count: missing }) : t('files', { count: row.attachments })}
            </span>
          </span>
        )}
      </span>
    </ListBoxItem>
  )
}
