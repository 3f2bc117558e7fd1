import { FileSpreadsheet, RefreshCw, School, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SourceView } from '../../../electron/contract/views.ts'
import { useErrorSentence } from '../../bridge/index.ts'
import { Button, IconButton, useFormat } from '../../ui/index.ts'
import { OutcomeBadge } from './outcome-badge.tsx'
import styles from './sources.module.css'

export interface SourceCardProps {
  readonly source: SourceView
  readonly isBusy: boolean
  readonly onSync: () => void
  readonly onRemove: () => void
}

/** One source: what it is, how fresh, how the last run went. */
export function SourceCard({ source, isBusy, onSync, onRemove }: SourceCardProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const sentence = useErrorSentence()
  const { label, origin, kind, lastRun, lastSuccessAt } = source
  const Icon = kind === 'oneroster' ? School : FileSpreadsheet
  const failure = lastRun?.error ? sentence(lastRun.error) : null
  return (
    <article className={styles.source}>
      <span className={styles.disc} aria-hidden>
        <Icon size={21} />
      </span>
      <div className={styles.what}>
        <div className={styles.nameLine}>
          <h2 className={styles.name}>{label}</h2>
          {lastRun && <OutcomeBadge outcome={lastRun.outcome} />}
        </div>
        <p className={styles.facts}>
          {t(`kind.${kind}`)} · {origin} · {lastSuccessAt ? t('fresh', { age: format.age(lastSuccessAt) }) : t('never')}
        </p>
        {failure && (
          <p className={styles.failure}>
            {failure.what} {failure.todo}
          </p>
        )}
      </div>
      {kind === 'oneroster' && (
        <Button icon={RefreshCw} onPress={onSync} isDisabled={isBusy}>
          {t('sync')}
        </Button>
      )}
      {!source.isDemo && <IconButton icon={Trash2} label={t('remove.of', { source: label })} onPress={onRemove} />}
    </article>
  )
}
