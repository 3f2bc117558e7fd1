import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { call, listen } from './client.ts'
import { isStale } from './stale.ts'
import { taskStore } from './task-store.ts'
import { channelKey } from './use-channel.ts'

/** Answers come from the local database: always allowed, never retried, kept until an event says otherwise. */
export const createBridgeClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

/** Turns the events of the main process into fresh answers. Returns the function that stops. */
export function followEvents(client: QueryClient): () => void {
  let space: string | null = null
  const stops = [
    listen('changed', ({ parts }) => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => isStale(String(queryKey[0]), parts) })
    }),
    listen('availability', (availability) => {
      client.setQueryData(channelKey('availability.read', undefined), availability)
      void client.invalidateQueries({ queryKey: ['today.read'] })
      // Judged from the same samples, per platform.
      void client.invalidateQueries({ queryKey: ['availability.platforms'] })
      void client.invalidateQueries({ queryKey: ['availability.history'] })
      void client.invalidateQueries({ queryKey: ['resume.read'] })
    }),
    listen('task', (task) => taskStore.put(task)),
    listen('state', (state) => {
      // Another space is another school: nothing of the former one may stay on screen.
      if (space !== null && space !== state.space) {
        taskStore.clear()
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'app.state' })
      }
      space = state.space
      client.setQueryData(channelKey('app.state', undefined), state)
    }),
  ]
  void call('app.state', undefined).then(
    (state) => {
      space ??= state.space
    },
    () => undefined,
  )
  void call('tasks.list', undefined).then(
    (tasks) => taskStore.seed(tasks),
    // Before a space is open there is no task to list.
    () => undefined,
  )
  return () => {
    for (const stop of stops) stop()
  }
}

/** Asks before any component does; whoever asks next gets this answer. Without a space there is none, and it is forgotten. */
export async function askEarly(client: QueryClient, channel: 'today.read'): Promise<void> {
  const queryKey = channelKey(channel, undefined)
  await client.prefetchQuery({ queryKey, queryFn: () => call(channel, undefined) })
  if (client.getQueryState(queryKey)?.status === 'error') client.removeQueries({ queryKey })
}

export function BridgeProvider({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }) {
  useEffect(() => followEvents(client), [client])
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
