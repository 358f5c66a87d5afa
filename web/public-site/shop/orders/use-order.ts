import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useSession } from '../session/session.tsx'

/** The order of the page's address. */
export function useOrder() {
  const { tenant, api } = useSession()
  const { id = '' } = useParams()
  return useQuery({
    queryKey: ['orders', tenant.tenantId, 'one', id],
    queryFn: ({ signal }) => api('getOrder', { params: { id } }, { signal }),
  })
}
