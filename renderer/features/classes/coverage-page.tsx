import { ClipboardPen, FilePlus2, Mail, Phone, School, UserPlus } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassReach, ReachGapRow } from '../../../electron/contract/views.ts'
import { classLink, exportLink, linkTo, pupilLink } from '../../app/router.ts'
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
  Skeleton,
  type Tone,
} from '../../ui/index.ts'
import { OfficeLetter } from '../sources/index.tsx'
import { CoverageBar } from './coverage.tsx'
import styles from './coverage-page.module.css'
import { type GapCounts, gapCounts, pupilsToAsk, waysFor } from './coverage-view.ts'
import { formatPhone } from './format-phone.ts'

const TONES: Readonly<Record<ReachGapRow['gap'], Tone>> = {
  'nobody-known': 'danger',
  'no-guardian': 'danger',
  'blocked-only': 'danger',
  'all-bounced': 'warn',
  'no-address': 'warn',
  'opted-out': 'info',
  'one-guardian-without': 'info',
}
const rowId = (row: ReachGapRow): number => row.pupilId

/** Before any outage: who of a class could not be reached, and the shortest way to what is missing. */
export function CoveragePage({ classId }: { readonly classId: number }) {
  const { t } = useTranslation('coverage')
  const classes = useChannel('classes.list')
  const reach = useChannel('reach.ofClass', { classId })
  const name = classes.data?.find(({ id }) => id === classId)?.name ?? ''
  return (
    <Page width="wide">
      <PageHeader
        title={t('title', { name })}
        subtitle={t('lead')}
        back={{ href: classLink(classId), label: t('back') }}
      />
      {reach.error && (
        <ErrorState
          error={reach.error}
          shape="page"
          onRetry={() => void reach.refetch()}
          isRetrying={reach.isFetching}
        />
      )}
      {reach.isPending && <Skeleton lines={8} height="2rem" />}
      {reach.data && <Found classId={classId} name={name} reach={reach.data} />}
    </Page>
  )
}

interface FoundProps {
  readonly classId: number
  readonly name: string
  readonly reach: ClassReach
}

function Found({ classId, name, reach }: FoundProps) {
  const { t } = useTranslation('coverage')
  const counts = gapCounts(reach)
  return (
    <div className={styles.page}>
      <div className={styles.summary}>
        <p className={styles.figure}>{t('sentence', { count: reach.pupils, reachable: reach.byEmail })}</p>
        <div className={styles.bar}>
          <CoverageBar
            name={name}
            size="large"
            counts={{ total: reach.pupils, email: reach.byEmail, phone: reach.byPhone, none: reach.none }}
          />
        </div>
        {reach.verified > 0 && <p className={styles.soft}>{t('verified', { count: reach.verified })}</p>}
      </div>
      {reach.rows.length === 0 ? (
        <EmptyState icon={UserPlus} title={t('complete.title')}>
          {t('complete.text')}
        </EmptyState>
      ) : (
        <>
          <Ways classId={classId} name={name} reach={reach} counts={counts} />
          <Missing rows={reach.rows} />
        </>
      )}
    </div>
  )
}

/** What can be done for many at once, shortest first. */
function Ways({ classId, name, reach, counts }: FoundProps & { readonly counts: GapCounts }) {
  const { t } = useTranslation('coverage')
  const [isWriting, setWriting] = useState(false)
  const asked = pupilsToAsk(reach.rows)
  const names = reach.rows.filter(({ ways }) => ways.includes('office')).map((row) => row.name)
  return (
    <>
      <ul className={styles.ways}>
        {asked.length > 0 && (
          <Way title={t('way.ask-by-mail.title')} text={t('way.ask-by-mail.text', { count: asked.length })}>
            <ButtonLink
              variant="primary"
              icon={Mail}
              href={linkTo('message', [classId], { pupils: asked.join(','), template: 'ask-contact' })}
            >
              {t('way.ask-by-mail.action', { count: asked.length })}
            </ButtonLink>
          </Way>
        )}
        <Way title={t('way.form.title')} text={t('way.form.text', { count: counts.form })}>
          <ButtonLink icon={ClipboardPen} href={exportLink(classId, { what: 'contact-form' })}>
            {t('way.form.action')}
          </ButtonLink>
        </Way>
        {counts.import > 0 && (
          <Way title={t('way.import.title')} text={t('way.import.text')}>
            <ButtonLink icon={FilePlus2} href={linkTo('sources', ['file'])}>
              {t('way.import.action')}
            </ButtonLink>
          </Way>
        )}
        {names.length > 0 && (
          <Way title={t('way.office.title')} text={t('way.office.text', { count: names.length })}>
            <Button icon={School} onPress={() => setWriting(true)}>
              {t('way.office.action')}
            </Button>
          </Way>
        )}
        {counts.call > 0 && (
          <Way title={t('way.call.title')} text={t('way.call.text', { count: counts.call })}>
            <ButtonLink icon={Phone} href={linkTo('classes', [classId, 'phones'])}>
              {t('way.call.action')}
            </ButtonLink>
          </Way>
        )}
      </ul>
      <OfficeLetter
        kind={isWriting ? 'missing' : null}
        values={{ className: name, list: names.map((one) => `- ${one}`).join('\n') }}
        onClose={() => setWriting(false)}
      />
    </>
  )
}

function Way({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}) {
  return (
    <li className={styles.way}>
      <div className={styles.words}>
        <h2 className={styles.wayTitle}>{title}</h2>
        <p className={styles.soft}>{text}</p>
      </div>
      {children}
    </li>
  )
}

function Missing({ rows }: { readonly rows: readonly ReachGapRow[] }) {
  const { t } = useTranslation('coverage')
  const columns = useMemo<readonly DataColumn<ReachGapRow>[]>(
    () => [
      {
        id: 'name',
        header: t('column.pupil'),
        width: '1.2fr',
        sort: (row) => row.name,
        text: (row) => row.name,
        render: (row) => <a href={pupilLink(row.pupilId)}>{row.name}</a>,
      },
      {
        id: 'gap',
        header: t('column.gap'),
        width: '1.6fr',
        sort: (row) => row.gap,
        text: (row) => t(`gap.${row.gap}`),
        render: (row) => (
          <>
            <Badge tone={TONES[row.gap]} plain>
              {t(`gap.${row.gap}`)}
            </Badge>
            {row.who.length > 0 && <span className={styles.soft}> {row.who.join(', ')}</span>}
          </>
        ),
      },
      {
        id: 'ways',
        header: t('column.ways'),
        width: '1.4fr',
        render: (row) =>
          waysFor(row)
            .map((way) => t(`brief.${way}`))
            .join(', '),
      },
      {
        id: 'phones',
        header: t('column.phones'),
        render: (row) => row.phones.map(({ value }) => formatPhone(value)).join('   '),
      },
    ],
    [t],
  )
  return (
    <DataTable
      label={t('table')}
      tableId="reach-gaps"
      columns={columns}
      rows={rows}
      rowId={rowId}
      height={420}
      emptyState={null}
    />
  )
}
