/**
 * What each feature gives to the window. A feature exports from `features/<name>/index.tsx` one component
 * named `Screen` that takes ScreenProps, and nothing else is imported from it, except:
 *
 * - `features/search` exports `GlobalSearch` (no props): the field in the header;
 * - `features/outage` exports `OutageBanner` and `DemoBar`; `features/tasks` exports `TaskTray`.
 *
 * | screen      | feature     | what may follow in the address                      |
 * |-------------|-------------|-----------------------------------------------------|
 * | classes     | classes     | nothing, `<classId>`, `<classId>/phones`, `pupil/<pupilId>` |
 * | assignments | assignments | nothing, `<assignmentId>`; `?class=<classId>`       |
 * | packs       | packs       | nothing, `<classId>`                                |
 * | message     | reach       | nothing, `<classId>`                                |
 * | outbox      | outbox      | nothing, `<messageId>`                              |
 */
import { type ComponentType, lazy } from 'react'
import type { ScreenName, ScreenProps } from './router.ts'

const screen = (load: () => Promise<{ Screen: ComponentType<ScreenProps> }>) =>
  lazy(async () => ({ default: (await load()).Screen }))

export const ROUTES: Readonly<Record<ScreenName, ComponentType<ScreenProps>>> = {
  today: screen(() => import('../features/today/index.tsx')),
  classes: screen(() => import('../features/classes/index.tsx')),
  assignments: screen(() => import('../features/assignments/index.tsx')),
  packs: screen(() => import('../features/packs/index.tsx')),
  message: screen(() => import('../features/reach/index.tsx')),
  outbox: screen(() => import('../features/outbox/index.tsx')),
  sources: screen(() => import('../features/sources/index.tsx')),
  settings: screen(() => import('../features/settings/index.tsx')),
}
