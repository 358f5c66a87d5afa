import type { MachineKind } from '@tenantry/contracts/workflows.ts'
import { SLOTS } from '@tenantry/contracts/workflows.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { workflowMachine } from './workflow-machine.ts'

/** The state machine of each kind of workflow. */
export type WorkflowMachines = Record<MachineKind, StateMachine>

export function workflowMachines(scope: Construct, { lifecycle }: { lifecycle: LambdaFunction }): WorkflowMachines {
  return {
    // The invitation is sent last, by the app plane, when it hears that the tenant is active.
    onboarding: workflowMachine(scope, 'onboarding', {
      lifecycle,
      comment: 'Onboards a tenant: API key, app plane ready, active',
      timeout: Duration.hours(1),
    }),
  }
}

/** What a function's WORKFLOW_MACHINES holds. */
export const machineArns = (machines: WorkflowMachines): string =>
  Stack.of(machines.onboarding).toJsonString(
    Object.fromEntries(Object.entries(machines).map(([kind, machine]) => [kind, machine.stateMachineArn])),
  )

/** Lets a function start workflows of every kind, each once there is a slot for it. */
export function mayStartWorkflows(fn: LambdaFunction, machines: WorkflowMachines, tenants: TableV2): void {
  for (const machine of Object.values(machines)) machine.grantStartExecution(fn)
  mayAccessKeys(fn, tenants, { actions: ['UpdateItem'], keys: [SLOTS] })
}
