import { Mail, MailX, Phone, SquarePen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent, PlanChange, PlannedFamily } from '../../../electron/contract/views.ts'
import {
  Badge,
  Button,
  type DataColumn,
  DataTable,
  IconButton,
  SearchField,
  type Tone,
  wordFilter,
} from '../../ui/index.ts'
import { FamilyDialog } from './family-dialog.tsx'
import { isChanged } from './plan-changes.ts'
import styles from './reach.module.css'

const LIST_HEIGHT = 340
const SEARCH_FROM = 12
const TONES: Readonly<Record<PlannedFamily['channel'], Tone>> = {
  email: 'ok',
  phone: 'warn',
  post: 'info',
  none: 'danger',
}

export interface FamiliesTableProps {
  readonly families: readonly PlannedFamily[]
  readonly changes: readonly PlanChange[]
  readonly onChange: (part: Partial<DraftContent>) => void
  readonly onShow: (personId: number, pupilId: number) => void
}

const familyId = (family: PlannedFamily): number => family.pupilId
const readers = (family: PlannedFamily): string =>
  family.channel === 'email'
    ? family.people
        .filter(({ state }) => state === 'written')
        .map(({ name }) => name)
        .join(', ')
    : ''

/** Family by family: by what it is reached and why; each can be changed. */
export function FamiliesTable({ families, changes, onChange, onShow }: FamiliesTableProps) {
  const { t } = useTranslation('reach')
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<number | null>(null)
  const columns = useMemo<readonly DataColumn<PlannedFamily>[]>(
    () => [
      {
        id: 'name',
        header: t('plan.column.pupil'),
        sort: (row) => row.name,
        render: (row) => row.name,
        width: '1.2fr',
      },
      {
        id: 'channel',
        header: t('family.channel'),
        sort: (row) => row.channel,
        width: 116,
        text: (row) => t(`channel.${row.channel}`),
        render: (row) => (
          <Badge tone={TONES[row.channel]} plain>
            {t(`channel.${row.channel}`)}
          </Badge>
        ),
      },
      {
        id: 'why',
        header: t('family.why'),
        sort: (row) => row.why,
        text: (row) => t(`why.${row.why}`),
        render: (row) => <span className={styles.soft}>{readers(row) || t(`why.${row.why}`)}</span>,
        width: '1.4fr',
      },
      {
        id: 'edit',
        header: t('family.actions'),
        text: null,
        width: 96,
        align: 'end',
        render: (row) => (
          <span className={styles.rowActions}>
            {row.channel === 'email' && row.people.some(({ state }) => state === 'written') && (
              <IconButton
                icon={Mail}
                size="small"
                label={t('family.show', { name: row.name })}
                onPress={() => {
                  const reader = row.people.find(({ state }) => state === 'written')
                  if (reader) onShow(reader.personId, row.pupilId)
                }}
              />
            )}
            <IconButton
              icon={SquarePen}
              size="small"
              label={t('family.edit', { name: row.name })}
              onPress={() => setEditing(row.pupilId)}
            />
          </span>
        ),
      },
    ],
    [t, onShow],
  )
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return families.filter((row) => matches(`${row.name} ${row.className} ${readers(row)}`))
  }, [families, text])
  const edited = families.find(({ pupilId }) => pupilId === editing)
  return (
    <>
      <div className={styles.composerBar}>
        {families.length >= SEARCH_FROM && (
          <SearchField label={t('family.search')} value={text} onChange={setText} width="full" />
        )}
        {changes.length > 0 && (
          <Button size="small" variant="quiet" onPress={() => onChange({ changes: [] })}>
            {t('family.reset')}
          </Button>
        )}
      </div>
      <DataTable
        label={t('plan.families')}
        columns={columns}
        rows={shown}
        rowId={familyId}
        rowHeight={38}
        height={LIST_HEIGHT}
        emptyState={<p className={styles.nothing}>{t('plan.noMatch')}</p>}
      />
      {edited && (
        <FamilyDialog
          family={edited}
          changes={changes}
          isChanged={isChanged(changes, edited)}
          icons={{ email: Mail, phone: Phone, post: MailX }}
          onChange={(next) => onChange({ changes: next })}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}
