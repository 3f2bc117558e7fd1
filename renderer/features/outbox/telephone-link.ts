/** The digits of a number as an address for a telephone program; null when it is not only a number. */
export function telephoneLink(value: string): string | null {
  const digits = value.replace(/[\s().-]/g, '')
  return /^\+?\d{6,15}$/.test(digits) ? `tel:${digits}` : null
}
