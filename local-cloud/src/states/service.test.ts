import { describe, expect, test } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import { FUNCTION, MACHINE, ROLE, testStates, until } from './states-fixture.ts'

const INVOKE = 'arn:aws:states:::lambda:invoke'
const invoke = (Payload: object, more: object = {}) => ({
  Type: 'Task',
  Resource: INVOKE,
  Parameters: { FunctionName: FUNCTION, Payload },
  End: true,
  ...more,
})
const machine = (States: Record<string, object>, more: object = {}) => ({
  StartAt: Object.keys(States)[0],
  States,
  ...more,
})
const types = (events: { type: string }[]) => events.map(({ type }) => type)

describe('a task', () => {
  test('invokes its function as the machine’s role and wraps the answer as Lambda does', async () => {
    const definition = machine({ Work: invoke({ 'id.$': '$.id', fixed: 1 }) })
    const { start, ended, calls, history } = await testStates(definition, ({ id }) => ({ done: id }))
    start({ id: 'a' })
    expect(await ended()).toMatchObject({
      status: 'SUCCEEDED',
      output: { ExecutedVersion: '$LATEST', Payload: { done: 'a' }, StatusCode: 200 },
    })
    expect(calls).toEqual([
      { operation: 'lambda:Invoke', roleArn: ROLE, input: { FunctionName: FUNCTION, Payload: { id: 'a', fixed: 1 } } },
    ])
    expect(types(history())).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
    expect(history()[2]).toMatchObject({
      id: 3,
      previousEventId: 2,
      taskScheduledEventDetails: { resource: 'invoke', resourceType: 'lambda' },
    })
  })

  test('with a function’s ARN gives the function’s own answer', async () => {
    const { start, ended, history } = await testStates(
      machine({ Work: { Type: 'Task', Resource: FUNCTION, End: true } }),
      () => null,
    )
    start()
    expect((await ended()).output).toBe(null)
    expect(types(history())).toContain('LambdaFunctionSucceeded')
  })

  test('selects, places and passes on its result', async () => {
    const Work = invoke(
      {},
      { ResultSelector: { 'n.$': '$.Payload.n' }, ResultPath: '$.result.deep', OutputPath: '$.result', End: true },
    )
    const { start, ended } = await testStates(machine({ Work }), () => ({ n: 7 }))
    start({ kept: true })
    expect((await ended()).output).toEqual({ deep: { n: 7 } })
  })

  test('whose function fails is caught by the error’s own name, with the cause as JSON', async () => {
    const Catch = [{ ErrorEquals: ['TenantExists'], Next: 'Sorry', ResultPath: '$.error' }]
    const definition = machine({
      Work: invoke({}, { Catch, End: undefined, Next: 'Sorry' }),
      Sorry: { Type: 'Pass', End: true },
    })
    const { start, ended } = await testStates(definition, () => ({ errorType: 'TenantExists', errorMessage: 'taken' }))
    start({ id: 1 })
    const { output } = await ended()
    expect(output).toMatchObject({ id: 1, error: { Error: 'TenantExists' } })
    expect(JSON.parse(output.error.Cause)).toEqual({ errorType: 'TenantExists', errorMessage: 'taken' })
  })

  test('that nothing catches fails the execution', async () => {
    const { start, ended, history } = await testStates(machine({ Work: invoke({}) }), () => {
      throw new AwsError('AccessDeniedException', 'not authorized to perform: lambda:InvokeFunction', 403)
    })
    start()
    expect(await ended()).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringContaining('lambda:InvokeFunction'),
    })
    expect(types(history()).slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed'])
  })

  test('is tried again after growing pauses of the clock, and then no more', async () => {
    const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }]
    const { start, ended, calls, context } = await testStates(
      machine({ Work: invoke({ 'try.$': '$$.State.RetryCount' }, { Retry }) }),
      () => ({ errorType: 'Busy' }),
    )
    start()
    await until(() => calls.length === 1)
    await settled()
    context.clock.advance(1999)
    await settled()
    expect(calls).toHaveLength(1)
    context.clock.advance(1)
    await until(() => calls.length === 2)
    await settled()
    context.clock.advance(6000)
    expect(await ended()).toMatchObject({ status: 'FAILED', error: 'Busy' })
    expect(calls.map(({ input }) => input.Payload.try)).toEqual([0, 1, 2])
  })

  test('that takes longer than its TimeoutSeconds fails with States.Timeout, which States.TaskFailed does not catch', async () => {
    const Catch = [
      { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
      { ErrorEquals: ['States.Timeout'], Next: 'Right' },
    ]
    const Work = invoke({}, { TimeoutSeconds: 5, Catch })
    const pass = (Result: string) => ({ Type: 'Pass', Result, End: true })
    const { start, ended, calls, context } = await testStates(
      machine({ Work, Wrong: pass('wrong'), Right: pass('right') }),
      () => new Promise(() => {}),
    )
    start()
    await until(() => calls.length === 1)
    await settled()
    context.clock.advance(5000)
    expect((await ended()).output).toBe('right')
  })

  test('may call DynamoDB, EventBridge and other services by the SDK’s names', async () => {
    const definition = machine({
      Read: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:getItem',
        Parameters: { TableName: 't', 'Key.$': '$.key' },
        ResultPath: '$.read',
        Next: 'Tell',
      },
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::events:putEvents',
        Parameters: { Entries: [{ 'Detail.$': '$.key', Source: 's' }] },
        Next: 'Query',
      },
      Query: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:dynamodb:query',
        Parameters: { TableName: 't' },
        End: true,
      },
    })
    const { start, ended, calls } = await testStates(definition, (_, { operation }) => {
      if (operation === 'dynamodb:Query') throw new AwsError('ResourceNotFoundException', 'no such table')
      return { FailedEntryCount: 0 }
    })
    start({ key: { id: { S: 'x' } } })
    expect(await ended()).toMatchObject({ status: 'FAILED', error: 'DynamoDb.ResourceNotFoundException' })
    expect(calls.map(({ operation }) => operation)).toEqual(['dynamodb:GetItem', 'events:PutEvents', 'dynamodb:Query'])
    expect(calls[1]?.input.Entries[0]).toMatchObject({
      Detail: '{"id":{"S":"x"}}',
      Resources: [MACHINE, expect.stringContaining(':execution:')],
    })
  })
})

