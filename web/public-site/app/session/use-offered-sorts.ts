import { useQuery } from '@tanstack/react-query'
import type { TenantOperation } from '../../../shared/api/tenant-api.ts'
import { offersSort } from './offers-sort.ts'
import { useSession } from './session.tsx'

const FRESH_MS = 60_000

/** The sorts of a list that the API offers at the moment, as its document says; all of them until that is here. */
export function useOfferedSorts<Sort extends string>(
  operation: TenantOperation,
  sorts: readonly Sort[],
): readonly Sort[] {
  const { tenant, api } = useSession()
  const { data } = useQuery({
    queryKey: ['openapi', tenant.tenantId],
    queryFn: ({ signal }) => api('getOpenApi', {}, { signal }),
    staleTime: FRESH_MS,
  })
  return data ? sorts.filter((sort) => offersSort(data, operation, sort)) : sorts
}
