import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotaFor } from '../../../electron/domain/mail-provider.ts'
import { readAutoconfig } from '../../../electron/mail/detect/autoconfig.ts'
import { bestOf } from '../../../electron/mail/detect/srv.ts'

const ADDRESS = 'camille.exemple@lycee.example'

interface Server {
  readonly type?: string
  readonly host?: string
  readonly port?: string
  readonly socket?: string
  readonly user?: string
  readonly auth?: readonly string[]
}
const server = (tag: 'incomingServer' | 'outgoingServer', given: Server): string => {
  const { type = tag === 'incomingServer' ? 'imap' : 'smtp', host = 'mail.lycee.example', port = '465' } = given
  const { socket = 'SSL', user = '%EMAILADDRESS%', auth = ['password-cleartext'] } = given
  return `<${tag} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType>
    <username>${user}</username>${auth.map((one) => `<authentication>${one}</authentication>`).join('')}</${tag}>`
}
const page = (...servers: string[]): string =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="lycee.example"><domain>lycee.example</domain>
   ${servers.join('\n')}</emailProvider></clientConfig>`
const smtpOf = (given: Server) => readAutoconfig(page(server('outgoingServer', given)), ADDRESS).smtp

describe('what a provider publishes', () => {
  it('gives the servers, the way they encrypt and the name to log in with', () => {
    const xml = page(
      server('incomingServer', { type: 'pop3', port: '995' }),
      server('incomingServer', { host: 'IMAP.lycee.example', port: '993', user: '%EMAILLOCALPART%' }),
      server('outgoingServer', { port: '587', socket: 'STARTTLS' }),
    )
    expect(readAutoconfig(xml, ADDRESS)).toEqual({
      imap: { host: 'imap.lycee.example', port: 993, security: 'tls', user: 'camille.exemple', oauth: false },
      smtp: { host: 'mail.lycee.example', port: 587, security: 'starttls', user: ADDRESS, oauth: false },
    })
  })

  it('takes the first that can be used, in the provider’s order', () => {
    const xml = page(
      server('outgoingServer', { socket: 'plain', port: '25' }),
      server('outgoingServer', { host: 'un.lycee.example' }),
      server('outgoingServer', { host: 'deux.lycee.example' }),
    )
    expect(readAutoconfig(xml, ADDRESS).smtp?.host).toBe('un.lycee.example')
  })

  it('says when only a sign-in opens the account', () => {
    expect(smtpOf({ auth: ['OAuth2'] })).toMatchObject({ oauth: true })
    expect(smtpOf({ auth: ['OAuth2', 'password-cleartext'] })).toMatchObject({ oauth: false })
    expect(smtpOf({ auth: ['GSSAPI'] })).toBeNull()
  })
})

describe('hostile settings', () => {
  it.each<[string, Server]>([
    ['in clear', { socket: 'plain' }],
    ['no protection said', { socket: '' }],
    ['this computer', { host: 'localhost' }],
    ['this computer, longer', { host: 'x.localhost' }],
    ['an address in figures', { host: '10.0.0.1' }],
    ['the cloud’s own', { host: '169.254.169.254' }],
    ['IPv6', { host: '[::1]' }],
    ['a name without a dot', { host: 'mail' }],
    ['a path', { host: 'mail.lycee.example/x' }],
    ['a user in it', { host: 'a@mail.lycee.example' }],
    ['a line end', { host: 'mail.lycee.example&#13;&#10;x.example' }],
    ['a port of 0', { port: '0' }],
    ['a port too high', { port: '70000' }],
    ['a port in words', { port: '4e2' }],
    ['another type', { type: 'exchange' }],
  ])('%s: no server', (_, given) => {
    expect(smtpOf(given)).toBeNull()
  })

  it('an unknown recipe for the name is no name', () => {
    expect(smtpOf({ user: '%REALNAME%' })?.user).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><html><body>Bienvenue</body></html>'],
    [
      'a bomb',
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${page(server('outgoingServer', { host: '&b;' }))}`,
    ],
    ['cut short', page(server('outgoingServer', {})).slice(0, 160)],
    ['too deep', `<clientConfig>${'<a>'.repeat(5_000)}`],
    ['another root', page(server('outgoingServer', {})).replaceAll('clientConfig', 'config')],
  ])('%s: nothing', (_, xml) => {
    expect(readAutoconfig(xml, ADDRESS)).toEqual({ smtp: null, imap: null })
  })

  it('ends on any bytes, and never with a server that is not one', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      'clientConfig',
      'hostname',
      '&',
      'outgoingServer',
      '"',
      'x.example',
      '\0',
      '465',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (pieces) => {
        const { smtp } = readAutoconfig(pieces.join(''), ADDRESS)
        if (smtp !== null) expect(smtp.port).toBeGreaterThan(0)
      }),
    )
  })
})

describe('records of the DNS', () => {
  const record = { name: 'mail.lycee.example', port: 465, priority: 10, weight: 0 }
  it('lowest priority first, then the greatest weight', () => {
    const records = [
      record,
      { ...record, name: 'b.lycee.example.', priority: 5, weight: 1 },
      { ...record, name: 'c.lycee.example', priority: 5, weight: 9 },
    ]
    expect(bestOf(records, 'tls')).toMatchObject({ host: 'c.lycee.example', security: 'tls' })
  })
  it.each([['.'], ['localhost'], ['127.0.0.1'], ['a b.example'], ['']])('%j is no server', (name) => {
    expect(bestOf([{ ...record, name }], 'tls')).toBeNull()
  })
})

describe('the limits of a service', () => {
  it.each([
    ['ac-exemple.fr', 'national'],
    ['etu.ac-exemple.fr', 'national'],
    ['gmail.com', 'gmail'],
    ['lycee.example', 'careful'],
    ['ac-exemple.fr.evil.example', 'careful'],
    ['xac-exemple.fr', 'careful'],
  ])('%s: %s', (domain, name) => {
    expect(quotaFor(domain).name).toBe(name)
  })
})
