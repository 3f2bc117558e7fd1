import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A phone number as people read it: `+33612345678` becomes "06 12 34 56 78", a foreign one keeps its
 * country's code. What does not parse is shown as the source wrote it. Spaces do not break the line.
 */
export function formatPhone(value: string): string {
  // Without `extract: false`, "poste 12" would be shown as a number, 12.
  const parsed = parsePhoneNumberFromString(value, { defaultCountry: 'FR', extract: false })
  if (!parsed?.isPossible()) return value
  const shown = parsed.countryCallingCode === '33' ? parsed.formatNational() : parsed.formatInternational()
  return shown.replaceAll(' ', '\u00a0')
}
