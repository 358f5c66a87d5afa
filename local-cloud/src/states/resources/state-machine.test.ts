import { describe, expect, test } from 'vitest'
import { INVOKE, invoke, MACHINE, machine, ROLE, testStates } from '../states-fixture.ts'

describe('a state machine is refused by name', () => {
  const refuse = async (definition: object, message: string) => expect(testStates(definition)).rejects.toThrow(message)
  test('for services, languages and fields that are not supported', async () => {
    await refuse(
      machine({ A: { ...invoke({}), Resource: 'arn:aws:states:::ecs:runTask' } }),
      'the task resource arn:aws:states:::ecs:runTask',
    )
    await refuse(machine({ A: { ...invoke({}), Resource: `${INVOKE}.sync` } }), `the task resource ${INVOKE}.sync`)
    await refuse(machine({ A: { ...invoke({}), Assign: {} } }), 'does not support /States/A/Assign')
    await refuse(
      machine({ A: invoke({}) }, { QueryLanguage: 'JSONata' }),
      'does not support /QueryLanguage = "JSONata"',
    )
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
