import { TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, DueSlot, WorkTarget } from '../../../../electron/contract/views.ts'
import { call, ErrorState, useChannel } from '../../../bridge/index.ts'
import {
  addDays,
  Card,
  IconButton,
  localDay,
  Select,
  type SelectOption,
  TextField,
  useFormat,
} from '../../../ui/index.ts'
import styles from './draft-page.module.css'
import { choiceOf, firstChoice, NO_DAY, OTHER_DAY, slotId, warningOf, withChoice } from './due.ts'

export interface DraftTargetsProps {
  readonly targets: readonly WorkTarget[]
  readonly onChange: (targets: WorkTarget[]) => void
  readonly isMissing: boolean
}

/** Which classes have the work, and when it is due for each: the next lesson of a class is proposed. */
export function DraftTargets({ targets, onChange, isMissing }: DraftTargetsProps) {
  const { t } = useTranslation('local-work')
  const { now } = useFormat()
  const today = localDay(now)
  const classes = useChannel('classes.list')
  const choices = useChannel(
    'assignments.dueChoices',
    { classIds: targets.map(({ classId }) => classId) },
    { keepPrevious: true },
  )
  const slotsOf = (classId: number) => choices.data?.find((one) => one.classId === classId)?.slots ?? []
  const replace = (target: WorkTarget) =>
    onChange(targets.map((one) => (one.classId === target.classId ? target : one)))
  const add = async (classId: number) => {
    const [known] = await call('assignments.dueChoices', { classIds: [classId] }).catch(() => [])
    onChange([...targets, firstChoice(classId, known?.slots ?? [], today)])
  }
  const left = (classes.data ?? []).filter(({ id }) => targets.every(({ classId }) => classId !== id))
  return (
    <Card title={t('targets.title')}>
      <div className={styles.targets}>
        {targets.length === 0 && <p className={styles.soft}>{t('targets.none')}</p>}
        {targets.map((target) => (
          <Target
            key={target.classId}
            target={target}
            known={(classes.data ?? []).find(({ id }) => id === target.classId)}
            slots={slotsOf(target.classId)}
            today={today}
            onChange={replace}
            onRemove={() => onChange(targets.filter(({ classId }) => classId !== target.classId))}
          />
        ))}
        {left.length > 0 && (
          <Select
            label={t('targets.add')}
            placeholder={t('targets.choose')}
            options={left.map(({ id, name, subject }) => ({
              id,
              label: name,
              ...(subject ? { detail: subject } : {}),
            }))}
            value={null}
            onChange={(classId) => void add(classId)}
          />
        )}
        {isMissing && (
          <p role="alert" className={styles.missing}>
            {t('targets.missing')}
          </p>
        )}
        {classes.error && <ErrorState error={classes.error} onRetry={() => void classes.refetch()} />}
        {choices.error && <ErrorState error={choices.error} onRetry={() => void choices.refetch()} />}
      </div>
    </Card>
  )
}

interface TargetProps {
  readonly target: WorkTarget
  readonly known: ClassSummary | undefined
  readonly slots: readonly DueSlot[]
  readonly today: string
  readonly onChange: (target: WorkTarget) => void
  readonly onRemove: () => void
}

function Target({ target, known, slots, today, onChange, onRemove }: TargetProps) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const name = known?.name ?? '…'
  const slotLabel = (startsAt: string) => `${format.day(startsAt)}, ${format.time(startsAt)}`
  const choice = choiceOf(target)
  const options: SelectOption<string>[] = [
    ...slots.map((slot, index) => ({
      id: slotId(slot),
      label: index === 0 ? t('due.next', { when: slotLabel(slot.startsAt) }) : slotLabel(slot.startsAt),
      detail: [slot.label, slot.room].filter(Boolean).join(' · '),
    })),
    // A lesson that is over, or that the timetable no longer has, is still what was said.
    ...(target.dueAt !== null && slots.every((slot) => slotId(slot) !== choice)
      ? [{ id: choice, label: slotLabel(target.dueAt) }]
      : []),
    { id: OTHER_DAY, label: t('due.otherDay') },
    { id: NO_DAY, label: t('due.noDay') },
  ]
  return (
    <div className={styles.target}>
      <span className={styles.className}>{name}</span>
      <span className={styles.remove}>
        <IconButton icon={X} size="small" label={t('targets.remove', { name })} onPress={onRemove} />
      </span>
      <Select
        label={t('due.label', { name })}
        labelHidden
        options={options}
        value={choice}
        onChange={(chosen) => onChange(withChoice(target, chosen, addDays(today, 1)))}
      />
      {choice === OTHER_DAY && (
        <TextField
          label={t('due.day', { name })}
          type="date"
          value={target.dueOn ?? ''}
          onChange={(day) => onChange({ ...target, dueOn: day === '' ? null : day, dueAt: null })}
        />
      )}
      {slots.length === 0 && <p className={styles.soft}>{t('due.noLessons')}</p>}
      {target.dueOn !== null && <DayNote day={target.dueOn} today={today} />}
    </div>
  )
}

function DayNote({ day, today }: { readonly day: string; readonly today: string }) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  const holidays = useChannel('assignments.holidays', { from: day, to: day })
  const warning = warningOf(day, today, holidays.data ?? [])
  if (warning === null) return null
  return (
    <p className={styles.warning}>
      <TriangleAlert size={14} aria-hidden />
      {t(`due.warning.${warning}`, { date: format.day(day) })}
    </p>
  )
}
