import { describe, expect, test } from 'vitest'
import { invoke, machine, testStates, types } from '../states-fixture.ts'

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