describe('a callback', () => {
  const Work = {
    ...invoke({ 'taskToken.$': '$$.Task.Token', 'name.$': '$$.Execution.Name', 'input.$': '$$.Execution.Input' }),
    Resource: `${INVOKE}.waitForTaskToken`,
  }

  test('waits for SendTaskSuccess and gives its output; the token serves once', async () => {
    const { start, ended, calls, call, history } = await testStates(machine({ Work }))
    start({ a: 1 })
    await until(() => types(history()).includes('TaskSubmitted'))
    const { taskToken, name, input } = calls[0]?.input.Payload ?? {}
    expect({ name, input }).toEqual({ name: 'one', input: { a: 1 } })
    call('SendTaskSuccess', { taskToken, output: '{"ok":true}' })
    expect((await ended()).output).toEqual({ ok: true })
    expect(() => call('SendTaskSuccess', { taskToken, output: '{}' })).toThrow(
      expect.objectContaining({ code: 'TaskTimedOut' }),
    )
  })

  test('that fails carries the error it was sent; every attempt has a token of its own', async () => {
    const Retry = [{ ErrorEquals: ['Later'], MaxAttempts: 1 }]
    const { start, ended, calls, call, context, history } = await testStates(machine({ Work: { ...Work, Retry } }))
    start()
    await until(() => types(history()).includes('TaskSubmitted'))
    const first = calls[0]?.input.Payload.taskToken
    call('SendTaskFailure', { taskToken: first, error: 'Later', cause: 'busy' })
    await until(() => types(history()).includes('TaskFailed'))
    await settled()
    context.clock.advance(1000)
    await until(() => calls.length === 2)
    const second = calls[1]?.input.Payload.taskToken
    expect(second).not.toBe(first)
    call('SendTaskFailure', { taskToken: second, error: 'Never', cause: 'broken' })
    expect(await ended()).toMatchObject({ status: 'FAILED', error: 'Never', cause: 'broken' })
  })

  test('without a heartbeat in time ends with States.HeartbeatTimeout, and each heartbeat gives more time', async () => {
    const { start, ended, calls, call, context, history } = await testStates(
      machine({ Work: { ...Work, HeartbeatSeconds: 10 } }),
    )
    start()
    await until(() => types(history()).includes('TaskSubmitted'))
    const { taskToken } = calls[0]?.input.Payload ?? {}
    context.clock.advance(9000)
    call('SendTaskHeartbeat', { taskToken })
    await settled()
    context.clock.advance(9000)
    await settled()
    expect(types(history())).not.toContain('TaskTimedOut')
    context.clock.advance(1000)
    expect(await ended()).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' })
    expect(() => call('SendTaskHeartbeat', { taskToken })).toThrow(expect.objectContaining({ code: 'TaskTimedOut' }))
  })

  test('answers to strange tokens are refused', async () => {
    const { call } = await testStates(machine({ Work }))
    const answer = (taskToken: string) => () => call('SendTaskFailure', { taskToken })
    expect(answer('nonsense')).toThrow(expect.objectContaining({ code: 'InvalidToken' }))
    expect(answer(`AQC${'x'.repeat(128)}`)).toThrow(expect.objectContaining({ code: 'TaskDoesNotExist' }))
  })

  test('outlives a restart: the function is not called again and an answer meanwhile is not lost', async () => {
    const definition = machine({
      Before: invoke({ before: true }, { End: undefined, Next: 'Work', ResultPath: null }),
      Work,
    })
    const first = await testStates(definition)
    first.start({ kept: 1 })
    await until(() => types(first.history()).includes('TaskSubmitted'))
    await first.states.close()
    const { taskToken } = first.calls[1]?.input.Payload ?? {}
    first.call('SendTaskSuccess', { taskToken, output: '"answer"' })
    expect(first.describe().status).toBe('RUNNING')
    const second = await testStates(definition, undefined, first.context)
    second.states.start()
    expect((await second.ended()).output).toBe('answer')
    expect(second.calls).toEqual([])
  })
})

