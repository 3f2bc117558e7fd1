/** The documents of captured work, while the platform is up. */
import { sleep } from '../../platform/clock.ts'
import { createResumingHttp } from '../../platform/http-resume.ts'
import { createFilesDriver } from '../../sources/capture/files-driver.ts'
import { type AttachmentCounts, fetchPendingAttachments } from '../../sync/attachments.ts'
import { downloadParts } from '../download-parts.ts'
import { entPartition } from '../ent-partition.ts'
import type { Machine } from '../machine.ts'
import { readDocumentLimits } from '../settings.ts'
import type { Workbench } from '../workbench.ts'
import type { CaptureConfig } from './remembered.ts'

/** Null where no window was ever opened. A file that does not come is asked for again at the next capture. */
export async function fetchCapturedFiles(
  machine: Machine,
  { space }: Workbench,
  {
    sourceId,
    config,
    signal,
  }: { readonly sourceId: number; readonly config: CaptureConfig; readonly signal: AbortSignal },
): Promise<AttachmentCounts | null> {
  if (machine.sessionHttp === null) return null
  const addresses = [config.url, ...config.pages.flatMap(({ urls }) => urls)]
  const hosts = new Set(addresses.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))
  const http = createResumingHttp(
    machine.sessionHttp(entPartition(space.kind, sourceId)),
    downloadParts(machine, space),
  )
  return fetchPendingAttachments({
    store: space.store,
    blobs: space.blobs,
    driver: createFilesDriver(http, hosts),
    context: {
      http,
      validators: new Map(),
      signal,
      onProgress: () => {},
      clock: machine.clock,
      sleep,
      random: machine.random,
    },
    sourceId,
    limits: await readDocumentLimits(space.store),
    ownHosts: null,
    log: machine.log,
  })
}
