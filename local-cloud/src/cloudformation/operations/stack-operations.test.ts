import { expect, test } from 'vitest'
import { call, testCloudFormation } from '../cloud-fixture.ts'

const thing = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Thing', Properties, ...more })
const body = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more })
const ROLE = 'arn:aws:iam::000000000000:role/deployer'

function setUp() {
  const fixture = testCloudFormation()
  const { cloud } = fixture
  return {
    ...fixture,
    /** Calls an operation and waits until what it began is over. */
    async change(operation: string, input: object) {
      const answer = await call(cloud, operation, input)
      await cloud.idle()
      return answer
    },
    reasons: (stack: string): string[] =>
      call(cloud, 'DescribeStackEvents', { StackName: stack })
        .StackEvents.filter((event: Record<string, string>) => event.ResourceStatusReason)
        .map((event: Record<string, string>) => `${event.LogicalResourceId} ${event.ResourceStatusReason}`)
        .reverse(),
  }
}

test('a stack is created, updated and deleted; its name is free again, and its ARN still tells what was', async () => {
  const { change, stack, calls, cloud } = setUp()
  const { StackId } = await change('CreateStack', { StackName: 'app', TemplateBody: body({ A: thing({ Size: 1 }) }) })
  expect(stack('app')).toMatchObject({ StackId, StackStatus: 'CREATE_COMPLETE' })
  expect(await change('UpdateStack', { StackName: 'app', TemplateBody: body({ A: thing({ Size: 2 }) }) })).toEqual({
    StackId,
  })
  expect(stack('app')).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' })
  await change('DeleteStack', { StackName: 'app' })
  expect(calls).toEqual(['create A', 'update A', 'delete A'])
  expect(() => stack('app')).toThrow('Stack with id app does not exist')
  expect(stack(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', DeletionTime: expect.any(String) })
  const again = await change('CreateStack', { StackName: 'app', TemplateBody: body({ A: thing() }) })
  expect(again.StackId).not.toBe(StackId)
  expect(call(cloud, 'ListStackResources', { StackName: StackId }).StackResourceSummaries).toEqual([])
  await expect(change('DeleteStack', { StackName: 'never-there' })).resolves.toEqual({})
})

test('what AWS refuses is refused in its words', async () => {
  const { change } = setUp()
  const TemplateBody = body({ A: thing() })
  await change('CreateStack', { StackName: 'app', TemplateBody, ClientRequestToken: 'one' })
  const refused = (operation: string, input: object) =>
    expect(change(operation, { StackName: 'app', ...input })).rejects
  await refused('CreateStack', { TemplateBody }).toMatchObject({
    code: 'AlreadyExistsException',
    message: 'Stack [app] already exists',
  })
  await expect(
    change('CreateStack', { StackName: 'app', TemplateBody, ClientRequestToken: 'one' }),
  ).resolves.toBeDefined()
  await refused('UpdateStack', { TemplateBody: `${TemplateBody} ` }).toThrow('No updates are to be performed.')
  await refused('UpdateStack', { StackName: 'gone', TemplateBody }).toThrow('Stack [gone] does not exist')
  await refused('CreateStack', { StackName: 'b', TemplateBody: '{' }).toThrow('JSON not well-formed')
  await refused('CreateStack', { StackName: 'b', TemplateBody: 'Resources:' }).toThrow('templates in YAML')
  await refused('CreateStack', { StackName: '1b', TemplateBody }).toThrow(
    "Value at 'stackName' failed to satisfy constraint",
  )
  await refused('CreateStack', { StackName: 'b' }).toThrow('Either Template URL or Template Body must be specified.')
  await refused('CreateStack', { StackName: 'b', TemplateBody, TimeoutInMinutes: '5' }).toThrow(
    'the parameter TimeoutInMinutes of cloudformation:CreateStack',
  )
  const role = body({ R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } })
  await refused('CreateStack', { StackName: 'b', TemplateBody: role, Capabilities: ['CAPABILITY_IAM'] }).toMatchObject({
    code: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  })
})

test('a template is read from S3 under every address that S3 has, and only from there', async () => {
  const { change, objects, stack } = setUp()
  objects.set('releases/v1/silo.json', Buffer.from(body({ A: thing() })))
  const addresses = [
    'https://releases.s3.us-east-1.amazonaws.com/v1/silo.json',
    'https://releases.s3.amazonaws.com/v1/silo.json',
    'https://s3.us-east-1.amazonaws.com/releases/v1/silo.json',
    'http://127.0.0.1:4566/releases/v1/silo.json',
  ]
  for (const [index, TemplateURL] of addresses.entries()) {
    await change('CreateStack', { StackName: `app${index}`, TemplateURL })
    expect(stack(`app${index}`).StackStatus).toBe('CREATE_COMPLETE')
  }
  const refused = (TemplateURL: string) => expect(change('CreateStack', { StackName: 'b', TemplateURL })).rejects
  await refused('https://example.com/releases/v1/silo.json').toThrow('TemplateURL must be a supported URL.')
  await refused('https://releases.s3.amazonaws.com/gone.json').toThrow('S3 error: The specified key does not exist.')
})

test('parameters of an update are what the request says: the value before only where it asks for it', async () => {
  const { change, stack } = setUp()
  const TemplateBody = body(
    { A: thing({ Name: { Ref: 'P' } }) },
    { Parameters: { P: { Type: 'String', Default: 'default' } }, Outputs: { Name: { Value: { Ref: 'A' } } } },
  )
  const update = (...Parameters: object[]) =>
    change('UpdateStack', { StackName: 'app', UsePreviousTemplate: 'true', Parameters })
  const name = () => stack('app').Outputs[0].OutputValue
  await change('CreateStack', {
    StackName: 'app',
    TemplateBody,
    Parameters: [{ ParameterKey: 'P', ParameterValue: 'given' }],
  })
  expect(name()).toBe('given')
  await expect(update({ ParameterKey: 'P', UsePreviousValue: 'true' })).rejects.toThrow(
    'No updates are to be performed.',
  )
  await update()
  expect(name()).toBe('default')
})

test('a service role that lacks a right fails the resource with AccessDenied, and the stack is rolled back', async () => {
  const { change, denied, calls, stack, reasons } = setUp()
  denied.add('test:create B')
  await change('CreateStack', {
    StackName: 'app',
    TemplateBody: body({ A: thing(), B: thing({}, { DependsOn: 'A' }) }),
    RoleARN: ROLE,
  })
  expect(stack('app')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE', RoleARN: ROLE })
  expect(calls).toEqual(['create A', 'delete A'])
  expect(reasons('app')).toEqual([
    'app User Initiated',
    'B Resource handler returned message: "User: arn:aws:sts::000000000000:assumed-role/deployer/AWSCloudFormation is not authorized to perform: test:create" (HandlerErrorCode: AccessDenied)',
    'app The following resource(s) failed to create: [B]. Rollback requested by user.',
    'app The following resource(s) failed to create: [B]. Rollback requested by user.',
  ])
  await expect(change('UpdateStack', { StackName: 'app', TemplateBody: body({ C: thing() }) })).rejects.toThrow(
    /^Stack:arn:\S+ is in ROLLBACK_COMPLETE state and can not be updated\.$/,
  )
})

test('the service role stays with the stack: an update and a deletion that name none are made with it', async () => {
  const { change, denied, stack } = setUp()
  await change('CreateStack', { StackName: 'app', TemplateBody: body({ A: thing({ Size: 1 }) }), RoleARN: ROLE })
  denied.add('test:update A').add('test:delete A')
  await change('UpdateStack', { StackName: 'app', TemplateBody: body({ A: thing({ Size: 2 }) }) })
  expect(stack('app').StackStatus).toMatch(/^UPDATE_ROLLBACK_/)
  await change('DeleteStack', { StackName: 'app' })
  expect(stack('app')).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [A]. ',
  })
  await change('DeleteStack', { StackName: 'app', RetainResources: ['A'] })
  expect(() => stack('app')).toThrow('does not exist')
})

