import { Trash2, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedInChoices, HandedInQuestion } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, EmptyState, IconButton, Select, Skeleton, showToast, useFormat } from '../../ui/index.ts'
import { OTHER_WORK } from './cell-dialog.tsx'
import styles from './handed-in.module.css'
import { Facts } from './item-list.tsx'

/** Files that nobody can be sure about: whose, and what for. */
export function Questions() {
  const { t } = useTranslation('handed-in')
  const list = useChannel('handedIn.questions')
  if (list.error)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
  if (list.data === undefined) return <Skeleton lines={4} height="5rem" />
  if (list.data.questions.length === 0) {
    return (
      <EmptyState icon={UserRoundCheck} title={t('question.none')}>
        {t('question.noneDetail')}
      </EmptyState>
    )
  }
  return (
    <>
      <p className={styles.soft}>{t('question.lead')}</p>
      <ul className={styles.questions}>
        {list.data.questions.map((question) => (
          <li key={question.id} className={styles.question}>
            <Question question={question} choices={list.data} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Opens the lists of every class; no pupil's id is 0. */
const ANOTHER = 0

function Question({ question, choices }: { readonly question: HandedInQuestion; readonly choices: HandedInChoices }) {
  const { t } = useTranslation('handed-in')
  const format = useFormat()
  const settle = useAction('handedIn.settle')
  const remove = useAction('handedIn.remove')
  const { proposedPupils, proposedAssignments } = question
  const [pupilId, setPupilId] = useState<number | null>(
    proposedPupils.length === 1 ? (proposedPupils[0] ?? null) : null,
  )
  const [classId, setClassId] = useState<number | null>(null)
  const [work, setWork] = useState<number | null>(
    proposedAssignments.length === 1 ? (proposedAssignments[0] ?? null) : null,
  )
  const pupil = choices.pupils.find(({ id }) => id === pupilId)
  const proposed = choices.pupils.filter(({ id }) => proposedPupils.includes(id))
  const asksClass =
    pupilId === ANOTHER || proposed.length === 0 || (pupil !== undefined && !proposedPupils.includes(pupil.id))
  const classes = [...new Map(choices.assignments.map(({ classId: id, className }) => [id, className]))]
  for (const { classIds, className } of choices.pupils) {
    const [only] = classIds
    if (only !== undefined && className !== '' && !classes.some(([id]) => id === only)) classes.push([only, className])
  }
  const works = choices.assignments
    .filter(({ classId: id }) => pupil === undefined || pupil.classIds.includes(id))
    .sort((a, b) => Number(proposedAssignments.includes(b.id)) - Number(proposedAssignments.includes(a.id)))
  const remind = (id: number) => void remove.mutateAsync({ ids: [id], removed: false }).catch(() => {})
  const takeOut = async () => {
    await remove.mutateAsync({ ids: [question.id], removed: true })
    showToast({
      tone: 'ok',
      title: t('removed', { name: question.name }),
      action: { label: t('undo'), isUndo: true, run: () => remind(question.id) },
    })
  }
  return (
    <>
      <div className={styles.questionHead}>
        <Facts item={question} />
        <IconButton
          icon={Trash2}
          size="small"
          label={t('remove', { name: question.name })}
          onPress={() => void takeOut().catch(() => {})}
        />
      </div>
      {question.about && <p className={styles.soft}>{t('question.about', { about: question.about })}</p>}
      <div className={styles.questionFields}>
        {proposed.length > 0 && (
          <Select
            label={t('question.pupil')}
            placeholder={t('question.choose')}
            options={[
              ...proposed.map((one) => ({
                id: one.id,
                label: `${one.familyName} ${one.givenName}`,
                detail: one.className,
              })),
              { id: ANOTHER, label: t('question.another') },
            ]}
            value={asksClass ? ANOTHER : pupilId}
            onChange={setPupilId}
          />
        )}
        {asksClass && (
          <>
            <Select
              label={t('question.class')}
              placeholder={t('question.choose')}
              options={classes.map(([id, label]) => ({ id, label }))}
              value={classId}
              onChange={(id) => {
                setClassId(id)
                setPupilId(ANOTHER)
              }}
            />
            <Select
              label={proposed.length > 0 ? t('question.otherPupil') : t('question.pupil')}
              placeholder={t('question.choose')}
              isDisabled={classId === null}
              options={choices.pupils
                .filter(({ classIds }) => classId !== null && classIds.includes(classId))
                .map(({ id, familyName, givenName }) => ({ id, label: `${familyName} ${givenName}` }))}
              value={pupil === undefined ? null : pupil.id}
              onChange={setPupilId}
            />
          </>
        )}
        <Select
          label={t('question.work')}
          placeholder={t('question.choose')}
          isDisabled={pupil === undefined}
          options={[
            ...works.map(({ id, title, dueOn }) => ({
              id,
              label: title,
              ...(dueOn === null ? {} : { detail: t('work.due', { date: format.shortDay(dueOn) }) }),
            })),
            { id: OTHER_WORK, label: t('otherWork') },
          ]}
          value={works.some(({ id }) => id === work) || work === OTHER_WORK ? work : null}
          onChange={setWork}
        />
        <Button
          isDisabled={
            pupil === undefined || work === null || (work !== OTHER_WORK && !works.some(({ id }) => id === work))
          }
          isPending={settle.isPending}
          onPress={() => {
            if (pupil === undefined || work === null) return
            settle.mutate({ ids: [question.id], pupilId: pupil.id, assignmentId: work === OTHER_WORK ? null : work })
          }}
        >
          {t('question.settle')}
        </Button>
      </div>
      {(settle.error ?? remove.error) && <ErrorState error={settle.error ?? remove.error} />}
    </>
  )
}
