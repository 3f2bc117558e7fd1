import { keepPreviousData, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import { type BridgeError, call } from './client.ts'
import type { ReadChannel } from './stale.ts'

export interface ChannelOptions {
  /** False waits, e.g. for a class to be chosen. */
  readonly enabled?: boolean
  /** Shows the previous answer while the next one comes: for filters and searches. */
  readonly keepPrevious?: boolean
}

type ChannelArguments<C extends ChannelName> =
  Request<C> extends undefined
    ? [request?: undefined, options?: ChannelOptions]
    : [request: Request<C>, options?: ChannelOptions]

/** The cache key of an answer. */
export const channelKey = (channel: ChannelName, request: unknown) => [channel, request ?? null] as const

/**
 * The answer of a reading channel, kept until an event says that it may have changed:
 * `const classes = useChannel('classes.list')`.
 */
export function useChannel<C extends ReadChannel>(
  channel: C,
  ...[request, options]: ChannelArguments<C>
): UseQueryResult<Response<C>, BridgeError> {
  return useQuery<Response<C>, BridgeError>({
    queryKey: channelKey(channel, request),
    queryFn: () => call(channel, request as Request<C>),
    enabled: options?.enabled ?? true,
    ...(options?.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/**
 * Something to do, once per `mutate`: `const remove = useAction('sources.remove')`, `remove.mutate({ id })`,
 * `remove.isPending`, `remove.error?.shape`. What it changes comes back through the `changed` event.
 */
export function useAction<C extends ChannelName>(channel: C) {
  return useMutation<Response<C>, BridgeError, Request<C>>({ mutationFn: (request) => call(channel, request) })
}
