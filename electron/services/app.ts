/**
 * The application as a state: no space yet, one to create, one to unlock, one at work, or one that cannot be
 * opened. The window shows the phase; only `ready` has a session.
 */
import { join } from 'node:path'
import { type ErrorShape, TrousseError, toErrorShape } from '../contract/errors.ts'
import type { AppState } from '../contract/views.ts'
import type { SchoolSize } from '../demo/generator.ts'
import { toInstant } from '../platform/clock.ts'
import { listBackups, quarantineDatabase, restoreBackup } from '../store/open-store.ts'
import { hasVault, openVault, type Secret } from '../vault/keyring.ts'
import { openDemoSpace, startDemo } from './demo-space.ts'
import { inventHandedIn } from './handed-in/demo-work.ts'
import { renewRecoveryCode, setPassphrase } from './key-care.ts'
import type { Machine } from './machine.ts'
import type { PreferencesFile } from './preferences.ts'
import { type Emit, openSession, type Session } from './session.ts'
import { markRecoveryCodeKept, readRecoveryCodeKept } from './settings.ts'
import { createSpace, openSpace, storeOptions } from './space.ts'

export interface AppOptions {
  readonly machine: Machine
  /** Holds `own/` and `demo/`. */
  readonly dataFolder: string
  readonly version: string
  readonly preferences: PreferencesFile
  readonly emit: Emit
  /** Of the demonstration school; its own when null. */
  readonly demoSize: SchoolSize | null
}

export interface App {
  readonly machine: Machine
  readonly preferences: PreferencesFile
  /** Opens what can be opened without a question. Never rejects: what fails becomes the phase. */
  boot(options: { readonly demo: boolean }): Promise<void>
  state(): AppState
  /** Throws `vault-locked` unless the phase is `ready`. */
  session(): Session
  createOwn(passphrase: string | null): Promise<{ recoveryCode: string }>
  recoveryCodeKept(): Promise<void>
  /** Makes the old code useless and returns the new one, once. Throws as `renewRecoveryCode` of key-care. */
  renewRecoveryCode(secret: Secret | null): Promise<string>
  /** Throws as `setPassphrase` of key-care. */
  changePassphrase(secret: Secret | null, passphrase: string): Promise<void>
  unlock(secret: Secret): Promise<void>
  openDemo(): Promise<void>
  leaveDemo(): Promise<void>
  rescue(action: 'retry' | 'restore-backup' | 'start-empty', backup: string | null): Promise<void>
  /** The folder of the space that is open or cannot be opened. */
  folder(): string
  tellState(): void
  shutdown(): Promise<void>
}

/** Errors that the rescue screen is for: the database is there and was left as it was. */
const RESCUE_PREFIX = 'store-'
const RESCUE_VAULT = ['vault-damaged', 'vault-too-new']
const NEEDS_SECRET = ['vault-locked', 'vault-os-key-lost']

type Phase =
  | { readonly name: 'welcome' | 'create' | 'locked' }
  | { readonly name: 'ready'; readonly session: Session; readonly recoveryCodeKept: boolean }
  | {
      readonly name: 'rescue'
      readonly error: ErrorShape
      readonly backups: NonNullable<AppState['rescue']>['backups']
    }

