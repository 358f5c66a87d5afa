import { type MachineKind, type MachineStep, type StepOutcome, stepsOf } from '@tenantry/contracts/workflows.ts'
import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  Fail,
  type IChainable,
  IntegrationPattern,
  JsonPath,
  type StateMachine,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { pascalCase } from '../foundation/pascal-case.ts'
import { tracedMachine } from './traced-machine.ts'
import { BACKOFF, TRANSIENT } from './transient-errors.ts'

export interface MachineProps {
  lifecycle: IFunction
  comment: string
  timeout: Duration
  /** Those of the kind, unless a test has others. */
  steps?: readonly MachineStep[]
}

/**
 * The longest time that one call of a step takes: of one that works in pages, and of any other one. What takes longer is called again.
 */
const LONGEST_PAGE = Duration.minutes(14)
const LONGEST_CALL = Duration.seconds(60)
const CALLED_AGAIN = [...TRANSIENT, Errors.TIMEOUT]

/**
 * The state machine of a kind of workflow: its steps one after the other from the one that the run begins with, each tried again while what hinders it may
 * pass. A step that loops says how it goes on. When one fails for good, Compensate undoes what was made; when that fails, too, or nothing can be undone
 * any more, GiveUp records it, and an operator can retry the workflow.
 */
export function workflowMachine(
  scope: Construct,
  kind: MachineKind,
  { lifecycle, comment, timeout, steps = stepsOf(kind) }: MachineProps,
): StateMachine {
  const own = new Construct(scope, pascalCase(kind))
  const invoke = (step: string, { answerSeconds, loops }: Partial<MachineStep>, more: Record<string, unknown> = {}) =>
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
      ...(answerSeconds !== undefined
        ? {
            integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
            taskTimeout: Timeout.duration(Duration.seconds(answerSeconds)),
          }
        : { payloadResponseOnly: true, taskTimeout: Timeout.duration(loops ? LONGEST_PAGE : LONGEST_CALL) }),
      resultPath: loops ? '$.outcome' : JsonPath.DISCARD,
      retryOnServiceExceptions: false,
    })

  const failed = new Fail(own, 'Failed', { error: 'WorkflowFailed', cause: 'The workflow record keeps the reason.' })
  const giveUp = invoke('give-up', {}, { error: JsonPath.objectAt('$.compensationError') })
    .addRetry({ ...BACKOFF, errors: CALLED_AGAIN })
    .next(failed)
  // Whatever the error: what a failed workflow has made must not be left over.
  const compensate = invoke('compensate', { loops: true }, { error: JsonPath.objectAt('$.error') })
    .addRetry({ ...BACKOFF, errors: [Errors.ALL] })
    .addCatch(giveUp, { resultPath: '$.compensationError' })
  compensate.next(continuation(own, 'Compensate', compensate, failed))

  const tasks = steps.map((step) => ({
    step,
    task: invoke(step.name, step)
      .addRetry({ ...BACKOFF, errors: step.answerSeconds === undefined ? CALLED_AGAIN : TRANSIENT })
      .addCatch(step.isFinal ? giveUp : compensate, { resultPath: step.isFinal ? '$.compensationError' : '$.error' }),
  }))
  const start = new Choice(own, 'Start').when(Condition.stringEquals('$.from', 'compensate'), compensate)
  for (const [index, { step, task }] of tasks.entries()) {
    const following = tasks[index + 1]?.task ?? new Succeed(own, 'Done')
    task.next(step.loops ? continuation(own, pascalCase(step.name), task, following) : following)
    if (index > 0) start.when(Condition.stringEquals('$.from', step.name), task)
  }
  const [first] = tasks
  if (!first) throw new Error('A state machine has at least one step')
  start.otherwise(first.task)
  return tracedMachine(own, {
    comment,
    definitionBody: DefinitionBody.fromChainable(start),
    timeout,
  })
}

/** How a step that loops goes on: as it says itself. */
function continuation(scope: Construct, name: string, again: IChainable, done: IChainable): Choice {
  const says = (next: StepOutcome['next']) => Condition.stringEquals('$.outcome.next', next)
  const wait = new Wait(scope, `${name}Later`, { time: WaitTime.secondsPath('$.outcome.seconds') })
  return new Choice(scope, `${name}Next`)
    .when(says('again'), again)
    .when(says('wait'), wait.next(again))
    .when(says('pause'), new Succeed(scope, `${name}Paused`))
    .otherwise(done)
}
