import {
  Activity,
  CalendarDays,
  CalendarRange,
  CircleHelp,
  ClipboardCheck,
  CloudUpload,
  FolderSync,
  Inbox,
  Keyboard,
  type LucideIcon,
  NotebookText,
  Package,
  PenLine,
  Printer,
  RefreshCw,
  Send,
  Settings,
  ShieldCheck,
  Sunrise,
  UsersRound,
  Wifi,
} from 'lucide-react'
import type { SearchHit } from '../../../electron/contract/views.ts'
import { assignmentLink, classLink, linkTo, pupilLink, type ScreenName } from '../../app/router.ts'

interface Command {
  /** A key under `action.` and `keywords.`. */
  readonly id: string
  readonly icon: LucideIcon
}

export interface GoCommand extends Command {
  readonly screen: ScreenName
  /** Further than the screen itself. */
  readonly path?: readonly string[]
}

export interface RunCommand extends Command {
  readonly id: 'sync' | 'check' | 'shortcuts'
}

/** What can be done from anywhere, the most urgent first. */
export const COMMANDS: readonly (GoCommand | RunCommand)[] = [
  { id: 'reach', icon: PenLine, screen: 'message' },
  { id: 'packs', icon: Package, screen: 'packs' },
  { id: 'exports', icon: Printer, screen: 'exports' },
  { id: 'share', icon: CloudUpload, screen: 'share' },
  { id: 'sync', icon: RefreshCw },
  { id: 'check', icon: Wifi },
  { id: 'outage', icon: Activity, screen: 'outage' },
  { id: 'today', icon: Sunrise, screen: 'today' },
  { id: 'drill', icon: ClipboardCheck, screen: 'drill' },
  { id: 'start', icon: ShieldCheck, screen: 'start', path: ['data'] },
  { id: 'classes', icon: UsersRound, screen: 'classes' },
  { id: 'assignments', icon: NotebookText, screen: 'assignments' },
  { id: 'calendar', icon: CalendarRange, screen: 'assignments', path: ['calendar'] },
  { id: 'handed-in', icon: Inbox, screen: 'handed-in' },
  { id: 'timetable', icon: CalendarDays, screen: 'timetable' },
  { id: 'outbox', icon: Send, screen: 'outbox' },
  { id: 'sources', icon: FolderSync, screen: 'sources' },
  { id: 'settings', icon: Settings, screen: 'settings' },
  { id: 'help', icon: CircleHelp, screen: 'help' },
  { id: 'shortcuts', icon: Keyboard },
]

export const HIT_KINDS = [
  'pupil',
  'guardian',
  'class',
  'assignment',
  'teacher',
] as const satisfies readonly SearchHit['kind'][]

/** Where a hit leads. A guardian is shown on the sheet of their pupil; a teacher has no screen of their own. */
export function hrefOf(hit: SearchHit): string {
  switch (hit.kind) {
    case 'pupil':
      return pupilLink(hit.id)
    case 'guardian':
      return hit.parentId === null ? linkTo('classes') : pupilLink(hit.parentId)
    case 'class':
      return classLink(hit.id)
    case 'assignment':
      return assignmentLink(hit.id)
    case 'teacher':
      return hit.parentId === null ? linkTo('classes') : classLink(hit.parentId)
  }
}
