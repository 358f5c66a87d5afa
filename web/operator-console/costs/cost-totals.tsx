import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import { Amount } from '../../shared/app/amount.tsx'
import { shareText } from '../../shared/app/amounts.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { sumOf } from '../../shared/app/dollars.ts'
import * as urls from '../urls.ts'
import { AmountLink } from './amount-link.tsx'
import type { CostRow } from './group-costs.ts'
import { hasUnallocated, type Scope, unallocatedDetailsOf } from './scope.ts'

/** What the rows of a breakdown add up to, and the newest run that they come from. */
export function CostTotals(props: { scope: Scope; rows: CostRow[]; runVersion: string | null }) {
  const { scope, rows, runVersion } = props
  const follow = useFollow()
  const tenants = sumOf(rows.map((row) => row.tenants))
  const unallocated = sumOf(rows.map((row) => row.unallocated))
  const bill = tenants + unallocated
  const run = {
    label: 'Newest run',
    value:
      runVersion === null ? (
        '—'
      ) : (
        <Link href={urls.costRuns()} onFollow={follow}>
          <span className="long-name">{runVersion}</span>
        </Link>
      ),
  }
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={
          hasUnallocated(scope)
            ? [
                { label: 'Bill', value: <Amount of={bill} /> },
                {
                  label: 'Tenants',
                  value: (
                    <>
                      <Amount of={tenants} /> ({shareText(Number(tenants), Number(bill))})
                    </>
                  ),
                },
                { label: 'Unallocated', value: <AmountLink of={unallocated} href={unallocatedDetailsOf(scope)} /> },
                run,
              ]
            : [{ label: 'Cost', value: <Amount of={tenants} /> }, run]
        }
      />
    </Container>
  )
}
