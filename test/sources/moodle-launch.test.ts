import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLaunched, launchAddress, readLaunchedToken } from '../../electron/sources/moodle/sign-in.ts'

const siteUrl = 'https://elea.example/moodle'
const passport = 'k3r9'
const token = '0123456789abcdef0123456789abcdef'
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const address = (content: string, scheme = 'trousse') => `${scheme}://token=${Buffer.from(content).toString('base64')}`
const reasonOf = (given: string) => {
  try {
    readLaunchedToken(given, { siteUrl, passport })
    return 'accepted'
  } catch (error) {
    return (error as { params: { reason?: string } }).params.reason
  }
}

describe('the browser’s way in', () => {
  it('asks for our own scheme and this passport', () => {
    expect(launchAddress(`${siteUrl}/`, passport)).toBe(
      `${siteUrl}/admin/tool/mobile/launch.php?service=moodle_mobile_app&passport=${passport}&urlscheme=trousse`,
    )
    expect(() => launchAddress('http://elea.example', passport)).toThrow('address-refused')
  })

  it.each([siteUrl, `${siteUrl}/`, 'http://elea.example/moodle'])('takes the token signed for %s', (signedFor) => {
    const content = `${md5(signedFor + passport)}:::${token}:::private`
    expect(readLaunchedToken(address(content), { siteUrl, passport })).toBe(token)
    expect(readLaunchedToken(encodeURI(`${address(content)}/`), { siteUrl, passport })).toBe(token)
  })

  it('takes the scheme that the site forces: the signature is the proof', () => {
    const given = address(`${md5(siteUrl + passport)}:::${token}`, 'moodlemobile')
    expect(isLaunched(given)).toBe(true)
    expect(readLaunchedToken(given, { siteUrl, passport })).toBe(token)
  })

  it.each([
    ['another passport', address(`${md5(`${siteUrl}other`)}:::${token}`), 'signature'],
    ['another site', address(`${md5(`https://evil.example${passport}`)}:::${token}`), 'signature'],
    ['no signature', address(`:::${token}`), 'signature'],
    ['an address of the web', address(`${md5(siteUrl + passport)}:::${token}`, 'https'), 'scheme'],
    ['no token', address(md5(siteUrl + passport)), 'unreadable'],
    ['a token that is none', address(`${md5(siteUrl + passport)}:::a b<script>`), 'unreadable'],
    ['another address', 'trousse://pack=abc', 'scheme'],
    ['nothing', '', 'scheme'],
  ])('refuses %s', (_, given, reason) => {
    expect(reasonOf(given)).toBe(reason)
  })

  it('never takes what somebody else made up', () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        expect(reasonOf(address(content))).not.toBe('accepted')
        expect(reasonOf(content)).not.toBe('accepted')
      }),
    )
  })
})
