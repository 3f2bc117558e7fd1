/**
 * The log is for the person who mends Trousse, and never holds a pupil, an address, a subject or a secret:
 * callers log codes and counts, and whatever looks personal is replaced here as a second line of defence.
 */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

const EMAIL = /[^\s"'<>@]+@[^\s"'<>@]+/g
const PHONE = /(?:\+|00|0)\d[\d .()-]{7,}\d/g
const URL_DETAILS = /(https?:\/\/)([^\s"'/@]+@)?([^\s"'/?#]+)[^\s"']*/g
const LONG_TOKEN = /\b[A-Za-z0-9_-]{32,}\b/g

/** Replaces e-mail addresses, phone numbers, paths and queries of URLs, and long tokens. */
export function redact(text: string): string {
  return text
    .replace(URL_DETAILS, '$1$3/…')
    .replace(EMAIL, '[adresse]')
    .replace(PHONE, '[téléphone]')
    .replace(LONG_TOKEN, '[jeton]')
}

export function createLog(write: (line: string) => void, now: () => number): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const safe = Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
      )
      write(JSON.stringify({ at: new Date(now()).toISOString(), level, event: redact(event), ...safe }))
    }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }
