/**
 * Whether an update is ours, decided before anything of it is downloaded. The update library trusts whoever
 * answers at the feed's address (reliability.md §8); this signature is made offline with a key that no server has.
 */
import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

const MANIFEST_FORMAT = 'trousse-update'
const MANIFEST_VERSION = 1
/** A manifest is under 2 kB. */
const MAX_BYTES = 64 * 1024

const semver = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)

/** What is signed: these bytes exactly, as base 64 in `payload`. */
const payloadSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  formatVersion: z.literal(MANIFEST_VERSION),
  version: semver,
  channel: z.string().regex(/^[a-z]{1,20}$/),
  platform: z.enum(['win32', 'darwin', 'linux']),
  arch: z.enum(['x64', 'arm64']),
  /** Oldest version that can install this one directly. */
  minimumVersion: semver,
  /** After this instant the manifest is worth nothing: an old one cannot be played again for ever. */
  expiresAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
  file: z.object({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,150}$/),
    bytes: z.number().int().positive(),
    /** Base 64, as electron-builder writes it. */
    sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  }),
})
export type UpdateManifest = z.infer<typeof payloadSchema>

const envelopeSchema = z.object({
  payload: z.string().max(MAX_BYTES),
  /** Base 64 of the Ed25519 signatures (RFC 8032); one suffices, so that a key can be replaced. */
  signatures: z.array(z.string().max(200)).max(4),
})

type Refusal =
  | 'unreadable'
  | 'unsigned'
  | 'wrong-key'
  | 'expired'
  | 'other-channel'
  | 'other-platform'
  | 'older'
  | 'too-far'

export type Verdict =
  | { readonly ok: true; readonly manifest: UpdateManifest }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Expectation {
  /** PEM public keys (SPKI, Ed25519) built into this version. */
  readonly publicKeys: readonly string[]
  readonly channel: string
  readonly platform: string
  readonly arch: string
  readonly currentVersion: string
  /** The highest version any accepted manifest ever named here; an older one is then a replay. */
  readonly highestSeen: string | null
  /** Milliseconds since 1970. */
  readonly now: number
}

/** `text` is the manifest file's content. Never throws: whatever a server sends ends in a refusal. */
export function verifyManifest(text: string, expected: Expectation): Verdict {
  const refused = (refusal: Refusal): Verdict => ({ ok: false, refusal })
  if (text.length > MAX_BYTES) return refused('unreadable')
  const envelope = envelopeSchema.safeParse(parseJson(text))
  if (!envelope.success) return refused('unreadable')
  if (envelope.data.signatures.length === 0) return refused('unsigned')
  const payload = Buffer.from(envelope.data.payload, 'base64')
  // Before the payload is parsed: nothing unsigned is looked at further.
  if (!envelope.data.signatures.some((signature) => isSignedByUs(payload, signature, expected.publicKeys))) {
    return refused('wrong-key')
  }
  const parsed = payloadSchema.safeParse(parseJson(payload.toString('utf8')))
  if (!parsed.success) return refused('unreadable')
  const manifest = parsed.data
  if (!(Date.parse(manifest.expiresAt) > expected.now)) return refused('expired')
  if (manifest.channel !== expected.channel) return refused('other-channel')
  if (manifest.platform !== expected.platform || manifest.arch !== expected.arch) return refused('other-platform')
  if (compareVersions(manifest.version, expected.currentVersion) <= 0) return refused('older')
  if (expected.highestSeen !== null && compareVersions(manifest.version, expected.highestSeen) < 0)
    return refused('older')
  if (compareVersions(expected.currentVersion, manifest.minimumVersion) < 0) return refused('too-far')
  return { ok: true, manifest }
}

function isSignedByUs(payload: Uint8Array, signature: string, publicKeys: readonly string[]): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return publicKeys.some((pem) => {
    try {
      const key = createPublicKey(pem)
      // Only Ed25519: another kind of key in the list must not open another algorithm.
      return key.asymmetricKeyType === 'ed25519' && verify(null, payload, key, bytes)
    } catch {
      return false
    }
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Negative, zero or positive, by number and not by letter: 0.10.0 comes after 0.9.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)))
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
