import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { PageSkeleton } from '../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { withParams } from '../../shared/app/with-params.ts'
import { useSession } from '../session.tsx'
import { lastMonths } from './days.ts'
import { MarginTable } from './margin-table.tsx'
import { MarginTotals } from './margin-totals.tsx'
import './scope-filters.css'
import { marginOf } from './margins.ts'

/** Those with the smallest margin come first, and nobody looks at more. */
const LIMIT = 1_000
const REFRESH_MS = 60_000
const SHOWN_MONTHS = 13

/** What each tenant brings in and costs in a month. */
export function MarginsTab() {
  const { controlPlane } = useSession()
  const [params, setParams] = useSearchParams()
  const [now] = useState(() => new Date())
  const months = lastMonths(SHOWN_MONTHS, now)
  const options = months.map((value) => ({ value, label: value === months[0] ? `${value}, so far` : value }))
  const chosen = options.find(({ value }) => value === params.get('month')) ?? options[0]
  const month = chosen?.value ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['margins', month],
    queryFn: async ({ signal }) => {
      const page = await controlPlane('listMargins', { query: { month, limit: LIMIT } }, { signal })
      return { margins: page.items.map(marginOf), isWhole: page.nextCursor === null }
    },
    refetchInterval: REFRESH_MS,
  })
  return (
    <SpaceBetween size="l">
      <div className="scope-filters">
        <Select
          ariaLabel="Month"
          options={options}
          selectedOption={chosen ?? null}
          onChange={({ detail }) => setParams((before) => withParams(before, { month: detail.selectedOption.value }))}
        />
      </div>
      {data ? (
        <SpaceBetween size="l">
          <MarginTotals {...data} />
          <MarginTable margins={data.margins} month={month} />
        </SpaceBetween>
      ) : error ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </SpaceBetween>
  )
}
