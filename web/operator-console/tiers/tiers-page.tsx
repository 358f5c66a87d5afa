import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Lines } from '../../shared/app/lines.tsx'
import { ListTable } from '../../shared/app/list-table.tsx'
import { Page } from '../../shared/app/page.tsx'
import { ProblemAlert } from '../../shared/app/problem-alert.tsx'
import { allowanceTexts, entitlementLabel } from '../../shared/tiers/entitlement-label.ts'
import { limitsText } from '../../shared/tiers/limits-text.ts'
import { may } from '../may.ts'
import type { Tier } from '../models.ts'
import { useSession } from '../session.tsx'
import * as urls from '../urls.ts'
import { TierActions } from './tier-actions.tsx'
import { useTiers } from './use-tiers.ts'

const dollars = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })

/** The tiers in their order: what each gives its tenants, and whether it takes new ones. */
export function TiersPage() {
  const { operator } = useSession()
  const follow = useFollow()
  const { data: tiers, error, isPending, refetch } = useTiers()
  const mayEdit = may(operator.role, 'editTier')
  return (
    <Page
      title="Tiers"
      description="What tenants can choose from, in the order of the landing page. Overrides of one tenant stand on its page."
      actions={
        may(operator.role, 'createTier') && (
          <Button variant="primary" href={urls.newTier()} onFollow={follow}>
            Create a tier
          </Button>
        )
      }
    >
      {error && !tiers ? (
        <ProblemAlert error={error} retry={() => void refetch()} />
      ) : (
        <ListTable
          label="Tiers"
          items={tiers ?? []}
          rowId={({ name }) => name}
          isLoading={isPending}
          empty={<EmptyState title="No tiers">Nobody can sign up before there is one.</EmptyState>}
          columns={[
            {
              id: 'name',
              header: 'Tier',
              isRowHeader: true,
              cell: ({ name }) =>
                mayEdit ? (
                  <Link href={urls.tier(name)} onFollow={follow}>
                    {name}
                  </Link>
                ) : (
                  name
                ),
            },
            { id: 'state', header: 'State', minWidth: 140, cell: (tier) => <TierState tier={tier} /> },
            { id: 'limits', header: 'Limits', minWidth: 150, cell: (tier) => <Lines texts={limitsText(tier)} /> },
            { id: 'shards', header: 'Shards', cell: ({ shards }) => shards },
            { id: 'price', header: 'Price a month', cell: (tier) => <Prices tier={tier} /> },
            {
              id: 'entitlements',
              header: 'Entitlements',
              cell: ({ entitlements, allowances }) => (
                <Lines texts={[...entitlements.map(entitlementLabel), ...allowanceTexts(allowances)]} />
              ),
            },
            ...(mayEdit
              ? [{ id: 'actions', header: 'Actions', cell: (tier: Tier) => <TierActions tier={tier} /> }]
              : []),
          ]}
        />
      )}
    </Page>
  )
}

function TierState({ tier: { state, pending, approval, deployment } }: { tier: Tier }) {
  return (
    <>
      {state === 'offered' ? (
        <StatusIndicator type="success">Offered</StatusIndicator>
      ) : (
        <StatusIndicator type="stopped">Retired</StatusIndicator>
      )}
      <div>{deployment === 'silo' ? 'A silo each' : 'In the pool'}</div>
      {approval && <div>With approval</div>}
      {pending && <StatusIndicator type="in-progress">Limits on their way</StatusIndicator>}
    </>
  )
}

/** What holds today, and what is to come. */
function Prices({ tier: { priceCents, prices } }: { tier: Tier }) {
  const today = new Date().toISOString().slice(0, 10)
  const next = prices.find(({ from }) => from > today)
  return (
    <>
      {dollars.format(priceCents / 100)}
      {next && (
        <Box color="text-body-secondary">
          {dollars.format(next.priceCents / 100)} from {next.from}
        </Box>
      )}
    </>
  )
}
