import { MACHINES, type MachineKind, type MachineStep, TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import {
  type Chain,
  DefinitionBody,
  Errors,
  Fail,
  IntegrationPattern,
  JitterType,
  JsonPath,
  type RetryProps,
  StateMachine,
  TaskInput,
  type TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { mayGoUnused } from '../foundation/may-go-unused.ts'

/** Waits of up to 2, 4, 8 … 60 seconds, at random, so that workflows which met one throttle do not meet again. */
const BACKOFF = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  maxAttempts: 8,
  jitterStrategy: JitterType.FULL,
} satisfies RetryProps

/**
 * What passes by itself, after the SDK's own retries: what the function says of its calls, what Lambda says of itself, and a function
 * that crashed or ran out of time; every step may run again.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const TRANSIENT = [
  TRANSIENT_ERROR,
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
]

/**
 * The state machine of a kind of workflow: its steps one after the other, each tried again while what hinders it may pass. When one
 * fails for good, Compensate undoes what was made; when that fails, too, GiveUp records it, and an operator can retry the workflow.
 */
export function workflowMachine(
  scope: Construct,
  kind: MachineKind,
  { lifecycle, comment, timeout }: { lifecycle: IFunction; comment: string; timeout: Duration },
): StateMachine {
  const own = new Construct(scope, pascalCase(kind))
  const invoke = (
    step: string,
    { answerSeconds }: Pick<MachineStep, 'answerSeconds'>,
    more: Record<string, unknown> = {},
  ) =>
    new LambdaInvoke(own, pascalCase(step), {
      lambdaFunction: lifecycle,
      payload: TaskInput.fromObject({
        kind,
        step,
        tenantId: JsonPath.stringAt('$.tenantId'),
        workflowId: JsonPath.stringAt('$.workflowId'),
        attempt: JsonPath.numberAt('$.attempt'),
        ...(answerSeconds !== undefined && { taskToken: JsonPath.taskToken }),
        ...more,
      }),
      ...(answerSeconds !== undefined && {
        integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
        taskTimeout: Timeout.duration(Duration.seconds(answerSeconds)),
      }),
      resultPath: JsonPath.DISCARD,
      retryOnServiceExceptions: false,
    })

  const failed = new Fail(own, 'Failed', { error: 'WorkflowFailed', cause: 'The workflow record keeps the reason.' })
  const giveUp = invoke('give-up', {}, { error: JsonPath.objectAt('$.compensationError') })
    .addRetry({ ...BACKOFF, errors: TRANSIENT })
    .next(failed)
  // Whatever the error: what a failed workflow has made must not be left over.
  const compensate = invoke('compensate', {}, { error: JsonPath.objectAt('$.error') })
    .addRetry({ ...BACKOFF, errors: [Errors.ALL] })
    .addCatch(giveUp, { resultPath: '$.compensationError' })
  compensate.next(failed)

  const tasks = MACHINES[kind].map((step: MachineStep) =>
    invoke(step.name, step)
      .addRetry({ ...BACKOFF, errors: TRANSIENT })
      .addCatch(compensate, { resultPath: '$.error' }),
  )
  const machine = new StateMachine(own, 'Machine', {
    comment,
    definitionBody: DefinitionBody.fromChainable(chained(tasks)),
    timeout,
  })
  mayGoUnused(machine, {
    action: 'lambda:InvokeFunction',
    of: ':*',
    reason: 'The task of the CDK grants versions and aliases of the function with the function; it has none.',
  })
  return machine
}

function chained([first, ...others]: TaskStateBase[]): TaskStateBase | Chain {
  if (!first) throw new Error('A state machine has at least one step')
  return others.reduce<TaskStateBase | Chain>((chain, task) => chain.next(task), first)
}

/** `app-plane` → `AppPlane`. */
const pascalCase = (name: string): string => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
