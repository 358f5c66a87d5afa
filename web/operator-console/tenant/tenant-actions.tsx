import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../shared/app/confirm-dialog.tsx'
import { refreshLists } from '../../shared/app/refresh-lists.ts'
import { useToast } from '../../shared/app/toasts.tsx'
import { may } from '../may.ts'
import type { Tenant, TenantStatus } from '../models.ts'
import { useSession } from '../session.tsx'
import { AppointAdmin } from './appoint-admin.tsx'
import { MoreActions } from './more-actions.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

interface Action {
  operation:
    | 'suspendTenant'
    | 'reactivateTenant'
    | 'approveTenant'
    | 'rejectTenant'
    | 'deleteTenant'
    | 'resendInvitation'
  label: string
  /** The states that allow it. */
  from: TenantStatus[]
  /** Shown in the confirmation. */
  explain: string
  /** Follows the tenant's name in the toast. */
  done: string
  isPrimary: boolean
  asksForReason: boolean
}

const ACTIONS: Action[] = [
  {
    operation: 'resendInvitation',
    label: 'Resend invitation',
    from: ['active', 'suspended'],
    explain:
      'The admin that stands above gets a new invitation. If they have no password of their own, it holds a temporary one. If they have signed in already, nothing is sent.',
    done: 'has its admin invited again',
    isPrimary: false,
    asksForReason: false,
  },
  {
    operation: 'suspendTenant',
    label: 'Suspend',
    from: ['active'],
    explain:
      'Within a minute every call of its people is refused, also with tokens that they hold already. Data and people stay as they are, and it can be reactivated at any time.',
    done: 'is suspended',
    isPrimary: false,
    asksForReason: true,
  },
  {
    operation: 'reactivateTenant',
    label: 'Reactivate',
    from: ['suspended'],
    explain: 'Its people have access again within a minute.',
    done: 'is being reactivated',
    isPrimary: true,
    asksForReason: false,
  },
  {
    operation: 'rejectTenant',
    label: 'Reject',
    from: ['awaiting-approval'],
    explain:
      'Nothing is made, and the name is free again. The applicant sees that the request was declined, but not your reason.',
    done: 'is rejected',
    isPrimary: false,
    asksForReason: true,
  },
  {
    operation: 'approveTenant',
    label: 'Approve',
    from: ['awaiting-approval'],
    explain: 'The onboarding starts now, and the first admin receives the invitation.',
    done: 'is approved',
    isPrimary: true,
    asksForReason: false,
  },
  {
    operation: 'deleteTenant',
    label: 'Delete',
    from: ['failed'],
    explain: 'Its name is free again, and the onboarding cannot be retried any more. The history stays.',
    done: 'is deleted',
    isPrimary: false,
    asksForReason: false,
  },
]

/** Shows only what the operator's role and the tenant's state allow. */
export function TenantActions({ tenant }: { tenant: Tenant }) {
  const { controlPlane, operator } = useSession()
  const queries = useQueryClient()
  const toast = useToast()
  const [chosen, setChosen] = useState<(Action & { version: number }) | null>(null)
  const possible = ACTIONS.filter(
    ({ operation, from }) => from.includes(tenant.status) && may(operator.role, operation),
  )
  const params = { id: tenant.tenantId }

  async function act({ operation, done, version }: Action & { version: number }, reason: string) {
    if (operation === 'suspendTenant' || operation === 'rejectTenant')
      await controlPlane(operation, { params, body: { reason } }, { version })
    else await controlPlane(operation, { params }, { version })
    await refreshLists(queries)
    toast('success', `${tenant.name} ${done}.`)
  }

  const dialog = chosen && {
    title: `${chosen.label} ${tenant.name}?`,
    confirm: chosen.label,
    onClose: () => setChosen(null),
    async onReload() {
      await queries.refetchQueries({ queryKey: ['tenant', tenant.tenantId], exact: true })
      const present = queries.getQueryData<Tenant>(['tenant', tenant.tenantId])
      if (present) setChosen({ ...chosen, version: present.version })
    },
  }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isServed(tenant) && <MoreActions tenant={tenant} />}
      {may(operator.role, 'appointAdmin') && isServed(tenant) && <AppointAdmin tenant={tenant} />}
      {possible.map((action) => (
        <Button
          key={action.operation}
          variant={action.isPrimary ? 'primary' : 'normal'}
          onClick={() => setChosen({ ...action, version: tenant.version })}
        >
          {action.label}
        </Button>
      ))}
      {dialog && chosen.asksForReason && (
        <ReasonDialog {...dialog} explain={chosen.explain} onConfirm={(reason) => act(chosen, reason)} />
      )}
      {dialog && !chosen.asksForReason && (
        <ConfirmDialog {...dialog} onConfirm={() => act(chosen, '')}>
          {chosen.explain}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  )
}

const isServed = ({ status }: Tenant): boolean => status === 'active' || status === 'suspended'
