import type { Space } from './space.ts'

/**
 * The browser session in which a source's pages are opened, and with whose cookies its server is asked. The
 * demonstration's is kept in memory only, and never the same as a source's of the teacher.
 */
export const entPartition = (kind: Space['kind'], sourceId: number): string =>
  kind === 'own' ? `persist:ent-${sourceId}` : `ent-demo-${sourceId}`
