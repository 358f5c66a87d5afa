import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import type { AccountCost } from '@tenantry/contracts/tenant-account.ts'
import { readAll } from '../../../shared/api/read-all.ts'
import { Amount } from '../../../shared/app/amount.tsx'
import { parseDollars, sumOf } from '../../../shared/app/dollars.ts'
import { type Column, ListTable } from '../../../shared/app/list-table.tsx'
import { LineSkeleton } from '../../../shared/app/page-skeleton.tsx'
import { ProblemAlert } from '../../../shared/app/problem-alert.tsx'
import { useSession } from '../session/session.tsx'
import { driverLabel, usedText } from './drivers.ts'
import { monthOf } from './month-usage.ts'

const REFRESH_MS = 60_000
const LIMIT = 1_000

/** What the tenant used this month of what its provider is billed for; and what that cost, where the provider shows it. */
export function CostsSection() {
  const { tenant, api } = useSession()
  const { from, to } = monthOf(new Date())
  const { data, error, refetch } = useQuery({
    queryKey: ['account-costs', tenant.tenantId, from, to],
    queryFn: ({ signal }) =>
      readAll(LIMIT, (page) => api('listOwnCosts', { query: { from, to, by: 'month', ...page } }, { signal })),
    refetchInterval: REFRESH_MS,
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What you used this month of what is billed by use. It may be some hours behind."
        >
          Consumption
        </Header>
      }
    >
      {data ? (
        <Consumption costs={data} />
      ) : error ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <LineSkeleton />
      )}
    </Container>
  )
}

function Consumption({ costs }: { costs: AccountCost[] }) {
  if (costs.length === 0)
    return (
      <Box color="text-body-secondary">Nothing was counted this month yet. What you use appears some hours later.</Box>
    )
  const amounts = costs.flatMap(({ cost }) => (cost === null ? [] : parseDollars(cost)))
  const cost: Column<AccountCost> = {
    id: 'cost',
    header: 'Cost',
    cell: (one) => (one.cost === null ? '—' : <Amount of={parseDollars(one.cost)} />),
  }
  return (
    <ListTable
      label="Consumption"
      items={costs}
      rowId={({ service, driver }) => `${service} ${driver}`}
      empty={null}
      footer={
        amounts.length > 0 && (
          <Box textAlign="right">
            Together <Amount of={sumOf(amounts)} />
          </Box>
        )
      }
      columns={[
        {
          id: 'what',
          header: 'What',
          isRowHeader: true,
          cell: ({ service, driver }) => (
            <>
              {driverLabel(driver)}
              <Box color="text-body-secondary" fontWeight="normal">
                {service}
              </Box>
            </>
          ),
        },
        { id: 'used', header: 'Used', cell: ({ driver, used }) => usedText(driver, used) },
        ...(amounts.length > 0 ? [cost] : []),
      ]}
    />
  )
}
