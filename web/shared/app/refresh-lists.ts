import type { QueryClient } from '@tanstack/react-query'

/** Milliseconds after which lists are read again: indexes follow their tables a moment later. */
const AGAIN_MS = [1_000, 3_000]

/** Reads again what a change shows in, at once and when indexes have followed: queries whose keys begin so, or all of them. */
export function refreshLists(queries: QueryClient, ...keys: string[]): Promise<unknown> {
  const filters = keys.length === 0 ? [{}] : keys.map((key) => ({ queryKey: [key] }))
  const refresh = () => Promise.all(filters.map((filter) => queries.invalidateQueries(filter)))
  for (const ms of AGAIN_MS) setTimeout(() => void refresh(), ms)
  return refresh()
}
