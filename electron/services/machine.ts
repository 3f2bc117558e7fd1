/**
 * The outside world as the services see it. The app gives Electron's network, keychain and dialogs; the
 * terminal and the tests give Node's. Nothing below this line knows which.
 */
import type { LookupSrv } from '../mail/detect/srv.ts'
import type { Clock } from '../platform/clock.ts'
import type { DriveLister } from '../platform/drives/drive.ts'
import type { HttpClient } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import type { OsCipher } from '../vault/keyring.ts'
import type { CaptureWindows } from './capture-windows.ts'

/** What stands in the margins of every page, as Chromium's print templates want it. */
export interface PageMargins {
  readonly header: string
  readonly footer: string
}

export interface Machine {
  readonly clock: Clock
  /** Uniform in [0, 1): jitter only, never secrets. */
  readonly random: () => number
  readonly newId: () => string
  readonly log: Log
  readonly http: HttpClient
  /**
   * HTTP with the cookies of one isolated window (`persist:ent-<source id>`): asks as the teacher who logged in
   * there, of nobody else's session. Null in the terminal, which has no window.
   */
  readonly sessionHttp: ((partition: string) => HttpClient) | null
  /** Where the teacher logs in to their ENT and captures its pages; null in the terminal. */
  readonly captureWindows: CaptureWindows | null
  readonly os: OsCipher
  /** Sticks and cards that are plugged in. */
  readonly drives: DriveLister
  /** Bundled files in the app, the TypeScript files themselves under plain Node. */
  readonly workers: {
    readonly store: URL
    readonly demo: URL
    readonly imports: URL
    readonly calendar: URL
    readonly exports: URL
  }
  readonly nativeBinding?: string
  /** False when every network interface but loopback is down. */
  readonly ownNetworkUp: () => boolean
  /** False when no window shows or the session is locked: what serves only to be seen can wait. */
  readonly someoneLooks: () => boolean
  /** A page of ours, whole in itself, as a PDF of A4 pages; null where nothing can print. */
  readonly printPdf: ((html: string, margins?: PageMargins | null) => Promise<Uint8Array>) | null
  /** The same page through the computer's own print dialog; false when the teacher closed it. Null where there is none. */
  readonly printPaper: ((html: string, title: string) => Promise<boolean>) | null
  /** The computer's own proxy for an address, as a PAC script answers; absent where there is none to ask. */
  readonly systemProxy?: (url: string) => Promise<string>
  /** Service records of the DNS; the computer's own resolver when left out. */
  readonly lookupSrv?: LookupSrv
  /** Certificate authorities in PEM that SMTP trusts, where the runtime's own list is not enough. */
  readonly certificateAuthorities: () => readonly string[] | undefined
}
