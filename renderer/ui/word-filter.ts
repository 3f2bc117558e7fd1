/** Filtering a list that is already in the window, the way the database searches: accents and case ignored. */

/** Lower case without accents, as people type in a hurry: `Élodie` is found by `elo`. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

const PARTING = /[\s'’@.-]+/

/**
 * A filter for a list: every typed word must begin some word of the text, whatever its accents and case.
 * Hyphens and apostrophes part words. Nothing typed lets everything through.
 */
export function wordFilter(typed: string): (text: string) => boolean {
  const wanted = fold(typed).split(PARTING).filter(Boolean)
  if (wanted.length === 0) return () => true
  return (text) => {
    const words = fold(text).split(PARTING)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  }
}
