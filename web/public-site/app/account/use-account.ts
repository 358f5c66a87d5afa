import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountBody, AccountView } from '@tenantry/contracts/tenant-account.ts'
import type * as z from 'zod/mini'
import { useSession } from '../session/session.tsx'

const REFRESH_MS = 60_000
/** A workflow changes what the page says within seconds. */
const AT_WORK_MS = 5_000

/** What the tenant has, and asks for. */
export function useAccount(): UseQueryResult<AccountView> {
  const { tenant, api } = useSession()
  return useQuery({
    queryKey: ['account', tenant.tenantId],
    queryFn: ({ signal }) => api('getAccount', {}, { signal }),
    refetchInterval: ({ state }) => (state.data?.work ? AT_WORK_MS : REFRESH_MS),
  })
}

/** Asks an operator for something in place of what was asked before; null asks for nothing. */
export function useAsk(): (request: z.input<typeof AccountBody>['request']) => Promise<void> {
  const { tenant, api } = useSession()
  const queries = useQueryClient()
  return async (request) => {
    const account = await api('replaceRequest', { body: { request } })
    queries.setQueryData(['account', tenant.tenantId], account)
  }
}
