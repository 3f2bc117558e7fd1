/** Every version of the schema, in order. A released migration is never edited: a change is a new one. */
import { initial } from './0001-initial.ts'
import { lessons } from './0002-lessons.ts'
import { matching } from './0003-matching.ts'
import { outages } from './0004-outages.ts'
import { packs } from './0005-packs.ts'
import { outcomes } from './0006-outcomes.ts'
import { urgent } from './0007-urgent.ts'
import { replies } from './0008-replies.ts'
import { calls } from './0009-calls.ts'
import { handedIn } from './0010-handed-in.ts'
import { handover } from './0011-handover.ts'
import { exports } from './0012-exports.ts'
import { localWork } from './0013-local-work.ts'
import { reach } from './0014-reach.ts'
import { shares } from './0015-shares.ts'
import { sending } from './0016-sending.ts'
import { images } from './0017-images.ts'
import { packDrives } from './0018-pack-drives.ts'

export interface Migration {
  /** `user_version` once it has run; one more than the one before. */
  readonly version: number
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, sql: initial },
  { version: 2, sql: lessons },
  { version: 3, sql: matching },
  { version: 4, sql: outages },
  { version: 5, sql: packs },
  { version: 6, sql: outcomes },
  { version: 7, sql: urgent },
  { version: 8, sql: replies },
  { version: 9, sql: calls },
  { version: 10, sql: handedIn },
  { version: 11, sql: handover },
  { version: 12, sql: exports },
  { version: 13, sql: localWork },
  { version: 14, sql: reach },
  { version: 15, sql: shares },
  { version: 16, sql: sending },
  { version: 17, sql: images },
  { version: 18, sql: packDrives },
]

export const latestVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0
