/**
 * A space is one folder with one key: the teacher's own data, or the demonstration's invented ones. The two
 * never mix. Opening composes vault, store, secrets and attachments; closing undoes it in reverse.
 */
import { mkdir } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import { sleep, toInstant } from '../platform/clock.ts'
import { type Hold, holdFolder } from '../platform/exclusive-hold.ts'
import type { OpenStoreOptions, StoreClient } from '../store/api.ts'
import { type BlobStore, openBlobStore } from '../store/blobs.ts'
import { databaseExists, listBackups, openStore, storeFiles } from '../store/open-store.ts'
import { adoptOsKey, type Custody, createVault, openVault, readCustody, type Secret } from '../vault/keyring.ts'
import { openSecrets, type Secrets } from '../vault/secrets.ts'
import type { Machine } from './machine.ts'

export type SpaceKind = 'own' | 'demo'

/**
 * `work`: synchronises and sends, so it is alone on the folder: two senders would each take the other's rows in
 * flight for a crash's, and send them again. `look`: reads, or adds one thing, beside whoever is at work; alone, it
 * puts right what a crash left, like anyone who comes first.
 */
export type SpaceUse = 'work' | 'look'

export interface Space {
  readonly kind: SpaceKind
  readonly folder: string
  readonly custody: Custody
  readonly use: SpaceUse
  readonly store: StoreClient
  readonly secrets: Secrets
  readonly blobs: BlobStore
  close(): Promise<void>
}

/** Owner only: the folder holds minors' data, encrypted or not. */
const FOLDER_MODE = 0o700

/**
 * Makes the folder's vault and an empty database in it. The recovery code is returned once and kept nowhere
 * (null for the demonstration). Throws as `createVault` and `openStore` do, and `store-busy`.
 */
export async function createSpace(
  machine: Machine,
  options: { readonly folder: string; readonly kind: SpaceKind; readonly passphrase: string | null },
): Promise<{ space: Space; recoveryCode: string | null }> {
  const { folder, kind, passphrase } = options
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  const hold = await takeHold(folder)
  return releasedOnError(hold, async () => {
    const { key, recoveryCode } = await createVault({ folder, os: machine.os, passphrase, kind })
    return { space: await compose(machine, { folder, kind, key, hold }), recoveryCode }
  })
}

/**
 * Opens an existing space; synchronisations that a crash left open end as failed first.
 * Throws `store-missing` when the vault is there and the database, once created, is not: never a silent blank one;
 * `store-busy` when another window or terminal is at work on the folder, unless `use` is `look`.
 */
export async function openSpace(
  machine: Machine,
  options: {
    readonly folder: string
    readonly secret?: Secret
    /** `work` when not given. */
    readonly use?: SpaceUse
    /** The teacher chose to start empty: an absent database is made again although there are backups. */
    readonly mayBeEmpty?: boolean
    readonly onStoreLost?: () => void
  },
): Promise<Space> {
  const { folder, secret, mayBeEmpty = false, onStoreLost, use = 'work' } = options
  const hold = use === 'work' ? await takeHold(folder) : await holdFolder(folder)
  return releasedOnError(hold, async () => {
    const { kind } = await readCustody(folder)
    const key = await openVault({ folder, os: machine.os, ...(secret ? { secret } : {}) })
    // After a move to another computer the code is asked once; its keychain knows from then on.
    if (secret && kind === 'own') await adoptOsKey({ folder, key, os: machine.os })
    // A vault alone is a creation that was cut short, unless something says there was a database.
    const lost = !databaseExists(folder) && (await listBackups(folder)).length > 0
    if (lost && !mayBeEmpty) throw new TrousseError('store-missing')
    return compose(machine, { folder, kind, key, hold, ...(onStoreLost ? { onStoreLost } : {}) })
  })
}

/** A command that only looks is gone in a second or two: not a reason to refuse. */
const HOLD_TRIES = 25
const HOLD_PAUSE_MS = 200

async function takeHold(folder: string): Promise<Hold> {
  for (let attempt = 1; attempt < HOLD_TRIES; attempt++) {
    const hold = await holdFolder(folder)
    if (hold !== null) return hold
    await sleep(HOLD_PAUSE_MS)
  }
  throw new TrousseError('store-busy')
}

async function releasedOnError<T>(hold: Hold | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await hold?.release()
    throw error
  }
}

/** What opening the folder's database takes on this machine. */
export function storeOptions(machine: Machine, folder: string, key: Uint8Array): OpenStoreOptions {
  return {
    folder,
    key,
    workerUrl: machine.workers.store,
    ...(machine.nativeBinding ? { nativeBinding: machine.nativeBinding } : {}),
  }
}

interface Parts {
  readonly folder: string
  readonly kind: SpaceKind
  readonly key: Uint8Array
  /** Null for a look. */
  readonly hold: Hold | null
  readonly onStoreLost?: () => void
}

async function compose(machine: Machine, { folder, kind, key, hold, onStoreLost }: Parts): Promise<Space> {
  const store = await openStore({
    ...storeOptions(machine, folder, key),
    ...(onStoreLost ? { onWorkerLost: onStoreLost } : {}),
  })
  try {
    // Without the hold, what is open may well be running next door.
    const interrupted = hold ? await store.write.closeInterruptedSyncs(toInstant(machine.clock.now())) : 0
    if (interrupted > 0) machine.log.warn('synchronisations cut by a crash', { count: interrupted })
    const secrets = await openSecrets({ folder, key })
    const blobs = await openBlobStore({ folder: storeFiles(folder).blobs, key })
    const { custody } = await readCustody(folder)
    return {
      kind,
      folder,
      custody,
      use: hold ? 'work' : 'look',
      store,
      secrets,
      blobs,
      async close() {
        await store.close()
        await hold?.release()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  } finally {
    // Every user of the key has its own copy by now.
    key.fill(0)
  }
}
