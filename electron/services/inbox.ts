/**
 * Reading answers and notices back from the mailbox of the account that sends: on demand as a task, and by itself from
 * time to time while a window shows and messages of the last days may still be answered.
 */
import { TrousseError, toErrorShape } from '../contract/errors.ts'
import type { StalePart } from '../contract/events.ts'
import { type InboxSettings, type InboxView, inboxSettingsSchema, type MailSettings } from '../contract/views.ts'
import { type MailboxAccess, readMailbox } from '../mail/inbox/read-mailbox.ts'
import { toInstant } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import { type MailDoors, SMTP_PASSWORD } from './mail-doors.ts'
import { readMailSettings } from './settings.ts'
import type { Space } from './space.ts'
import type { TaskControls, TaskOutcome, TaskRegistry } from './tasks.ts'

export interface Inbox {
  /** What opens the mailbox of the account that sends. Throws `inbox-off`, `mail-not-configured`. */
  access(): Promise<MailboxAccess>
  settings(): Promise<InboxView>
  save(settings: InboxSettings): Promise<void>
  /** Reads what is new, as a task; the one under way when there is one. Throws `inbox-off`, `mail-not-configured`. */
  check(): Promise<string>
  /** Begins to look from time to time. Never at once: opening waits for no network. */
  start(): void
  /** After a change of the settings: what the server refused may be right now. */
  settingsChanged(): void
  stop(): void
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const EVERY_MS = 10 * MINUTE_MS
const FIRST_AFTER_MS = 2 * MINUTE_MS
/** Longest pause after readings that failed one after the other. */
const LONGEST_MS = 2 * 60 * MINUTE_MS
/** Answers to a message come within days; until then the mailbox is looked at without being asked. */
const BY_ITSELF_MS = 14 * DAY_MS
/** Asked for by the teacher, older messages count too. */
const ON_DEMAND_MS = 60 * DAY_MS
/** What comes back may carry the server's date, or be in another time zone. */
const MARGIN_MS = DAY_MS
/** Under this name among the space's settings. */
export const INBOX_SETTING = 'inbox'
/** RFC 8314. */
const IMAPS_PORT = 993
/** RFC 3501: in clear until STARTTLS. */
const IMAP_PORT = 143

/** Only the teacher can mend it; asking again by ourselves would lock the account. */
const WAITS_FOR_THE_TEACHER = new Set([
  'inbox-credentials-refused',
  'mail-sign-in-needed',
  'proxy-credentials',
  'mail-not-configured',
  'inbox-off',
])

/** `smtp.host` is `imap.host` at nearly every provider; anything else is kept, and the teacher corrects it. */
export const likelyImapHost = (smtpHost: string): string => smtpHost.replace(/^(?:smtps?|mail-?out)(?=[.-])/i, 'imap')

const accountOf = (mail: MailSettings, { host }: InboxSettings): string => `${mail.user} ${host}`

export interface InboxDeps {
  readonly space: Space
  readonly tasks: TaskRegistry
  readonly changed: (...parts: StalePart[]) => void
  readonly doors: MailDoors
}

export function createInbox(machine: Machine, deps: InboxDeps): Inbox {
  const { space, tasks, changed, doors } = deps
  const { read, write } = space.store
  const now = () => toInstant(machine.clock.now())
  let running: string | null = null
  let lastError: ReturnType<typeof toErrorShape> | null = null
  let failures = 0
  let timer: NodeJS.Timeout | null = null
  let stopped = true

  async function stored(): Promise<{ settings: InboxSettings; mail: MailSettings | null }> {
    const [all, mail] = await Promise.all([read.readSettings(), readMailSettings(space.store)])
    const parsed = inboxSettingsSchema.safeParse(all[INBOX_SETTING])
    const settings = parsed.success
      ? parsed.data
      : { enabled: false, host: likelyImapHost(mail?.host ?? ''), port: IMAPS_PORT }
    return { settings, mail }
  }

  async function access() {
    const { settings, mail } = await stored()
    if (!settings.enabled) throw new TrousseError('inbox-off')
    const password = await space.secrets.get(SMTP_PASSWORD)
    if (mail === null || mail.user === '' || (mail.oauth === undefined && password === null)) {
      throw new TrousseError('mail-not-configured')
    }
    const tlsCa = doors.authorities()
    const { host, port } = settings
    const security = port === IMAP_PORT ? ('starttls' as const) : ('tls' as const)
    return {
      account: accountOf(mail, settings),
      server: {
        ...{ host, port, security, user: mail.user, password: password ?? '', route: doors.route },
        ...doors.tokenFor(mail),
        ...(tlsCa ? { tlsCa } : {}),
      },
    }
  }

  async function readNow({ signal, progress }: TaskControls): Promise<TaskOutcome> {
    const { account, server } = await access()
    const first = await read.firstMessageSince(toInstant(machine.clock.now() - ON_DEMAND_MS))
    if (first === null) return { looked: 0, found: 0, more: false }
    let found = 0
    const reading = await readMailbox({
      access: server,
      place: await read.readInboxPlace(account),
      since: Date.parse(first) - MARGIN_MS,
      clock: machine.clock,
      signal,
      onProgress: progress,
      ours: async (ids) =>
        new Map(ids.length === 0 ? [] : (await read.findDeliveries(ids)).map((row) => [row.messageIdHeader, row.id])),
      keep: async (place, replies) => {
        const added = await write.recordInbox(account, place, replies, now())
        found += added
        if (added > 0) changed('replies', 'messages', 'people', 'classes')
      },
    })
    return { looked: reading.looked, found, more: reading.more }
  }

  const begin = (): string => {
    if (running !== null) return running
    const work = async (controls: TaskControls) => {
      try {
        const outcome = await readNow(controls)
        lastError = null
        failures = 0
        return outcome
      } catch (error) {
        const shape = toErrorShape(error)
        if (shape.code !== 'cancelled') {
          lastError = shape
          failures += 1
        }
        throw error
      } finally {
        running = null
        changed('replies')
      }
    }
    const id = tasks.start('inbox', '', work, { again: begin, afterCancel: true })
    running = id
    return id
  }

  /** Whether a reading nobody asked for is worth its network now. */
  async function isWorthIt(): Promise<boolean> {
    if (!machine.someoneLooks() || !machine.ownNetworkUp()) return false
    if (lastError !== null && WAITS_FOR_THE_TEACHER.has(lastError.code)) return false
    const { settings, mail } = await stored()
    if (!settings.enabled || mail === null) return false
    return (await read.firstMessageSince(toInstant(machine.clock.now() - BY_ITSELF_MS))) !== null
  }

  function waitFor(milliseconds: number): void {
    if (timer !== null) clearTimeout(timer)
    if (stopped) return
    // Spread over 40 %: thousands of laptops opened at one bell must not ask together.
    timer = setTimeout(() => void look(), milliseconds * (0.8 + 0.4 * machine.random()))
    timer.unref()
  }

  async function look(): Promise<void> {
    try {
      if (await isWorthIt()) await tasks.finished(begin())
    } catch (error) {
      machine.log.warn('inbox.look-failed', { code: toErrorShape(error).code })
    }
    waitFor(Math.min(LONGEST_MS, EVERY_MS * 2 ** Math.min(failures, 8)))
  }

  return {
    access: async () => (await access()).server,
    async settings() {
      const { settings, mail } = await stored()
      const place = mail === null ? null : await read.readInboxPlace(accountOf(mail, settings))
      return {
        ...settings,
        user: mail?.user ?? null,
        passwordStored: (await space.secrets.get(SMTP_PASSWORD)) !== null,
        readAt: place?.readAt ?? null,
        error: lastError,
      }
    },
    async save(settings) {
      await write.updateSettings({ [INBOX_SETTING]: inboxSettingsSchema.parse(settings) })
      changed('settings')
    },
    async check() {
      await access()
      return begin()
    },
    start() {
      stopped = false
      waitFor(FIRST_AFTER_MS)
    },
    settingsChanged() {
      lastError = null
      failures = 0
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
