/** A main process with nothing but Trousse's network client, for `test/e2e/network.spec.ts`. */
import { app } from 'electron'
import { toErrorShape } from '../../electron/contract/errors.ts'
import { createElectronHttpClient } from '../../electron/main/http-electron.ts'
import type { HttpRequest } from '../../electron/platform/http.ts'

export interface NetworkAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
  readonly code?: string
}
export type AskNetwork = (request: HttpRequest, cancelAfterMs?: number) => Promise<NetworkAnswer>

app.whenReady().then(() => {
  const client = createElectronHttpClient()
  const ask: AskNetwork = async (request, cancelAfterMs) => {
    const signal = cancelAfterMs === undefined ? {} : { signal: AbortSignal.timeout(cancelAfterMs) }
    try {
      const { status, headers, body } = await client.request({ ...request, ...signal })
      return { status, headers, text: Buffer.from(body).toString('utf8') }
    } catch (error) {
      return { code: toErrorShape(error).code }
    }
  }
  Object.assign(globalThis, { askNetwork: ask })
})
