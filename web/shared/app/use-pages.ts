import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  allowMore,
  type GatheredPage,
  gatherPage,
  hasGoneOn,
  isGoingOn,
  type PageAnswer,
  type PageRequest,
} from './gather-page.ts'

export interface Pages<Item> {
  items: Item[]
  idOf(item: Item): string
  /** The first page is on its way. */
  isLoading: boolean
  /** Another page is on its way, and the former one still shown. */
  isTurning: boolean
  error: unknown
  refetch(): void
  /** From 1. */
  page: number
  hasNext: boolean
  turn(page: number): void
  /** A search that has read much and filled no page; null where the page was filled, or the list ended, by itself. */
  further: Further | null
}

export interface Further {
  /** There is more to search. */
  isOffered: boolean
  isSearching: boolean
  /** Why the last attempt to go on failed. */
  error: unknown
  search(): void
}

const PAGE = 20

interface List<Item> {
  /** Names the list with its search and its order: another key begins at the first page again. */
  key: readonly unknown[]
  fetchPage(page: PageRequest, signal: AbortSignal): Promise<PageAnswer<Item>>
  idOf(item: Item): string
  limit?: number
  /** Nothing is fetched while it is false, and the list is loading. */
  isReady?: boolean
  /** Milliseconds after which the page is read again, and again. @default never */
  refreshMs?: number
}

/**
 * A list, page by page. Cursors lead forward only, so those of the pages already seen are kept. A page takes several requests where their
 * answers are short.
 */
export function usePages<Item>({
  key,
  fetchPage,
  idOf,
  limit = PAGE,
  isReady = true,
  refreshMs,
}: List<Item>): Pages<Item> {
  const list = JSON.stringify(key)
  const [seen, setSeen] = useState<{ list: string; cursors: (string | undefined)[] }>({ list, cursors: [undefined] })
  const cursors = seen.list === list ? seen.cursors : [undefined]
  const page = cursors.length
  const queries = useQueryClient()
  const cursor = cursors.at(-1)
  const queryKey = [...key, cursor ?? null]
  const { data, isPending, isPlaceholderData, isFetching, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      gatherPage((part) => fetchPage(part, signal), {
        limit,
        cursor,
        idOf,
        kept: queries.getQueryData<GatheredPage<Item>>(queryKey),
      }),
    placeholderData: keepPreviousData,
    enabled: isReady,
    refetchInterval: refreshMs ?? false,
  })
  return {
    items: data?.items ?? [],
    idOf,
    isLoading: isPending,
    isTurning: isPlaceholderData,
    error,
    refetch: () => void refetch(),
    page,
    hasNext: data?.nextCursor != null && !data.isCutShort && !isPlaceholderData,
    turn(wanted) {
      if (wanted < page) setSeen({ list, cursors: cursors.slice(0, wanted) })
      else if (wanted > page && data?.nextCursor) setSeen({ list, cursors: [...cursors, data.nextCursor] })
    },
    further:
      data && (data.isCutShort || hasGoneOn(data))
        ? {
            isOffered: data.isCutShort,
            isSearching: isFetching && isGoingOn(data),
            error: isGoingOn(data) && !isFetching ? error : null,
            search() {
              queries.setQueryData<GatheredPage<Item>>(queryKey, (kept) => kept && allowMore(kept))
              void refetch()
            },
          }
        : null,
  }
}
