import { useTranslation } from 'react-i18next'
import type { PlatformKind } from '../../../electron/contract/views.ts'
import type { AvailabilitySummary } from './summary.ts'

/** What has fallen is said well enough by "down", "no network" or "not known". */
const PLAIN: ReadonlySet<PlatformKind> = new Set([
  'up',
  'unknown',
  'all-down',
  'maintenance-page',
  'overloaded',
  'quota-page',
  'own-network',
])

/** The state of the ENT as a heading and in two words; a pause, a closed letter box or a locked account is no outage. */
export function useHeadline({ state, kind }: AvailabilitySummary): { readonly title: string; readonly pill: string } {
  const { t } = useTranslation('outage')
  if (state === 'none' || PLAIN.has(kind)) return { title: t(`title.${state}`), pill: t(`pill.${state}`) }
  const title = t(`kind.${kind}.title`)
  return { title, pill: title }
}
