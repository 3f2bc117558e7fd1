/**
 * Updates by electron-updater, behind our own signature: check, download, verify, install when Trousse quits.
 * Never while something is being sent or written, never an older version, never without the teacher's yes.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { AppUpdater } from 'electron-updater'
import type { HttpClient } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import type { UpdateConfig } from './config.ts'
import { readHighestSeen, rememberSeen } from './highest-seen.ts'
import { type UpdateManifest, verifyManifest } from './verify-manifest.ts'

const MAX_MANIFEST_BYTES = 64 * 1024

type UpdateOutcome =
  | { readonly state: 'off' | 'none' | 'busy' | 'failed' }
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'ready'; readonly version: string }

export interface Updater {
  /** Asks whether there is a newer version that is ours; downloads nothing. */
  check(): Promise<{ state: 'off' | 'none' | 'failed' } | { state: 'available'; version: string }>
  /** Downloads what `check` found and verifies it; it is installed when Trousse next quits. */
  download(): Promise<UpdateOutcome>
}

const off: Updater = { check: async () => ({ state: 'off' }), download: async () => ({ state: 'off' }) }

export function createUpdater(options: {
  config: UpdateConfig | null
  http: HttpClient
  log: Log
  /** Gives the library only when it is needed: loading it costs start-up time. */
  loadLibrary: () => Promise<AppUpdater>
  currentVersion: string
  stateFile: string
  now: () => number
  /** Something is being sent or written. */
  isBusy: () => boolean
}): Updater {
  const { config, log } = options
  if (config === null) return off
  let found: UpdateManifest | null = null

  const fetchManifest = async (): Promise<UpdateManifest | null> => {
    const { platform, arch } = process
    const url = new URL(`update-${config.channel}-${platform}-${arch}.json`, withSlash(config.feedUrl)).href
    const response = await options.http.request({ url, maxBytes: MAX_MANIFEST_BYTES })
    if (response.status !== 200) return null
    const verdict = verifyManifest(Buffer.from(response.body).toString('utf8'), {
      publicKeys: config.publicKeys,
      channel: config.channel,
      platform,
      arch,
      currentVersion: options.currentVersion,
      highestSeen: await readHighestSeen(options.stateFile),
      now: options.now(),
    })
    if (verdict.ok) return verdict.manifest
    if (verdict.refusal !== 'older') log.warn('update refused', { reason: verdict.refusal })
    return null
  }

  return {
    async check() {
      try {
        found = await fetchManifest()
        if (!found) return { state: 'none' }
        await rememberSeen(options.stateFile, found.version)
        return { state: 'available', version: found.version }
      } catch (error) {
        // A feed that does not answer is no news: Trousse is fully usable without it.
        log.info('update feed did not answer', { reason: error instanceof Error ? error.message : 'unknown' })
        return { state: 'failed' }
      }
    },
    async download() {
      if (!found) return { state: 'none' }
      if (options.isBusy()) return { state: 'busy' }
      const manifest = found
      try {
        const library = await prepare(await options.loadLibrary(), config)
        const result = await library.checkForUpdates()
        const offered = result?.updateInfo
        if (
          offered?.version !== manifest.version ||
          !offered.files.some((file) => file.sha512 === manifest.file.sha512)
        ) {
          return refuse(log, 'feed-differs')
        }
        const [path] = await library.downloadUpdate()
        if (path === undefined || (await sha512(path)) !== manifest.file.sha512) return refuse(log, 'file-differs')
        // Only now: what is not verified is never installed, even if Trousse is closed meanwhile.
        library.autoInstallOnAppQuit = true
        return { state: 'ready', version: manifest.version }
      } catch (error) {
        log.warn('update failed', { reason: error instanceof Error ? error.message : 'unknown' })
        return { state: 'failed' }
      }
    },
  }
}

async function prepare(library: AppUpdater, config: UpdateConfig): Promise<AppUpdater> {
  library.autoDownload = false
  library.autoInstallOnAppQuit = false
  library.autoRunAppAfterInstall = false
  library.disableWebInstaller = true
  library.setFeedURL({ provider: 'generic', url: config.feedUrl, channel: config.channel })
  library.channel = config.channel
  // Setting a channel turns this on (electron-updater 6.8.10): it must come after, and hold.
  library.allowDowngrade = false
  if (library.allowDowngrade) throw new Error('downgrades could not be turned off')
  return library
}

function refuse(log: Log, reason: string): UpdateOutcome {
  log.warn('update refused', { reason })
  return { state: 'refused', reason }
}

async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)
