import type { TaskView } from '../../electron/contract/views.ts'

/**
 * The tasks of this session, newest first. Fed by events and by the list read at start; an event always
 * wins over the list, which may have been asked for before it.
 */
export interface TaskStore {
  all(): readonly TaskView[]
  byId(id: string): TaskView | null
  /** From an event. */
  put(task: TaskView): void
  /** From the list read at start. */
  seed(tasks: readonly TaskView[]): void
  /** Takes a finished task off the list. */
  dismiss(id: string): void
  clear(): void
  subscribe(listener: () => void): () => void
}

export function createTaskStore(): TaskStore {
  const tasks = new Map<string, TaskView>()
  const dismissed = new Set<string>()
  const listeners = new Set<() => void>()
  let snapshot: readonly TaskView[] = []
  const publish = () => {
    snapshot = [...tasks.values()]
      .filter(({ id }) => !dismissed.has(id))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    for (const listener of listeners) listener()
  }
  return {
    all: () => snapshot,
    byId: (id) => tasks.get(id) ?? null,
    put(task) {
      tasks.set(task.id, task)
      publish()
    },
    seed(list) {
      for (const task of list) if (!tasks.has(task.id)) tasks.set(task.id, task)
      publish()
    },
    dismiss(id) {
      dismissed.add(id)
      publish()
    },
    clear() {
      tasks.clear()
      dismissed.clear()
      publish()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const taskStore = createTaskStore()
