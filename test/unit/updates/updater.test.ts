import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import { silentLog } from '../../../electron/platform/log.ts'
import { createUpdater } from '../../../electron/updates/updater.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const installer = Buffer.from('the installer')
const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64')

function manifest(version: string, bytes = installer): Uint8Array {
  const payload = Buffer.from(
    JSON.stringify({
      format: 'trousse-update',
      formatVersion: 1,
      version,
      channel: 'latest',
      platform: process.platform,
      arch: process.arch,
      minimumVersion: '0.1.0',
      expiresAt: '2027-01-01T00:00:00Z',
      file: { name: 'trousse.bin', bytes: bytes.length, sha512: sha512(bytes) },
    }),
  )
  const signatures = [sign(null, payload, privateKey).toString('base64')]
  return Buffer.from(JSON.stringify({ payload: payload.toString('base64'), signatures }))
}

/** The library as far as it is used: like 6.8.10, setting a channel allows downgrades. */
class FakeLibrary {
  autoDownload = true
  autoInstallOnAppQuit = true
  allowDowngrade = false
  downloads = 0
  offered = { version: '0.2.0', files: [{ sha512: sha512(installer) }] }
  path = ''
  #channel = ''
  get channel() {
    return this.#channel
  }
  set channel(value: string) {
    this.#channel = value
    this.allowDowngrade = true
  }
  setFeedURL() {}
  async checkForUpdates() {
    return { updateInfo: this.offered }
  }
  async downloadUpdate() {
    this.downloads++
    return [this.path]
  }
}

let folder = ''
let library = new FakeLibrary()
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-update-'))
  library = new FakeLibrary()
  library.path = join(folder, 'trousse.bin')
  await writeFile(library.path, installer)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const updaterWith = (answer: () => Uint8Array, isBusy = () => false) =>
  createUpdater({
    config: {
      feedUrl: 'https://updates.example/trousse',
      channel: 'latest',
      publicKeys: [publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    },
    http: {
      request: async ({ url }) => {
        expect(url).toBe(`https://updates.example/trousse/update-latest-${process.platform}-${process.arch}.json`)
        return { status: 200, headers: {}, body: answer(), elapsedMs: 1 }
      },
    },
    log: silentLog,
    loadLibrary: async () => library as unknown as AppUpdater,
    currentVersion: '0.1.0',
    stateFile: join(folder, 'updates.json'),
    now: () => Date.parse('2026-12-01T00:00:00Z'),
    isBusy,
  })

describe('updating', () => {
  it('is off until it is configured, and then asks nobody', async () => {
    const updater = createUpdater({
      config: null,
      http: { request: () => Promise.reject(new Error('asked')) },
      log: silentLog,
      loadLibrary: () => Promise.reject(new Error('loaded')),
      currentVersion: '0.1.0',
      stateFile: join(folder, 'updates.json'),
      now: () => 0,
      isBusy: () => false,
    })
    expect(await updater.check()).toEqual({ state: 'off' })
    expect(await updater.download()).toEqual({ state: 'off' })
  })

  it('downloads only when asked, and installs at quit only what it verified', async () => {
    const updater = updaterWith(() => manifest('0.2.0'))
    expect(await updater.check()).toEqual({ state: 'available', version: '0.2.0' })
    expect(library.downloads).toBe(0)
    expect(await updater.download()).toEqual({ state: 'ready', version: '0.2.0' })
    expect(library).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: true, allowDowngrade: false })
  })

  it('waits while something is being sent', async () => {
    const updater = updaterWith(
      () => manifest('0.2.0'),
      () => true,
    )
    await updater.check()
    expect(await updater.download()).toEqual({ state: 'busy' })
    expect(library.downloads).toBe(0)
  })

  it('refuses a feed that offers something else than the signed manifest', async () => {
    const updater = updaterWith(() => manifest('0.2.0'))
    await updater.check()
    for (const offered of [
      { version: '0.3.0', files: [{ sha512: sha512(installer) }] },
      { version: '0.2.0', files: [{ sha512: sha512(Buffer.from('other')) }] },
    ]) {
      library.offered = offered
      expect(await updater.download()).toEqual({ state: 'refused', reason: 'feed-differs' })
    }
    expect(library).toMatchObject({ downloads: 0, autoInstallOnAppQuit: false })
  })

  it('refuses an installer of which one byte differs', async () => {
    const updater = updaterWith(() => manifest('0.2.0'))
    await updater.check()
    await writeFile(library.path, Buffer.from('the installes'))
    expect(await updater.download()).toEqual({ state: 'refused', reason: 'file-differs' })
    expect(library.autoInstallOnAppQuit).toBe(false)
  })

  it('remembers the highest version it saw, so that an older manifest is not taken again', async () => {
    let version = '0.3.0'
    const updater = updaterWith(() => manifest(version))
    await updater.check()
    version = '0.2.0'
    expect(await updater.check()).toEqual({ state: 'none' })
    expect(await updater.download()).toEqual({ state: 'none' })
    expect(JSON.parse(await readFile(join(folder, 'updates.json'), 'utf8'))).toEqual({ highestSeen: '0.3.0' })
  })

  it('takes silence or nonsense from the feed as no news', async () => {
    const silent = updaterWith(() => {
      throw new TrousseError('network-unreachable', { host: 'updates.example' })
    })
    expect(await silent.check()).toEqual({ state: 'failed' })
    const portal = updaterWith(() => Buffer.from('<html>Connectez-vous au réseau</html>'))
    expect(await portal.check()).toEqual({ state: 'none' })
  })
})
