import { useQuery } from '@tanstack/react-query'
import type { CostChangeView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { parseDollars } from '../../shared/app/dollars.ts'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { useSession } from '../session.tsx'
import { type ChangeRow, ChangesTable } from './changes-table.tsx'

/** The largest changes come first, and nobody looks at more. */
const LIMIT = 1_000
const REFRESH_MS = 60_000

/** What changed from the seven days before to the last seven, and by what. */
export function ChangesTab() {
  const { controlPlane } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['cost-changes'],
    queryFn: async ({ signal }) =>
      (await controlPlane('listCostChanges', { query: { limit: LIMIT } }, { signal })).items.map(rowOf),
    refetchInterval: REFRESH_MS,
  })
  if (data) return <ChangesTable rows={data} />
  return error ? <ProblemAlert error={error} retry={() => void refetch()} /> : <PageSkeleton />
}

const rowOf = ({ tenantId, service, before, after, change, byUse, byPrice }: CostChangeView): ChangeRow => ({
  tenantId,
  service,
  before: parseDollars(before),
  after: parseDollars(after),
  change: parseDollars(change),
  byUse: parseDollars(byUse),
  byPrice: parseDollars(byPrice),
})
