import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useSession } from '../../app/session/session.tsx'

/** The order that the page's address names; a fresh one was read for this page, and not for one before. */
export function useOrder({ isFresh = false } = {}) {
  const { tenant, api } = useSession()
  const { id = '' } = useParams()
  const query = useQuery({
    queryKey: ['orders', tenant.tenantId, 'one', id],
    queryFn: ({ signal }) => api('getOrder', { params: { id } }, { signal }),
    ...(isFresh && { refetchOnMount: 'always' }),
  })
  return isFresh && !query.isFetchedAfterMount ? { ...query, data: undefined } : query
}
