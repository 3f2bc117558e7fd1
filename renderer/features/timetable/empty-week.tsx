import { CalendarDays, CalendarX, Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo, navigate } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { addDays, Button, ButtonLink, EmptyState, localDay, mondayOf, useFormat } from '../../ui/index.ts'
import { type Choice, choiceLink, isOf } from './choice.ts'
import { midnight } from './week-layout.ts'

/** Longer than the summer: the last lesson of June is found in September. */
const AROUND_DAYS = 120

export interface EmptyWeekProps {
  readonly choice: Choice
  /** Of the class that is chosen; null for all. */
  readonly name: string | null
  readonly today: string
  /** Other classes have lessons this week. */
  readonly othersHave: boolean
}

/** No lesson to show: nothing gives any, the week is free, or the class has none in it. */
export function EmptyWeek({ choice, name, today, othersHave }: EmptyWeekProps) {
  const { t } = useTranslation('timetable')
  const format = useFormat()
  const sources = useChannel('sources.list')
  const around = useChannel('timetable.read', {
    from: midnight(addDays(choice.monday, -AROUND_DAYS)),
    to: midnight(addDays(choice.monday, AROUND_DAYS)),
  })
  if (sources.data === undefined || around.data === undefined) return null
  const known = around.data.filter(isOf(choice.whose))
  const end = midnight(addDays(choice.monday, 7))
  const next = known.find(({ startsAt }) => Date.parse(startsAt) >= Date.parse(end))
  const other = next ?? known.at(-1)
  const isGiven = around.data.length > 0 || sources.data.some(({ gives }) => gives.includes('timetable'))

  if (!isGiven)
    return (
      <EmptyState
        icon={CalendarDays}
        title={t('none.title')}
        actions={
          <>
            <ButtonLink variant="primary" icon={Link2} href={linkTo('sources', ['add', 'form', 'calendar'])}>
              {t('none.calendar')}
            </ButtonLink>
            <ButtonLink href={linkTo('sources', ['add'])}>{t('none.other')}</ButtonLink>
          </>
        }
      >
        {t('none.text')}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={CalendarX}
      title={name === null ? t('free.title') : t('free.titleOf', { name })}
      actions={
        <>
          {other && (
            <Button
              onPress={() =>
                navigate(choiceLink({ ...choice, monday: mondayOf(localDay(new Date(other.startsAt))) }, today))
              }
            >
              {next ? t('free.goNext') : t('free.goLast')}
            </Button>
          )}
          {othersHave && (
            <Button onPress={() => navigate(choiceLink({ ...choice, whose: null }, today))}>{t('allClasses')}</Button>
          )}
        </>
      }
    >
      {other === undefined
        ? t('free.unknown')
        : next
          ? t('free.next', { day: format.day(other.startsAt) })
          : t('free.last', { date: format.date(other.startsAt) })}
    </EmptyState>
  )
}
