import { describe, expect, test } from 'vitest'
import { INVOKE, invoke, machine, settled, testStates, types, until } from '../states-fixture.ts'

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

test('what runs inside a Parallel state begins anew after a restart, and its token stays the same', async () => {
  const Work = { ...invoke({ 'taskToken.$': '$$.Task.Token' }), Resource: `${INVOKE}.waitForTaskToken` }
  const definition = machine({ Both: { Type: 'Parallel', Branches: [machine({ Work })], End: true } })
  const first = await testStates(definition)
  first.start()
  await until(() => types(first.history()).includes('TaskSubmitted'))
  await first.states.close()
  const second = await testStates(definition, undefined, first.context)
  second.states.start()
  second.call('SendTaskSuccess', { taskToken: first.calls[0]?.input.Payload.taskToken, output: '1' })
  expect((await second.ended()).output).toEqual([1])
  expect(second.calls).toEqual([])
})
