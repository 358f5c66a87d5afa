import { useQueries } from '@tanstack/react-query'
import { useSession } from '../session.tsx'

const NAMES_STAY_MS = 300_000

/** The names of tenants of which only the ids are known: an id until its name is there, and where the tenant is gone. */
export function useTenantNames(tenantIds: readonly string[]): Map<string, string> {
  const { controlPlane } = useSession()
  const answers = useQueries({
    queries: tenantIds.map((id) => ({
      queryKey: ['tenant', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => controlPlane('getTenant', { params: { id } }, { signal }),
      staleTime: NAMES_STAY_MS,
      retry: false,
    })),
  })
  return new Map(tenantIds.map((id, place) => [id, answers[place]?.data?.name ?? id]))
}

/** The name of one tenant. */
export const useTenantName = (tenantId: string): string => useTenantNames([tenantId]).get(tenantId) ?? tenantId
