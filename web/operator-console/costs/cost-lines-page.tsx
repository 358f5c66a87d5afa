import { useSearchParams } from 'react-router'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import { PagedTable } from '../../shared/app/paged-table.tsx'
import { usePages } from '../../shared/app/use-pages.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { useSession } from '../session.tsx'
import { useTenantNames } from '../tenants/use-tenant-name.ts'
import * as urls from '../urls.ts'
import { intervalOfDay } from './days.ts'
import { lineColumns } from './line-columns.tsx'

/** The lines of the bill behind a figure: a day and a service, for a tenant or for nobody. */
export function CostLinesPage() {
  const [params] = useSearchParams()
  const [day = '', service = ''] = [params.get('day') ?? '', params.get('service') ?? '']
  if (!isDay(day) || service === '') return <NotFoundPage what="line of the bill" />
  return <CostLines day={day} service={service} tenantId={params.get('tenantId') || undefined} />
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

interface LinesOf {
  day: string
  service: string
  /** Undefined: what nobody bears. */
  tenantId: string | undefined
}

function CostLines({ day, service, tenantId }: LinesOf) {
  const { controlPlane } = useSession()
  const names = useTenantNames(tenantId === undefined ? [] : [tenantId])
  const who = tenantId === undefined ? 'Unallocated' : (names.get(tenantId) ?? tenantId)
  const days = intervalOfDay(day)
  const pages = usePages({
    key: ['cost-lines', day, service, tenantId],
    fetchPage: (page, signal) =>
      controlPlane('listCostLines', { query: { day, service, tenantId, ...page } }, { signal }),
    idOf: ({ lineId }) => lineId,
  })
  return (
    <Page
      title={`${who}: ${service} on ${day}`}
      documentTitle="Bill lines"
      description={
        tenantId === undefined
          ? 'The lines of the bill, and of each the part that no tenant bears.'
          : 'The lines of the bill. Of each, the tenant bears what was metered for it ÷ the whole: the larger of what was metered and what was billed.'
      }
      crumbs={[
        tenantId === undefined
          ? { text: 'Unallocated', href: urls.unallocatedCosts(days) }
          : { text: 'Costs', href: urls.costs({ ...days, tenantId }, 'service') },
      ]}
    >
      <PagedTable
        label="Bill lines"
        pages={pages}
        empty={
          <EmptyState title="No line of the bill">
            The bill of this day has no line of this service
            {tenantId === undefined ? '' : ' that the tenant bears a part of'}.
          </EmptyState>
        }
        columns={lineColumns(tenantId === undefined ? 'Unallocated' : 'Its part')}
      />
    </Page>
  )
}
