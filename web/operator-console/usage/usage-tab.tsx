import Select from '@cloudscape-design/components/select'
import { USAGE_INTERVALS, type UsageInterval } from '@tenantry/contracts/usage.ts'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { withParams } from '../../shared/app/with-params.ts'
import { IntervalFilters } from '../intervals/interval-filters.tsx'
import { useInterval } from '../intervals/use-interval.ts'
import { useSession } from '../session.tsx'
import { USAGE_COLUMNS, usageKey } from './usage-columns.tsx'
import { UsageDownload } from './usage-download.tsx'
import { bestBy, SPANS, wholeIntervals } from './usage-span.ts'

const LABELS: Record<UsageInterval, string> = { minute: 'By minute', hour: 'By hour', day: 'By day' }
const OPTIONS = USAGE_INTERVALS.map((value) => ({ value, label: LABELS[value] }))

/** What a tenant used, by service and operation. */
export function UsageTab({ tenantId }: { tenantId: string }) {
  const { controlPlane } = useSession()
  const [params, setParams] = useSearchParams()
  const asked = USAGE_INTERVALS.find((one) => one === params.get('by'))
  const interval = useInterval({ usual: SPANS[asked ?? 'hour'].usual, longest: SPANS[asked ?? 'day'].longest })
  const by = asked ?? bestBy(interval)
  const query = { ...wholeIntervals(interval, by), by }
  const pages = usePages({
    key: ['usage', tenantId, query],
    fetchPage: (page, signal) =>
      controlPlane('listTenantUsage', { params: { id: tenantId }, query: { ...query, ...page } }, { signal }),
    idOf: usageKey,
  })
  return (
    <PagedTable
      label="Usage"
      header="Usage"
      actions={<UsageDownload tenantId={tenantId} query={query} />}
      pages={pages}
      filter={
        <IntervalFilters interval={interval}>
          <Select
            ariaLabel="By which interval"
            options={OPTIONS}
            selectedOption={OPTIONS.find(({ value }) => value === by) ?? null}
            onChange={({ detail: { selectedOption } }) =>
              setParams((before) => withParams(before, { by: selectedOption.value }))
            }
          />
        </IntervalFilters>
      }
      empty={
        <EmptyState title="Nothing was used in this time">
          What happens is visible here within three minutes. Minutes are kept for 30 days, hours and days for longer.
        </EmptyState>
      }
      columns={USAGE_COLUMNS}
    />
  )
}
