/** What Trousse must know of each kind of server: how to try it before it is kept, and how to read it after. */
import type { NewSource, ServerKind } from '../../contract/views.ts'
import type { HttpClient } from '../../platform/http.ts'
import type { PatientHttpClient } from '../../platform/http-patient.ts'
import type { SourceContext, SourceDriver } from '../../sources/source.ts'
import type { SourceRecord } from '../../store/api.ts'
import type { Machine } from '../machine.ts'
import type { SignInWindow } from '../sign-in-window.ts'

export type NewSourceOf<K extends ServerKind> = Extract<NewSource, { kind: K }>

/** What is kept of a server that answered: the rest of the form is forgotten. */
export interface KeptServer {
  /** Shown: a host, never a secret. */
  readonly origin: string
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
}

/** Puts a server's own question to the teacher; gives back the choice as it was written. */
export type Ask = (question: string, choices: readonly string[]) => Promise<string>

export interface CheckTools {
  readonly machine: Machine
  readonly context: SourceContext
  readonly ask: Ask
  readonly signInWindow: SignInWindow
}

export interface SourceAccess {
  readonly machine: Machine
  readonly http: PatientHttpClient
  /** Null when it is not kept. */
  secret(name: string): Promise<string | null>
  /** For secrets that change while they are used. */
  keepSecret(name: string, value: string): Promise<void>
  /** What was learned of the server since it was added; never a secret. */
  keepConfig(config: Readonly<Record<string, unknown>>): Promise<void>
  /** With the cookies of the source's own window. Throws `session-expired` where there is no window. */
  sessionHttp(): HttpClient
}

export interface ServerWay<K extends ServerKind> {
  /** Throws what is wrong with the address or the credentials, as a `TrousseError`. */
  check(source: NewSourceOf<K>, tools: CheckTools): Promise<KeptServer>
  /** Throws `credentials-refused` when the secret is gone. */
  driver(source: SourceRecord, access: SourceAccess): Promise<SourceDriver>
  /** Logs in again with the teacher there, for a server that may ask who it is. */
  signIn?(source: SourceRecord, access: SourceAccess, tools: CheckTools): Promise<void>
  /** All that `check` and the driver may keep; removed with the source. */
  readonly secretNames: readonly string[]
}
