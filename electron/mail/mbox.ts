/**
 * All messages in one file that Thunderbird, Apple Mail and others open as a folder: mbox in its `mboxrd` form (RFC
 * 4155 leaves the quoting open; `mboxrd` is the one that can be undone), written piece by piece to any sink.
 */

const FROM_LINE = /^>*From /
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number) => String(value).padStart(2, '0')

/** `Mon Apr  6 08:30:00 2026` in UTC, as RFC 4155 appendix A asks. */
function asctime(iso: string): string {
  const at = new Date(iso)
  const day = String(at.getUTCDate()).padStart(2, ' ')
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${time} ${at.getUTCFullYear()}`
}

/**
 * One message as an entry: its separator, its lines with LF ends, those that begin like a separator quoted, a blank
 * line. Nothing of the address but the sender's is in the separator.
 */
export function mboxEntry(mime: Uint8Array, from: string, createdAt: string): Uint8Array {
  // Ours is ASCII throughout; latin1 keeps any byte as it is.
  const text = Buffer.from(mime.buffer, mime.byteOffset, mime.byteLength).toString('latin1')
  const lines = text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => (FROM_LINE.test(line) ? `>${line}` : line))
  if (lines.at(-1) === '') lines.pop()
  return Buffer.from(`From ${from} ${asctime(createdAt)}\n${lines.join('\n')}\n\n`, 'latin1')
}
