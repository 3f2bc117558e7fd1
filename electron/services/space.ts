/**
 * A space is one folder with one key: the teacher's own data, or the demonstration's invented ones. The two
 * never mix. Opening composes vault, store, secrets and attachments; closing undoes it in reverse.
 */
import { mkdir } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import { toInstant } from '../platform/clock.ts'
import type { StoreClient } from '../store/api.ts'
import { type BlobStore, openBlobStore } from '../store/blobs.ts'
import { openStore } from '../store/open-store.ts'
import { databaseWasCreated, listBackups, storeFiles } from '../store/store-files.ts'
import { createVault, openVault, readCustody, type Custody, type Secret } from '../vault/keyring.ts'
import { openSecrets, type Secrets } from '../vault/secrets.ts'
import type { Machine } from './machine.ts'

export type SpaceKind = 'own' | 'demo'

export interface Space {
  readonly kind: SpaceKind
  readonly folder: string
  readonly custody: Custody
  readonly store: StoreClient
  readonly secrets: Secrets
  readonly blobs: BlobStore
  close(): Promise<void>
}

/** Owner only: the folder holds minors' data, encrypted or not. */
const FOLDER_MODE = 0o700

/**
 * Makes the folder's vault and an empty database in it. The recovery code is returned once and kept nowhere
 * (null for the demonstration). Throws as `createVault` and `openStore` do.
 */
export async function createSpace(
  machine: Machine,
  options: { readonly folder: string; readonly kind: SpaceKind; readonly passphrase: string | null },
): Promise<{ space: Space; recoveryCode: string | null }> {
  const { folder, kind, passphrase } = options
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  const { key, recoveryCode } = await createVault({ folder, os: machine.os, passphrase, kind })
  return { space: await compose(machine, folder, kind, key), recoveryCode }
}

/**
 * Opens an existing space. What a crash left half done is put right before anything else is asked of the
 * database: open synchronisations end as failed, messages in flight go back to waiting or become ambiguous.
 * Throws `store-missing` when the vault is there and the database, once created, is not: never a silent blank one.
 */
export async function openSpace(
  machine: Machine,
  options: { readonly folder: string; readonly secret?: Secret },
): Promise<Space> {
  const { folder, secret } = options
  const { kind } = await readCustody(folder)
  const key = await openVault({ folder, os: machine.os, ...(secret ? { secret } : {}) })
  if (await databaseWasCreated(folder)) return compose(machine, folder, kind, key)
  // A vault alone is a creation that was cut short, unless something says there was a database.
  if ((await listBackups(folder)).length > 0) throw new TrousseError('store-missing')
  return compose(machine, folder, kind, key)
}

async function compose(machine: Machine, folder: string, kind: SpaceKind, key: Uint8Array): Promise<Space> {
  const store = await openStore({
    folder,
    key,
    workerUrl: machine.workers.store,
    ...(machine.nativeBinding ? { nativeBinding: machine.nativeBinding } : {}),
  })
  try {
    const now = toInstant(machine.clock.now())
    const interrupted = await store.write.closeInterruptedSyncs(now)
    const deliveries = await store.write.recoverInterruptedDeliveries(now)
    if (interrupted + deliveries.requeued + deliveries.ambiguous > 0) {
      machine.log.warn('put right after a crash', { syncs: interrupted, ...deliveries })
    }
    const secrets = await openSecrets({ folder, key })
    const blobs = await openBlobStore({ folder: storeFiles(folder).blobs, key })
    const { custody } = await readCustody(folder)
    return { kind, folder, custody, store, secrets, blobs, close: () => store.close() }
  } catch (error) {
    await store.close()
    throw error
  } finally {
    // Every user of the key has its own copy by now.
    key.fill(0)
  }
}
