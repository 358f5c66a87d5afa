import { describe, expect, test } from 'vitest'
import { testContext } from '../../cloudformation/cloud-fixture.ts'
import { AwsError } from '../../core/aws-error.ts'
import { leapingClock } from '../../core/clock.ts'
import { FUNCTION, invoke, MACHINE, machine, ROLE, settled, testStates, types, until } from '../states-fixture.ts'

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

  test('that works while the clock is put forward keeps the time that it has', async () => {
    const clock = leapingClock()
    const { promise: work, resolve: finish } = Promise.withResolvers<string>()
    const { start, ended, calls } = await testStates(
      machine({ Work: invoke({}, { TimeoutSeconds: 60 }) }),
      () => work,
      { ...testContext(), clock: { ...clock, advance() {} } },
    )
    start()
    await until(() => calls.length === 1)
    const later = new Promise<void>((resolve) => clock.after(60_000, resolve))
    clock.leap(60_000)
    await later
    finish('done')
    expect(await ended()).toMatchObject({ status: 'SUCCEEDED', output: { Payload: 'done' } })
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
