import { TrousseError } from '../../contract/errors.ts'
import type { WriteConnection } from '../connection.ts'

/** The file is on this computer, under the name its content gives it. Throws `not-found`. */
export function attachmentFetched(connection: WriteConnection, id: number, sha256: string, bytes: number): void {
  const { changes } = connection
    .write<[string, number, number]>(
      'UPDATE attachment SET sha256 = ?, bytes = ?, left_out = NULL, wanted = 0 WHERE id = ?',
    )
    .run(sha256, bytes, id)
  if (changes === 0) throw new TrousseError('not-found')
}
