import { createHash } from 'node:crypto'

/** Bits of a UUID that say "version 8, made in a way of its own" (RFC 9562 §5.8). */
const VERSION_8 = 0x80
const VARIANT = 0x80

/**
 * The same thing of the same space always gets the same UUID, so that importing an export again updates instead of
 * doubling; two spaces never share one.
 *
 * @param namespace a UUID that the space made once
 * @param name e.g. `guardian:12`
 */
export function stableUuid(namespace: string, name: string): string {
  const bytes = createHash('sha256').update(`${namespace}/${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | VERSION_8
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | VARIANT
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