test('a role that cannot be assumed refuses the request before there is a stack', async () => {
  const { change, stack } = setUp()
  const RoleARN = 'arn:aws:iam::000000000000:role/gone'
  await expect(
    change('CreateStack', { StackName: 'app', TemplateBody: body({ A: thing() }), RoleARN }),
  ).rejects.toThrow(`Role ${RoleARN} is invalid or cannot be assumed`)
  expect(() => stack('app')).toThrow('does not exist')
})

test.each([
  ['Retain', ['create A', 'create B'], ['create A', 'create B']],
  ['RetainExceptOnCreate', ['create A', 'create B', 'delete A'], ['create A', 'create B']],
  ['Delete', ['create A', 'create B', 'delete A'], ['create A', 'create B', 'delete B', 'delete A']],
])(
  'DeletionPolicy %s decides over a failed creation and over the stack’s deletion',
  async (DeletionPolicy, failed, deleted) => {
    const TemplateBody = body({ A: thing({}, { DeletionPolicy }), B: thing({}, { DependsOn: 'A', DeletionPolicy }) })
    const failing = setUp()
    failing.fail('create B')
    await failing.change('CreateStack', { StackName: 'app', TemplateBody })
    expect(failing.calls).toEqual(failed)
    const deleting = setUp()
    await deleting.change('CreateStack', { StackName: 'app', TemplateBody })
    await deleting.change('DeleteStack', { StackName: 'app' })
    expect(deleting.calls).toEqual(deleted)
  },
)

