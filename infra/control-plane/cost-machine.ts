import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  Fail,
  JsonPath,
  Pass,
  Result,
  type StateMachine,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { tracedMachine } from './traced-machine.ts'
import { BACKOFF, TRANSIENT } from './transient-errors.ts'

/** Athena answers most queries within a few seconds. */
const LOOKS_AGAIN = Duration.seconds(2)
/** A run looks through each day of three months at most. */
const LONGEST_RUN = Duration.hours(6)

/**
 * The state machine of a run of the attribution: one function says how far it is and how it goes on, until nothing is left to do. When a step fails for good, the
 * unit that it worked on is skipped, and the next run tries it again.
 */
export function costMachine(
  scope: Construct,
  { runs, longestCall }: { runs: IFunction; longestCall: Duration },
): StateMachine {
  const own = new Construct(scope, 'CostRun')
  const invoke = (id: string, more: Record<string, unknown>) =>
    new LambdaInvoke(own, id, {
      lambdaFunction: runs,
      payload: TaskInput.fromObject({
        execution: JsonPath.stringAt('$$.Execution.Name'),
        progress: JsonPath.objectAt('$.progress'),
        ...more,
      }),
      payloadResponseOnly: true,
      taskTimeout: Timeout.duration(longestCall),
      retryOnServiceExceptions: false,
    }).addRetry({ ...BACKOFF, errors: TRANSIENT })
  const skip = invoke('Skip', { error: JsonPath.objectAt('$.error') }).addCatch(
    new Fail(own, 'Failed', { error: 'CostRunFailed', cause: 'The log of the function has the reason.' }),
  )
  const advance = invoke('Advance', {}).addCatch(skip, { errors: [Errors.ALL], resultPath: '$.error' })
  const wait = new Wait(own, 'Later', { time: WaitTime.duration(LOOKS_AGAIN) }).next(advance)
  const choice = new Choice(own, 'Continue')
    .when(Condition.stringEquals('$.next', 'again'), advance)
    .when(Condition.stringEquals('$.next', 'wait'), wait)
    .otherwise(new Succeed(own, 'Done'))
  advance.next(choice)
  skip.next(choice)
  const begin = new Pass(own, 'Begin', { result: Result.fromObject({ progress: { phase: 'look' } }) }).next(advance)
  return tracedMachine(own, {
    comment: 'Attributes the bill to tenants, day by day',
    definitionBody: DefinitionBody.fromChainable(begin),
    timeout: LONGEST_RUN,
  })
}
