import { CheckCheck, Undo2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, EmptyState, Skeleton, showToast, Toolbar, useFormat } from '../../ui/index.ts'
import styles from './matching.module.css'
import { differenceId, differenceKey, mayAllBeKept, SHOWN_AT_ONCE } from './matching-view.ts'

/** What sources say differently of one person: each value with its source, and the teacher's choice. */
export function Differences() {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const list = useChannel('differences.list')
  const decide = useAction('differences.decide')
  const letGo = useAction('differences.letGo')
  const [shown, setShown] = useState(SHOWN_AT_ONCE)
  const top = useRef<HTMLDivElement>(null)
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Skeleton lines={3} height="8rem" />
  const { rows } = list.data
  if (rows.length === 0) {
    return (
      <EmptyState icon={CheckCheck} title={t('differences.none')}>
        {t('differences.none-detail')}
      </EmptyState>
    )
  }
  const keepable = mayAllBeKept(rows)
  const busy = decide.isPending || letGo.isPending
  const done = (title: string) => ({
    onSuccess: () => {
      showToast({ tone: 'ok', title })
      top.current?.focus()
    },
  })
  const failure = decide.error ?? letGo.error
  return (
    <div className={styles.part} ref={top} tabIndex={-1}>
      <Toolbar
        end={
          keepable.length > 1 && (
            <Button
              icon={CheckCheck}
              isDisabled={busy}
              onPress={() => decide.mutate({ keys: keepable, sourceId: null }, done(t('differences.decided')))}
            >
              {t('differences.keep-all', { count: keepable.length, figure: format.number(keepable.length) })}
            </Button>
          )
        }
      >
        <p className={styles.intro}>{t('differences.intro')}</p>
      </Toolbar>
      {failure && <ErrorState error={failure} />}
      <ul className={styles.cards}>
        {rows.slice(0, shown).map((difference) => (
          <li key={differenceId(difference)}>
            <DifferenceCard
              difference={difference}
              isDisabled={busy}
              onChoose={(sourceId) =>
                decide.mutate({ keys: [differenceKey(difference)], sourceId }, done(t('differences.decided')))
              }
              onLetGo={() => letGo.mutate(differenceKey(difference), done(t('differences.let-gone')))}
            />
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button onPress={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('more', { figure: format.number(rows.length - shown) })}
        </Button>
      )}
    </div>
  )
}

interface DifferenceCardProps {
  readonly difference: Difference
  readonly isDisabled: boolean
  readonly onChoose: (sourceId: number | null) => void
  readonly onLetGo: () => void
}

function DifferenceCard({ difference, isDisabled, onChoose, onLetGo }: DifferenceCardProps) {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const { field, name, aboutName, className, role, values, chosen } = difference
  const show = (value: string): string => {
    if (field === 'birthDate') return format.date(value)
    return field === 'level' ? t('differences.level', { level: value }) : value
  }
  const title = t(`field.${field}`)
  const isContact = field === 'email' || field === 'phone'
  return (
    <section className={styles.card} aria-label={t('differences.about', { field: title, name })}>
      <header className={styles.head}>
        <h2 className={styles.question}>
          {name}
          {aboutName !== null && <span className={styles.soft}> {t('differences.of', { pupil: aboutName })}</span>}
        </h2>
        <Badge tone="neutral">{t(`role.${role}`)}</Badge>
        {className !== null && <span className={styles.soft}>{className}</span>}
        <span className={styles.soft}>{title}</span>
      </header>
      <ul className={styles.values}>
        {values.map(({ sourceId, sourceLabel, value }) => (
          <li key={sourceId} className={styles.value}>
            <span className={styles.valueText}>
              <span className={styles.name}>{show(value)}</span>
              <span className={styles.soft}>{t('differences.says', { source: sourceLabel })}</span>
            </span>
            {chosen === sourceId ? (
              <Badge tone="ok">{t('differences.chosen')}</Badge>
            ) : (
              <Button
                size="small"
                isDisabled={isDisabled}
                onPress={() => onChoose(sourceId)}
                aria-label={t('differences.take-name', { value: show(value), source: sourceLabel, name })}
              >
                {t('differences.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <footer className={styles.answers}>
        {chosen === null && <Badge tone="ok">{t('differences.kept')}</Badge>}
        {chosen === undefined ? (
          <Button
            variant="quiet"
            size="small"
            isDisabled={isDisabled}
            onPress={() => onChoose(null)}
            aria-label={t(isContact ? 'differences.keep-name' : 'differences.leave-name', { field: title, name })}
          >
            {t(isContact ? 'differences.keep' : 'differences.leave')}
          </Button>
        ) : (
          <Button
            variant="quiet"
            size="small"
            icon={Undo2}
            isDisabled={isDisabled}
            onPress={onLetGo}
            aria-label={t('differences.let-go-name', { field: title, name })}
          >
            {t('differences.let-go')}
          </Button>
        )}
      </footer>
    </section>
  )
}
