/**
 * Every keyboard shortcut, once: the window answers these, its sheet lists them and the native menu shows them.
 * Keys are written as Electron's menu writes them; `CmdOrCtrl` is ⌘ on a Mac and Ctrl elsewhere.
 */

/** `window`: the page answers. `main`: the main process does, since it acts on the page from outside. */
type Owner = 'window' | 'main'
export type ShortcutGroup = 'find' | 'go' | 'act' | 'view' | 'help'

interface Shortcut {
  readonly group: ShortcutGroup
  /** The first is the one that menus show. */
  readonly keys: readonly string[]
  readonly owner: Owner
}

export const SHORTCUTS = {
  palette: { group: 'find', keys: ['CmdOrCtrl+K'], owner: 'window' },
  find: { group: 'find', keys: ['CmdOrCtrl+F'], owner: 'window' },
  tasks: { group: 'find', keys: ['CmdOrCtrl+J'], owner: 'window' },
  today: { group: 'go', keys: ['CmdOrCtrl+1'], owner: 'window' },
  classes: { group: 'go', keys: ['CmdOrCtrl+2'], owner: 'window' },
  assignments: { group: 'go', keys: ['CmdOrCtrl+3'], owner: 'window' },
  timetable: { group: 'go', keys: ['CmdOrCtrl+4'], owner: 'window' },
  packs: { group: 'go', keys: ['CmdOrCtrl+5'], owner: 'window' },
  outbox: { group: 'go', keys: ['CmdOrCtrl+6'], owner: 'window' },
  sources: { group: 'go', keys: ['CmdOrCtrl+7'], owner: 'window' },
  settings: { group: 'go', keys: ['CmdOrCtrl+,'], owner: 'window' },
  back: { group: 'go', keys: ['Alt+Left'], owner: 'window' },
  forward: { group: 'go', keys: ['Alt+Right'], owner: 'window' },
  message: { group: 'act', keys: ['CmdOrCtrl+N'], owner: 'window' },
  sync: { group: 'act', keys: ['F5'], owner: 'window' },
  print: { group: 'act', keys: ['CmdOrCtrl+P'], owner: 'window' },
  undo: { group: 'act', keys: ['CmdOrCtrl+Z'], owner: 'window' },
  'zoom-in': { group: 'view', keys: ['CmdOrCtrl+Plus'], owner: 'main' },
  'zoom-out': { group: 'view', keys: ['CmdOrCtrl+-'], owner: 'main' },
  'zoom-reset': { group: 'view', keys: ['CmdOrCtrl+0'], owner: 'main' },
  help: { group: 'help', keys: ['F1'], owner: 'window' },
  shortcuts: { group: 'help', keys: ['CmdOrCtrl+/', '?'], owner: 'window' },
} as const satisfies Record<string, Shortcut>

export type CommandId = keyof typeof SHORTCUTS
export const COMMAND_IDS = Object.keys(SHORTCUTS) as [CommandId, ...CommandId[]]

/** What of a key press matters; a `KeyboardEvent` of the page and Electron's `Input` both have it. */
export interface KeyPress {
  /** As typed with the modifiers: `K`, `/`, `ArrowLeft`. */
  readonly key: string
  /** Where the key is, whatever the keyboard's language: `Digit1`. */
  readonly code: string
  readonly command: boolean
  readonly alt: boolean
  readonly shift: boolean
}

const NAMED: Readonly<Record<string, string>> = { Left: 'ArrowLeft', Right: 'ArrowRight', Plus: '+' }

/** True when the press is this shortcut, on any layout: the digits of an AZERTY keyboard need no Shift here. */
export function isPressOf(accelerator: string, press: KeyPress): boolean {
  const parts = accelerator.split('+')
  const last = parts.at(-1) ?? ''
  if (parts.includes('CmdOrCtrl') !== press.command || parts.includes('Alt') !== press.alt) return false
  if (/^\d$/.test(last)) return press.code === `Digit${last}` || press.code === `Numpad${last}`
  // Letters come in capitals with the lock on; `/` and `+` need Shift on some keyboards and not on others.
  return press.key.toLowerCase() === (NAMED[last] ?? last).toLowerCase() && !(/^[A-Z]$/.test(last) && press.shift)
}

/** The shortcut that was pressed, or null. */
export const commandOf = (press: KeyPress): CommandId | null =>
  COMMAND_IDS.find((id) => SHORTCUTS[id].keys.some((keys) => isPressOf(keys, press))) ?? null
