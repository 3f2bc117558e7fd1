import { describe, expect, it } from 'vitest'
import { createFailureStreak, MAX_FAILURES_IN_A_ROW, stepAfter } from '../../../electron/mail/delivery-step.ts'
import { type FailureKind, shortenReply, smtpFailure } from '../../../electron/mail/smtp-errors.ts'
import type { SendResult } from '../../../electron/mail/transport.ts'

const where = { host: 'smtp.example.org', port: 587 }
/** An error as nodemailer makes them. */
const raw = (fields: Record<string, unknown>) => Object.assign(new Error('x'), fields)
const reply = (line: string, command: string, code = 'EENVELOPE') =>
  raw({ code, command, response: line, responseCode: Number(line.slice(0, 3)) })

describe('what an answer of the server means', () => {
  it.each<[string, string, string, FailureKind, string]>([
    ['535 5.7.8 Bad credentials', 'AUTH PLAIN', 'EAUTH', 'fatal', 'mail-credentials-refused'],
    ['534 5.7.9 Application-specific password required', 'AUTH LOGIN', 'EAUTH', 'fatal', 'mail-credentials-refused'],
    ['530 5.7.0 Authentication required', 'MAIL FROM', 'EENVELOPE', 'fatal', 'mail-credentials-refused'],
    ['454 4.7.0 Temporary authentication failure', 'AUTH PLAIN', 'EAUTH', 'connection', 'mail-server-refused'],
    ['550 5.1.1 No such user', 'RCPT TO', 'EENVELOPE', 'permanent', 'mail-server-refused'],
    ['450 4.2.0 Greylisted', 'RCPT TO', 'EENVELOPE', 'transient', 'mail-server-refused'],
    ['452 4.2.2 Mailbox full', 'RCPT TO', 'EENVELOPE', 'transient', 'mail-server-refused'],
    ['552 5.3.4 Message size exceeds fixed limit', 'MAIL FROM', 'EENVELOPE', 'permanent', 'mail-too-large'],
    ['554 5.7.1 Spam', 'DATA', 'EMESSAGE', 'permanent', 'mail-server-refused'],
    ['421 4.3.2 Shutting down', 'DATA', 'EMESSAGE', 'connection', 'mail-server-refused'],
    ['554 No service for you', 'CONN', 'EPROTOCOL', 'connection', 'mail-server-refused'],
    ['550 5.4.5 Daily user sending quota exceeded', 'DATA', 'EMESSAGE', 'connection', 'mail-quota'],
    ['450 4.7.1 Too many messages, slow down', 'MAIL FROM', 'EENVELOPE', 'connection', 'mail-quota'],
    ['451 4.7.1 Trop de destinataires par heure', 'RCPT TO', 'EENVELOPE', 'connection', 'mail-quota'],
  ])('%s', (line, command, code, kind, error) => {
    expect(smtpFailure(reply(line, command, code), where)).toMatchObject({
      kind,
      error: { code: error, params: { ...where, status: Number(line.slice(0, 3)) } },
      serverSaid: line,
    })
  })

  it('a mailbox that is full is the family’s affair, not a quota of ours', () => {
    const full = smtpFailure(reply('552 5.2.2 Over quota', 'RCPT TO'), where)
    expect(full).toMatchObject({ kind: 'permanent', error: { code: 'mail-server-refused' } })
  })
})

describe('what silence and refusals of the network mean', () => {
  it.each<[Record<string, unknown>, FailureKind, string]>([
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'connection', 'mail-server-unreachable'],
    [{ code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT', command: 'CONN' }, 'connection', 'mail-port-blocked'],
    [{ code: 'ESOCKET', originalCode: 'ETIMEDOUT', command: 'CONN' }, 'connection', 'mail-port-blocked'],
    [{ code: 'ESOCKET', originalCode: 'EHOSTUNREACH', command: 'CONN' }, 'connection', 'mail-port-blocked'],
    [{ code: 'ESOCKET', originalCode: 'ENETUNREACH', command: 'CONN' }, 'connection', 'network-own-down'],
    [{ code: 'EDNS', originalCode: 'ENOTFOUND', command: 'CONN' }, 'connection', 'network-dns'],
    [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT', command: 'CONN' }, 'connection', 'mail-server-unreachable'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'connection', 'mail-server-unreachable'],
    [{ code: 'ETLS', command: 'STARTTLS', response: '502 no', responseCode: 502 }, 'fatal', 'mail-tls-required'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'fatal', 'mail-tls-required'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'fatal', 'mail-tls-certificate'],
    [{ code: 'EAUTH', command: 'API' }, 'fatal', 'mail-credentials-refused'],
    [{}, 'connection', 'mail-server-unreachable'],
  ])('%j', (fields, kind, code) => {
    expect(smtpFailure(raw(fields), where)).toMatchObject({ kind, error: { code } })
  })

  it('nothing of the message goes into the parameters', () => {
    const failure = smtpFailure(reply('550 5.1.1 <lea@example.org> unknown', 'RCPT TO'), where)
    expect(JSON.stringify(failure.error)).not.toContain('lea')
  })
})

describe('the line kept of an answer', () => {
  it('is the last one, short and without control characters', () => {
    expect(shortenReply('550-first\r\n550 last\u0007\r\n')).toBe('550 last ')
    expect(shortenReply('x'.repeat(5000)).length).toBeLessThan(500)
  })
})

describe('the step that follows', () => {
  const attempt = { triesBefore: 0, createdAt: '2026-04-07T08:00:00.000Z', dataStarted: false, now: 0, random: 0 }
  const notSent = (kind: FailureKind): SendResult => ({
    kind: 'not-sent',
    failure: { kind, error: { code: 'mail-server-refused', params: { status: 421 } }, serverSaid: null },
  })
  const now = Date.parse('2026-04-07T09:00:00.000Z')

  it('gives up on a temporary failure after five days, in sight', () => {
    const late = { ...attempt, triesBefore: 20, now: now + 6 * 24 * 3_600_000 }
    expect(stepAfter(notSent('transient'), late).to).toBe('refused')
    expect(stepAfter(notSent('transient'), { ...attempt, now })).toMatchObject({
      to: 'deferred',
      nextTryAt: '2026-04-07T09:05:00.000Z',
    })
  })

  it('stopped by a person, the row is ready at once, on the way the table of states allows', () => {
    expect(stepAfter(notSent('cancelled'), { ...attempt, now })).toEqual({ to: 'queued' })
    expect(stepAfter(notSent('cancelled'), { ...attempt, now, dataStarted: true })).toMatchObject({
      to: 'deferred',
      nextTryAt: '2026-04-07T09:00:00.000Z',
    })
  })

  it('a streak is broken by anything the server answered about a message', () => {
    const streak = createFailureStreak()
    for (let round = 0; round < 5; round += 1) {
      for (let count = 1; count < MAX_FAILURES_IN_A_ROW; count += 1) streak.record(notSent('connection'))
      streak.record(notSent('permanent'))
    }
    streak.record(notSent('connection'))
    streak.record(notSent('connection'))
    expect(() => streak.record(notSent('connection'))).toThrowError(
      expect.objectContaining({ code: 'mail-server-refused' }),
    )
  })
})
