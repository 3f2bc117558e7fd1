/** Enough to catch a slip while typing an e-mail address; the main process checks it for good. */
export const looksLikeAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
