// biome-ignore-all lint/suspicious/noExplicitAny: tests look into inputs and answers of every shape
import { testContext } from '../cloudformation/cloud-fixture.ts'
import { AwsError } from '../core/aws-error.ts'
import type { RoleSession } from '../core/principal.ts'
import type { ResourceContext, ResourceType } from '../core/resource-type.ts'
import { runOperation } from '../core/run-operation.ts'
import { RawOutput } from '../core/service.ts'
import { statesService } from './service.ts'

export const ROLE = 'arn:aws:iam::000000000000:role/machine'
export const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:work'
export const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine'

/** What a test's function or service answers; an Error is thrown in the service, `{ errorType }` is a function that failed. */
export type Answer = (input: any, call: { operation: string; roleArn: string }) => unknown

/** For tests: Step Functions with one state machine, whose tasks a test answers. */
export async function testStates(definition: object, answer: Answer = () => ({}), context = testContext()) {
  const calls: { operation: string; roleArn: string; input: any }[] = []
  const states = statesService({
    context,
    iam: {
      assumeForService: ({ roleArn, service, sessionName }) => {
        if (service !== 'states.amazonaws.com') throw new AwsError('AccessDenied', `${service} may not`)
        // Only what the calls below read.
        return { credentials: {} as never, session: { kind: 'role-session', roleArn, sessionName } as RoleSession }
      },
      authorize() {},
    },
    api: {
      async call(principal, service, operation, input: any) {
        const { roleArn } = principal as RoleSession
        const name = `${service}:${operation}`
        const read = service === 'lambda' ? { ...input, Payload: JSON.parse(String(input.Payload)) } : input
        calls.push({ operation: name, roleArn, input: read })
        const value = await answer(service === 'lambda' ? read.Payload : input, { operation: name, roleArn })
        if (service !== 'lambda') return value
        const failed = typeof value === 'object' && value !== null && 'errorType' in value
        return new RawOutput(
          200,
          failed ? { 'X-Amz-Function-Error': 'Unhandled' } : {},
          Buffer.from(JSON.stringify(value)),
        )
      },
    },
  })
  const [type] = states.resourceTypes as [ResourceType]
  const at: ResourceContext = { stackName: 's', stackId: 's', logicalId: 'M', physicalName: () => 'machine' }
  await type.create({ RoleArn: ROLE, DefinitionString: JSON.stringify(definition) }, at)
  const call = (operation: string, input: object): any => runOperation(states.api, operation, input, {} as never)
  const describe = (name = 'one') =>
    call('DescribeExecution', { executionArn: `${MACHINE.replace(':stateMachine:', ':execution:')}:${name}` })
  return {
    states,
    type,
    at,
    calls,
    call,
    context,
    describe,
    start: (input: unknown = {}, name = 'one') =>
      call('StartExecution', { stateMachineArn: MACHINE, name, input: JSON.stringify(input) }),
    history: (name = 'one'): any[] =>
      call('GetExecutionHistory', { executionArn: `${MACHINE.replace(':stateMachine:', ':execution:')}:${name}` })
        .events,
    /** Waits, without moving the clock, until the execution has ended. */
    async ended(name = 'one') {
      await until(() => describe(name).status !== 'RUNNING')
      const { output, ...rest } = describe(name)
      return output === undefined ? rest : { ...rest, output: JSON.parse(output) }
    },
  }
}

/** For tests: gives everything that is under way its turn until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${condition}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** For tests: lets everything that does not wait for the clock come to rest. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}

export const INVOKE = 'arn:aws:states:::lambda:invoke'

/** For tests: a task that invokes the function. */
export const invoke = (Payload: object, more: object = {}) => ({
  Type: 'Task',
  Resource: INVOKE,
  Parameters: { FunctionName: FUNCTION, Payload },
  End: true,
  ...more,
})

/** For tests: a definition that starts with the first of its states. */
export const machine = (States: Record<string, object>, more: object = {}) => ({
  StartAt: Object.keys(States)[0],
  States,
  ...more,
})

/** For tests: the types of a history's events. */
export const types = (events: { type: string }[]): string[] => events.map(({ type }) => type)
