import type { Availability } from '../../contract/views.ts'
import type { AvailabilitySample } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'

/** Samples kept, all services together: counted, not aged, so that a wrong clock purges nothing. */
const SAMPLES_KEPT = 50_000

/** The state shown for each service. */
export const latestAvailability = (connection: ReadConnection): Availability[] =>
  connection
    .read<Availability>(
      'SELECT service, state, cause, since, checked_at AS checkedAt FROM service_state ORDER BY service',
    )
    .all()

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
    if (shown.state === 'down') {
      connection
        .write<[string, string, string]>(
          `INSERT INTO outage (service, cause, began_at) VALUES (?, ?, ?)
           ON CONFLICT (service) WHERE ended_at IS NULL DO UPDATE SET cause = excluded.cause`,
        )
        .run(service, shown.cause, shown.since ?? at)
    } else if (shown.state === 'up') {
      connection
        .write<[string, string]>('UPDATE outage SET ended_at = ? WHERE service = ? AND ended_at IS NULL')
        .run(shown.since ?? at, service)
    }
  })
}
