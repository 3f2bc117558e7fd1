import { useEffect, useSyncExternalStore } from 'react'
import type { DraftContent } from '../../../electron/contract/views.ts'
import { call, listen } from '../../bridge/index.ts'

export const EMPTY_DRAFT: DraftContent = {
  classIds: [],
  pupilIds: null,
  audience: 'guardians',
  subject: '',
  body: '',
  only: null,
  changes: [],
  work: null,
  files: [],
  packs: null,
  tooBig: null,
  locale: 'fr',
}

export interface DraftState {
  /** Null until something of it was kept. */
  readonly id: number | null
  readonly content: DraftContent
  readonly saving: 'idle' | 'waiting' | 'saved' | 'failed'
}

/** Typing pauses this long before what was typed is on the disk. */
const PAUSE_MS = 350

/** Nothing that would be missed. */
export const isBlank = ({ subject, body, files, changes }: DraftContent): boolean =>
  subject.trim() === '' && body.trim() === '' && files.length === 0 && changes.length === 0

/**
 * The message being written. It lives in memory for the time of the window, so that a look at another screen loses
 * nothing, and in the encrypted database as it is typed, so that the end of the program loses nothing either. No pupil's
 * name lies in clear in the browser's storage.
 */
let state: DraftState = { id: null, content: EMPTY_DRAFT, saving: 'idle' }
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
/** One after the other: an earlier text must not arrive after a later one. */
let queue: Promise<unknown> = Promise.resolve()

function publish(next: DraftState): void {
  state = next
  for (const listener of listeners) listener()
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Writes what is there now; a draft that was never kept and holds nothing makes none. */
function keep(): Promise<unknown> {
  clearTimeout(timer)
  timer = undefined
  queue = queue.then(async () => {
    const { id, content } = state
    if (id === null && isBlank(content)) return
    try {
      const saved = await call('drafts.save', { id, content })
      // Started again meanwhile: what was kept stays a draft of its own.
      if (state.content === content || state.id === id) publish({ ...state, id: saved.id })
      if (state.content === content) publish({ ...state, saving: 'saved' })
    } catch {
      publish({ ...state, saving: 'failed' })
    }
  })
  return queue
}

function change(part: Partial<DraftContent>): void {
  publish({ ...state, content: { ...state.content, ...part }, saving: 'waiting' })
  clearTimeout(timer)
  timer = setTimeout(() => void keep(), PAUSE_MS)
}

/** Opens a draft, or begins a new one; what was being written is kept first. */
async function open(next: { readonly id: number | null; readonly content: DraftContent }): Promise<void> {
  if (timer !== undefined) await keep()
  publish({ ...next, saving: next.id === null ? 'idle' : 'saved' })
}

/** After it was sent or thrown away: whom it was for stays chosen. */
function startAgain(): void {
  clearTimeout(timer)
  timer = undefined
  const { classIds, audience, locale } = state.content
  publish({ id: null, content: { ...EMPTY_DRAFT, classIds, audience, locale }, saving: 'idle' })
}

/** Under which number it is kept by now. */
const currentId = (): number | null => state.id

let space: string | null = null
listen('state', (app) => {
  // Another space is another school: nothing of the former one may stay.
  if (space !== null && space !== app.space) {
    clearTimeout(timer)
    timer = undefined
    publish({ id: null, content: EMPTY_DRAFT, saving: 'idle' })
  }
  space = app.space
})

/** The draft, how to change some of it, and how to begin or take up another. */
export function useDraft() {
  const current = useSyncExternalStore(subscribe, () => state)
  useEffect(
    () => () => {
      if (timer !== undefined) void keep()
    },
    [],
  )
  return { ...current, change, open, startAgain, keep, currentId }
}
