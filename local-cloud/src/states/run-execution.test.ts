import { describe, expect, test } from 'vitest'
import { MAX_HISTORY_EVENTS } from './flow/flow.ts'
import { FUNCTION, invoke, MACHINE, machine, ROLE, settled, testStates, types, until } from './states-fixture.ts'

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

test('null passes through choices and selectors', async () => {
  const definition = machine({
    Work: { Type: 'Task', Resource: FUNCTION, Next: 'Decide' },
    Decide: { Type: 'Choice', Choices: [{ Variable: '$$.Execution.Input.go', IsPresent: true, Next: 'Done' }] },
    Done: { Type: 'Succeed' },
  })
  const { start, ended } = await testStates(definition, () => null)
  start({ go: 1 })
  expect(await ended()).toMatchObject({ status: 'SUCCEEDED', output: null })
})

test.each([
  ['ends well where its end is event 25,000', 0, { status: 'SUCCEEDED' }],
  [
    'fails where anything else would be, whatever it catches',
    1,
    {
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    },
  ],
])('an execution %s', async (_name, more, ending) => {
  const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }], End: undefined, Next: 'Done' }
  const definition = machine({
    Pause: { Type: 'Wait', Seconds: 1, Next: 'Work' },
    Work: invoke({}, caught),
    Done: { Type: 'Succeed' },
  })
  const { start, ended, context, history, call } = await testStates(definition)
  const { executionArn } = start()
  await until(() => types(history()).includes('WaitStateEntered'))
  await settled()
  // Left: the wait is over, four events of the task and its exit, the last state's two, the end.
  const filled = MAX_HISTORY_EVENTS - 9 + more
  context.database
    .prepare(`WITH RECURSIVE number (n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM number WHERE n < ?2)
      INSERT INTO states_events (execution, id, document)
      SELECT ?1, n, json_object('id', n, 'previous', n - 1, 'timestamp', 0, 'type', 'Filler', 'details', NULL) FROM number`)
    .run(executionArn, filled)
  context.clock.advance(1000)
  expect(await ended()).toMatchObject(ending)
  const [last] = call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 }).events
  expect(last).toMatchObject({ id: MAX_HISTORY_EVENTS, type: more ? 'ExecutionFailed' : 'ExecutionSucceeded' })
})
