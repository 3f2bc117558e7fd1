/** Which page each record was last read on, and what to ask its server with next time. */
import { recordKey } from '../../domain/roster-diff.ts'
import type { WriteConnection } from '../connection.ts'
import type { Plan } from './plan.ts'
import type { Staging } from './staging.ts'

export interface Pages {
  /** Null for a page that cannot be asked about. */
  idOf(url: string | null): number | null
  /** Unchanged records found on another page than last time. */
  followMoves(plan: Plan): void
}

/** Keeps the validators of the pages just read and drops those of pages that are no more. Writes only differences. */
export function writePages(connection: WriteConnection, { sourceId, pages, items }: Staging): Pages {
  const ids = new Map<string, number>()
  const known = connection
    .read<{ id: number; url: string; etag: string }, [number]>(
      'SELECT id, url, etag FROM page_validator WHERE source_id = ?',
    )
    .all(sourceId)
  const etags = new Map(known.map(({ url, etag }) => [url, etag]))
  const drop = connection.write<[number]>('DELETE FROM page_validator WHERE id = ?')
  const put = connection.write<[number, string, string], { id: number }>(
    `INSERT INTO page_validator (source_id, url, etag) VALUES (?, ?, ?)
     ON CONFLICT (source_id, url) DO UPDATE SET etag = excluded.etag RETURNING id`,
  )
  for (const { id, url } of known) {
    const page = pages.get(url)
    if (page === undefined || (page.etag === null && !page.unchanged)) drop.run(id)
    else ids.set(url, id)
  }
  for (const [url, { etag, unchanged }] of pages) {
    if (etag === null || unchanged || etag === etags.get(url)) continue
    const row = put.get(sourceId, url, etag)
    if (row !== undefined) ids.set(url, row.id)
  }
  const idOf = (url: string | null) => (url === null ? null : (ids.get(url) ?? null))
  const move = connection.write<[number | null, number, string, string]>(
    'UPDATE external_id SET page_id = ? WHERE source_id = ? AND entity = ? AND external_id = ?',
  )
  return {
    idOf,
    followMoves(plan) {
      for (const item of items.values()) {
        const before = plan.known.get(recordKey(item.entity, item.externalId))
        // Added, changed and returned records were written with their page.
        if (before === undefined || !before.active || before.hash !== item.hash) continue
        const page = idOf(item.page)
        if (page !== idOf(before.pageUrl)) move.run(page, sourceId, item.entity, item.externalId)
      }
    },
  }
}
