/**
 * What each feature gives to the window. A feature exports from `features/<name>/index.tsx` one component
 * named `Screen` that takes ScreenProps, and nothing else is imported from it, except:
 *
 * - `features/search` exports `GlobalSearch` (no props): the field in the header;
 * - `features/help` gives the shell its "?" in `help-link.tsx`; `features/shortcuts` exports `Shortcuts`;
 * - `features/timetable` exports `NextLessons`, for Today; its screen is in `screen.tsx`, as the outage's is;
 * - `features/outage` exports `OutageBanner` and `DemoBar`; `features/tasks` exports `TaskTray`.
 *
 * | screen      | feature     | what may follow in the address                      |
 * |-------------|-------------|-----------------------------------------------------|
 * | classes     | classes     | nothing, `<classId>`, `<classId>/phones` or `/reach`, `pupil/<pupilId>` |
 * | assignments | assignments | nothing, `<assignmentId>`; `?class=<classId>`       |
 * | timetable   | timetable   | `?week=<Monday>`, `?class=<classId>` or `?name=<name>`, `?view=list` |
 * | handed-in   | handed-in   | nothing, `<classId>`, `<classId>/<assignmentId>`, `questions` |
 * | packs       | packs       | nothing, `<classId>`                                |
 * | exports     | exports     | nothing, `<classId>`; `?what=<sheet or file>`, `?message=<messageId>` |
 * | share       | share       | nothing, `<classId>`                                |
 * | message     | reach       | nothing, `<classId>`                                |
 * | outbox      | outbox      | nothing, `<messageId>`                              |
 * | help        | help        | nothing, `<a title of the guide>`                    |
 * | outage      | outage      | nothing, `history`, `watch`                         |
 * | drill       | drill       | `?class=<classId>`                                  |
 * | start       | onboarding  | nothing, a system, `unsure`, `data`, `register`     |
 */
import { type ComponentType, useEffect, useState } from 'react'
import type { ScreenName, ScreenProps } from './router.ts'

type Screen = ComponentType<ScreenProps>

const LOADERS: Readonly<Record<ScreenName, () => Promise<{ Screen: Screen }>>> = {
  today: () => import('../features/today/index.tsx'),
  classes: () => import('../features/classes/index.tsx'),
  assignments: () => import('../features/assignments/index.tsx'),
  timetable: () => import('../features/timetable/screen.tsx'),
  'handed-in': () => import('../features/handed-in/index.tsx'),
  packs: () => import('../features/packs/index.tsx'),
  exports: () => import('../features/exports/index.tsx'),
  share: () => import('../features/share/index.tsx'),
  message: () => import('../features/reach/index.tsx'),
  outbox: () => import('../features/outbox/index.tsx'),
  sources: () => import('../features/sources/index.tsx'),
  settings: () => import('../features/settings/index.tsx'),
  help: () => import('../features/help/index.tsx'),
  outage: () => import('../features/outage/screen.tsx'),
  drill: () => import('../features/drill/index.tsx'),
  start: () => import('../features/onboarding/screen.tsx'),
}

/** Not React's `lazy`: after a fallback it holds every screen back for 300 ms, so that nothing flickers. */
const loaded = new Map<ScreenName, Screen>()

/** Fetches a screen's code; once it is here the screen shows without a gap. */
export async function loadScreen(name: ScreenName): Promise<Screen> {
  const screen = loaded.get(name) ?? (await LOADERS[name]()).Screen
  loaded.set(name, screen)
  return screen
}

/** Fetches the others one after the other, when the window has nothing better to do. */
export function loadScreensWhenIdle(): void {
  const [next] = Object.keys(LOADERS).filter((name): name is ScreenName => !loaded.has(name as ScreenName))
  if (next === undefined) return
  // A screen that cannot be fetched says so when the teacher goes there.
  requestIdleCallback(() => void loadScreen(next).then(loadScreensWhenIdle, () => {}))
}

/** The component of a screen, or null while its code is on its way. A code that cannot be fetched is thrown. */
export function useScreen(name: ScreenName): Screen | null {
  const [, setArrived] = useState<ScreenName | null>(null)
  const [failure, setFailure] = useState<{ readonly name: ScreenName; readonly error: unknown } | null>(null)
  const screen = loaded.get(name) ?? null
  useEffect(() => {
    if (loaded.has(name)) return
    loadScreen(name).then(
      () => setArrived(name),
      (error) => setFailure({ name, error }),
    )
  }, [name])
  if (screen === null && failure?.name === name) throw failure.error
  return screen
}
