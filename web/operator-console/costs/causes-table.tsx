import Header from '@cloudscape-design/components/header'
import { COST_CAUSES, type UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { Amount } from '../../shared/app/amount.tsx'
import { shareText } from '../../shared/app/amounts.ts'
import { sumOf } from '../../shared/app/dollars.ts'
import { ListTable } from '../../shared/app/list-table.tsx'
import { CAUSE_TEXTS } from './causes.ts'
import { sumBy } from './group-costs.ts'

/** Why nobody bears what nobody bears, in words. */
export function CausesTable({ costs }: { costs: readonly UnallocatedCostView[] }) {
  const sums = sumBy(costs, ({ cause }) => cause)
  const all = sumOf([...sums.values()])
  return (
    <ListTable
      label="Causes"
      header={
        <Header variant="h2" description="Tenants and unallocated always add up to the bill, line by line.">
          Why it is unallocated
        </Header>
      }
      items={COST_CAUSES.map((cause) => ({ cause, cost: sums.get(cause) ?? 0n }))}
      rowId={({ cause }) => cause}
      empty={null}
      columns={[
        { id: 'cause', header: 'Cause', isRowHeader: true, cell: ({ cause }) => CAUSE_TEXTS[cause].label },
        { id: 'explain', header: 'What it is', minWidth: 240, cell: ({ cause }) => CAUSE_TEXTS[cause].explain },
        { id: 'cost', header: 'Cost', cell: ({ cost }) => <Amount of={cost} /> },
        { id: 'share', header: 'Share', cell: ({ cost }) => shareText(Number(cost), Number(all)) },
      ]}
    />
  )
}
