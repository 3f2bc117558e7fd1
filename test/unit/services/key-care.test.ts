import { describe, expect, it } from 'vitest'
import { renewRecoveryCode, setPassphrase } from '../../../electron/services/key-care.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { createVault, noOsCipher, type OsCipher, openVault } from '../../../electron/vault/keyring.ts'
import { fakeKeychain, inTemporaryFolder } from '../../helpers/vault.ts'

const OLD = 'quatre fenêtres ouvertes au nord'
const NEW = 'sept poires dans le panier vert'

/** Key care needs nothing else of the computer. */
const machineWith = (os: OsCipher) => ({ os }) as Machine
const bare = machineWith(noOsCipher)
const byPassphrase = (value: string) => ({ kind: 'passphrase', value }) as const
const byCode = (value: string) => ({ kind: 'recovery-code', value }) as const

async function ownSpace(folder: string) {
  const { key, recoveryCode } = await createVault({ folder, os: noOsCipher, passphrase: OLD, kind: 'own' })
  return { key, recoveryCode: recoveryCode ?? '' }
}

describe('care of the key of an open space', () => {
  it('changes the passphrase: the new one opens the same key, the old one nothing', () =>
    inTemporaryFolder(async (folder) => {
      const { key } = await ownSpace(folder)
      await setPassphrase(bare, folder, { secret: byPassphrase(OLD), passphrase: NEW })
      const open = (value: string) => openVault({ folder, os: noOsCipher, secret: byPassphrase(value) })
      expect(await open(NEW)).toEqual(key)
      await expect(open(OLD)).rejects.toMatchObject({ code: 'vault-wrong-passphrase' })
    }))

  it('lets a teacher who forgot the passphrase choose another with the recovery code', () =>
    inTemporaryFolder(async (folder) => {
      const { key, recoveryCode } = await ownSpace(folder)
      await setPassphrase(bare, folder, { secret: byCode(recoveryCode), passphrase: NEW })
      expect(await openVault({ folder, os: noOsCipher, secret: byPassphrase(NEW) })).toEqual(key)
    }))

  it('renews the recovery code: the old sheet opens nothing', () =>
    inTemporaryFolder(async (folder) => {
      const { key, recoveryCode } = await ownSpace(folder)
      const renewed = await renewRecoveryCode(bare, folder, byPassphrase(OLD))
      expect(renewed).not.toBe(recoveryCode)
      expect(await openVault({ folder, os: noOsCipher, secret: byCode(renewed) })).toEqual(key)
      await expect(openVault({ folder, os: noOsCipher, secret: byCode(recoveryCode) })).rejects.toMatchObject({
        code: 'vault-wrong-recovery-code',
      })
    }))

  it('adds a passphrase beside the keychain, which still opens by itself', () =>
    inTemporaryFolder(async (folder) => {
      const os = fakeKeychain()
      const { key } = await createVault({ folder, os, passphrase: null, kind: 'own' })
      await setPassphrase(machineWith(os), folder, { secret: null, passphrase: NEW })
      expect(await openVault({ folder, os })).toEqual(key)
      expect(await openVault({ folder, os: noOsCipher, secret: byPassphrase(NEW) })).toEqual(key)
    }))

  it('changes nothing without the right secret, in the demonstration, or for a weak passphrase', () =>
    inTemporaryFolder(async (folder) => {
      const { key } = await ownSpace(folder)
      const attempts = [
        [null, NEW, 'vault-locked'],
        [byPassphrase(NEW), NEW, 'vault-wrong-passphrase'],
        [byPassphrase(OLD), 'court', 'vault-weak-passphrase'],
      ] as const
      for (const [secret, passphrase, code] of attempts) {
        await expect(setPassphrase(bare, folder, { secret, passphrase })).rejects.toMatchObject({ code })
      }
      await expect(renewRecoveryCode(bare, folder, byPassphrase(NEW))).rejects.toMatchObject({
        code: 'vault-wrong-passphrase',
      })
      expect(await openVault({ folder, os: noOsCipher, secret: byPassphrase(OLD) })).toEqual(key)
      await inTemporaryFolder(async (demo) => {
        await createVault({ folder: demo, os: noOsCipher, passphrase: null, kind: 'demo' })
        await expect(renewRecoveryCode(bare, demo, null)).rejects.toMatchObject({ code: 'vault-locked' })
      })
    }))
})
