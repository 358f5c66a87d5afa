import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../shared/api/api-problem.ts'
import type { TenantOperation } from '../../../shared/api/tenant-api.ts'
import type { OfferedSorts } from '../../../shared/app/use-listing.ts'
import { offersSort } from './offers-sort.ts'
import { useSession } from './session.tsx'

const FRESH_MS = 60_000

interface WatchedSorts<Sort extends string> extends OfferedSorts<Sort> {
  /**
   * What a request for the list in this sort answers. A function may refuse a sort that the document offers, for some seconds around a
   * change: from then on the sort is none of `sorts`, so that the page shows the default order instead of the refusal.
   */
  watch<Answer>(sort: Sort, request: Promise<Answer>): Promise<Answer>
}

/** The sorts of a list that the API offers at the moment, as its document says. */
export function useOfferedSorts<Sort extends string>(
  operation: TenantOperation,
  sorts: readonly Sort[],
): WatchedSorts<Sort> {
  const { tenant, api } = useSession()
  const [refused, setRefused] = useState<readonly Sort[]>([])
  const { data, isPending } = useQuery({
    queryKey: ['openapi', tenant.tenantId],
    queryFn: ({ signal }) => api('getOpenApi', {}, { signal }),
    staleTime: FRESH_MS,
  })
  const offered = data ? sorts.filter((sort) => offersSort(data, operation, sort)) : sorts
  return {
    sorts: offered.filter((sort) => !refused.includes(sort)),
    isKnown: !isPending,
    async watch(sort, request) {
      try {
        return await request
      } catch (error) {
        if (error instanceof ApiProblem && error.field === 'sort') setRefused((before) => [...before, sort])
        throw error
      }
    },
  }
}
