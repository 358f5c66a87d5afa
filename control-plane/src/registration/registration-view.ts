import type { RegistrationView } from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import type * as z from 'zod/mini'
import type { Registration } from '../tenants/registration.ts'
import type { Step, Workflow } from '../workflows/workflow.ts'

type View = z.infer<typeof RegistrationView>
type PublicStep = View['steps'][number]

/** What a stranger may read of a step that failed. The error itself names what only operators should know of. */
const REASONS: Record<PublicStep['name'], string> = {
  preflight: 'There is no room for another tenant at the moment.',
  stack: 'The resources of the tenant could not be made.',
  'api-key': "The tenant's API key could not be made.",
  'app-plane': 'The application could not be prepared for the tenant.',
  activate: 'The tenant could not be activated.',
}
const DECLINED = 'The request was declined.'

/** How far an onboarding is, for anybody who has the registration's id. */
export function registrationView({ registrationId, tenantId }: Registration, workflow: Workflow): View {
  const steps = workflow.steps.flatMap((step) => publicStep(step) ?? [])
  const reason = workflow.status === 'undone' ? DECLINED : steps.find(({ error }) => error !== undefined)?.error
  return {
    registrationId,
    tenantId,
    status: registrationStatus(workflow),
    steps,
    ...(reason !== undefined && { reason }),
  }
}

export function registrationStatus({ status }: Pick<Workflow, 'status'>): View['status'] {
  switch (status) {
    case 'waiting':
      return 'awaiting-approval'
    case 'running':
      return 'provisioning'
    case 'done':
      return 'active'
    case 'failed':
    case 'undone':
      return 'failed'
    default:
      throw status satisfies never
  }
}

function publicStep({ name, status }: Step): PublicStep | null {
  if (!isPublic(name)) return null
  return { name, status, ...(status === 'failed' && { error: REASONS[name] }) }
}

const isPublic = (name: Step['name']): name is PublicStep['name'] => Object.hasOwn(REASONS, name)
