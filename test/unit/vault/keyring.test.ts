import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import {
  adoptOsKey,
  changePassphrase,
  createVault,
  hasVault,
  noOsCipher,
  openVault,
  readCustody,
  replaceRecoveryCode,
  VAULT_FILE,
} from '../../../electron/vault/keyring.ts'
import { SCRYPT_COST, scryptMemory } from '../../../electron/vault/sealed-box.ts'
import { fakeKeychain, inTemporaryFolder } from '../../helpers/vault.ts'

const PASSPHRASE = 'trois chevaux bleus'
const own = { os: noOsCipher, passphrase: PASSPHRASE, kind: 'own' } as const

const failure = async (work: Promise<unknown>): Promise<{ code: string; params: object }> => {
  try {
    await work
  } catch (error) {
    if (error instanceof TrousseError) return { code: error.code, params: error.params }
    throw error
  }
  return { code: 'no error', params: {} }
}

const recoveryCodeOf = (created: { recoveryCode: string | null }): string => {
  if (created.recoveryCode === null) throw new Error('no recovery code')
  return created.recoveryCode
}

describe('a vault on a computer with a keychain', () => {
  it('opens without asking anything, and with its recovery code', () =>
    inTemporaryFolder(async (folder) => {
      const os = fakeKeychain()
      const created = await createVault({ folder, os, passphrase: null, kind: 'own' })
      expect(created.key).toHaveLength(32)
      expect(await openVault({ folder, os })).toEqual(created.key)
      const value = recoveryCodeOf(created)
      expect(await openVault({ folder, os, secret: { kind: 'recovery-code', value } })).toEqual(created.key)
      expect(await readCustody(folder)).toEqual({ kind: 'own', custody: 'os', passphrase: false })
    }))

  it.each(['refuses', 'answers-rubbish'] as const)(
    'asks for the code when the keychain %s, then takes the key back in',
    (how) =>
      inTemporaryFolder(async (folder) => {
        const os = fakeKeychain('gnome_libsecret')
        const created = await createVault({ folder, os, passphrase: null, kind: 'own' })
        const before = await readFile(join(folder, VAULT_FILE))
        os.loseKey(how)
        os.backend = 'kwallet5'
        expect(await failure(openVault({ folder, os }))).toEqual({
          code: 'vault-os-key-lost',
          params: { stored: 'gnome_libsecret', found: 'kwallet5' },
        })
        expect(await readFile(join(folder, VAULT_FILE))).toEqual(before)
        if (how === 'answers-rubbish') return
        const secret = { kind: 'recovery-code', value: recoveryCodeOf(created) } as const
        const key = await openVault({ folder, os, secret })
        expect(await adoptOsKey({ folder, key, os })).toBe(true)
        expect(await openVault({ folder, os })).toEqual(created.key)
      }),
  )

  it('says so when the keychain is gone altogether', () =>
    inTemporaryFolder(async (folder) => {
      const os = fakeKeychain()
      await createVault({ folder, os, passphrase: null, kind: 'own' })
      os.usable = false
      os.backend = 'basic_text'
      expect(await failure(openVault({ folder, os }))).toEqual({
        code: 'vault-os-key-lost',
        params: { stored: 'gnome_libsecret', found: 'basic_text' },
      })
      expect(await adoptOsKey({ folder, key: new Uint8Array(32), os })).toBe(false)
    }))
})

