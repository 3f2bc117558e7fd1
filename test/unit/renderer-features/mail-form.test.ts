import { describe, expect, it } from 'vitest'
import {
  type MailDetection,
  mailSaveSchema,
  mailSettingsSchema,
  type Settings,
} from '../../../electron/contract/views.ts'
import { NATIONAL_QUOTA } from '../../../electron/domain/send-rate.ts'
import {
  formOf,
  isHidden,
  type MailForm,
  NATIONAL_WINDOWS,
  problemsOf,
  requestOf,
  SIGN_IN_PRESETS,
  withDetected,
  withSecurity,
} from '../../../renderer/features/settings/mail-form.ts'

const settings = { teacherAddress: 'prof@lycee.example', teacherName: 'Mme Exemple' } as Settings
const filled: MailForm = { ...formOf(null, settings), host: 'smtp.lycee.example', user: 'prof', password: 'x' }
const found: MailDetection = {
  ...{ domain: 'lycee.example', by: 'autoconfig', otherDomain: false, imap: null, freeWebmail: false },
  smtp: { host: 'envoi.lycee.example', port: 587, security: 'starttls', user: null, oauth: false },
  quota: {
    name: 'careful',
    perMinute: 20,
    quota: { windows: [{ minutes: 60, limit: 400 }], nightDivisor: 1, weekendDivisor: 1 },
  },
}

describe('the form of the mail account', () => {
  it('comes back as it was saved, whatever was set', () => {
    const forms: MailForm[] = [
      filled,
      { ...filled, windows: NATIONAL_WINDOWS.slice(0, 2), nightDivisor: '3' },
      { ...filled, proxy: 'none' },
      { ...filled, proxy: 'typed', proxyHost: 'proxy.lycee.example', proxyPort: '8080', proxyUser: 'prof' },
      { ...filled, door: 'oauth', clientId: 'trousse', ...SIGN_IN_PRESETS.microsoft },
    ]
    for (const form of forms) {
      expect(problemsOf(form)).toEqual({})
      const request = mailSaveSchema.parse(requestOf(form))
      const stored = mailSettingsSchema.parse(request)
      expect({ ...formOf(stored, settings), password: 'x' }).toEqual(form)
    }
  })

  it('shows the national limits as the sending counts them', () => {
    expect(NATIONAL_WINDOWS.map(({ minutes, limit }) => ({ minutes: Number(minutes), limit: Number(limit) }))).toEqual(
      NATIONAL_QUOTA.windows,
    )
  })

  it.each<[Partial<MailForm>, keyof MailForm]>([
    [{ host: 'https://smtp.lycee.example' }, 'host'],
    [{ user: ' ' }, 'user'],
    [{ fromAddress: 'prof' }, 'fromAddress'],
    [{ port: '0' }, 'port'],
    [{ perMinute: '501' }, 'perMinute'],
    [{ windows: [{ minutes: '0', limit: '5' }] }, 'windows'],
    [{ windows: [{ minutes: '1441', limit: '5' }] }, 'windows'],
    [{ windows: [], weekendDivisor: '0' }, 'weekendDivisor'],
    [{ proxy: 'typed' }, 'proxyHost'],
    [{ proxy: 'typed', proxyHost: 'p', proxyPort: 'x' }, 'proxyPort'],
    [{ door: 'oauth' }, 'clientId'],
    [{ door: 'oauth', clientId: 'x', authorizeUrl: 'https://a.example/', tokenUrl: 'http://a.example/' }, 'tokenUrl'],
  ])('%j is not saved', (change, field) => {
    expect(Object.keys(problemsOf({ ...filled, ...change }))).toContain(field)
  })

  it('knows what the closed part hides', () => {
    expect(isHidden(problemsOf({ ...filled, host: '' }))).toBe(false)
    expect(isHidden(problemsOf({ ...filled, proxy: 'typed' }))).toBe(true)
  })

  it('a port typed by hand stays when the protection changes', () => {
    expect(withSecurity(filled, 'starttls').port).toBe('587')
    expect(withSecurity({ ...filled, port: '2525' }, 'starttls').port).toBe('2525')
  })
})

describe('what the provider publishes', () => {
  it('fills the servers and the limits; the address is the name where none is said', () => {
    const form = withDetected({ ...filled, user: '' }, found)
    expect(form).toMatchObject({ host: 'envoi.lycee.example', port: '587', security: 'starttls', perMinute: '20' })
    expect(form.user).toBe('prof@lycee.example')
    expect(form.windows).toEqual([{ minutes: '60', limit: '400' }])
  })

  it('keeps what was typed where nothing was found', () => {
    const form = withDetected(filled, { ...found, smtp: null, quota: { ...found.quota, name: 'national' } })
    expect(form).toMatchObject({ host: 'smtp.lycee.example', user: 'prof', windows: null })
  })
})
