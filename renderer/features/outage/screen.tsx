import type { ScreenProps } from '../../app/router.ts'
import { HistoryPage } from './history-page.tsx'
import { OutagePage } from './outage-page.tsx'
import { WatchPage } from './watch-page.tsx'

/** `#/outage` (what is down), `#/outage/history`, `#/outage/watch` (an address to watch). */
export function Screen({ path }: ScreenProps) {
  if (path[0] === 'history') return <HistoryPage />
  if (path[0] === 'watch') return <WatchPage />
  return <OutagePage />
}
