import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Tier } from '../models.ts'
import { useSession } from '../session.tsx'

/** Limits that are on their way to API Gateway arrive within a minute. */
const PENDING_MS = 3_000
const CALM_MS = 60_000

/** All tiers in their order, retired ones too: there are few. */
export function useTiers(): UseQueryResult<Tier[]> {
  const { controlPlane } = useSession()
  return useQuery({
    queryKey: ['tiers', 'all'],
    queryFn: async ({ signal }) =>
      (await controlPlane('listTiers', { query: { state: 'all', limit: 100 } }, { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(({ pending }) => pending) ? PENDING_MS : CALM_MS),
  })
}
