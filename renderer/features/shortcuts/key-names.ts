/** How a shortcut is written for the person who presses it; pure. */

const NAMES: Readonly<Record<string, string>> = { Left: '←', Right: '→', Plus: '+' }

/** `CmdOrCtrl+K` becomes `['Ctrl', 'K']`, and `['⌘', 'K']` on a Mac. */
export function keyNames(accelerator: string, isMac: boolean): readonly string[] {
  return accelerator.split('+').map((part) => {
    if (part === 'CmdOrCtrl') return isMac ? '⌘' : 'Ctrl'
    if (part === 'Alt') return isMac ? '⌥' : 'Alt'
    return NAMES[part] ?? part
  })
}

export const IS_MAC = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')
