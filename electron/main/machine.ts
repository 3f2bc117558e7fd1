/** The outside world as the app has it: Chromium's network, the computer's keychain, bundled workers. */
import { randomUUID } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { app, BrowserWindow, powerMonitor } from 'electron'
import { hasNetwork } from '../availability/network-witness.ts'
import { systemClock } from '../platform/clock.ts'
import { createDriveLister } from '../platform/drives/index.ts'
import type { Log } from '../platform/log.ts'
import type { Machine } from '../services/machine.ts'
import { createOsCipher } from '../vault/safe-storage.ts'
import { createCaptureWindows } from './capture/windows.ts'
import { createElectronHttpClient, createSessionHttpClient, systemProxy } from './http-electron.ts'
import { createPrinter } from './print-pdf.ts'

/** The threads of the store are started before anything else is ready. */
export const storeWorker = (bundle: string): URL => new URL('./store-worker.js', bundle)

/** Call after `app.whenReady()`. `bundle` is the address of a file beside the bundled workers. */
export function createElectronMachine(options: {
  readonly log: Log
  readonly bundle: string
  readonly out: string
  readonly icon: string
}): Machine {
  // A machine's own build of the SQLite module, for a development runtime that cannot load the packaged one.
  const nativeBinding = app.isPackaged ? undefined : process.env.TROUSSE_SQLITE_BINDING
  return {
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    log: options.log,
    http: createElectronHttpClient(),
    sessionHttp: createSessionHttpClient,
    captureWindows: createCaptureWindows(options),
    os: createOsCipher(),
    // End-to-end tests have no stick: they say which mounted image is one. Never in a packaged app.
    drives: createDriveLister(app.isPackaged ? undefined : process.env.TROUSSE_TEST_SYS),
    workers: {
      store: storeWorker(options.bundle),
      demo: new URL('./demo-worker.js', options.bundle),
      imports: new URL('./import-worker.js', options.bundle),
      calendar: new URL('./calendar-worker.js', options.bundle),
      exports: new URL('./export-worker.js', options.bundle),
    },
    ...(nativeBinding ? { nativeBinding } : {}),
    ownNetworkUp: () => hasNetwork(networkInterfaces()),
    someoneLooks,
    ...createPrinter(join(options.out, 'renderer', 'assets')),
    certificateAuthorities,
    systemProxy,
  }
}

/**
 * SMTP goes over Node's TLS, which has its own list of authorities: the computer's are added, since a school's
 * mail server may be signed by the académie's. Undefined, for Node's list alone, before Node 22.15.
 */
function certificateAuthorities(): readonly string[] | undefined {
  if (!('getCACertificates' in tls) || typeof tls.getCACertificates !== 'function') return undefined
  const { getCACertificates } = tls
  // `extra`: what NODE_EXTRA_CA_CERTS names, where this build reads it.
  const added: unknown[] = (['system', 'extra'] as const).flatMap((kind): unknown => getCACertificates(kind))
  return [...tls.rootCertificates, ...added.filter((one) => typeof one === 'string')]
}

/** Seconds without a key or a move; only whether the session is locked matters here. */
const IDLE_AFTER_S = 600

const someoneLooks = (): boolean =>
  powerMonitor.getSystemIdleState(IDLE_AFTER_S) !== 'locked' &&
  BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized())
