/** A keychain that can lose its key or change its name, as the real ones do. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OsCipher } from '../../electron/vault/keyring.ts'

export interface FakeKeychain extends OsCipher {
  backend: string
  usable: boolean
  /** Another user, another computer, a deleted `Local State`: the key is not the one of before. */
  loseKey(how: 'refuses' | 'answers-rubbish'): void
}

export function fakeKeychain(backend = 'gnome_libsecret'): FakeKeychain {
  let key = randomBytes(32)
  let rubbish = false
  return {
    backend,
    usable: true,
    available() {
      return { ok: this.usable, backend: this.backend }
    },
    encrypt(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    decrypt(box) {
      if (rubbish) return 'no key at all'
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), { authTagLength: 16 })
      decipher.setAuthTag(box.subarray(-16))
      return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    loseKey(how) {
      key = randomBytes(32)
      rubbish = how === 'answers-rubbish'
    },
  }
}

/** Runs `work` in a folder of its own that is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-vault-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
