/** The outside world as the terminal has it: Node's network, no keychain, the TypeScript files as workers. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { hasNetwork } from '../availability/network-witness.ts'
import { TrousseError } from '../contract/errors.ts'
import { systemClock } from '../platform/clock.ts'
import { createDriveLister } from '../platform/drives/index.ts'
import { environmentProxy } from '../platform/environment-proxy.ts'
import { createFetchHttpClient } from '../platform/http-fetch.ts'
import { createLog } from '../platform/log.ts'
import type { Machine } from '../services/machine.ts'
import { createSpace, openSpace, type Space, type SpaceUse } from '../services/space.ts'
import { hasVault, noOsCipher } from '../vault/keyring.ts'
import { say } from './output.ts'

export function createNodeMachine(): Machine {
  const authorities = process.env.TROUSSE_SMTP_CA
  return {
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    log: createLog((line) => process.env.TROUSSE_LOG && say(line), Date.now),
    http: createFetchHttpClient(),
    sessionHttp: null,
    captureWindows: null,
    os: noOsCipher,
    drives: createDriveLister(),
    workers: {
      store: new URL('../store/worker.ts', import.meta.url),
      demo: new URL('../demo/worker.ts', import.meta.url),
      imports: new URL('../services/imports/worker.ts', import.meta.url),
      calendar: new URL('../sources/ical/worker.ts', import.meta.url),
      exports: new URL('../services/exports/worker.ts', import.meta.url),
    },
    ownNetworkUp: () => hasNetwork(networkInterfaces()),
    someoneLooks: () => true,
    printPdf: null,
    printPaper: null,
    systemProxy: async (url) => environmentProxy(process.env, url),
    certificateAuthorities: () => (authorities ? [...rootCertificates, readFileSync(authorities, 'utf8')] : undefined),
  }
}

/** Where the app keeps the teacher's own space on this system (Electron's `userData`). */
export function defaultDataFolder(): string {
  const base =
    process.platform === 'win32'
      ? (process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'))
  return join(base, 'Trousse', 'own')
}

/**
 * Opens the space of the folder with TROUSSE_PASSPHRASE, or makes it there the first time and says its recovery
 * code on stderr, once. Throws `vault-locked` without the passphrase.
 */
export async function openCliSpace(machine: Machine, folder: string, use: SpaceUse): Promise<Space> {
  const passphrase = process.env.TROUSSE_PASSPHRASE
  if (!passphrase) throw new TrousseError('vault-locked')
  if (await hasVault(folder)) {
    return openSpace(machine, { folder, use, secret: { kind: 'passphrase', value: passphrase } })
  }
  const { space, recoveryCode } = await createSpace(machine, { folder, kind: 'own', passphrase })
  say(`Code de secours, à noter et à garder hors de cet ordinateur : ${recoveryCode}`)
  return space
}
