import { useSyncExternalStore } from 'react'

let words = ''
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says a few words to screen readers once they have finished what they are reading. */
export function announce(text: string): void {
  // The same words again are a change only if something differs: a trailing no-break space is not read.
  words = text === words ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

/** Where the words are put; once, in the window's root. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => words)
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}
