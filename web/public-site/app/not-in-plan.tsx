import Button from '@cloudscape-design/components/button'
import type { Allowance, Entitlement } from '@tenantry/contracts/service/entitlement.ts'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import * as urls from '../urls.ts'
import { useSession } from './session/session.tsx'

/** Why something cannot be done: what the tenant's plan lacks. */
export const lackText = (lacked: Entitlement | Allowance): string =>
  'per' in lacked && lacked.per === 'month'
    ? `“${lacked.label}”: all of this month is used up. An admin can ask for another tier.`
    : `Your plan does not include “${lacked.label}”. An admin can ask for a tier that does.`

/** In the place of a page that the tenant's plan does not have. */
export function NotInPlanPage({ lacked }: { lacked: Entitlement | Allowance }) {
  const { may } = useSession()
  const follow = useFollow()
  return (
    <Page title="Not in your plan">
      <EmptyState
        title={lacked.label}
        action={
          may('getAccount') && (
            <Button href={urls.account()} onFollow={follow}>
              See your plan
            </Button>
          )
        }
      >
        {lackText(lacked)}
      </EmptyState>
    </Page>
  )
}
