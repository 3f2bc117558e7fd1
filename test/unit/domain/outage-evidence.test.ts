/** One look at one service, with everything it brought back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceRole, serviceStateSchema } from '../../../electron/contract/views.ts'
import {
  type Evidence,
  evidenceOf,
  judgeEvidence,
  type NetworkSeen,
  type Transport,
} from '../../../electron/domain/outage-evidence.ts'

const ENT = 'https://lycee.ent.example/'
const CAS = 'https://cas.ent.example/login'
const LINE: NetworkSeen = { interfaces: true, witness: 'answers' }

const answered = (status: number, bodyText: string, contentType = 'text/html') =>
  ({ status, bodyText, contentType, redirects: 0, expected: 'any' }) as const
const HELLO = answered(200, '<p>Bonjour à tous</p>')

const judge = (change: Partial<Evidence>) => {
  const evidence: Evidence = {
    role: 'front',
    transport: change.answer === null ? 'no-connection' : 'answered',
    answer: HELLO,
    chain: [ENT],
    looped: false,
    elapsedMs: 200,
    network: LINE,
    ...change,
  }
  const { state, cause } = judgeEvidence(evidence)
  return `${state} ${cause}`
}
const silent = (transport: Transport, network: NetworkSeen = LINE, chain: readonly string[] = [ENT]) =>
  judge({ transport, answer: null, network, chain })

const cut: NetworkSeen = { interfaces: false, witness: 'none' }
const alone: NetworkSeen = { interfaces: true, witness: 'none' }
const lineDead: NetworkSeen = { interfaces: true, witness: 'silent' }
const portal: NetworkSeen = { interfaces: true, witness: 'portal' }

describe('what one look proves', () => {
  it.each<[string, string, string]>([
    ['a page', judge({}), 'up answers'],
    ['a page that takes nine seconds', judge({ elapsedMs: 9_000 }), 'up overloaded'],
    // the name
    ['no name, others answer', silent('no-address'), 'down no-address'],
    ['no name, nobody else asked', silent('no-address', alone), 'unknown no-address'],
    ['no name, no network', silent('no-address', cut), 'own-network-down own-network'],
    ['no name, the witness is silent', silent('no-address', lineDead), 'own-network-down own-network'],
    ['no name for the login door', silent('no-address', LINE, [ENT, CAS]), 'down login-door'],
    // the line
    ['refused', silent('no-connection'), 'down no-answer'],
    ['silence', silent('timeout'), 'down no-answer'],
    ['silence, with nobody else to ask', silent('timeout', alone), 'down no-answer'],
    ['silence everywhere', silent('timeout', lineDead), 'own-network-down own-network'],
    ['an answer cut in the middle', silent('cut'), 'down no-answer'],
    ['silence of the login door', silent('timeout', LINE, [ENT, CAS]), 'down login-door'],
    ['an endless page', silent('too-large'), 'up answers'],
    ['an address we refuse', silent('refused'), 'unknown unexpected-answer'],
    // the certificate
    ['an expired certificate', silent('certificate', alone), 'down certificate'],
    ['a certificate for another name', silent('certificate-name', alone), 'own-network-down captive-portal'],
    ['the same, while others answer well', silent('certificate-name'), 'down certificate'],
    // somebody in its place
    ['a portal before the witness', judge({ network: portal }), 'own-network-down captive-portal'],
    ['status 511', judge({ answer: answered(511, '') }), 'own-network-down captive-portal'],
    ['a page of a portal', judge({ answer: answered(200, 'Portail captif') }), 'own-network-down captive-portal'],
    ['led to the local network', judge({ chain: [ENT, 'http://192.168.1.1/'] }), 'own-network-down captive-portal'],
    ['a school that lives there', judge({ chain: ['http://10.1.0.2/', 'http://10.1.0.3/'] }), 'up answers'],
    ['a proxy that asks for a name', judge({ answer: answered(407, '') }), 'own-network-down own-network'],
    // the door
    ['an error behind the redirect', judge({ answer: answered(503, ''), chain: [ENT, CAS] }), 'down login-door'],
    [
      'maintenance behind the redirect',
      judge({ answer: answered(200, 'Site en maintenance'), chain: [ENT, CAS] }),
      'down maintenance-page',
    ],
    [
      'an error of the door itself',
      judge({ role: 'login', answer: answered(500, ''), chain: [CAS] }),
      'down login-door',
    ],
    ['a circle', judge({ looped: true, answer: null }), 'down redirect-loop'],
    ['a circle through the door', judge({ looped: true, answer: null, chain: [ENT, CAS] }), 'down login-door'],
    // the letter box
    ['a notice', judge({ answer: answered(200, 'La messagerie est suspendue') }), 'up messaging-closed'],
    [
      'the letter box itself',
      judge({ role: 'messaging', answer: answered(200, 'La messagerie est suspendue') }),
      'down messaging-closed',
    ],
    // we come without a session
    [
      'a login page in place of JSON',
      judge({ answer: { ...answered(200, '<input type="password">'), expected: 'json' } }),
      'unknown unexpected-answer',
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toBe(expected)
  })

  const evidence: fc.Arbitrary<Evidence> = fc.record({
    role: fc.constantFrom(...serviceRole.options),
    transport: fc.constantFrom<Transport>(
      ...(['answered', 'no-address', 'no-connection', 'timeout', 'certificate', 'certificate-name'] as const),
      ...(['cut', 'too-large', 'refused'] as const),
    ),
    answer: fc.option(
      fc.record({
        status: fc.integer({ min: 100, max: 599 }),
        contentType: fc.option(fc.constantFrom('text/html', 'application/json', 'text/plain', 'x')),
        bodyText: fc.string({ unit: 'binary', maxLength: 400 }),
        redirects: fc.nat(12),
        expected: fc.constantFrom('json', 'html', 'any'),
      }),
    ),
    chain: fc.array(fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom(ENT, CAS)), { maxLength: 5 }),
    looped: fc.boolean(),
    elapsedMs: fc.nat(60_000),
    network: fc.record({
      interfaces: fc.boolean(),
      witness: fc.constantFrom('answers', 'silent', 'portal', 'none'),
    }),
  })

  it('never throws, and says nothing but the four states', () => {
    fc.assert(
      fc.property(evidence, (one) => serviceStateSchema.options.includes(judgeEvidence(one).state)),
      { numRuns: 500 },
    )
  })

  it('never blames the platform while our own network is down', () => {
    fc.assert(
      fc.property(evidence, (one) => {
        const offline = { ...one, answer: null, looped: false, network: lineDead }
        if (one.transport === 'answered' || one.transport === 'too-large' || one.transport === 'refused') return
        expect(judgeEvidence(offline).state).toBe('own-network-down')
      }),
    )
  })
})

describe('what is kept of a look', () => {
  it('never throws, is short, and holds no address, number or token', () => {
    const personal = fc.constantFrom(
      'claire.martin@ent.example',
      '06 39 98 12 34',
      '+33639981234',
      '203.0.113.77',
      '2001:db8:0:1:2:3:4:5',
      'eyJhbGciOiJIUzI1NiJ9abcdef',
      'https://ent.example/secret?ticket=ST-1',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(personal, fc.lorem()), { maxLength: 30 }), (words) => {
        const bodyText = `<title>${words.join(' ')}</title><p>${words.join(' ')}</p>`
        const answer = answered(200, bodyText)
        const one: Evidence = { ...base, answer }
        const { title, excerpt } = evidenceOf(one, '2026-11-24T08:00:00.000Z', 'answers')
        expect((title ?? '').length).toBeLessThanOrEqual(120)
        expect((excerpt ?? '').length).toBeLessThanOrEqual(280)
        expect(`${title} ${excerpt}`).not.toMatch(/@|\d{4}|203\.0|2001:db8|eyJ|ticket/)
      }),
    )
  })

  const base: Evidence = {
    role: 'front',
    transport: 'answered',
    answer: HELLO,
    chain: [ENT, CAS],
    looped: false,
    elapsedMs: 1,
    network: LINE,
  }

  it('begins near the words that tell, not with a menu', () => {
    const menu = 'Accueil Agenda Cahier Notes Documents Aide Contact Mentions Accessibilité Plan '.repeat(6)
    const answer = answered(200, `<nav>${menu}</nav><p>Par sécurité, la messagerie est suspendue jusqu’à lundi.</p>`)
    const { excerpt } = evidenceOf({ ...base, answer }, 'x', 'messaging-closed')
    expect(excerpt).toMatch(/^… .*Par sécurité, la messagerie est suspendue jusqu’à lundi\.$/)
    expect(excerpt?.length).toBeLessThan(160)
  })

  it('names the host that said it, without its path', () => {
    expect(evidenceOf(base, 'x', 'login-door')).toMatchObject({
      host: 'cas.ent.example',
      status: 200,
      cause: 'login-door',
    })
    expect(evidenceOf({ ...base, answer: null }, 'x', 'no-answer')).toMatchObject({ status: null, title: null })
  })
})
