import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

export interface PageAnswer<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface Pages<Item> {
  items: Item[]
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
}

/**
 * A list, page by page. Cursors lead forward only, so those of the pages already seen are kept. `key` names the list with its search
 * and its order: another key begins at the first page again.
 */
export function usePages<Item>(
  key: readonly unknown[],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<PageAnswer<Item>>,
): Pages<Item> {
  const list = JSON.stringify(key)
  const [seen, setSeen] = useState<{ list: string; cursors: (string | undefined)[] }>({ list, cursors: [undefined] })
  const cursors = seen.list === list ? seen.cursors : [undefined]
  const page = cursors.length
  const { data, isPending, isPlaceholderData, error, refetch } = useQuery({
    queryKey: [...key, cursors.at(-1) ?? null],
    queryFn: ({ signal }) => fetchPage(cursors.at(-1), signal),
    placeholderData: keepPreviousData,
  })
  return {
    items: data?.items ?? [],
    isLoading: isPending,
    isTurning: isPlaceholderData,
    error,
    refetch: () => void refetch(),
    page,
    hasNext: data?.nextCursor != null && !isPlaceholderData,
    turn(wanted) {
      if (wanted < page) setSeen({ list, cursors: cursors.slice(0, wanted) })
      else if (wanted > page && data?.nextCursor) setSeen({ list, cursors: [...cursors, data.nextCursor] })
    },
  }
}
