/** From a key or a menu to whoever does it: the part of the window that is on screen answers, the latest one first. */
import { useEffect, useRef } from 'react'
import type { CommandId } from '../../electron/contract/shortcuts.ts'

type Handler = () => void

const handlers = new Map<CommandId, Handler[]>()

/** Whose answer counts: a part of the screen over the window around it, whichever came first. */
type Rank = 'screen' | 'window'

/** Answers a command until the returned function is called. */
export function onCommand(command: CommandId, handler: Handler, rank: Rank = 'screen'): () => void {
  const others = handlers.get(command) ?? []
  handlers.set(command, rank === 'screen' ? [...others, handler] : [handler, ...others])
  return () => {
    handlers.set(
      command,
      (handlers.get(command) ?? []).filter((other) => other !== handler),
    )
  }
}

/** Runs a command; false when nothing on screen answers it. */
export function runCommand(command: CommandId): boolean {
  const handler = handlers.get(command)?.at(-1)
  handler?.()
  return handler !== undefined
}

/** Answers a command while the component is on screen. */
export function useCommand(command: CommandId, handler: Handler, rank: Rank = 'screen'): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => onCommand(command, () => latest.current(), rank), [command, rank])
}
