import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useSession } from '../../app/session/session.tsx'

/** The order that the page's address names. */
export function useOrder() {
  const { tenant, api } = useSession()
  const { id = '' } = useParams()
  return useQuery({
    queryKey: ['orders', tenant.tenantId, 'one', id],
    queryFn: ({ signal }) => api('getOrder', { params: { id } }, { signal }),
  })
}
