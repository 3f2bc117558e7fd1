/** Setting the mail account up: found, tried by a message to oneself, signed in, kept. */
import { TrousseError } from '../contract/errors.ts'
import {
  inboxSettingsSchema,
  type MailDetection,
  type MailSettings,
  type MailTrial,
  type MailView,
} from '../contract/views.ts'
import { domainOf } from '../domain/mail-provider.ts'
import { detectMail } from '../mail/detect/detect.ts'
import { looksLikePortal } from '../mail/detect/portal.ts'
import { signIn } from '../mail/oauth/sign-in.ts'
import { toInstant } from '../platform/clock.ts'
import { lookupSrv } from '../platform/dns-srv.ts'
import { INBOX_SETTING } from './inbox.ts'
import type { Machine } from './machine.ts'
import { type MailDoors, PROXY_PASSWORD, SMTP_PASSWORD } from './mail-doors.ts'
import { readAnnouncedBytes, readMailSettings, requireMailSettings, writeMailSettings } from './settings.ts'
import type { Workbench } from './workbench.ts'

export interface MailAccount {
  view(): Promise<MailView | null>
  save(request: MailSettings & { password: string | null; proxyPassword: string | null }): Promise<void>
  /** Rejects with `mail-address-invalid`. */
  detect(address: string): Promise<MailDetection>
  /** Connects and logs in, sends nothing. Rejects as `Outbox.test`, and with `mail-captive-portal`. */
  test(): Promise<void>
  /** Sends a message to the account's own address. Rejects like `test`. */
  trial(locale: 'fr' | 'en'): Promise<MailTrial>
  /** Opens the browser and waits for the teacher, ten minutes at most. Rejects as `signIn`; another call ends the first. */
  signIn(openBrowser: (address: string) => Promise<void>): Promise<void>
  cancelSignIn(): void
}

const TRIAL = {
  fr: {
    subject: 'Essai de Trousse',
    body: 'Ce message est arrivé : Trousse peut envoyer depuis votre messagerie.\n\nVous pouvez le supprimer.',
  },
  en: {
    subject: 'Trousse: trial message',
    body: 'This message has arrived: Trousse can send from your mail account.\n\nYou may delete it.',
  },
} as const

/** What a network that stands in between looks like from a mail program. */
const MAY_BE_A_PORTAL: ReadonlySet<string> = new Set([
  'mail-tls-certificate',
  'mail-tls-required',
  'mail-port-blocked',
  'mail-server-unreachable',
  'network-dns',
])

export function createMailAccount(machine: Machine, bench: Workbench, doors: MailDoors): MailAccount {
  const { space, outbox, http } = bench
  const { store, secrets } = space
  let signingIn: AbortController | null = null
  /** What the provider published last, for the mailbox as well as for sending. */
  let found: MailDetection | null = null

  /** The error to show: a portal explains a certificate or a silence better than either does. */
  async function withPortalNamed<T>(settings: MailSettings, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const domain = domainOf(settings.fromAddress)
      const mayBe = error instanceof TrousseError && MAY_BE_A_PORTAL.has(error.code) && domain !== ''
      if (mayBe && (await looksLikePortal(machine.http, domain))) {
        throw new TrousseError('mail-captive-portal', {}, { cause: error })
      }
      throw error
    }
  }

  /** The provider named the mailbox's server too: it is proposed where the teacher has not turned reading on. */
  async function proposeInbox(host: string): Promise<void> {
    const imap = found?.smtp?.host === host ? found.imap : null
    if (imap === null || imap === undefined) return
    const stored = inboxSettingsSchema.safeParse((await store.read.readSettings())[INBOX_SETTING])
    if (stored.success && stored.data.enabled) return
    await store.write.updateSettings({ [INBOX_SETTING]: { enabled: false, host: imap.host, port: imap.port } })
  }

  return {
    async view() {
      const settings = await readMailSettings(store)
      if (settings === null) return null
      const [password, proxyPassword, signedIn, announcedBytes] = await Promise.all([
        secrets.get(SMTP_PASSWORD),
        secrets.get(PROXY_PASSWORD),
        doors.hasTokens(),
        readAnnouncedBytes(store),
      ])
      return {
        ...settings,
        passwordStored: password !== null,
        proxyPasswordStored: proxyPassword !== null,
        signedIn,
        announcedBytes,
      }
    },
    async save({ password, proxyPassword, ...settings }) {
      const before = await readMailSettings(store)
      if (password !== null) await secrets.set(SMTP_PASSWORD, password)
      if (proxyPassword !== null) await secrets.set(PROXY_PASSWORD, proxyPassword)
      if (settings.proxy?.kind !== 'typed') await secrets.delete(PROXY_PASSWORD)
      // Tokens open one account of one provider: they must never be shown to another.
      const same = before?.user === settings.user && JSON.stringify(before.oauth) === JSON.stringify(settings.oauth)
      if (!same) await doors.forgetTokens()
      await writeMailSettings(store, settings)
      await proposeInbox(settings.host)
    },
    async detect(address) {
      http.tryAgain()
      found = await detectMail(address, { http, lookup: machine.lookupSrv ?? lookupSrv })
      return found
    },
    async test() {
      const settings = await requireMailSettings(store)
      await withPortalNamed(settings, () => outbox.test(settings))
    },
    async trial(locale) {
      const settings = await requireMailSettings(store)
      const serverSaid = await withPortalNamed(settings, () =>
        outbox.sendTrial(settings, { ...TRIAL[locale], id: machine.newId() }),
      )
      return { to: settings.fromAddress, at: toInstant(machine.clock.now()), serverSaid }
    },
    async signIn(openBrowser) {
      const { oauth, user } = await requireMailSettings(store)
      if (oauth === undefined) throw new TrousseError('mail-not-configured')
      signingIn?.abort()
      const mine = new AbortController()
      signingIn = mine
      try {
        const now = () => machine.clock.now()
        const tokens = await signIn({ oauth, user, http, now, openBrowser, signal: mine.signal })
        await doors.keepTokens(tokens)
      } finally {
        if (signingIn === mine) signingIn = null
      }
    },
    cancelSignIn: () => signingIn?.abort(),
  }
}
