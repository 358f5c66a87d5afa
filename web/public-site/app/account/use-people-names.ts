import { useQuery } from '@tanstack/react-query'
import { useSession } from '../session/session.tsx'

const MOST_PEOPLE = 100

/** Finds the address of a person of the tenant by their id; undefined where there is none such among the first people. */
export function usePeopleNames(): (id: string | null) => string | undefined {
  const { tenant, api } = useSession()
  const { data } = useQuery({
    queryKey: ['people-names', tenant.tenantId],
    queryFn: ({ signal }) => api('listUsers', { query: { limit: MOST_PEOPLE } }, { signal }),
  })
  return (id) => data?.items.find((person) => person.id === id)?.email
}
