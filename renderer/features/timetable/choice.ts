/** What the address asks the timetable to show: `?week=2026-11-23&class=12&view=list`. Pure. */
import type { LessonView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { addDays, mondayOf } from '../../ui/calendar-days.ts'

/** A class of the school by its number, a name of the source's that no class bears, or everybody. */
export type Whose = { readonly classId: number } | { readonly name: string } | null

export interface Choice {
  /** The first day of the week. */
  readonly monday: string
  readonly whose: Whose
  readonly view: 'grid' | 'list'
}

/** A week that is no date is the present one. */
export function readChoice(query: URLSearchParams, today: string): Choice {
  const week = query.get('week') ?? ''
  const classId = Number(query.get('class'))
  const name = query.get('name')
  return {
    monday: mondayOf(isDay(week) ? week : today),
    whose: Number.isInteger(classId) && classId > 0 ? { classId } : name ? { name } : null,
    view: query.get('view') === 'list' ? 'list' : 'grid',
  }
}

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The address of a choice; the present week is not written, so that it stays the present one. */
export function choiceLink({ monday, whose, view }: Choice, today: string): string {
  return linkTo('timetable', [], {
    ...(monday === mondayOf(today) ? {} : { week: monday }),
    ...(whose === null ? {} : 'name' in whose ? { name: whose.name } : { class: String(whose.classId) }),
    ...(view === 'list' ? { view } : {}),
  })
}

export const weeksAway = (choice: Choice, weeks: number): Choice => ({
  ...choice,
  monday: addDays(choice.monday, weeks * 7),
})

/** True for the lessons of that class. */
export const isOf =
  (whose: Whose) =>
  ({ classes, otherNames }: LessonView): boolean =>
    whose === null ||
    ('name' in whose ? otherNames.includes(whose.name) : classes.some(({ id }) => id === whose.classId))

export interface WhoseOption {
  readonly id: string
  readonly label: string
  readonly whose: Whose
}

const optionId = (whose: Whose): string =>
  whose === null ? 'all' : 'name' in whose ? `name ${whose.name}` : `class ${whose.classId}`

/** Those who have lessons, and the one that is chosen, by name; `all` first. */
export function whoseOptions(
  lessons: readonly LessonView[],
  chosen: { readonly whose: Whose; readonly label: string },
  all: string,
): { readonly options: readonly WhoseOption[]; readonly value: string } {
  const found = new Map<string, WhoseOption>()
  const add = (whose: Whose, label: string) => {
    const id = optionId(whose)
    if (!found.has(id)) found.set(id, { id, label, whose })
  }
  for (const { classes, otherNames } of lessons) {
    for (const { id, name } of classes) add({ classId: id }, name)
    for (const name of otherNames) add({ name }, name)
  }
  if (chosen.whose !== null) add(chosen.whose, chosen.label)
  const named = [...found.values()].sort((a, b) => a.label.localeCompare(b.label, 'fr', { numeric: true }))
  return { options: [{ id: 'all', label: all, whose: null }, ...named], value: optionId(chosen.whose) }
}