test.each([
  ['DO_NOTHING', 'CREATE_FAILED', ['create A', 'create B']],
  ['DELETE', 'DELETE_COMPLETE', ['create A', 'create B', 'delete A']],
  ['ROLLBACK', 'ROLLBACK_COMPLETE', ['create A', 'create B', 'delete A']],
])('OnFailure %s leaves a stack in %s', async (OnFailure, status, expected) => {
  const { change, fail, calls, stack } = setUp()
  fail('create B')
  const TemplateBody = body({ A: thing(), B: thing({}, { DependsOn: 'A' }) })
  const { StackId } = await change('CreateStack', { StackName: 'app', TemplateBody, OnFailure })
  expect(stack(StackId)).toMatchObject({ StackStatus: status, DisableRollback: OnFailure === 'DO_NOTHING' })
  expect(calls).toEqual(expected)
})

test('a stack whose export is in use is not deleted, and says which stack uses it', async () => {
  const { change, stack, calls } = setUp()
  const Outputs = { Out: { Value: 'x', Export: { Name: 'base:Out' } } }
  await change('CreateStack', { StackName: 'base', TemplateBody: body({ A: thing() }, { Outputs }) })
  await change('CreateStack', {
    StackName: 'app',
    TemplateBody: body({ B: thing({ Name: { 'Fn::ImportValue': 'base:Out' } }) }),
  })
  await change('DeleteStack', { StackName: 'base' })
  expect(stack('base')).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    StackStatusReason: 'Export base:Out cannot be deleted as it is in use by app.',
  })
  await change('DeleteStack', { StackName: 'app' })
  await change('DeleteStack', { StackName: 'base' })
  expect(calls).toEqual(['create A', 'create B', 'delete B', 'delete A'])
})

test('a stack at work takes no other operation, but a creation can be given up', async () => {
  const { change, cloud, calls, stack } = setUp()
  const TemplateBody = body({ A: thing(), B: thing(), C: thing() })
  const { StackId } = await call(cloud, 'CreateStack', { StackName: 'app', TemplateBody })
  await expect(call(cloud, 'UpdateStack', { StackName: 'app', TemplateBody })).rejects.toThrow(
    `Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`,
  )
  await change('DeleteStack', { StackName: 'app' })
  expect(stack(StackId).StackStatus).toBe('DELETE_COMPLETE')
  expect(calls.filter((one) => one.startsWith('create')).length).toBe(
    calls.filter((one) => one.startsWith('delete')).length,
  )
})

test('termination protection refuses a deletion', async () => {
  const { change } = setUp()
  await change('CreateStack', {
    StackName: 'app',
    TemplateBody: body({ A: thing() }),
    EnableTerminationProtection: 'true',
  })
  await expect(async () => change('DeleteStack', { StackName: 'app' })).rejects.toThrow(
    'Stack [app] cannot be deleted while TerminationProtection is enabled',
  )
})
