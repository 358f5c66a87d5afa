import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { When } from '../../shared/app/when.tsx'
import { may } from '../may.ts'
import type { Tenant } from '../models.ts'
import { useSession } from '../session.tsx'
import { ChangeTierDialog } from './change-tier-dialog.tsx'
import { OffboardDialog } from './offboard-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { useTenantChange } from './use-tenant-change.ts'

const REFRESH_MS = 30_000

/** What the tenant's admin asks for, with what an operator can do about it. */
export function TenantAsks({ tenant }: { tenant: Tenant }) {
  const { controlPlane, operator } = useSession()
  const { act, reload } = useTenantChange(tenant)
  const [chosen, setChosen] = useState<'grant' | 'decline' | null>(null)
  const params = { id: tenant.tenantId }
  const { data } = useQuery({
    // Work on the tenant may be what it asks for.
    queryKey: ['request', tenant.tenantId, tenant.sequence],
    queryFn: ({ signal }) => controlPlane('getRequest', { params }, { signal }),
    placeholderData: (before) => before,
    refetchInterval: REFRESH_MS,
  })
  if (!data?.request) return null
  const { kind, tier, words, askedBy, askedAt } = data.request
  const close = () => setChosen(null)
  return (
    <Alert
      type="info"
      header={kind === 'tier' ? `Asks for the tier ${tier}` : 'Asks to leave'}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {may(operator.role, 'declineRequest') && <Button onClick={() => setChosen('decline')}>Decline</Button>}
          {may(operator.role, kind === 'tier' ? 'changeTier' : 'deleteTenant') && (
            <Button disabled={tenant.workflowId !== null} onClick={() => setChosen('grant')}>
              {kind === 'tier' ? 'Change tier' : 'Offboard'}
            </Button>
          )}
        </SpaceBetween>
      }
    >
      {words !== '' && <div>“{words}”</div>}
      {askedBy ?? 'A former admin'}, <When at={askedAt} />
      {chosen === 'grant' && kind === 'tier' && <ChangeTierDialog tenant={tenant} wanted={tier} onClose={close} />}
      {chosen === 'grant' && kind === 'leave' && <OffboardDialog tenant={tenant} onClose={close} />}
      {chosen === 'decline' && (
        <ReasonDialog
          title={`Decline what ${tenant.name} asks for?`}
          confirm="Decline"
          explain="Nothing changes. The tenant's admins see your reason."
          onConfirm={(reason) =>
            act(() => controlPlane('declineRequest', { params, body: { reason } }), `${tenant.name} is told.`)
          }
          onReload={reload}
          onClose={close}
        />
      )}
    </Alert>
  )
}
