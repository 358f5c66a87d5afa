import { expect, test } from 'vitest'
import { call, testCloudFormation, testContext } from './cloud-fixture.ts'

const SECRET = 'hunter2-hunter2'
const thing = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Thing', Properties, ...more })
const template = (Resources: object, more: object = {}) =>
  JSON.stringify({
    Parameters: { Password: { Type: 'String', NoEcho: true }, Plain: { Type: 'String', Default: 'seen' } },
    Resources,
    ...more,
  })
const GIVEN = [{ ParameterKey: 'Password', ParameterValue: SECRET }]

function setUp() {
  const logged: string[] = []
  const fixture = testCloudFormation({ ...testContext(), log: (line) => void logged.push(line) })
  const { cloud } = fixture
  return {
    ...fixture,
    logged,
    async change(operation: string, input: object) {
      const answer = await call(cloud, operation, { StackName: 'app', Parameters: GIVEN, ...input })
      await cloud.idle()
      return answer
    },
    /** Everything that the API tells about the stack. */
    shown: () =>
      JSON.stringify(
        [
          ...['DescribeStacks', 'DescribeStackEvents', 'DescribeStackResources', 'ListStackResources', 'GetTemplate'],
          'GetTemplateSummary',
        ].map((operation) => call(cloud, operation, { StackName: 'app' })),
      ),
  }
}

const using = template({ A: thing({ Name: { Ref: 'Password' } }) })

test('a NoEcho value reaches its resource, and shows nowhere', async () => {
  const { change, shown, stack, resources } = setUp()
  await change('CreateStack', { TemplateBody: template({ A: thing({ Values: [{ Ref: 'Password' }] }) }) })
  expect(stack('app').Parameters).toEqual([
    { ParameterKey: 'Password', ParameterValue: '****' },
    { ParameterKey: 'Plain', ParameterValue: 'seen' },
  ])
  expect(resources('app')).toMatchObject([{ ResourceStatus: 'CREATE_COMPLETE' }])
  expect(shown()).not.toContain(SECRET)
})

test('a change set masks it, in its parameters and in what it plans', async () => {
  const { change, shown, cloud } = setUp()
  await change('CreateStack', {
    TemplateBody: using,
    Parameters: [{ ParameterKey: 'Password', ParameterValue: 'before' }],
  })
  await change('CreateChangeSet', { ChangeSetName: 'change', TemplateBody: using })
  const described = call(cloud, 'DescribeChangeSet', { StackName: 'app', ChangeSetName: 'change' })
  expect(described.Parameters[0]).toEqual({ ParameterKey: 'Password', ParameterValue: '****' })
  expect(described.Changes).toMatchObject([{ ResourceChange: { Details: [{ CausingEntity: 'Password' }] } }])
  expect(JSON.stringify(described) + shown()).not.toContain(SECRET)
})

test('an error that quotes it is told and stored without it', async () => {
  const { change, shown, logged, stack, deploy, fail } = setUp()
  fail('create A', `${SECRET} is not a name`)
  await change('CreateStack', { TemplateBody: using })
  expect(stack('app').StackStatus).toBe('ROLLBACK_COMPLETE')
  expect(shown()).toContain('**** is not a name')
  expect(shown() + logged.join()).not.toContain(SECRET)
  fail('create A', `${SECRET} is not a name`)
  const failure = await deploy({ other: JSON.parse(using) }, { other: { Password: SECRET } }).catch((error) => error)
  expect(failure.message).toContain('**** is not a name')
  expect(JSON.stringify([failure, failure.message, failure.stack, failure.cause])).not.toContain(SECRET)
})

test('an update that fails names neither the former value nor the new one', async () => {
  const { change, shown, fail } = setUp()
  const former = [{ ParameterKey: 'Password', ParameterValue: 'former-secret' }]
  await change('CreateStack', { TemplateBody: using, Parameters: former })
  fail('update A', `cannot go from former-secret to ${SECRET}`)
  await change('UpdateStack', { TemplateBody: using })
  expect(shown()).toContain('cannot go from **** to ****')
  expect(shown()).not.toMatch(/former-secret|hunter2/)
})

test('a fault of the local cloud is logged without it', async () => {
  const { change, logged, context } = setUp()
  context.database.exec('DROP TABLE cloudformation_exports')
  const value = { Out: { Value: 'x', Export: { Name: { Ref: 'Password' } } } }
  await change('CreateStack', { TemplateBody: template({ A: thing() }, { Outputs: value }) })
  expect(logged.join()).not.toContain(SECRET)
})

test('a request that is refused does not repeat it', async () => {
  const { change } = setUp()
  const TemplateBody = template(
    { A: thing({}, { Condition: 'Odd' }) },
    {
      Mappings: { Map: { a: { b: 'c' } } },
      Conditions: { Odd: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Map', { Ref: 'Password' }, 'b'] }, 'c'] } },
    },
  )
  for (const [operation, more] of [
    ['CreateStack', {}],
    ['CreateChangeSet', { ChangeSetName: 'change', ChangeSetType: 'CREATE' }],
  ] as const) {
    const refused = await change(operation, { TemplateBody, ...more }).catch((error) => error)
    expect(refused.message).toContain('****')
    expect(refused.message).not.toContain(SECRET)
  }
})
