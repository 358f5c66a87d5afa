import Alert from '@cloudscape-design/components/alert'
import type { Tenant } from '../models.ts'

/** Why a tenant is not served, where it is not. */
export function WhyNot({ tenant: { status, suspension, failure, workflowId, endsAt } }: { tenant: Tenant }) {
  switch (status) {
    case 'active':
    case 'provisioning':
      return null
    case 'suspended':
      return (
        <Alert type="warning" header="Suspended">
          {suspension} Its people can sign in, and every call of theirs is refused until it is reactivated.
        </Alert>
      )
    case 'offboarding':
      return (
        <Alert type="warning" header="Offboarding">
          This tenant is deleted with all its data on {endsAt?.slice(0, 10)}. Until then it is served, unless it is
          suspended, and it can be kept: undo the workflow.
        </Alert>
      )
    case 'failed':
      return (
        <Alert type="error" header={workflowId === null ? 'Rejected' : 'The onboarding failed'}>
          {failure}
        </Alert>
      )
    case 'awaiting-approval':
      return (
        <Alert type="info" header="Awaiting approval">
          Nothing has been made yet. The onboarding begins when a system admin approves it.
        </Alert>
      )
    case 'deleted':
      return <Alert type="info">This tenant was deleted, and its name is free. Its history stays.</Alert>
    default:
      return status satisfies never
  }
}
