import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSecrets, SECRETS_FILE } from '../../../electron/vault/secrets.ts'
import { inTemporaryFolder } from '../../helpers/vault.ts'

const key = new Uint8Array(32).fill(9)

describe('the secrets of a space', () => {
  it('come back after reopening, and a deleted one does not', () =>
    inTemporaryFolder(async (folder) => {
      const secrets = await openSecrets({ folder, key })
      expect(await secrets.get('smtp')).toBeNull()
      await secrets.set('smtp', 'mot de passe é')
      await secrets.set('source/1', 'client secret')
      await secrets.delete('source/1')
      const again = await openSecrets({ folder, key })
      expect(await again.get('smtp')).toBe('mot de passe é')
      expect(await again.get('source/1')).toBeNull()
    }))

  it('lose nothing when many are set at once', () =>
    inTemporaryFolder(async (folder) => {
      const secrets = await openSecrets({ folder, key })
      const names = Array.from({ length: 20 }, (_, i) => `source/${i}`)
      await Promise.all(names.map((name) => secrets.set(name, `secret of ${name}`)))
      const again = await openSecrets({ folder, key })
      for (const name of names) expect(await again.get(name)).toBe(`secret of ${name}`)
    }))

  it('are not in clear in the file, which only its owner reads', () =>
    inTemporaryFolder(async (folder) => {
      const secrets = await openSecrets({ folder, key })
      await secrets.set('smtp', 'canary-of-the-password')
      expect(await readFile(join(folder, SECRETS_FILE), 'utf8')).not.toContain('canary')
      if (process.platform !== 'win32') expect((await stat(join(folder, SECRETS_FILE))).mode & 0o777).toBe(0o600)
    }))

  it('do not open with another key, nor under another name', () =>
    inTemporaryFolder(async (folder) => {
      const secrets = await openSecrets({ folder, key })
      await secrets.set('smtp', 'value')
      const other = await openSecrets({ folder, key: new Uint8Array(32) })
      await expect(other.get('smtp')).rejects.toMatchObject({ code: 'vault-damaged' })
      const path = join(folder, SECRETS_FILE)
      await writeFile(path, (await readFile(path, 'utf8')).replace('"smtp"', '"source/1"'))
      const moved = await openSecrets({ folder, key })
      await expect(moved.get('source/1')).rejects.toMatchObject({ code: 'vault-damaged' })
    }))

  it('are refused, not forgotten, when the file is broken or newer', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, SECRETS_FILE)
      await writeFile(path, '{"format":')
      await expect(openSecrets({ folder, key })).rejects.toMatchObject({ code: 'vault-damaged' })
      await writeFile(path, '{"format":"trousse-secrets","version":9,"entries":[]}')
      await expect(openSecrets({ folder, key })).rejects.toMatchObject({ code: 'vault-too-new' })
    }))
})
