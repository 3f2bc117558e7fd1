import {
  BookOpen,
  CalendarDays,
  FileSpreadsheet,
  GraduationCap,
  LogIn,
  type LucideIcon,
  Package,
  RefreshCw,
  ScanText,
  School,
  Trash2,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isServerKind } from '../../../electron/contract/source-kinds.ts'
import type { ListedSource, Provision, SourceKind, SyncRunView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useErrorSentence } from '../../bridge/index.ts'
import { Button, IconButton, useFormat } from '../../ui/index.ts'
import { LastRun } from './last-run.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'
import { ReadAgain } from './read-again.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { SourceProvisions } from './source-provisions.tsx'
import styles from './sources.module.css'

const ICONS: Readonly<Record<SourceKind, LucideIcon>> = {
  oneroster: School,
  edifice: School,
  'ecole-directe': School,
  capture: ScanText,
  moodle: GraduationCap,
  ical: CalendarDays,
  'ical-file': CalendarDays,
  'roster-file': FileSpreadsheet,
  siecle: FileSpreadsheet,
  'oneroster-csv': BookOpen,
  'trousse-pack': Package,
}

export interface SourceCardProps {
  readonly source: ListedSource
  readonly elsewhere: ReadonlySet<Provision>
  /** The last one of this source, when it is still in the journal that is shown. */
  readonly run: SyncRunView | null
  readonly isBusy: boolean
  readonly onSync: () => void
  readonly onRemove: () => void
}

/** One source: what it is, how fresh, how the last run went, what it gives and how to get the rest. */
export function SourceCard({ source, elsewhere, run, isBusy, onSync, onRemove }: SourceCardProps) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const sentence = useErrorSentence()
  const open = useAction('capture.open')
  const { label, origin, kind, system, lastRun, lastSuccessAt } = source
  const Icon = ICONS[kind]
  const code = lastRun?.error?.code
  const needsSignIn = code === 'second-factor-needed' || (kind === 'moodle' && code === 'credentials-refused')
  const failure = lastRun?.error ? sentence(lastRun.error) : null
  const product = t(`system.${system}`)
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
          {[
            t(`kind.${kind}`),
            product,
            origin,
            lastSuccessAt ? t('fresh', { age: format.age(lastSuccessAt) }) : t('never'),
          ]
            .filter((part, index, parts) => part !== '' && parts.indexOf(part) === index)
            .join(' · ')}
        </p>
        {run && <LastRun run={run} />}
        {failure && (
          <p className={styles.failure}>
            {failure.what} {failure.todo}
          </p>
        )}
        {!source.isDemo && <SourceProvisions source={source} elsewhere={elsewhere} />}
        {open.error && <ErrorState error={open.error} />}
      </div>
      {kind === 'edifice' && (
        <Button icon={LogIn} onPress={() => open.mutate({ sourceId: source.id })} isPending={open.isPending}>
          {t('ways:card.log-in')}
        </Button>
      )}
      {needsSignIn && (
        <SignInAgain
          sourceId={source.id}
          label={t(kind === 'moodle' ? 'ways:card.log-in' : 'ways:question.open')}
          onSignedIn={onSync}
        />
      )}
      {!isServerKind(kind) && !source.isDemo && <ReadAgain kind={kind} />}
      {isServerKind(kind) && (
        <Button icon={RefreshCw} onPress={onSync} isDisabled={isBusy}>
          {t('sync')}
        </Button>
      )}
      {!source.isDemo && <IconButton icon={Trash2} label={t('remove.of', { source: label })} onPress={onRemove} />}
    </article>
  )
}
