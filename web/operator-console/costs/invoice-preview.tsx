import Popover from '@cloudscape-design/components/popover'
import { Amount } from '../../shared/app/amount.tsx'
import { parseDollars } from '../../shared/app/dollars.ts'
import { money } from '../../shared/app/money.ts'
import { daysText } from './days.ts'
import type { Margin } from './margins.ts'

/** What a tenant brings in; on a click, what its invoice would say: a line for each price that held. */
export function InvoicePreview({ of: { revenue, invoice } }: { of: Margin }) {
  if (invoice.length === 0) return <Amount of={revenue} />
  return (
    <Popover
      header="Invoice so far"
      content={invoice.map(({ tier, from, to, priceCents, amount }) => (
        <div key={`${tier} ${from}`}>
          {tier}, {daysText({ from, to })}, at {money(priceCents / 100, 'USD')} a month:{' '}
          <Amount of={parseDollars(amount)} />
        </div>
      ))}
    >
      <Amount of={revenue} />
    </Popover>
  )
}
