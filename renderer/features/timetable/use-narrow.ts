import { useSyncExternalStore } from 'react'

/** Below this five days side by side cannot be read; a page zoomed to 200 % is there too. */
const narrow = window.matchMedia('(width < 62rem)')

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

const isNarrow = () => narrow.matches

/** True while the window is too narrow for the week's columns. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, isNarrow)
