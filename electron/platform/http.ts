/**
 * HTTP as Trousse needs it. Redirects are never followed by the transport: the caller sees each 3xx and
 * decides, because credentials must not follow a change of host and a loop must be recognised.
 * The app gives an implementation over Electron's network stack (system proxy and certificates), tests
 * and the command line one over Node's fetch.
 */
export interface HttpRequest {
  readonly url: string
  /** The last four are WebDAV's, RFC 4918. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'PROPFIND' | 'MKCOL' | 'MOVE' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
  /**
   * Asking twice does no more than asking once, so it may be asked again after a failure. Given by the method when
   * left out: a POST is not, unless it says so (a token, a search, a web service that only reads), nor a MOVE.
   */
  readonly repeatable?: boolean
  /**
   * A file that may be gone on with where it was cut (`http-resume`); what was received of it then is not thrown away.
   */
  readonly resumable?: boolean
  /** Called before rejecting, with what a cut body held; of a 200 or 206 only. */
  readonly onPartial?: (partial: Omit<HttpResponse, 'elapsedMs'>) => void
  /** Reading stops with `response-too-large` past this many decoded bytes. */
  readonly maxBytes: number
  /** Until the headers are there; default 20 s. */
  readonly firstByteMs?: number
  /** Until the body is whole; default 120 s. */
  readonly totalMs?: number
}

export interface HttpResponse {
  readonly status: number
  /** Lower-cased names; several cookies are one value, with ", " between them. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Milliseconds from asking to the last byte. */
  readonly elapsedMs: number
}

/**
 * Rejects with TrousseError: `network-unreachable`, `network-dns`, `network-timeout`, `network-tls`,
 * `response-too-large`, `response-truncated`, `address-refused`, `cancelled`.
 */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>
}
