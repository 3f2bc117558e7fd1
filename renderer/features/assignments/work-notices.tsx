import { FilePenLine, Link2, Split } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, ButtonLink, Card, showToast, useFormat } from '../../ui/index.ts'
import styles from './work-notices.module.css'

/** More would push the list off the screen. */
const SHOWN = 3

/** Works begun and not finished: after a crash too, they are here. */
export function DraftsNotice() {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const drafts = useChannel('workDrafts.list')
  if (drafts.error) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />
  if (!drafts.data || drafts.data.length === 0) return null
  const shown = drafts.data.slice(0, SHOWN)
  return (
    <Card title={t('drafts.title', { count: drafts.data.length })} icon={FilePenLine} padding="flush">
      <ul className={styles.list}>
        {shown.map(({ id, title, classNames, updatedAt, groupId }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.title}>{title.trim() === '' ? t('drafts.untitled') : title}</span>
              <span className={styles.soft}>
                {[
                  ...(groupId === null ? [] : [t('drafts.change')]),
                  ...(classNames.length > 0 ? [classNames.join(', ')] : []),
                  t('drafts.at', { when: format.age(updatedAt) }),
                ].join(' · ')}
              </span>
            </span>
            <ButtonLink size="small" href={linkTo('assignments', ['draft', id])}>
              {t('drafts.resume')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Works of the teacher's own that the ENT seems to have by now: asked, never decided alone. */
export function MatchNotice() {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const matches = useChannel('assignments.matches')
  const decide = useAction('assignments.decideMatch')
  const undo = useAction('assignments.undoMatch')
  if (matches.error) return <ErrorState error={matches.error} onRetry={() => void matches.refetch()} />
  if (!matches.data || matches.data.length === 0) return null
  const say = (localId: number, otherId: number, same: boolean) =>
    decide.mutate(
      { localId, otherId, same },
      {
        onSuccess: () =>
          same &&
          showToast({
            tone: 'ok',
            title: t('match.done'),
            action: { label: t('undo'), isUndo: true, run: () => undo.mutate({ localId }) },
          }),
      },
    )
  const day = (dueOn: string | null) => (dueOn === null ? t('match.noDay') : format.shortDay(dueOn))
  return (
    <Card title={t('match.title', { count: matches.data.length })} icon={Link2} padding="flush">
      <ul className={styles.list}>
        {matches.data.slice(0, SHOWN).map(({ local, other, certainty }) => (
          <li key={local.id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.title}>
                {t(certainty === 'likely' ? 'match.likely' : 'match.possible', { name: local.className })}
              </span>
              <span className={styles.soft}>
                {t('match.pair', {
                  own: local.title,
                  ownDay: day(local.dueOn),
                  source: other.sourceLabel,
                  title: other.title,
                  day: day(other.dueOn),
                })}
              </span>
            </span>
            <Button
              size="small"
              icon={Link2}
              onPress={() => say(local.id, other.id, true)}
              isPending={decide.isPending}
            >
              {t('match.same')}
            </Button>
            <Button
              size="small"
              icon={Split}
              onPress={() => say(local.id, other.id, false)}
              isPending={decide.isPending}
            >
              {t('match.different')}
            </Button>
          </li>
        ))}
      </ul>
      {decide.error && <ErrorState error={decide.error} />}
      {undo.error && <ErrorState error={undo.error} />}
    </Card>
  )
}
