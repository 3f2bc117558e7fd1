/**
 * How large a message becomes, and how its files are shared out when that is more than a server takes. Pure.
 */

/**
 * Largest message offered to a server that announced no limit of its own (RFC 1870): 10 Mo is the smallest found among
 * académies (reliability.md, §3 and M11).
 */
export const USUAL_LIMIT_BYTES = 10_000_000

/** Headers of the message and boundaries: more than any of ours has. */
const ENVELOPE_BYTES = 2_500
/** Headers of one part, its encoded name included. */
const PART_BYTES = 600
/** Base64 makes 4 characters of 3 bytes, in lines of 76 with two bytes of line end (RFC 2045 §6.8). */
const LINE_CHARACTERS = 76
const LINE_BYTES = 78

/** A file of `bytes` bytes as a part of a message. */
export function encodedBytes(bytes: number): number {
  const characters = Math.ceil(bytes / 3) * 4
  return Math.ceil(characters / LINE_CHARACTERS) * LINE_BYTES + PART_BYTES
}

/** A text of that many characters, twice: plain and HTML. At worst each character is three encoded bytes of three. */
const textBytes = (characters: number): number => characters * 12

/**
 * An upper bound of the size of a message in bytes.
 *
 * @param characters of subject and body
 * @param files bytes of each
 */
export const messageBytes = (characters: number, files: readonly number[]): number =>
  ENVELOPE_BYTES + textBytes(characters) + files.reduce((sum, bytes) => sum + encodedBytes(bytes), 0)

/**
 * Shares files out in the order given, each into the first message that has room: the fewest messages that keep the
 * order nearly as it was. Null when one file alone is too big for any.
 */
export function splitFiles<T extends { readonly bytes: number }>(
  files: readonly T[],
  characters: number,
  limit: number,
): T[][] | null {
  const parts: T[][] = []
  for (const file of files) {
    if (messageBytes(characters, [file.bytes]) > limit) return null
    const part = parts.find(
      (one) =>
        messageBytes(
          characters,
          [...one, file].map(({ bytes }) => bytes),
        ) <= limit,
    )
    if (part === undefined) parts.push([file])
    else part.push(file)
  }
  return parts
}