describe('a vault without keychain', () => {
  it('is refused without a passphrase, or with a weak one, and leaves no file', () =>
    inTemporaryFolder(async (folder) => {
      for (const passphrase of [null, '', 'court', ' '.repeat(30), 'aaaaaaaaaaaaaaaa']) {
        expect((await failure(createVault({ ...own, folder, passphrase }))).code).toBe('vault-weak-passphrase')
      }
      expect(await hasVault(folder)).toBe(false)
    }))

  it('asks for the passphrase and opens with it however its accents are encoded', () =>
    inTemporaryFolder(async (folder) => {
      const { key } = await createVault({ ...own, folder, passphrase: 'été à la crème'.normalize('NFC') })
      expect((await failure(openVault({ folder, os: noOsCipher }))).code).toBe('vault-locked')
      const value = 'été à la crème'.normalize('NFD')
      expect(await openVault({ folder, os: noOsCipher, secret: { kind: 'passphrase', value } })).toEqual(key)
    }))

  it('refuses wrong secrets, each with its own code', () =>
    inTemporaryFolder(async (folder) => {
      const created = await createVault({ ...own, folder })
      const other = await inTemporaryFolder((elsewhere) => createVault({ ...own, folder: elsewhere }))
      const open = (kind: 'passphrase' | 'recovery-code', value: string) =>
        failure(openVault({ folder, os: noOsCipher, secret: { kind, value } }))
      expect((await open('passphrase', `${PASSPHRASE}!`)).code).toBe('vault-wrong-passphrase')
      expect((await open('passphrase', recoveryCodeOf(created))).code).toBe('vault-wrong-passphrase')
      expect(await open('recovery-code', recoveryCodeOf(other))).toEqual({
        code: 'vault-wrong-recovery-code',
        params: { reason: 'other' },
      })
      expect((await open('recovery-code', PASSPHRASE)).code).toBe('vault-wrong-recovery-code')
    }))

  it('spends at least 64 MiB on each guess of the passphrase', () => {
    expect(scryptMemory(SCRYPT_COST)).toBeGreaterThanOrEqual(64 * 1024 * 1024)
  })

  it('keeps its key when passphrase and code are replaced, and the old ones stop opening', () =>
    inTemporaryFolder(async (folder) => {
      const created = await createVault({ ...own, folder })
      const { key } = created
      await changePassphrase({ folder, key, passphrase: 'quatre moutons verts' })
      const code = await replaceRecoveryCode({ folder, key })
      const open = (kind: 'passphrase' | 'recovery-code', value: string) =>
        openVault({ folder, os: noOsCipher, secret: { kind, value } })
      expect(await open('passphrase', 'quatre moutons verts')).toEqual(key)
      expect(await open('recovery-code', code)).toEqual(key)
      expect((await failure(open('passphrase', PASSPHRASE))).code).toBe('vault-wrong-passphrase')
      expect((await failure(open('recovery-code', recoveryCodeOf(created)))).code).toBe('vault-wrong-recovery-code')
    }))

  it('never wraps the key of another space', () =>
    inTemporaryFolder(async (folder) => {
      await createVault({ ...own, folder })
      const before = await readFile(join(folder, VAULT_FILE))
      const key = new Uint8Array(32)
      expect((await failure(changePassphrase({ folder, key, passphrase: PASSPHRASE }))).code).toBe('vault-locked')
      expect((await failure(replaceRecoveryCode({ folder, key }))).code).toBe('vault-locked')
      expect(await readFile(join(folder, VAULT_FILE))).toEqual(before)
    }))
})

