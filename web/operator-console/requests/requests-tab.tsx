import Select from '@cloudscape-design/components/select'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { withParams } from '../../shared/app/with-params.ts'
import { requestKey, WHYS } from '../../shared/requests/outcome.tsx'
import { IntervalFilters } from '../intervals/interval-filters.tsx'
import { useInterval } from '../intervals/use-interval.ts'
import type { ServedRequest } from '../models.ts'
import { useSession } from '../session.tsx'
import { REQUEST_COLUMNS } from './request-columns.tsx'

const DAY_MINUTES = 24 * 60
const MINUTES = { usual: DAY_MINUTES, longest: 7 * DAY_MINUTES }
const ALL = { value: '', label: 'Failed, throttled and slow' }
const OPTIONS = [ALL, ...Object.entries(WHYS).map(([value, { label }]) => ({ value, label: `${label} only` }))]

/** Requests of a tenant that failed, were throttled or were slow. */
export function RequestsTab({ tenantId }: { tenantId: string }) {
  const { controlPlane } = useSession()
  const [params, setParams] = useSearchParams()
  const interval = useInterval(MINUTES)
  const why = (Object.keys(WHYS) as ServedRequest['why'][]).find((one) => one === params.get('why'))
  const query = { from: interval.from, to: interval.to, why }
  const pages = usePages({
    key: ['tenant-requests', tenantId, query],
    fetchPage: (page, signal) =>
      controlPlane('listBadRequests', { params: { id: tenantId }, query: { ...query, ...page } }, { signal }),
    idOf: requestKey,
  })
  return (
    <PagedTable
      label="Failed and slow requests"
      header="Failed and slow requests"
      pages={pages}
      filter={
        <IntervalFilters interval={interval}>
          <Select
            ariaLabel="Which requests"
            options={OPTIONS}
            selectedOption={OPTIONS.find(({ value }) => value === why) ?? ALL}
            onChange={({ detail: { selectedOption } }) =>
              setParams((before) => withParams(before, { why: selectedOption.value }))
            }
          />
        </IntervalFilters>
      }
      empty={
        <EmptyState title="No such request in this time">
          What happens is visible here within three minutes. At most 50 requests of a tenant and hour are kept.
        </EmptyState>
      }
      columns={REQUEST_COLUMNS}
    />
  )
}