describe('an execution', () => {
  test('goes through choices, waits and passes, and sees its context object', async () => {
    const definition = machine({
      Decide: {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericGreaterThan: 5, Next: 'Pause' }],
        Default: 'Small',
      },
      Small: { Type: 'Fail', Error: 'TooSmall', CausePath: "States.Format('{} is small', $.n)" },
      Pause: { Type: 'Wait', Seconds: 60, Next: 'Tell' },
      Tell: {
        Type: 'Pass',
        Parameters: { 'state.$': '$$.State.Name', 'at.$': '$$.Execution.StartTime', 'who.$': '$$.StateMachine.Name' },
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    })
    const { start, ended, context, history } = await testStates(definition)
    start({ n: 1 }, 'small')
    expect(await ended('small')).toMatchObject({ status: 'FAILED', error: 'TooSmall', cause: '1 is small' })
    start({ n: 9 })
    await until(() => types(history()).includes('WaitStateEntered'))
    await settled()
    context.clock.advance(60_000)
    expect((await ended()).output).toEqual({ state: 'Tell', at: '2026-01-01T00:00:00.000Z', who: 'machine' })
    expect(types(history()).slice(-4)).toEqual([
      'PassStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ])
  })

  test('with the same name is the same while it runs, and exists afterwards', async () => {
    const { start, ended, call, context, history } = await testStates(
      machine({ Pause: { Type: 'Wait', Seconds: 1, End: true } }),
    )
    const first = start({ a: 1 })
    expect(start({ a: 1 })).toEqual(first)
    const exists = expect.objectContaining({ code: 'ExecutionAlreadyExists' })
    expect(() => start({ a: 2 })).toThrow(exists)
    await until(() => types(history()).includes('WaitStateEntered'))
    await settled()
    context.clock.advance(1000)
    await ended()
    expect(() => start({ a: 1 })).toThrow(exists)
    expect(call('ListExecutions', { stateMachineArn: MACHINE, statusFilter: 'SUCCEEDED' }).executions).toHaveLength(1)
  })

  test('is resumed after the last completed state, with what that gave; a wait ends when it would have ended', async () => {
    const definition = machine({
      One: invoke({ step: 1 }, { End: undefined, Next: 'Pause', ResultPath: '$.one' }),
      Pause: { Type: 'Wait', Seconds: 100, Next: 'Two' },
      Two: invoke({ step: 2, 'n.$': '$.one.Payload' }, { ResultSelector: { 'n.$': '$.Payload' } }),
    })
    const first = await testStates(definition, () => 41)
    first.start()
    await until(() => types(first.history()).includes('WaitStateEntered'))
    await settled()
    await first.states.close()
    first.context.clock.advance(60_000)
    const second = await testStates(definition, ({ n }) => n + 1, first.context)
    second.states.start()
    await settled()
    second.context.clock.advance(40_000)
    expect((await second.ended()).output).toEqual({ n: 42 })
    expect(second.calls.map(({ input }) => input.Payload.step)).toEqual([2])
    expect(types(second.history()).filter((type) => type === 'WaitStateEntered')).toHaveLength(1)
  })

  test('finishes with the definition that it began with', async () => {
    const definition = (Result: string) =>
      machine({ Pause: { Type: 'Wait', Seconds: 1, Next: 'End' }, End: { Type: 'Pass', Result, End: true } })
    const { start, ended, type, at, context, history } = await testStates(definition('old'))
    start()
    await until(() => types(history()).includes('WaitStateEntered'))
    const properties = (name: string) => ({ RoleArn: ROLE, DefinitionString: JSON.stringify(definition(name)) })
    const current = { physicalId: MACHINE, attributes: { Name: 'machine' } }
    await type.update(properties('new'), current, properties('old'), at)
    await settled()
    context.clock.advance(1000)
    expect((await ended()).output).toBe('old')
    start({}, 'two')
    await until(() => types(history('two')).includes('WaitStateEntered'))
    await settled()
    context.clock.advance(1000)
    expect((await ended('two')).output).toBe('new')
  })

  test('can be stopped, and times out by its machine’s limit', async () => {
    const definition = machine({ Work: invoke({}) }, { TimeoutSeconds: 30 })
    const { start, ended, call, calls, context } = await testStates(definition, () => new Promise(() => {}))
    const { executionArn } = start()
    await until(() => calls.length === 1)
    call('StopExecution', { executionArn, error: 'Enough', cause: 'test' })
    expect(await ended()).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'test' })
    start({}, 'slow')
    await until(() => calls.length === 2)
    await settled()
    context.clock.advance(30_000)
    expect(await ended('slow')).toMatchObject({ status: 'TIMED_OUT' })
  })
})

