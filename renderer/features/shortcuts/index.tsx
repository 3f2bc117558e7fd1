import { useState } from 'react'
import { useCommand } from '../../app/command-bus.ts'
import { useChannel } from '../../bridge/index.ts'
import { ShortcutSheet } from './sheet.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** Once, in the shell: the keys of the whole window, and the sheet that lists them. */
export function Shortcuts() {
  const { data } = useChannel('preferences.read')
  const [isOpen, setOpen] = useState(false)
  useShortcuts({ singleKeys: data?.singleKeys ?? true })
  useCommand('shortcuts', () => setOpen(true))
  return isOpen ? <ShortcutSheet onClose={() => setOpen(false)} /> : null
}
