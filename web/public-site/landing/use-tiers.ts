import { useQuery } from '@tanstack/react-query'
import { useSite } from '../site.tsx'

/** The tiers on offer; few enough for one page. */
export function useTiers() {
  const { controlPlane } = useSite()
  return useQuery({
    queryKey: ['tiers'],
    queryFn: async ({ signal }) => (await controlPlane('listTiers', {}, { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