describe('several at once', () => {
  test('a Map state gives each item its place, and inner states see item and execution', async () => {
    const Each = {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'value.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index', 'all.$': '$.items' },
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'Inner',
        States: {
          Inner: invoke(
            { 'value.$': '$.value', 'index.$': '$.index', 'input.$': '$$.Execution.Input.items' },
            { OutputPath: '$.Payload' },
          ),
        },
      },
      End: true,
    }
    const { start, ended, calls, history } = await testStates(machine({ Each }), ({ value }) => value * 2)
    start({ items: [3, 1, 2] })
    expect((await ended()).output).toEqual([6, 2, 4])
    expect(calls[2]?.input.Payload).toEqual({ value: 2, index: 2, input: [3, 1, 2] })
    expect(types(history()).filter((type) => type === 'MapIterationSucceeded')).toHaveLength(3)
  })

  test('a failing branch of a Parallel state fails the state, which catches it', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: invoke({ name }) } })
    const Both = {
      Type: 'Parallel',
      Branches: [branch('Good'), branch('Bad')],
      Catch: [{ ErrorEquals: ['Oops'], Next: 'Sorry' }],
      End: true,
    }
    const { start, ended, history } = await testStates(machine({ Both, Sorry: { Type: 'Succeed' } }), ({ name }) =>
      name === 'Bad' ? { errorType: 'Oops' } : new Promise(() => {}),
    )
    start()
    expect((await ended()).output).toMatchObject({ Error: 'Oops' })
    expect(types(history())).toContain('ParallelStateFailed')
  })
})

describe('a state machine is refused by name', () => {
  const refuse = async (definition: object, message: string) => expect(testStates(definition)).rejects.toThrow(message)
  test('for services, languages and fields that are not supported', async () => {
    await refuse(
      machine({ A: { ...invoke({}), Resource: 'arn:aws:states:::ecs:runTask' } }),
      'the task resource arn:aws:states:::ecs:runTask',
    )
    await refuse(machine({ A: { ...invoke({}), Resource: `${INVOKE}.sync` } }), `the task resource ${INVOKE}.sync`)
    await refuse(machine({ A: { ...invoke({}), Assign: {} } }), 'does not support /States/A/Assign')
    await refuse(machine({ A: invoke({}) }, { QueryLanguage: 'JSONata' }), 'at /QueryLanguage')
    await refuse(machine({ A: invoke({}, { End: undefined, Next: 'Gone' }) }), 'Gone')
  })
  test('for the type EXPRESS', async () => {
    const { type } = await testStates(machine({ A: { Type: 'Succeed' } }))
    const parsed = type.properties.safeParse({ RoleArn: ROLE, DefinitionString: '{}', StateMachineType: 'EXPRESS' })
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['StateMachineType'] })
  })
})

test('substitutions are put into the definition, escaped as JSON', async () => {
  const { type, at, call } = await testStates(machine({ A: { Type: 'Succeed' } }))
  const DefinitionString = JSON.stringify(machine({ A: { Type: 'Pass', Result: '$' + '{Text}', End: true } }))
  await type.create({ RoleArn: ROLE, DefinitionString, DefinitionSubstitutions: { Text: 'a "quoted" one' } }, at)
  expect(JSON.parse(call('DescribeStateMachine', { stateMachineArn: MACHINE }).definition).States.A.Result).toBe(
    'a "quoted" one',
  )
})

/** Lets everything that does not wait for the clock come to rest. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}
