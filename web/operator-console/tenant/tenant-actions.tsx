import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { useToast } from '../../shared/app/toasts.tsx'
import { may } from '../may.ts'
import type { Tenant, TenantStatus } from '../models.ts'
import { useSession } from '../session.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'

interface Action {
  operation: 'suspendTenant' | 'reactivateTenant' | 'retryOnboarding' | 'approveTenant'
  label: string
  /** The state that allows it. */
  from: TenantStatus
  /** Shown in the confirmation. */
  explain: string
  /** Follows the tenant's name in the toast. */
  done: string
}

const ACTIONS: Action[] = [
  { operation: 'suspendTenant', label: 'Suspend', from: 'active', explain: '', done: 'is suspended' },
  {
    operation: 'reactivateTenant',
    label: 'Reactivate',
    from: 'suspended',
    explain: 'Its people have access again within a minute.',
    done: 'is being reactivated',
  },
  {
    operation: 'retryOnboarding',
    label: 'Retry onboarding',
    from: 'failed',
    explain: 'The onboarding starts again from its first step.',
    done: 'is being onboarded again',
  },
  {
    operation: 'approveTenant',
    label: 'Approve',
    from: 'awaiting-approval',
    explain: 'The onboarding starts now, and the first admin receives the invitation.',
    done: 'is approved',
  },
]

/** Shows only what the operator's role and the tenant's state allow. */
export function TenantActions({ tenant }: { tenant: Tenant }) {
  const { controlPlane, operator } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [chosen, setChosen] = useState<Action | null>(null)
  const possible = ACTIONS.filter(({ operation, from }) => from === tenant.status && may(operator.role, operation))
  const params = { id: tenant.tenantId }

  async function act(action: Action, reason: string) {
    const { operation } = action
    const changed =
      operation === 'suspendTenant'
        ? await controlPlane(operation, { params, body: { reason } })
        : await controlPlane(operation, { params })
    queries.setQueryData(['tenant', tenant.tenantId], changed)
    await queries.invalidateQueries()
    toast('success', `${tenant.name} ${action.done}.`)
  }

  const close = () => setChosen(null)
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {possible.map((action) => (
        <Button
          key={action.operation}
          variant={action.operation === 'suspendTenant' ? 'normal' : 'primary'}
          onClick={() => setChosen(action)}
        >
          {action.label}
        </Button>
      ))}
      {chosen?.operation === 'suspendTenant' && (
        <SuspendDialog name={tenant.name} onSuspend={(reason) => act(chosen, reason)} onClose={close} />
      )}
      {chosen && chosen.operation !== 'suspendTenant' && (
        <ConfirmDialog
          title={`${chosen.label}: ${tenant.name}`}
          confirm={chosen.label}
          onConfirm={() => act(chosen, '')}
          onClose={close}
        >
          {chosen.explain}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  )
}
