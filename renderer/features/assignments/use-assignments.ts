import { useInfiniteQuery } from '@tanstack/react-query'
import type { AssignmentSummary } from '../../../electron/contract/views.ts'
import { type BridgeError, call, channelKey } from '../../bridge/index.ts'

/** Enough for several screens of rows; the next page is asked for before the last row is seen. */
const PAGE_SIZE = 100

export interface AssignmentQuery {
  readonly classId?: number
  readonly text?: string
  readonly dueFrom?: string
  readonly dueTo?: string
  readonly toCarryOver?: boolean
}

export interface Assignments {
  readonly rows: readonly AssignmentSummary[]
  readonly total: number
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly isLoadingMore: boolean
  readonly error: BridgeError | null
  readonly loadMore: () => void
  readonly retry: () => void
}

/** The assignments that fit, page after page; the former rows stay while the next answer comes. */
export function useAssignments(query: AssignmentQuery): Assignments {
  const answer = useInfiniteQuery({
    queryKey: channelKey('assignments.list', query),
    queryFn: ({ pageParam }) => call('assignments.list', { ...query, offset: pageParam, limit: PAGE_SIZE }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return last.rows.length > 0 && loaded < last.total ? loaded : undefined
    },
    placeholderData: (previous) => previous,
  })
  return {
    rows: answer.data?.pages.flatMap((page) => page.rows) ?? [],
    total: answer.data?.pages.at(-1)?.total ?? 0,
    isPending: answer.isPending,
    isFetching: answer.isFetching,
    isLoadingMore: answer.isFetchingNextPage,
    error: answer.error as BridgeError | null,
    loadMore: () => {
      if (answer.hasNextPage && !answer.isFetchingNextPage) void answer.fetchNextPage()
    },
    retry: () => void answer.refetch(),
  }
}
