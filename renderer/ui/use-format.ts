import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import * as format from './formatters.ts'

/** Ages are given in minutes at the finest: twice a minute is enough. */
const TICK_MS = 30_000

let now = new Date()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = new Date()
    for (const each of listeners) each()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function present(): Date {
  // Nobody watched for a while (no timer): the stored instant may be hours old.
  if (timer === undefined && Date.now() - now.getTime() > TICK_MS) now = new Date()
  return now
}

/** The present instant, renewed twice a minute. */
export const useNow = (): Date => useSyncExternalStore(subscribe, present)

/** The formatters in the current language, with ages that stay true while the screen is open. */
export function useFormat() {
  const { i18n } = useTranslation()
  const instant = useNow()
  const language: format.Language = i18n.language === 'en' ? 'en' : 'fr'
  return useMemo(
    () => ({
      language,
      now: instant,
      time: (iso: string) => format.formatTime(iso, language),
      date: (iso: string) => format.formatDate(iso, language),
      day: (iso: string) => format.formatDay(iso, language),
      month: (iso: string) => format.formatMonth(iso, language),
      weekday: (iso: string) => format.formatWeekday(iso, language),
      dayMonth: (iso: string) => format.formatDayMonth(iso, language),
      shortDay: (iso: string) => format.formatShortDay(iso, language),
      dateTime: (iso: string) => format.formatDateTime(iso, language),
      nearDay: (iso: string) => format.formatNearDay(iso, instant, language),
      since: (iso: string) => format.formatSince(iso, instant, language),
      age: (iso: string) => format.formatAge(iso, instant, language),
      duration: format.formatDuration,
      bytes: (bytes: number) => format.formatBytes(bytes, language),
      number: (value: number) => format.formatNumber(value, language),
      share: (part: number, whole: number) => format.formatShare(part, whole, language),
    }),
    [language, instant],
  )
}
