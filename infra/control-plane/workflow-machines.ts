import type { MachineKind } from '@tenantry/contracts/workflows.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
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

/** Lets a function start workflows of every kind. */
export function mayStartWorkflows(fn: LambdaFunction, machines: WorkflowMachines): void {
  for (const machine of Object.values(machines)) machine.grantStartExecution(fn)
}
