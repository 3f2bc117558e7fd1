/**
 * Which outages belong together and have not been dealt with yet, and what was done while they lasted. Pure: the
 * present instant is an argument. Instants are ISO 8601 in UTC, so that they compare as texts.
 */
import type { OutageView } from '../contract/views.ts'

/** Half a working day: a platform that comes back for lunch and falls again is one bad day. */
const SAME_DAY_MS = 12 * 60 * 60 * 1000
/** What was begun in the silence is often finished a moment after it. */
const FINISHING_MS = 15 * 60 * 1000
/** An outage during which nothing was done is told for a day, then is only history. */
const TOLD_MS = 24 * 60 * 60 * 1000

export interface Stretch {
  readonly from: string
  /** Null: still going on. */
  readonly to: string | null
}

/** One bad day: outages that follow each other closely, and the time they cover together. */
export interface Episode {
  readonly beganAt: string
  /** Null while something is down. */
  readonly endedAt: string | null
  /** Disjoint, in order. */
  readonly stretches: readonly Stretch[]
  readonly outages: readonly OutageView[]
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? null : one > other ? one : other

/** Outages that overlap, as stretches that do not. `outages` by their beginning. */
function stretchesOf(outages: readonly OutageView[]): Stretch[] {
  const merged: Stretch[] = []
  for (const { beganAt, endedAt } of outages) {
    const last = merged.at(-1)
    if (last && (last.to === null || beganAt <= last.to))
      merged[merged.length - 1] = { ...last, to: later(last.to, endedAt) }
    else merged.push({ from: beganAt, to: endedAt })
  }
  return merged
}

const isFarFrom = (end: string | null, beginning: string): boolean =>
  end !== null && Date.parse(beginning) - Date.parse(end) > SAME_DAY_MS

/**
 * Episodes not closed by the teacher, the oldest first. A planned pause is no outage; what fell before `closedAt`
 * counts from there on only.
 */
export function openEpisodes(outages: readonly OutageView[], closedAt: string | null): Episode[] {
  const concerned = outages
    .filter(
      ({ cause, endedAt }) => cause !== 'night-pause' && (closedAt === null || endedAt === null || endedAt > closedAt),
    )
    .map((outage) => (closedAt !== null && outage.beganAt < closedAt ? { ...outage, beganAt: closedAt } : outage))
    .sort((a, b) => (a.beganAt < b.beganAt ? -1 : a.beganAt > b.beganAt ? 1 : 0))
  const groups: OutageView[][] = []
  let end: string | null = ''
  for (const outage of concerned) {
    const group = groups.at(-1)
    if (group === undefined || isFarFrom(end, outage.beganAt)) {
      groups.push([outage])
      end = outage.endedAt
    } else {
      group.push(outage)
      end = later(end, outage.endedAt)
    }
  }
  return groups.map((group) => {
    const stretches = stretchesOf(group)
    const endedAt = stretches.reduce<string | null>((last, { to }) => later(last, to), '')
    return { beganAt: group[0]?.beganAt ?? '', endedAt, stretches, outages: group }
  })
}

/** True when something made at this instant was made because of an outage, or finished just after it. */
export function wasMeanwhile(at: string, episodes: readonly Episode[]): boolean {
  return episodes.some(({ stretches }) =>
    stretches.some(({ from, to }) => at >= from && (to === null || Date.parse(at) <= Date.parse(to) + FINISHING_MS)),
  )
}

/** Milliseconds during which at least one service was down. */
export const downTime = (episodes: readonly Episode[], now: string): number =>
  episodes
    .flatMap(({ stretches }) => stretches)
    .reduce((sum, { from, to }) => sum + Math.max(0, Date.parse(to ?? now) - Date.parse(from)), 0)

/**
 * The episodes a hand-over is about: those during which something was done, and the last one while it lasts or is
 * fresh.
 */
export function episodesToHandOver(
  episodes: readonly Episode[],
  hasItems: (episode: Episode) => boolean,
  now: string,
): Episode[] {
  return episodes.filter(
    (episode, index) =>
      hasItems(episode) ||
      (index === episodes.length - 1 &&
        (episode.endedAt === null || Date.parse(now) - Date.parse(episode.endedAt) < TOLD_MS)),
  )
}
