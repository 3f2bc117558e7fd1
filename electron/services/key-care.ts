/**
 * Care of an open space's key: a new passphrase, a new recovery code. The database key never changes. It is
 * asked of the vault again each time, since nothing keeps it once the space is open.
 */
import { changePassphrase, openVault, replaceRecoveryCode, type Secret } from '../vault/keyring.ts'
import type { Machine } from './machine.ts'

/** @param secret what opens the space; null where the computer's keychain does. */
async function withKey<T>(
  machine: Machine,
  folder: string,
  secret: Secret | null,
  work: (key: Uint8Array) => Promise<T>,
): Promise<T> {
  const key = await openVault({ folder, os: machine.os, ...(secret ? { secret } : {}) })
  try {
    return await work(key)
  } finally {
    key.fill(0)
  }
}

/**
 * A new recovery code, returned once; the old one no longer opens anything. Throws as `openVault` does
 * (`vault-locked` without a secret where there is no keychain, and in the demonstration).
 */
export const renewRecoveryCode = (machine: Machine, folder: string, secret: Secret | null): Promise<string> =>
  withKey(machine, folder, secret, (key) => replaceRecoveryCode({ folder, key }))

/** Sets or replaces the passphrase. Throws as `openVault` does, and `vault-weak-passphrase` {minimum}. */
export const setPassphrase = (
  machine: Machine,
  folder: string,
  change: { readonly secret: Secret | null; readonly passphrase: string },
): Promise<void> =>
  withKey(machine, folder, change.secret, (key) => changePassphrase({ folder, key, passphrase: change.passphrase }))
