import { Split, UsersRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MergeView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  SearchField,
  Skeleton,
  showToast,
  Toolbar,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import styles from './matching.module.css'
import { FOCUS_DELAY_MS, SHOWN_AT_ONCE } from './matching-view.ts'

/** Matches made, by the teacher or without a doubt, and how to take one back. */
export function Merges() {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const list = useChannel('matches.merged')
  const undo = useAction('matches.undo')
  const [text, setText] = useState('')
  const [shown, setShown] = useState(SHOWN_AT_ONCE)
  const top = useRef<HTMLDivElement>(null)
  const [parting, setParting] = useState<MergeView | null>(null)
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Skeleton lines={3} height="4rem" />
  const matches = wordFilter(text)
  const rows = list.data.rows.filter((one) => matches(`${one.name} ${one.className ?? ''} ${one.sources.join(' ')}`))
  const close = () => {
    setParting(null)
    undo.reset()
  }
  return (
    <div className={styles.part} ref={top} tabIndex={-1}>
      <Toolbar>
        <SearchField label={t('merges.find')} value={text} onChange={setText} />
        <p className={styles.intro}>{t('merges.intro')}</p>
      </Toolbar>
      {rows.length === 0 ? (
        <EmptyState icon={UsersRound} title={t('merges.none')} size="small">
          {t('merges.none-detail')}
        </EmptyState>
      ) : (
        <ul className={styles.list} aria-label={t('merges.tab')}>
          {rows.slice(0, shown).map((one) => (
            <li key={one.id} className={styles.value}>
              <span className={styles.valueText}>
                <span className={styles.name}>{one.name}</span>
                <span className={styles.soft}>{[t(`role.${one.role}`), one.className].filter(Boolean).join(', ')}</span>
                <span className={styles.soft}>{t('merges.with', { sources: one.sources.join(', ') })}</span>
                <span className={styles.soft}>{`${t(`how.${one.how}`)}, ${format.since(one.at)}`}</span>
              </span>
              <Button
                size="small"
                icon={Split}
                onPress={() => setParting(one)}
                aria-label={t('merges.undo-name', { name: one.name })}
              >
                {t('merges.undo')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {rows.length > shown && (
        <Button onPress={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('more', { figure: format.number(rows.length - shown) })}
        </Button>
      )}
      <ConfirmDialog
        isOpen={parting !== null}
        onClose={close}
        title={t('merges.confirm', { name: parting?.name ?? '' })}
        confirmLabel={t('merges.undo')}
        onConfirm={() =>
          parting === null
            ? undefined
            : undo.mutateAsync({ id: parting.id }).then(() => {
                showToast({ tone: 'ok', title: t('merges.undone', { name: parting.name }) })
                setTimeout(() => top.current?.focus(), FOCUS_DELAY_MS)
              })
        }
      >
        <p>{t('merges.confirm-detail', { sources: parting?.sources.join(', ') ?? '' })}</p>
        {undo.error && <ErrorState error={undo.error} />}
      </ConfirmDialog>
    </div>
  )
}
