import { MACHINE_KINDS, type MachineKind, slotGroupOf, slotsKey } from '@tenantry/contracts/workflows.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { workflowMachine } from './workflow-machine.ts'

/** The state machine of each kind of workflow. */
export type WorkflowMachines = Record<MachineKind, StateMachine>

/** Work on the data of a tenant may take many calls. */
const LONGEST_WORK = Duration.days(2)

export function workflowMachines(scope: Construct, { lifecycle }: { lifecycle: LambdaFunction }): WorkflowMachines {
  return {
    // The invitation is sent last, by the app plane, when it hears that the tenant is active.
    onboarding: workflowMachine(scope, 'onboarding', {
      lifecycle,
      comment: 'Onboards a tenant: its silo, if its tier has one, API key, app plane ready, active',
      timeout: Duration.hours(4),
    }),
    import: workflowMachine(scope, 'import', {
      lifecycle,
      comment:
        'Makes a tenant from an export: the export verified, then as an onboarding, with data and people before it is active',
      timeout: LONGEST_WORK,
    }),
    'change-tier': workflowMachine(scope, 'change-tier', {
      lifecycle,
      comment: "Changes a tenant's limits: a second API key, directory switched, first key deleted after S",
      timeout: Duration.hours(2),
    }),
    'grow-shards': workflowMachine(scope, 'grow-shards', {
      lifecycle,
      comment: "Spreads a tenant's new data over more shards: all are read first, then all are written",
      timeout: Duration.hours(1),
    }),
    // Its longest part is the copy, which waits for nobody.
    move: workflowMachine(scope, 'move', {
      lifecycle,
      comment: "Moves a tenant's data between pool and silo while its people work",
      timeout: Duration.days(7),
    }),
    export: workflowMachine(scope, 'export', {
      lifecycle,
      comment: 'Writes what a tenant has into files',
      timeout: LONGEST_WORK,
    }),
    restore: workflowMachine(scope, 'restore', {
      lifecycle,
      comment: 'Brings back what an export holds, under the ids that it had',
      timeout: LONGEST_WORK,
    }),
    offboarding: workflowMachine(scope, 'offboarding', {
      lifecycle,
      comment: 'Deletes a tenant: people shut out, data exported, people and data gone, name free',
      timeout: LONGEST_WORK,
    }),
  }
}

/** What a function's WORKFLOW_MACHINES holds. */
export const machineArns = (machines: WorkflowMachines): string =>
  Stack.of(machines.onboarding).toJsonString(
    Object.fromEntries(Object.entries(machines).map(([kind, machine]) => [kind, machine.stateMachineArn])),
  )

/** Lets a function start workflows of these kinds, each once there is a slot for it. */
export function mayStartWorkflows(
  fn: LambdaFunction,
  machines: WorkflowMachines,
  tenants: TableV2,
  kinds: readonly MachineKind[] = MACHINE_KINDS,
): void {
  for (const kind of kinds) machines[kind].grantStartExecution(fn)
  const groups = [...new Set(kinds.map(slotGroupOf))]
  mayAccessKeys(fn, tenants, { actions: ['UpdateItem'], keys: groups.map(slotsKey) })
}
