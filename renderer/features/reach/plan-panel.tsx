import { ChevronRight, type LucideIcon, MailCheck, Phone, Printer, UsersRound, UserX } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { DraftContent, MessagePlan } from '../../../electron/contract/views.ts'
import { exportLink, linkTo } from '../../app/router.ts'
import { ErrorState, type useChannel } from '../../bridge/index.ts'
import {
  Banner,
  ButtonLink,
  cx,
  type DataColumn,
  DataTable,
  SearchField,
  Skeleton,
  wordFilter,
} from '../../ui/index.ts'
import { formatPhone } from '../classes/index.tsx'
import { FamiliesTable } from './families-table.tsx'
import styles from './reach.module.css'

/** Height of an opened list, pixels: six rows and a half, so that one sees there are more. */
const LIST_HEIGHT = 300
/** Below this many rows a search field is only in the way. */
const SEARCH_FROM = 12

export interface PlanPanelProps {
  readonly classId: number | null
  readonly plan: ReturnType<typeof useChannel<'messages.plan'>>
  readonly content: DraftContent
  readonly onChange: (part: Partial<DraftContent>) => void
  /** Shows what this person would receive about this pupil. */
  readonly onShow: (personId: number, pupilId: number) => void
}

/** Who will receive the message, who must be called, who is left out and why: counts first, names on demand. */
export function PlanPanel(props: PlanPanelProps) {
  const { classId, plan } = props
  const { t } = useTranslation('reach')
  if (classId === null) return <p className={styles.soft}>{t('plan.choose')}</p>
  if (plan.error)
    return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} isRetrying={plan.isFetching} />
  if (!plan.data) {
    return (
      <div>
        <p role="status" className={styles.soft}>
          {t('plan.loading')}
        </p>
        <Skeleton lines={3} height="2.25rem" />
      </div>
    )
  }
  return <Plan {...props} classId={classId} plan={plan.data} />
}

type PlanProps = Omit<PlanPanelProps, 'classId' | 'plan'> & { readonly classId: number; readonly plan: MessagePlan }

function Plan({ classId, plan, content, onChange, onShow }: PlanProps) {
  const { t } = useTranslation('reach')
  const { recipients, missing, excluded } = plan
  const pupils = new Set(recipients.flatMap(({ pupilIds }) => pupilIds)).size
  return (
    <>
      {recipients.length === 0 && (
        <Banner tone="warn" title={t('plan.noRecipient.title')} live="status">
          {t('plan.noRecipient.text')}
        </Banner>
      )}
      <div className={styles.plan}>
        {recipients.length > 0 && (
          <Line
            icon={MailCheck}
            tone="ok"
            title={t('plan.recipients', { count: recipients.length })}
            detail={t('plan.forPupils', { count: pupils })}
            more={t('plan.showRecipients')}
          >
            <Recipients recipients={recipients} />
          </Line>
        )}
        {missing.length > 0 ? (
          <Line
            icon={Phone}
            tone="warn"
            title={t('plan.missing', { count: missing.length })}
            more={t('plan.showMissing')}
          >
            <MissingPupils missing={missing} classId={classId} />
          </Line>
        ) : (
          recipients.length > 0 && <p className={styles.covered}>{t('plan.nobodyMissing')}</p>
        )}
        {plan.families.length > 0 && (
          <Line
            icon={UsersRound}
            tone="neutral"
            title={t('plan.families')}
            {...(content.changes.length > 0 ? { detail: t('plan.changes', { count: content.changes.length }) } : {})}
            more={t('plan.showFamilies')}
          >
            <FamiliesTable families={plan.families} changes={content.changes} onChange={onChange} onShow={onShow} />
          </Line>
        )}
        {excluded.length > 0 && (
          <Line
            icon={UserX}
            tone="neutral"
            title={t('plan.excluded', { count: excluded.length })}
            more={t('plan.showExcluded')}
          >
            <Excluded excluded={excluded} />
          </Line>
        )}
      </div>
    </>
  )
}

interface LineProps {
  readonly icon: LucideIcon
  readonly tone: 'ok' | 'warn' | 'neutral'
  readonly title: string
  readonly detail?: string
  /** What opening shows. */
  readonly more: string
  readonly children: ReactNode
}

