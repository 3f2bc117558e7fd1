import type { Availability, OutageEvidence, OutageView, WatchedService } from '../../contract/views.ts'
import type { AvailabilitySample, OutageRecord, WatchedRecord } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { groupBy } from '../group-by.ts'

/** Samples kept, all services together: counted, not aged, so that a wrong clock purges nothing. */
const SAMPLES_KEPT = 50_000
/** Outages kept, with what was seen of each. */
const OUTAGES_KEPT = 2_000
/** Of one outage: its beginning and what changed, not every look. */
const EVIDENCE_KEPT = 6
const LETTER_BOX: Availability['cause'] = 'messaging-closed'

/** The state shown for each service. */
export const latestAvailability = (connection: ReadConnection): Availability[] =>
  connection
    .read<Availability>(
      'SELECT service, state, cause, since, checked_at AS checkedAt FROM service_state ORDER BY service',
    )
    .all()

/** Outages that were not over at this instant, the most recent first. */
export function listOutages(connection: ReadConnection, fromIso: string): OutageRecord[] {
  type Row = Omit<OutageRecord, 'evidence'> & { readonly id: number }
  const rows = connection
    .read<Row, [string]>(
      `SELECT o.id, o.service, o.platform, o.role, o.cause, o.began_at AS beganAt, o.ended_at AS endedAt,
         s.checked_at AS checkedAt
       FROM outage o LEFT JOIN service_state s ON s.service = o.service
       WHERE o.ended_at IS NULL OR o.ended_at >= ? ORDER BY o.began_at DESC, o.id DESC`,
    )
    .all(fromIso)
  const evidence = connection
    .read<OutageEvidence & { readonly outageId: number }, [string]>(
      `SELECT e.outage_id AS outageId, e.at, e.cause, e.status, e.host, e.title, e.excerpt
       FROM outage_evidence e JOIN outage o ON o.id = e.outage_id
       WHERE o.ended_at IS NULL OR o.ended_at >= ? ORDER BY e.id`,
    )
    .all(fromIso)
  const byOutage = groupBy(evidence, ({ outageId }) => outageId)
  return rows.map(({ id, ...outage }) => ({
    ...outage,
    evidence: (byOutage.get(id) ?? []).map(({ outageId: _, ...seen }) => seen),
  }))
}

/** Of the oldest sample that is kept: what lies before it is not known. */
export const watchedSince = (connection: ReadConnection): string | null =>
  connection.read<{ at: string }>('SELECT at FROM availability_sample ORDER BY id LIMIT 1').get()?.at ?? null

export const listWatchedServices = (connection: ReadConnection): WatchedRecord[] =>
  connection.read<WatchedRecord>('SELECT platform, role, product, url FROM watched_service ORDER BY id').all()

