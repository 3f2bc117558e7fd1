/**
 * The isolated window in which the teacher uses their ENT, as the services see it. The app gives Electron's; the
 * terminal has none. Only one is open at a time.
 */
import type { ErrorShape } from '../contract/errors.ts'
import type { AppState, CaptureKind } from '../contract/views.ts'

/** What the window shows now. */
export interface EntPage {
  readonly url: string
  readonly title: string
  readonly loading: boolean
  /** Status of the document, null before the first answer. */
  readonly httpStatus: number | null
  /** Why the page is not there: DNS, certificate, refused address… */
  readonly problem: ErrorShape | null
}

/** Said in the window's own bar, above the page and out of its reach. */
export type BarNotice =
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'kept' | 'to-confirm'
      readonly what: CaptureKind
      readonly rows: number
      readonly className: string
    }
  | { readonly kind: 'round'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly error: ErrorShape }

export interface EntWindowOptions {
  /** Session of its own: `persist:` keeps the teacher logged in from one day to the next. */
  readonly partition: string
  readonly label: string
  readonly url: string
  readonly locale: AppState['locale']
  /** The demonstration: nothing but this computer's own addresses may be reached. */
  readonly loopbackOnly: boolean
  readonly onChange: () => void
  /** "Capturer cette page" was pressed in the bar. */
  readonly onCapture: () => void
  readonly onClosed: () => void
  /**
   * The page wants to hand an address to a program of this computer. True when it was meant for us; it is given to
   * nobody in any case.
   */
  readonly onAppAddress?: (address: string) => boolean
}

export interface CaptureWindows {
  /** Opens the window, or brings the open one of this partition to the front. Another partition's is closed first. */
  open(options: EntWindowOptions): void
  /** Null while no window is open. */
  page(): EntPage | null
  /** Goes to an address and waits until it has settled. Rejects with the page's problem, `capture-no-window`, `cancelled`. */
  navigate(url: string, signal: AbortSignal): Promise<void>
  /** What every frame shows, unchecked. Rejects with `capture-no-window`, `capture-page-failed`. */
  read(): Promise<unknown>
  tell(notice: BarNotice): void
  close(): void
  /** Logs out for good: cookies and everything else the sites kept there. */
  forget(partition: string): Promise<void>
}
