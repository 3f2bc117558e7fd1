import {
  CalendarDays,
  FolderSync,
  Inbox,
  type LucideIcon,
  NotebookText,
  Package,
  PenLine,
  Printer,
  Send,
  Settings,
  Sunrise,
  UsersRound,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../electron/contract/views.ts'
import { useChannel } from '../bridge/index.ts'
import { cx } from '../ui/index.ts'
import styles from './navigation.module.css'
import { linkTo, type ScreenName } from './router.ts'
import { Satchel } from './satchel.tsx'

interface Entry {
  readonly screen: ScreenName
  readonly icon: LucideIcon
}

const GROUPS: readonly { readonly id: 'consult' | 'act' | 'manage'; readonly entries: readonly Entry[] }[] = [
  {
    id: 'consult',
    entries: [
      { screen: 'today', icon: Sunrise },
      { screen: 'classes', icon: UsersRound },
      { screen: 'assignments', icon: NotebookText },
      { screen: 'timetable', icon: CalendarDays },
      { screen: 'handed-in', icon: Inbox },
    ],
  },
  {
    id: 'act',
    entries: [
      { screen: 'packs', icon: Package },
      { screen: 'exports', icon: Printer },
      { screen: 'message', icon: PenLine },
      { screen: 'outbox', icon: Send },
    ],
  },
  {
    id: 'manage',
    entries: [
      { screen: 'sources', icon: FolderSync },
      { screen: 'settings', icon: Settings },
    ],
  },
]

/** The left column: ten places, always in the same order, with what waits for a decision. */
export function Navigation({ current, state }: { readonly current: ScreenName; readonly state: AppState }) {
  const { t } = useTranslation('shell')
  const { data: today } = useChannel('today.read')
  const { data: handedIn } = useChannel('handedIn.summary')
  const waiting: Partial<Record<ScreenName, { readonly count: number; readonly label: string }>> = {
    'handed-in': { count: handedIn?.unsettled ?? 0, label: t('waiting.handed-in') },
    outbox: { count: today?.outbox.needsAttention ?? 0, label: t('waiting.outbox') },
    sources: { count: today?.held ?? 0, label: t('waiting.sources') },
  }
  return (
    <nav className={styles.navigation} aria-label={t('navigation')}>
      <div className={styles.brand}>
        <Satchel />
        <span>Trousse</span>
      </div>
      {GROUPS.map(({ id, entries }) => (
        <div key={id} className={styles.group}>
          <h2 className={id === 'consult' ? 'visually-hidden' : styles.groupTitle}>{t(`group.${id}`)}</h2>
          <ul className={styles.entries}>
            {entries.map(({ screen, icon: Icon }) => {
              const badge = waiting[screen]
              return (
                <li key={screen}>
                  <a
                    href={linkTo(screen)}
                    className={cx(styles.entry, screen === current && styles.current)}
                    aria-current={screen === current ? 'page' : undefined}
                  >
                    <Icon size={18} aria-hidden />
                    <span className={styles.name}>{t(`screen.${screen}`)}</span>
                    {badge && badge.count > 0 && (
                      <span className={styles.count}>
                        {badge.count}
                        <span className="visually-hidden"> {badge.label}</span>
                      </span>
                    )}
                  </a>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
      <p className={styles.version}>{t('version', { version: state.version })}</p>
    </nav>
  )
}
