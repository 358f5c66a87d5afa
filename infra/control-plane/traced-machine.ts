import { Aws } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { StateMachine, type StateMachineProps } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { traceExecutions } from '../foundation/trace.ts'

/** A state machine whose executions are traced, with a role that holds its rights itself. */
export function tracedMachine(
  scope: Construct,
  props: Pick<StateMachineProps, 'comment' | 'definitionBody' | 'timeout'>,
): StateMachine {
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
  const ours = {
    StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:stateMachine:*` },
  }
  const role = new InlineRole(scope, 'MachineRole', {
    assumedBy: new ServicePrincipal('states.amazonaws.com', { conditions: ours }),
  })
  const machine = new StateMachine(scope, 'Machine', { ...props, role })
  traceExecutions(machine)
  mayGoUnused(machine, {
    action: 'lambda:InvokeFunction',
    of: ':*',
    reason: 'The task of the CDK grants versions and aliases of the function with the function; it has none.',
  })
  return machine
}
