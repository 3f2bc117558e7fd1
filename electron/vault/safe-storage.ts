/** The computer's keychain through Electron: the only file that touches `safeStorage`. */
import { safeStorage } from 'electron'
import type { OsCipher } from './keyring.ts'

/**
 * Backends that encrypt with a constant written in Chromium's source. `isEncryptionAvailable()` may still
 * say true for `basic_text` (reliability.md §7), so it is not asked alone.
 */
const NOT_ENCRYPTION: readonly string[] = ['basic_text', 'unknown']

const PLATFORM_BACKEND: Partial<Record<NodeJS.Platform, string>> = { win32: 'dpapi', darwin: 'keychain' }

/** Call after `app.whenReady()`: before, Electron does not know the backend. */
export function createOsCipher(): OsCipher {
  const backend = PLATFORM_BACKEND[process.platform] ?? safeStorage.getSelectedStorageBackend()
  return {
    available: () => ({ ok: safeStorage.isEncryptionAvailable() && !NOT_ENCRYPTION.includes(backend), backend }),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (box) => safeStorage.decryptString(box),
  }
}
