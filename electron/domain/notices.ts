/** What is worth interrupting a teacher who is not looking at Trousse; pure. Everything else waits in the window. */
import type { Availability, TaskView } from '../contract/views.ts'

export type Notice =
  | { readonly kind: 'ent-down' | 'ent-up'; readonly service: string }
  | { readonly kind: 'refusals'; readonly count: number; readonly subject: string; readonly messageId: number }
  | { readonly kind: 'send-failed'; readonly subject: string }
  | { readonly kind: 'held' }

/** Which services were last seen for certain up or down; `unknown` and a cut of one's own network prove nothing. */
export type KnownStates = Readonly<Record<string, 'up' | 'down'>>

/**
 * What an answer of the watch changes. The first word about a service is not news: the window says it when it opens.
 * Several that fall together are one notice, named by the first.
 */
export function availabilityNotices(
  known: KnownStates,
  availability: readonly Availability[],
): { readonly known: KnownStates; readonly notices: readonly Notice[] } {
  const next: Record<string, 'up' | 'down'> = { ...known }
  const turned: Record<'up' | 'down', string[]> = { up: [], down: [] }
  for (const { service, state } of availability) {
    if (state !== 'up' && state !== 'down') continue
    if (known[service] !== undefined && known[service] !== state) turned[state].push(service)
    next[service] = state
  }
  const [down] = turned.down
  const [up] = turned.up
  return {
    known: next,
    notices: [
      ...(down === undefined ? [] : [{ kind: 'ent-down', service: down } as const]),
      // What has just fallen hides what came back: one thing at a time.
      ...(up === undefined || down !== undefined ? [] : [{ kind: 'ent-up', service: up } as const]),
    ],
  }
}

/** What a task that has just ended asks of the teacher; null while it runs, and for all that went well. */
export function taskNotice(task: TaskView): Notice | null {
  if (task.kind === 'sync' && task.state === 'done' && task.outcome?.outcome === 'held') return { kind: 'held' }
  if (task.kind !== 'send') return null
  if (task.state === 'failed') return { kind: 'send-failed', subject: task.subject }
  if (task.state !== 'done') return null
  const { messageId, refused, ambiguous } = task.outcome ?? {}
  const count = Number(refused ?? 0) + Number(ambiguous ?? 0)
  return count > 0 && typeof messageId === 'number'
    ? { kind: 'refusals', count, subject: task.subject, messageId }
    : null
}
