import { useQuery } from '@tanstack/react-query'
import { readAll } from '../../shared/api/read-all.ts'
import { useSession } from '../session.tsx'
import { inOrder } from './alarm-list.ts'

const REFRESH_MS = 30_000
const LIMIT = 100

/** All alarms of the deployment: a few dozen. */
export function useAlarms() {
  const { controlPlane } = useSession()
  return useQuery({
    queryKey: ['alarms'],
    queryFn: async ({ signal }) =>
      inOrder(await readAll(LIMIT, (page) => controlPlane('listAlarms', { query: page }, { signal }))),
    refetchInterval: REFRESH_MS,
  })
}
