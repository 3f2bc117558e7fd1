import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { compareVersions, type Expectation, verifyManifest } from '../../../electron/updates/verify-manifest.ts'

const ours = generateKeyPairSync('ed25519')
const theirs = generateKeyPairSync('ed25519')
const pem = (pair: typeof ours) => pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const expected: Expectation = {
  publicKeys: [pem(ours)],
  channel: 'latest',
  platform: 'win32',
  arch: 'x64',
  currentVersion: '0.9.0',
  highestSeen: null,
  now: Date.parse('2026-12-01T00:00:00Z'),
}

const payload = {
  format: 'trousse-update',
  formatVersion: 1,
  version: '0.10.0',
  channel: 'latest',
  platform: 'win32',
  arch: 'x64',
  minimumVersion: '0.1.0',
  expiresAt: '2027-01-01T00:00:00Z',
  file: { name: 'Trousse Setup 0.10.0.exe', bytes: 1000, sha512: `${'A'.repeat(86)}==` },
}

function signed(content: unknown, pair = ours): string {
  const bytes = Buffer.from(JSON.stringify(content))
  const signature = sign(null, bytes, pair.privateKey).toString('base64')
  return JSON.stringify({ payload: bytes.toString('base64'), signatures: [signature] })
}

const refusalOf = (text: string, change: Partial<Expectation> = {}) => {
  const verdict = verifyManifest(text, { ...expected, ...change })
  return verdict.ok ? 'accepted' : verdict.refusal
}

describe('the manifest of an update', () => {
  it('is accepted when it is ours, newer and for this computer', () => {
    expect(verifyManifest(signed(payload), expected)).toEqual({ ok: true, manifest: payload })
  })

  it('may be signed by either of two keys while one replaces the other', () => {
    const change = { publicKeys: [pem(theirs), pem(ours)] }
    expect(refusalOf(signed(payload), change)).toBe('accepted')
  })

  it('is refused unsigned, or signed by another key', () => {
    const { payload: bytes } = JSON.parse(signed(payload))
    expect(refusalOf(JSON.stringify({ payload: bytes, signatures: [] }))).toBe('unsigned')
    expect(refusalOf(signed(payload, theirs))).toBe('wrong-key')
    expect(refusalOf(signed(payload), { publicKeys: [] })).toBe('wrong-key')
    expect(refusalOf(JSON.stringify({ payload: bytes, signatures: ['', 'AAAA', 'not base 64!'] }))).toBe('wrong-key')
  })

  it('is refused when a single byte of it changed after signing', () => {
    const { payload: bytes, signatures } = JSON.parse(signed(payload))
    const changed = Buffer.from(bytes, 'base64').toString().replace('0.10.0', '0.99.0')
    expect(refusalOf(JSON.stringify({ payload: Buffer.from(changed).toString('base64'), signatures }))).toBe(
      'wrong-key',
    )
  })

  it('is refused with a key of another kind, even if that key signed it', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const bytes = Buffer.from(JSON.stringify(payload))
    const signature = sign('sha256', bytes, other.privateKey).toString('base64')
    const text = JSON.stringify({ payload: bytes.toString('base64'), signatures: [signature] })
    const publicKeys = [other.publicKey.export({ type: 'spki', format: 'pem' }).toString()]
    expect(refusalOf(text, { publicKeys })).toBe('wrong-key')
  })

  it('is refused when it has expired, at the very instant too', () => {
    expect(refusalOf(signed(payload), { now: Date.parse(payload.expiresAt) })).toBe('expired')
    expect(refusalOf(signed({ ...payload, expiresAt: '2026-99-99T00:00:00Z' }))).toBe('expired')
  })

  it('is refused for another channel, system or processor', () => {
    expect(refusalOf(signed({ ...payload, channel: 'beta' }))).toBe('other-channel')
    expect(refusalOf(signed({ ...payload, platform: 'linux' }))).toBe('other-platform')
    expect(refusalOf(signed({ ...payload, arch: 'arm64' }))).toBe('other-platform')
  })

  it('is refused when it is older, the same, or older than one already offered', () => {
    expect(refusalOf(signed({ ...payload, version: '0.8.9' }))).toBe('older')
    expect(refusalOf(signed({ ...payload, version: '0.9.0' }))).toBe('older')
    expect(refusalOf(signed(payload), { highestSeen: '0.11.0' })).toBe('older')
    expect(refusalOf(signed(payload), { highestSeen: '0.10.0' })).toBe('accepted')
  })

  it('is refused when this version is too old to take it directly', () => {
    expect(refusalOf(signed({ ...payload, minimumVersion: '0.9.1' }))).toBe('too-far')
  })

  it.each([
    '',
    '{',
    'null',
    '<!doctype html><title>Portail</title>',
    '{"payload":"AAAA"}',
    'x'.repeat(100_000),
    signed(null),
    signed({ ...payload, version: '1.0.0-beta' }),
    signed({ ...payload, file: { ...payload.file, name: '../evil.exe' } }),
    signed({ ...payload, file: { ...payload.file, sha512: 'short' } }),
    signed({ ...payload, formatVersion: 2 }),
  ])('is refused when it makes no sense (%#)', (text) => {
    expect(refusalOf(text)).toBe('unreadable')
  })
})

describe('versions', () => {
  it('are compared as numbers', () => {
    expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0)
    expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
    expect(compareVersions('1.2.3', '2.0.0')).toBeLessThan(0)
  })
})
