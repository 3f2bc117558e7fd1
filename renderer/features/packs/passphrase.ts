/** A passphrase is dictated and typed by hand: it is shown as words, never as one long string. */

/** The words and what joins them, so that they can be shown large and still be copied exactly. */
export function wordsOf(passphrase: string): { readonly words: readonly string[]; readonly joiner: string } {
  const joiner = passphrase.includes('-') ? '-' : ' '
  return { words: passphrase.split(joiner).filter(Boolean), joiner }
}
