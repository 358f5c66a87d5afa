import BarChart from '@cloudscape-design/components/bar-chart'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { drawnDollars, drawnDollarsText } from '../../shared/app/dollars.ts'
import { useTenantNames } from '../tenants/use-tenant-name.ts'
import { type CourseSeries, courseOf } from './cost-course.ts'
import { daysIn } from './days.ts'
import { MOST_FIGURES } from './read-costs.ts'
import { type Breakdown, hasUnallocated, type Scope } from './scope.ts'
import { useCosts, useUnallocated } from './use-costs.ts'

/** Figures that are worth reading for a drawing. */
const DRAWN_FIGURES = 5_000
/** Bars that can be told apart. */
const MOST_BARS = 62

/** What was borne of the bill, day by day. Nothing where the days are one, or more than can be drawn. */
export function CostChart({ scope, by }: { scope: Scope; by: Breakdown }) {
  const days = daysIn(scope)
  // The table by day has read the same already.
  const costs = useCosts(scope, 'day', by === 'day' ? MOST_FIGURES : DRAWN_FIGURES).data
  const unallocated = useUnallocated(scope, 'day', hasUnallocated(scope)).data ?? []
  const isBill = by === 'service'
  const parts = courseOf(by, isBill ? [...(costs?.items ?? []), ...unallocated] : (costs?.items ?? []), days)
  const names = useTenantNames(by === 'tenant' ? parts.flatMap(({ key }) => key ?? []) : [])
  if (!costs?.isWhole || days.length < 2 || days.length > MOST_BARS) return null
  const titleOf = ({ key }: CourseSeries) =>
    key === null ? 'All others' : by === 'day' ? 'Tenants' : (names.get(key) ?? key)
  const nobodys = isBill ? [] : courseOf('day', unallocated, days)
  const seriesOf = (title: string, { byDay }: CourseSeries) => ({
    title,
    type: 'bar' as const,
    data: byDay.map((amount, day) => ({ x: days[day] ?? '', y: drawnDollars(amount) })),
    valueFormatter: drawnDollarsText,
  })
  return (
    <Container header={<Header variant="h2">Day by day</Header>}>
      <BarChart<string>
        series={[
          ...parts.map((part) => seriesOf(titleOf(part), part)),
          ...nobodys.map((part) => ({ ...seriesOf('Unallocated', part), color: 'var(--line-strong)' })),
        ]}
        stackedBars
        xScaleType="categorical"
        xDomain={days}
        xTickFormatter={(day) => day.slice(5)}
        yTickFormatter={drawnDollarsText}
        xTitle="Days of UTC"
        ariaLabel="Costs day by day"
        height={200}
        hideFilter
        empty="No costs in these days"
      />
    </Container>
  )
}
