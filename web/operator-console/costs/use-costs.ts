import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { CostInterval, UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { readAll } from '../../shared/api/read-all.ts'
import { useSession } from '../session.tsx'
import { LIMIT, MOST_FIGURES, type ReadCosts, readCosts } from './read-costs.ts'
import type { Scope } from './scope.ts'

/** Runs come every few minutes at most, and a page may read many figures. */
const REFRESH_MS = 120_000

/** What tenants bear, by service and interval; at most `most` figures of it. */
export function useCosts(scope: Scope, by: CostInterval, most = MOST_FIGURES): UseQueryResult<ReadCosts> {
  const { controlPlane } = useSession()
  return useQuery({
    queryKey: ['costs', scope, by, most],
    queryFn: ({ signal }) =>
      readCosts((page) => controlPlane('listCosts', { query: { ...scope, by, ...page } }, { signal }), most),
    refetchInterval: REFRESH_MS,
  })
}

/** What nobody bears, by service, cause and interval: a few figures a day, however many tenants there are. */
export function useUnallocated(
  { from, to, service }: Scope,
  by: CostInterval,
  isWanted = true,
): UseQueryResult<UnallocatedCostView[]> {
  const { controlPlane } = useSession()
  return useQuery({
    queryKey: ['unallocated-costs', from, to, service, by],
    queryFn: ({ signal }) =>
      readAll(LIMIT, (page) =>
        controlPlane('listUnallocatedCosts', { query: { from, to, service, by, ...page } }, { signal }),
      ),
    enabled: isWanted,
    refetchInterval: REFRESH_MS,
  })
}