export function createApp(options: AppOptions): App {
  const { machine, dataFolder, preferences, emit } = options
  const ownFolder = join(dataFolder, 'own')
  const demoFolder = join(dataFolder, 'demo')
  let phase: Phase = { name: 'welcome' }
  /** Kept between a failed opening and the choice of the rescue screen, for a space without a keychain. */
  let lastSecret: Secret | undefined
  let opening: Promise<void> = Promise.resolve()

  const state = (): AppState => {
    const session = phase.name === 'ready' ? phase.session : null
    return {
      phase: phase.name,
      space: session ? session.space.kind : 'none',
      locale: preferences.current().locale,
      theme: preferences.current().theme,
      version: options.version,
      keyCustody: session ? session.space.custody : 'none',
      recoveryCodeKept: phase.name === 'ready' ? phase.recoveryCodeKept : false,
      rescue: phase.name === 'rescue' ? { error: phase.error, backups: phase.backups } : null,
    }
  }
  const enter = (next: Phase) => {
    phase = next
    emit('state', state())
  }
  /** One opening or closing at a time: a double click must not open a database twice. */
  const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
    const result = opening.then(work)
    opening = result.then(
      () => {},
      () => {},
    )
    return result
  }
  const closeSession = async () => {
    if (phase.name !== 'ready') return
    const { session } = phase
    phase = { name: 'welcome' }
    await session.close()
  }

  async function openOwn(secret?: Secret, { mayBeEmpty = false } = {}): Promise<void> {
    if (!(await hasVault(ownFolder))) return enter({ name: 'welcome' })
    lastSecret = secret
    try {
      const space = await openSpace(machine, {
        folder: ownFolder,
        mayBeEmpty,
        onStoreLost: reopen,
        ...(secret ? { secret } : {}),
      })
      const session = await openSession(machine, space, { emit, startDemo: null })
      enter({ name: 'ready', session, recoveryCodeKept: await readRecoveryCodeKept(space.store) })
    } catch (error) {
      const shape = toErrorShape(error)
      if (NEEDS_SECRET.includes(shape.code)) return enter({ name: 'locked' })
      if (shape.code.startsWith(RESCUE_PREFIX) || RESCUE_VAULT.includes(shape.code)) {
        machine.log.error('space cannot be opened', { code: shape.code })
        const backups = (await listBackups(ownFolder)).map(({ name, at, bytes }) => ({ name, at, bytes }))
        return enter({ name: 'rescue', error: shape, backups })
      }
      throw error
    }
  }

  /** A database thread died: what it had acknowledged is on disk, so the space is closed and opened again. */
  const reopen = () => {
    machine.log.error('database thread lost')
    void oneAtATime(async () => {
      await closeSession().catch(() => {})
      await openOwn(lastSecret)
    })
  }

  /** Its school comes from its own server; then what its pupils handed in, which no server gives. */
  async function firstSyncOfDemo(session: Session): Promise<void> {
    await session.tasks.finished(session.startSync(null))
    await inventHandedIn(machine, session.space).catch((error: unknown) => {
      machine.log.warn('demonstration without work handed in', { code: toErrorShape(error).code })
    })
    session.changed('handed-in')
  }

  async function openDemo(): Promise<void> {
    await closeSession()
    const space = await openDemoSpace(machine, demoFolder)
    const first = (await space.store.read.listSources()).every((source) => source.lastSuccessAt === null)
    const start = () => startDemo(machine, space, options.demoSize)
    const session = await openSession(machine, space, { emit, startDemo: start })
    enter({ name: 'ready', session, recoveryCodeKept: true })
    session.demo?.then(
      () => {
        session.changed('sources', 'settings')
        if (first) void firstSyncOfDemo(session)
      },
      () => {},
    )
  }

  return {
    machine,
    preferences,
    state,
    tellState: () => emit('state', state()),
    folder: () => (phase.name === 'ready' ? phase.session.space.folder : ownFolder),
    session() {
      if (phase.name !== 'ready') throw new TrousseError('vault-locked')
      return phase.session
    },
    boot: ({ demo }) =>
      oneAtATime(async () => {
        try {
          await (demo ? openDemo() : openOwn())
        } catch (error) {
          const shape = toErrorShape(error)
          machine.log.error('start failed', {
            code: shape.code,
            detail: error instanceof Error ? (error.stack ?? '') : '',
          })
          enter({ name: 'rescue', error: shape, backups: [] })
        }
      }),
    createOwn: (passphrase) =>
      oneAtATime(async () => {
        await closeSession()
        const { space, recoveryCode } = await createSpace(machine, { folder: ownFolder, kind: 'own', passphrase })
        if (recoveryCode === null) throw new TrousseError('internal')
        const session = await openSession(machine, space, { emit, startDemo: null })
        enter({ name: 'ready', session, recoveryCodeKept: false })
        return { recoveryCode }
      }),
    async recoveryCodeKept() {
      if (phase.name !== 'ready') throw new TrousseError('vault-locked')
      await markRecoveryCodeKept(phase.session.space.store, true)
      enter({ ...phase, recoveryCodeKept: true })
    },
    renewRecoveryCode: (secret) =>
      oneAtATime(async () => {
        if (phase.name !== 'ready') throw new TrousseError('vault-locked')
        const code = await renewRecoveryCode(machine, phase.session.space.folder, secret)
        await markRecoveryCodeKept(phase.session.space.store, false)
        enter({ ...phase, recoveryCodeKept: false })
        return code
      }),
    changePassphrase: (secret, passphrase) =>
      oneAtATime(async () => {
        if (phase.name !== 'ready') throw new TrousseError('vault-locked')
        await setPassphrase(machine, phase.session.space.folder, { secret, passphrase })
        // Should a database thread die later, the space is opened again with what now opens it.
        if (lastSecret?.kind === 'passphrase') lastSecret = { kind: 'passphrase', value: passphrase }
      }),
    unlock: (secret) => oneAtATime(() => openOwn(secret)),
    openDemo: () => oneAtATime(openDemo),
    leaveDemo: () =>
      oneAtATime(async () => {
        if (phase.name !== 'ready' || phase.session.space.kind !== 'demo') throw new TrousseError('demo-only')
        await closeSession()
        await openOwn()
      }),
    rescue: (action, backup) =>
      oneAtATime(async () => {
        if (phase.name !== 'rescue') throw new TrousseError('invalid-request', { field: 'phase' })
        const at = toInstant(machine.clock.now())
        if (action === 'restore-backup') {
          if (backup === null) throw new TrousseError('invalid-request', { field: 'backup' })
          const key = await openVault({
            folder: ownFolder,
            os: machine.os,
            ...(lastSecret ? { secret: lastSecret } : {}),
          })
          await restoreBackup({ ...storeOptions(machine, ownFolder, key), name: backup, at })
        }
        if (action === 'start-empty') await quarantineDatabase(ownFolder, at)
        await openOwn(lastSecret, { mayBeEmpty: action === 'start-empty' })
      }),
    shutdown: () => oneAtATime(closeSession),
  }
}
