import { type MachineKind, type MachineStep, stepsOf } from '@tenantry/contracts/workflows.ts'
import { workflowMachine } from '@tenantry/infra/control-plane/workflow-machine.ts'
import { App, Duration, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'

export const LIFECYCLE_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:lifecycle'

const Machine = z.object({
  Properties: z.object({
    // A definition without a task that waits for a token names no partition.
    DefinitionString: z.union([
      z.string(),
      z.object({
        'Fn::Join': z.tuple([
          z.literal(''),
          z.array(z.union([z.string(), z.object({ Ref: z.literal('AWS::Partition') })])),
        ]),
      }),
    ]),
  }),
})

/** The definition of a kind's state machine, as the templates have it. */
export function machineDefinition(kind: MachineKind, steps: readonly MachineStep[] = stepsOf(kind)): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Machines')
  workflowMachine(stack, kind, {
    lifecycle: LambdaFunction.fromFunctionArn(stack, 'Lifecycle', LIFECYCLE_ARN),
    comment: kind,
    timeout: Duration.hours(1),
    steps,
  })
  const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'))
  const definition = Machine.parse(machine).Properties.DefinitionString
  if (typeof definition === 'string') return definition
  const [, parts] = definition['Fn::Join']
  return parts.map((part) => (typeof part === 'string' ? part : 'aws')).join('')
}
