import { useCallback, useEffect, useRef, useState } from 'react'
import type { Register, RegisterFields, RegisterView } from '../../../electron/contract/views.ts'
import { useAction } from '../../bridge/index.ts'

/** After the last key; leaving the screen saves at once. */
const SAVE_AFTER_MS = 700

export type SaveState = 'clean' | 'saving' | 'saved'

export interface RegisterDraft {
  /** Null until it is read. */
  readonly value: Register | null
  readonly change: (fields: Partial<RegisterFields>) => void
  readonly declare: (day: string | null) => void
  readonly state: SaveState
  /** Resolves once what was typed is kept. */
  readonly flush: () => Promise<void>
  readonly error: ReturnType<typeof useAction<'register.save'>>['error']
}

/** The sheet while it is being typed: what comes back from the database never runs over a key just pressed. */
export function useRegister(stored: RegisterView | undefined): RegisterDraft {
  const [typed, setTyped] = useState<Register | null>(null)
  const [state, setState] = useState<SaveState>('clean')
  const { mutateAsync, error } = useAction('register.save')
  const pending = useRef<Register | null>(null)
  const value = typed ?? (stored ? { fields: stored.fields, declaredOn: stored.declaredOn } : null)

  const flush = useCallback(async () => {
    const now = pending.current
    if (now === null) return
    pending.current = null
    try {
      await mutateAsync(now)
      if (pending.current === null) setState('saved')
    } catch (failure) {
      pending.current ??= now
      throw failure
    }
  }, [mutateAsync])

  useEffect(() => {
    if (typed === null) return
    // A failure is in `error`; what was typed stays on the screen.
    const timer = setTimeout(() => void flush().catch(() => undefined), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed, flush])
  useEffect(() => () => void flush().catch(() => undefined), [flush])

  const set = (next: Register) => {
    pending.current = next
    setState('saving')
    setTyped(next)
  }
  return {
    value,
    change: (fields) => value && set({ ...value, fields: { ...value.fields, ...fields } }),
    declare: (declaredOn) => value && set({ ...value, declaredOn }),
    state,
    flush,
    error,
  }
}