function Line({ icon: Icon, tone, title, detail, more, children }: LineProps) {
  return (
    <Disclosure className={styles.line ?? ''}>
      <Heading level={3} className={styles.lineHeading ?? ''}>
        <AriaButton slot="trigger" className={styles.lineButton ?? ''}>
          <Icon size={18} aria-hidden className={cx(styles.lineIcon, styles[tone])} />
          <span className={styles.lineTitle}>
            {title}
            {detail && <span className={styles.lineDetail}> {detail}</span>}
          </span>
          <span className={styles.lineMore}>
            {more}
            <ChevronRight size={16} aria-hidden className={styles.chevron} />
          </span>
        </AriaButton>
      </Heading>
      <DisclosurePanel className={styles.linePanel ?? ''}>{children}</DisclosurePanel>
    </Disclosure>
  )
}

type Recipient = MessagePlan['recipients'][number]
const recipientId = (row: Recipient): number => row.personId

function Recipients({ recipients }: { readonly recipients: readonly Recipient[] }) {
  const { t } = useTranslation('reach')
  const [text, setText] = useState('')
  const columns = useMemo<readonly DataColumn<Recipient>[]>(
    () => [
      { id: 'name', header: t('plan.column.name'), sort: (row) => row.name, render: (row) => row.name },
      { id: 'about', header: t('plan.column.about'), sort: (row) => row.about, render: (row) => row.about },
      {
        id: 'address',
        header: t('plan.column.address'),
        sort: (row) => row.address,
        render: (row) => <span className={styles.soft}>{row.address}</span>,
      },
    ],
    [t],
  )
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return recipients.filter((row) => matches(`${row.name} ${row.about} ${row.address}`))
  }, [recipients, text])
  return (
    <>
      {recipients.length >= SEARCH_FROM && (
        <SearchField label={t('plan.search')} value={text} onChange={setText} width="full" />
      )}
      <DataTable
        label={t('plan.recipients', { count: recipients.length })}
        columns={columns}
        rows={shown}
        rowId={recipientId}
        rowHeight={36}
        height={LIST_HEIGHT}
        emptyState={<p className={styles.nothing}>{t('plan.noMatch')}</p>}
      />
    </>
  )
}

type Missing = MessagePlan['missing'][number]
const missingId = (row: Missing): number => row.pupilId

function MissingPupils({ missing, classId }: { readonly missing: readonly Missing[]; readonly classId: number }) {
  const { t } = useTranslation('reach')
  const columns = useMemo<readonly DataColumn<Missing>[]>(
    () => [
      { id: 'name', header: t('plan.column.pupil'), sort: (row) => row.name, render: (row) => row.name },
      {
        id: 'phones',
        header: t('plan.column.phones'),
        render: (row) =>
          row.phones.length === 0 ? (
            <span className={styles.soft}>{t('plan.noPhone')}</span>
          ) : (
            <span className={styles.phones}>{row.phones.map(formatPhone).join('   ')}</span>
          ),
      },
    ],
    [t],
  )
  return (
    <>
      <DataTable
        label={t('plan.missing', { count: missing.length })}
        columns={columns}
        rows={missing}
        rowId={missingId}
        rowHeight={36}
        height={LIST_HEIGHT}
        emptyState={null}
      />
      <div>
        <ButtonLink size="small" icon={Phone} href={linkTo('classes', [classId, 'phones'])}>
          {t('plan.phoneSheet')}
        </ButtonLink>{' '}
        <ButtonLink size="small" icon={Printer} href={exportLink(classId, { what: 'letters' })}>
          {t('plan.letters')}
        </ButtonLink>
      </div>
    </>
  )
}

type ExcludedPerson = MessagePlan['excluded'][number]
const excludedId = (row: ExcludedPerson): string => `${row.name} ${row.about} ${row.reason}`

function Excluded({ excluded }: { readonly excluded: readonly ExcludedPerson[] }) {
  const { t } = useTranslation('reach')
  const columns = useMemo<readonly DataColumn<ExcludedPerson>[]>(
    () => [
      { id: 'name', header: t('plan.column.name'), sort: (row) => row.name, render: (row) => row.name },
      { id: 'about', header: t('plan.column.about'), sort: (row) => row.about, render: (row) => row.about },
      {
        id: 'reason',
        header: t('plan.column.reason'),
        sort: (row) => row.reason,
        render: (row) => t(`excluded.${row.reason}`),
      },
    ],
    [t],
  )
  return (
    <DataTable
      label={t('plan.excluded', { count: excluded.length })}
      columns={columns}
      rows={excluded}
      rowId={excludedId}
      rowHeight={36}
      height={LIST_HEIGHT}
      emptyState={null}
    />
  )
}
