import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useSession } from '../../app/session/session.tsx'

/** The product that the page's address names. */
export function useProduct() {
  const { tenant, api } = useSession()
  const { id = '' } = useParams()
  return useQuery({
    queryKey: ['products', tenant.tenantId, 'one', id],
    queryFn: ({ signal }) => api('getProduct', { params: { id } }, { signal }),
  })
}
