import { Check, UserRoundCheck, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatchQuestion, PersonSide } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  KeyValue,
  Skeleton,
  showToast,
  Toolbar,
  useFormat,
} from '../../ui/index.ts'
import styles from './matching.module.css'
import { FOCUS_DELAY_MS, inOrder, likelyIds, SHOWN_AT_ONCE } from './matching-view.ts'

/** Two people side by side: are they one? Both stay in the lists until the answer. */
export function Questions() {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const list = useChannel('matches.list')
  const decide = useAction('matches.decide')
  const [shown, setShown] = useState(SHOWN_AT_ONCE)
  const [asking, setAsking] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Skeleton lines={3} height="8rem" />
  const questions = inOrder(list.data.rows)
  const likely = likelyIds(questions)
  /** Once the card or the button that had the focus is gone. */
  const focusTop = () => setTimeout(() => top.current?.focus(), FOCUS_DELAY_MS)
  const answer = async (ids: number[], same: boolean) => {
    await decide.mutateAsync({ ids, same })
    showToast({ tone: 'ok', title: t(same ? 'questions.joined' : 'questions.parted', { count: ids.length }) })
    focusTop()
  }
  const busyId = decide.isPending && decide.variables.ids.length === 1 ? decide.variables.ids[0] : undefined
  if (questions.length === 0) {
    return (
      <div className={styles.part} ref={top} tabIndex={-1}>
        <EmptyState icon={UserRoundCheck} title={t('questions.none')}>
          {t('questions.none-detail')}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={styles.part} ref={top} tabIndex={-1}>
      <Toolbar
        end={
          likely.length > 1 && (
            <Button icon={Check} onPress={() => setAsking(true)} isDisabled={decide.isPending}>
              {t('questions.all', { count: likely.length, figure: format.number(likely.length) })}
            </Button>
          )
        }
      >
        <p className={styles.intro}>{t('questions.intro')}</p>
      </Toolbar>
      {decide.error && !asking && <ErrorState error={decide.error} />}
      <ul className={styles.cards}>
        {questions.slice(0, shown).map((question) => (
          <li key={question.id}>
            <QuestionCard
              question={question}
              isBusy={question.id === busyId}
              isDisabled={decide.isPending}
              onAnswer={(same) => void answer([question.id], same).catch(() => {})}
            />
          </li>
        ))}
      </ul>
      {questions.length > shown && (
        <Button onPress={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('more', { figure: format.number(questions.length - shown) })}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('questions.all-title')}
        confirmLabel={t('questions.all', { count: likely.length, figure: format.number(likely.length) })}
        onConfirm={() => answer(likely, true)}
      >
        <p>{t('questions.all-detail')}</p>
        {decide.error && <ErrorState error={decide.error} />}
      </ConfirmDialog>
    </div>
  )
}

interface QuestionCardProps {
  readonly question: MatchQuestion
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly onAnswer: (same: boolean) => void
}

function QuestionCard({ question, isBusy, isDisabled, onAnswer }: QuestionCardProps) {
  const { t } = useTranslation('matching')
  const { first, second, role, clues } = question
  const name = `${first.givenName} ${first.familyName}`.trim()
  return (
    <section className={styles.card} aria-label={t('questions.about', { name })}>
      <header className={styles.head}>
        <h2 className={styles.question}>{t('questions.ask')}</h2>
        <Badge tone="neutral">{t(`role.${role}`)}</Badge>
        {clues.map((clue) => (
          <Badge key={clue} tone={clue === 'other-birth-date' ? 'warn' : 'info'} plain>
            {t(`clue.${clue}`)}
          </Badge>
        ))}
      </header>
      <div className={styles.sides}>
        <Side side={first} role={role} />
        <Side side={second} role={role} />
      </div>
      <footer className={styles.answers}>
        <Button
          icon={X}
          onPress={() => onAnswer(false)}
          isDisabled={isDisabled}
          aria-label={t('questions.no-name', { name })}
        >
          {t('questions.no')}
        </Button>
        <Button
          icon={Check}
          onPress={() => onAnswer(true)}
          isPending={isBusy}
          isDisabled={isDisabled && !isBusy}
          aria-label={t('questions.yes-name', { name })}
        >
          {t('questions.yes')}
        </Button>
      </footer>
    </section>
  )
}

function Side({ side, role }: { readonly side: PersonSide; readonly role: MatchQuestion['role'] }) {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const rows = [
    { label: t('side.sources'), value: side.sources.join(', ') },
    { label: t('side.class'), value: side.className ?? '' },
    { label: t('side.born'), value: side.birthDate === null ? '' : format.date(side.birthDate) },
    { label: t(role === 'pupil' ? 'side.guardians' : 'side.children'), value: side.relatives.join(', ') },
    { label: t('side.contacts'), value: side.contacts.join(', ') },
  ]
  return (
    <div className={styles.side}>
      <p className={styles.name}>
        {side.familyName} {side.givenName}
      </p>
      <KeyValue items={rows.filter(({ value }) => value !== '')} />
    </div>
  )
}
