/** What a capture source keeps in its settings: the ENT's address and the pages read there, with their mappings. */
import { z } from 'zod'
import {
  type CaptureKind,
  type CaptureMapping,
  captureKind,
  type RememberedPage,
  rosterField,
  workField,
} from '../../contract/views.ts'
import { addressToShow } from '../../sources/capture/page-signature.ts'

const MAX_PAGES = 60

const pageSchema = z.object({
  id: z.string(),
  label: z.string(),
  url: z.string(),
  /** Of the pages of one list, when each has its own, the first first. */
  urls: z.array(z.string()).min(1),
  signature: z.string(),
  kind: captureKind,
  columns: z.array(z.union([rosterField, workField])),
  /** As the teacher gave it for this very address; null when the page says it. */
  className: z.string().nullable(),
  capturedAt: z.string(),
  rows: z.number(),
})
export type StoredPage = z.infer<typeof pageSchema>

const configSchema = z.object({ url: z.string(), pages: z.array(pageSchema).default([]) })
export type CaptureConfig = z.infer<typeof configSchema>

/** Settings that no longer read (of another version) are an ENT without pages: they are captured again. */
export function readConfig(config: Readonly<Record<string, unknown>>): CaptureConfig {
  const parsed = configSchema.safeParse(config)
  if (parsed.success) return parsed.data
  return { url: typeof config.url === 'string' ? config.url : '', pages: [] }
}

/** The same address and kind again is the same page; the oldest go first. */
export function withPage(config: CaptureConfig, page: StoredPage): CaptureConfig {
  const others = config.pages.filter(({ url, kind }) => url !== page.url || kind !== page.kind)
  return { ...config, pages: [...others, page].slice(-MAX_PAGES) }
}

export interface MappingMemory {
  readonly columns: CaptureMapping['columns']
  readonly className: string | null
}

/** What was agreed for this site and shape of page; the class only for the very same address. */
export function findMapping(config: CaptureConfig, signature: string, url: string | null): MappingMemory | null {
  const same = config.pages.filter((page) => page.signature === signature)
  const latest = same.at(-1)
  if (latest === undefined) return null
  const exact = same.find((page) => page.url === url)
  return { columns: latest.columns, className: exact?.className ?? null }
}

export const pageView = ({ id, label, url, kind, capturedAt, rows }: StoredPage): RememberedPage => ({
  id,
  label,
  address: addressToShow(url),
  kind,
  capturedAt,
  rows,
})

/** What the teacher reads in the list of pages. */
export const pageLabel = (title: string, kind: CaptureKind, className: string | null): string =>
  (className === null ? title : `${className} – ${title}`).slice(0, 120) || kind
