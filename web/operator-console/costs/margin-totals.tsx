import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Amount } from '../../shared/app/amount.tsx'
import { countText } from '../../shared/app/amounts.ts'
import { type Margin, totalMargin } from './margins.ts'

/** What all tenants bring in and cost, and how many of them lose money. */
export function MarginTotals({ margins, isWhole }: { margins: Margin[]; isWhole: boolean }) {
  const { revenue, direct, shared, margin } = totalMargin(margins)
  const losing = margins.filter((one) => one.margin < 0n).length
  return (
    <SpaceBetween size="l">
      {losing > 0 && (
        <Alert type="warning">
          {losing === 1 ? 'One tenant costs' : `${countText(losing)} tenants cost`} more than the price of{' '}
          {losing === 1 ? 'its tier brings' : 'their tiers brings'} in.
        </Alert>
      )}
      {isWhole ? (
        <Container>
          <KeyValuePairs
            columns={4}
            items={[
              { label: 'Revenue', value: <Amount of={revenue} /> },
              { label: 'Used by tenants', value: <Amount of={direct} /> },
              { label: 'Shared by tenants', value: <Amount of={shared} /> },
              { label: 'Margin', value: <Amount of={margin} /> },
            ]}
          />
        </Container>
      ) : (
        <Alert type="info">These are the {countText(margins.length)} tenants with the smallest margin.</Alert>
      )}
    </SpaceBetween>
  )
}
