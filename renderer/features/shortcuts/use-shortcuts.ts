import { useEffect } from 'react'
import { type CommandId, commandOf, SHORTCUTS } from '../../../electron/contract/shortcuts.ts'
import { runCommand } from '../../app/command-bus.ts'
import { listen } from '../../bridge/index.ts'
import { IS_MAC } from './key-names.ts'

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** These mean something else while one types: a character, the previous word, the last letter taken back. */
const NOT_IN_A_FIELD: ReadonlySet<CommandId> = new Set(['back', 'forward', 'undo'])

/** A question is asked first; what acts on the screen behind it waits. Undoing is for after. */
const isAsked = (): boolean =>
  // A message in the corner calls itself a dialog too, and asks nothing.
  document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([aria-modal="false"])') !== null

/** Answers the keys of the table of shortcuts, and the entries of the native menu, which are the same commands. */
export function useShortcuts(options: { readonly singleKeys: boolean }): void {
  const { singleKeys } = options
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf({
        key: event.key,
        code: event.code,
        command: IS_MAC ? event.metaKey : event.ctrlKey,
        alt: event.altKey,
        shift: event.shiftKey,
      })
      if (command === null || SHORTCUTS[command].owner !== 'window') return
      const isSingle = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      if (isEditable(event.target) && (isSingle || NOT_IN_A_FIELD.has(command))) return
      if ((isSingle && !singleKeys) || isAsked()) return
      if (runCommand(command)) event.preventDefault()
    }
    // Before the tables and the lists, which keep the keys that they know for themselves.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [singleKeys])
  useEffect(
    () =>
      listen('command', ({ id }) => {
        if (!isAsked()) runCommand(id)
      }),
    [],
  )
}