describe('the vault file', () => {
  it('is readable by its owner only and never replaced by a second creation', () =>
    inTemporaryFolder(async (parent) => {
      const folder = join(parent, 'space')
      const { key } = await createVault({ ...own, folder })
      if (process.platform !== 'win32') {
        expect((await stat(join(folder, VAULT_FILE))).mode & 0o777).toBe(0o600)
        expect((await stat(folder)).mode & 0o777).toBe(0o700)
      }
      expect((await failure(createVault({ ...own, folder }))).code).toBe('invalid-request')
      const secret = { kind: 'passphrase', value: PASSPHRASE } as const
      expect(await openVault({ folder, os: noOsCipher, secret })).toEqual(key)
    }))

  it('holds neither the key nor a secret', () =>
    inTemporaryFolder(async (folder) => {
      const created = await createVault({ ...own, folder })
      const text = await readFile(join(folder, VAULT_FILE), 'utf8')
      const key = Buffer.from(created.key)
      const code = recoveryCodeOf(created)
      for (const secret of [key.toString('base64'), key.toString('hex'), PASSPHRASE, code, code.replaceAll('-', '')]) {
        expect(text).not.toContain(secret)
      }
    }))

  it('tells missing, damaged and too new apart', () =>
    inTemporaryFolder(async (folder) => {
      const open = () => failure(openVault({ folder, os: noOsCipher }))
      expect((await open()).code).toBe('vault-missing')
      const path = join(folder, VAULT_FILE)
      for (const text of ['', '{', 'null', '[]', '{"format":"other","version":1}', 'x'.repeat(100_000)]) {
        await writeFile(path, text)
        expect((await open()).code).toBe('vault-damaged')
      }
      await writeFile(path, '{"format":"trousse-vault","version":2,"anything":true}')
      expect(await open()).toEqual({ code: 'vault-too-new', params: { found: 2, known: 1 } })
    }))

  it('does not open once a byte of a wrap, or the kind of space, was changed', () =>
    inTemporaryFolder(async (folder) => {
      await createVault({ ...own, folder })
      const path = join(folder, VAULT_FILE)
      const vault = JSON.parse(await readFile(path, 'utf8'))
      const write = (change: object) => writeFile(path, JSON.stringify({ ...vault, ...change }))
      const secret = { kind: 'passphrase', value: PASSPHRASE } as const
      const open = () => failure(openVault({ folder, os: noOsCipher, secret }))

      const flipped = structuredClone(vault.wraps)
      const wrap = flipped.find((each: { by: string }) => each.by === 'passphrase')
      wrap.box = wrap.box.replace(/^./, (first: string) => (first === 'A' ? 'B' : 'A'))
      await write({ wraps: flipped })
      expect((await open()).code).toBe('vault-wrong-passphrase')

      await write({ keyId: Buffer.alloc(16).toString('base64') })
      expect((await open()).code).toBe('vault-damaged')

      await write({ kind: 'demo' })
      expect((await failure(openVault({ folder, os: noOsCipher }))).code).toBe('vault-damaged')
    }))

  it('refuses a file that asks for gigabytes of memory', () =>
    inTemporaryFolder(async (folder) => {
      await createVault({ ...own, folder })
      const path = join(folder, VAULT_FILE)
      const vault = JSON.parse(await readFile(path, 'utf8'))
      for (const wrap of vault.wraps) if (wrap.cost) wrap.cost.N = 2 ** 26
      await writeFile(path, JSON.stringify(vault))
      expect((await failure(openVault({ folder, os: noOsCipher }))).code).toBe('vault-damaged')
    }))

  it('says that access is denied rather than that there is no vault', () =>
    inTemporaryFolder(async (parent) => {
      if (process.platform === 'win32' || process.getuid?.() === 0) {
        // Root and Windows ignore the mode; a folder in the place of the file cannot be read by anybody.
        await mkdir(join(parent, VAULT_FILE))
      } else {
        await createVault({ ...own, folder: parent })
        await chmod(join(parent, VAULT_FILE), 0)
      }
      expect((await failure(openVault({ folder: parent, os: noOsCipher }))).code).toBe('file-access-denied')
    }))
})

describe('the demonstration', () => {
  it('opens by itself anywhere', () =>
    inTemporaryFolder(async (folder) => {
      const { key, recoveryCode } = await createVault({ folder, os: fakeKeychain(), passphrase: null, kind: 'demo' })
      expect(recoveryCode).toBeNull()
      expect(await openVault({ folder, os: noOsCipher })).toEqual(key)
      expect(await readCustody(folder)).toEqual({ kind: 'demo', custody: 'demo', passphrase: false })
    }))

  it('has a wrap that a space of the teacher never accepts', () =>
    inTemporaryFolder(async (folder) => {
      await createVault({ folder, os: noOsCipher, passphrase: null, kind: 'demo' })
      const path = join(folder, VAULT_FILE)
      await writeFile(path, (await readFile(path, 'utf8')).replace('"kind": "demo"', '"kind": "own"'))
      expect((await failure(openVault({ folder, os: noOsCipher }))).code).toBe('vault-locked')
    }))
})