/** In place of what was watched under this name. */
export function watchPlatform(
  connection: WriteConnection,
  platform: string,
  services: readonly WatchedService[],
  at: string,
): void {
  connection.transaction(() => {
    connection.write<[string]>('DELETE FROM watched_service WHERE platform = ?').run(platform)
    for (const { role, product, url } of services) {
      connection
        .write<[string, string, string, string, string]>(
          `INSERT INTO watched_service (platform, role, product, url, added_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
        )
        .run(platform, role, product, url, at)
    }
  })
}

/** Its outages stay in the history; one that is open ends here, as nobody will see its end. */
export function unwatchPlatform(connection: WriteConnection, platform: string, at: string): void {
  connection.transaction(() => {
    connection.write<[string]>('DELETE FROM watched_service WHERE platform = ?').run(platform)
    connection
      .write<[string, string]>('UPDATE outage SET ended_at = ? WHERE platform = ? AND ended_at IS NULL')
      .run(at, platform)
  })
}

/** Without its letter box a platform answers, yet something is closed to the teacher, for weeks perhaps. */
const tellsOfOutage = ({ state, cause }: Availability): boolean => state === 'down' || cause === LETTER_BOX

/** Keeps a sample and the state shown after it; opens and closes the outage that this state means. */
export function recordAvailability(connection: WriteConnection, sample: AvailabilitySample): void {
  const { service, at, shown } = sample
  connection.transaction(() => {
    const { id } = connection
      .write<[string, string, string, string]>(
        'INSERT INTO availability_sample (service, at, state, cause) VALUES (?, ?, ?, ?)',
      )
      .run(service, at, sample.state, sample.cause)
    connection.write<[number]>('DELETE FROM availability_sample WHERE id <= ?').run(id - SAMPLES_KEPT)
    connection
      .write<[string, string, string, string | null, string | null]>(
        `INSERT INTO service_state (service, state, cause, since, checked_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (service) DO UPDATE SET state = excluded.state, cause = excluded.cause,
           since = excluded.since, checked_at = excluded.checked_at`,
      )
      .run(service, shown.state, shown.cause, shown.since, shown.checkedAt)
    if (tellsOfOutage(shown)) continueOutage(connection, sample)
    else if (shown.state === 'up') endOutage(connection, sample)
  })
}

interface OpenOutage {
  readonly id: number
  readonly cause: string
  readonly beganAt: string
}

const findOpen = (connection: WriteConnection, service: string): OpenOutage | undefined =>
  connection
    .read<OpenOutage, [string]>(
      'SELECT id, cause, began_at AS beganAt FROM outage WHERE service = ? AND ended_at IS NULL',
    )
    .get(service)

function continueOutage(connection: WriteConnection, sample: AvailabilitySample): void {
  const { service, platform, role, at, shown } = sample
  const open = findOpen(connection, service)
  // A closed letter box is one thing, a platform that then falls is another.
  const isOther = open !== undefined && (open.cause === LETTER_BOX) !== (shown.cause === LETTER_BOX)
  if (isOther) endOutage(connection, sample)
  let outageId = isOther ? undefined : open?.id
  if (outageId === undefined) {
    // A letter box that closes under a platform that stays up: the platform's own "since" is older.
    const beganAt = shown.state === 'down' ? (shown.since ?? at) : at
    outageId = connection
      .write<[string, string, OutageView['role'], string, string]>(
        'INSERT INTO outage (service, platform, role, cause, began_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(service, platform, role, shown.cause, beganAt).id
    connection.write<[number]>('DELETE FROM outage WHERE id <= ? AND ended_at IS NOT NULL').run(outageId - OUTAGES_KEPT)
  } else {
    connection.write<[string, number]>('UPDATE outage SET cause = ? WHERE id = ?').run(shown.cause, outageId)
  }
  keepEvidence(connection, outageId, sample.evidence)
}

function keepEvidence(connection: WriteConnection, outageId: number, seen: OutageEvidence): void {
  const kept = connection
    .read<Pick<OutageEvidence, 'cause' | 'status' | 'title'>, [number]>(
      'SELECT cause, status, title FROM outage_evidence WHERE outage_id = ? ORDER BY id',
    )
    .all(outageId)
  const last = kept.at(-1)
  const isNews = last?.cause !== seen.cause || last.status !== seen.status || last.title !== seen.title
  if (kept.length >= EVIDENCE_KEPT || !isNews) return
  connection
    .write<[number, string, string, number | null, string, string | null, string | null]>(
      `INSERT INTO outage_evidence (outage_id, at, cause, status, host, title, excerpt) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(outageId, seen.at, seen.cause, seen.status, seen.host, seen.title, seen.excerpt)
}

function endOutage(connection: WriteConnection, { service, at, shown }: AvailabilitySample): void {
  const open = findOpen(connection, service)
  if (open === undefined) return
  // "Up since" is older than the outage when only the letter box was closed.
  const endedAt = shown.since !== null && shown.since >= open.beganAt ? shown.since : at
  connection.write<[string, number]>('UPDATE outage SET ended_at = ? WHERE id = ?').run(endedAt, open.id)
}
