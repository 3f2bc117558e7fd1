import type { LessonView } from '../../../electron/contract/views.ts'

/** The class the teacher faces now or next: of the first lesson that is not over, whatever the order given; null for none. */
export function nextClassOf(lessons: readonly LessonView[], now: Date): number | null {
  const instant = now.toISOString()
  const [next] = lessons
    .filter(({ cancelled, endsAt, classes }) => !cancelled && endsAt > instant && classes.length > 0)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
  return next?.classes[0]?.id ?? null
}

/** From midnight to midnight on this computer's own calendar. */
export function wholeDay(now: Date): { readonly from: string; readonly to: string } {
  const at = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString()
  return { from: at(0), to: at(1) }
}
