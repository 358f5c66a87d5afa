import { expect, test } from 'vitest'
import { call, testCloudFormation, testContext } from '../../cloud-fixture.ts'

const thing = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Thing', Properties, ...more })
const body = (Resources: object, more: object = {}) => JSON.stringify({ Resources, ...more })

function setUp(context = testContext()) {
  const fixture = testCloudFormation(context)
  const named = { StackName: 'app', ChangeSetName: 'change' }
  const ask = (operation: string, input: object = {}) => call(fixture.cloud, operation, { ...named, ...input })
  return {
    ...fixture,
    context,
    ask,
    create: (TemplateBody: string, more: object = {}) => ask('CreateChangeSet', { TemplateBody, ...more }),
    async execute(more: object = {}) {
      const answer = await ask('ExecuteChangeSet', more)
      await fixture.cloud.idle()
      return answer
    },
    /** A stack from a template, without a change set. */
    async standing(TemplateBody: string, more: object = {}) {
      await call(fixture.cloud, 'CreateStack', { StackName: 'app', TemplateBody, ...more })
      await fixture.cloud.idle()
      fixture.calls.length = 0
    },
  }
}

test('a change set for a new stack makes it in review; executing it creates it under the same ARN', async () => {
  const { create, execute, ask, stack, calls, events } = setUp()
  const { Id, StackId } = await create(body({ A: thing() }), { ChangeSetType: 'CREATE', Description: 'first' })
  expect(Id).toMatch(/^arn:aws:cloudformation:us-east-1:000000000000:changeSet\/change\/[0-9a-f-]{36}$/)
  expect(stack('app')).toMatchObject({ StackId, StackStatus: 'REVIEW_IN_PROGRESS' })
  expect(ask('DescribeChangeSet')).toMatchObject({
    ChangeSetId: Id,
    StackId,
    Description: 'first',
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [
      { Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: 'Test::Thing' } },
    ],
  })
  expect(calls).toEqual([])
  expect(await execute({ ChangeSetName: Id, StackName: undefined })).toEqual({})
  expect(stack('app')).toMatchObject({ StackId, StackStatus: 'CREATE_COMPLETE', ChangeSetId: Id })
  expect(ask('DescribeChangeSet').ExecutionStatus).toBe('EXECUTE_COMPLETE')
  expect(calls).toEqual(['create A'])
  expect(events('app')).toEqual([
    'app REVIEW_IN_PROGRESS',
    'app CREATE_IN_PROGRESS',
    'A CREATE_IN_PROGRESS',
    'A CREATE_COMPLETE',
    'app CREATE_COMPLETE',
  ])
})

test('a change set tells what is added, changed, replaced and removed, and why', async () => {
  const { create, ask, standing, resources } = setUp()
  const Parameters = { P: { Type: 'Number', Default: 1 } }
  const before = {
    Kept: thing(),
    Sized: thing({ Size: { Ref: 'P' } }),
    Fixed: thing({ Fixed: 'a' }),
    Behind: thing({ Name: { Ref: 'Fixed' } }),
    Gone: thing(),
    Left: thing({}, { DeletionPolicy: 'Retain' }),
  }
  await standing(body(before, { Parameters }))
  const after = { ...before, Fixed: thing({ Fixed: 'b' }), New: thing(), Gone: undefined, Left: undefined }
  await create(body(after, { Parameters }), { Parameters: [{ ParameterKey: 'P', ParameterValue: '2' }] })
  const physical = Object.fromEntries(
    resources('app').map((one: Record<string, string>) => [one.LogicalResourceId, one.PhysicalResourceId]),
  )
  const changes = ask('DescribeChangeSet').Changes.map((change: { ResourceChange: object }) => change.ResourceChange)
  const of = (id: string) => ({ LogicalResourceId: id, ResourceType: 'Test::Thing', PhysicalResourceId: physical[id] })
  const modified = (id: string, Replacement: string) => ({
    ...of(id),
    Action: 'Modify',
    Replacement,
    Scope: ['Properties'],
  })
  const target = (Name: string, RequiresRecreation: string) => ({ Attribute: 'Properties', Name, RequiresRecreation })
  expect(changes).toEqual([
    {
      ...modified('Sized', 'False'),
      Details: [
        {
          Target: target('Size', 'Never'),
          Evaluation: 'Static',
          ChangeSource: 'ParameterReference',
          CausingEntity: 'P',
        },
      ],
    },
    {
      ...modified('Fixed', 'True'),
      PolicyAction: 'ReplaceAndDelete',
      Details: [{ Target: target('Fixed', 'Always'), Evaluation: 'Static', ChangeSource: 'DirectModification' }],
    },
    {
      ...modified('Behind', 'False'),
      Details: [
        {
          Target: target('Name', 'Never'),
          Evaluation: 'Dynamic',
          ChangeSource: 'ResourceReference',
          CausingEntity: 'Fixed',
        },
      ],
    },
    { Action: 'Add', LogicalResourceId: 'New', ResourceType: 'Test::Thing' },
    { ...of('Left'), Action: 'Remove', PolicyAction: 'Retain' },
    { ...of('Gone'), Action: 'Remove', PolicyAction: 'Delete' },
  ])
})

test('executing does what was planned, and nothing else', async () => {
  const { create, execute, standing, calls, stack } = setUp()
  await standing(body({ A: thing({ Size: 1 }), B: thing() }))
  const { Id } = await create(body({ A: thing({ Size: 2 }), C: thing() }))
  await execute()
  expect(calls).toEqual(['update A', 'create C', 'delete B'])
  expect(stack('app')).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', ChangeSetId: Id })
})

test('a change set without changes fails with the reason that clients look for', async () => {
  const { create, ask, standing } = setUp()
  await standing(body({ A: thing() }))
  await create(body({ A: thing() }))
  expect(ask('DescribeChangeSet')).toMatchObject({
    Status: 'FAILED',
    StatusReason:
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    ExecutionStatus: 'UNAVAILABLE',
    Changes: [],
  })
  expect(() => ask('ExecuteChangeSet')).toThrow(
    /^ChangeSet \[arn:\S+\] cannot be executed in its current status of \[FAILED\]$/,
  )
})

test('after an update that was rolled back, the template that stands has no changes', async () => {
  const { create, execute, ask, standing, fail } = setUp()
  await standing(body({ A: thing({ Size: 1 }) }))
  await create(body({ A: thing({ Size: 2 }) }))
  fail('update A')
  await execute()
  expect(ask('DescribeChangeSet').ExecutionStatus).toBe('EXECUTE_FAILED')
  await create(body({ A: thing({ Size: 1 }) }), { ChangeSetName: 'again' })
  expect(ask('DescribeChangeSet', { ChangeSetName: 'again' }).Status).toBe('FAILED')
})

test('parameters keep their value only where that is asked for; a new stack has none to keep', async () => {
  const { create, execute, standing, stack, ask } = setUp()
  const template = body(
    { A: thing({ Name: { Ref: 'P' } }) },
    { Parameters: { P: { Type: 'String', Default: 'default' } }, Outputs: { Name: { Value: { Ref: 'A' } } } },
  )
  await standing(template, { Parameters: [{ ParameterKey: 'P', ParameterValue: 'given' }] })
  const keep = { UsePreviousTemplate: 'true', Parameters: [{ ParameterKey: 'P', UsePreviousValue: 'true' }] }
  await ask('CreateChangeSet', { ...keep, Tags: [{ Key: 'team', Value: 'shop' }] })
  await execute()
  expect(stack('app').Outputs[0].OutputValue).toBe('given')
  expect(stack('app').Tags).toEqual([{ Key: 'team', Value: 'shop' }])
  await create(template, { ChangeSetName: 'defaults' })
  await execute({ ChangeSetName: 'defaults' })
  expect(stack('app').Outputs[0].OutputValue).toBe('default')
  await expect(
    create(template, { StackName: 'new', ChangeSetType: 'CREATE', Parameters: keep.Parameters }),
  ).rejects.toThrow('Cannot specify usePreviousValue as true for a parameter key not in the previous template')
})

test('executing one change set deletes the others; an update beside them makes them obsolete', async () => {
  const { create, execute, ask, standing, cloud } = setUp()
  await standing(body({ A: thing({ Size: 1 }) }))
  await create(body({ A: thing({ Size: 2 }) }))
  await create(body({ A: thing({ Size: 3 }) }), { ChangeSetName: 'other' })
  await execute()
  expect(ask('DescribeChangeSet')).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' })
  expect(() => ask('DescribeChangeSet', { ChangeSetName: 'other' })).toThrow('ChangeSet [other] does not exist')
  await create(body({ A: thing({ Size: 4 }) }), { ChangeSetName: 'late' })
  await call(cloud, 'UpdateStack', { StackName: 'app', TemplateBody: body({ A: thing({ Size: 5 }) }) })
  await cloud.idle()
  expect(ask('DescribeChangeSet', { ChangeSetName: 'late' })).toMatchObject({ ExecutionStatus: 'OBSOLETE' })
  expect(() => ask('ExecuteChangeSet', { ChangeSetName: 'late' })).toThrow('execution status of [OBSOLETE]')
})

test('a change set is deleted, also one that is not there; a stack takes its change sets with it', async () => {
  const { create, ask, cloud, stack } = setUp()
  const { Id } = await create(body({ A: thing() }), { ChangeSetType: 'CREATE' })
  expect(ask('DeleteChangeSet', { ChangeSetName: 'never-there' })).toEqual({})
  expect(ask('DeleteChangeSet')).toEqual({})
  expect(() => ask('DescribeChangeSet')).toThrow('ChangeSet [change] does not exist')
  expect(stack('app').StackStatus).toBe('REVIEW_IN_PROGRESS')
  const second = await create(body({ A: thing() }), { ChangeSetType: 'CREATE' })
  expect(second.Id).not.toBe(Id)
  await call(cloud, 'DeleteStack', { StackName: 'app' })
  await cloud.idle()
  expect(() => ask('DescribeChangeSet', { ChangeSetName: second.Id })).toThrow('does not exist')
})

test('a change set is refused where AWS refuses it', async () => {
  const { create, standing, ask } = setUp()
  const template = body({ A: thing() })
  await expect(create(template)).rejects.toThrow('Stack [app] does not exist')
  await standing(template)
  await expect(create(template, { ChangeSetType: 'CREATE' })).rejects.toThrow(
    'Stack [app] already exists and cannot be created again with the changeSet [change].',
  )
  const more = body({ A: thing(), B: thing() })
  const { Id } = await create(more, { ClientToken: 'one' })
  expect(await create(more, { ClientToken: 'one' })).toMatchObject({ Id })
  await expect(create(more)).rejects.toMatchObject({
    code: 'AlreadyExistsException',
    message: 'ChangeSet [change] already exists',
  })
  const role = body({ R: { Type: 'AWS::IAM::Role', Properties: {} } })
  await expect(create(role, { ChangeSetName: 'role' })).rejects.toThrow('Requires capabilities : [CAPABILITY_IAM]')
  expect(() => create(more, { ChangeSetName: 'import', ImportExistingResources: 'true' })).toThrow(
    'does not support "true" as ImportExistingResources',
  )
  expect(() => ask('DescribeChangeSet', { StackName: undefined })).toThrow('StackName must be specified')
})

test('a change set and the stack in review outlive the process', async () => {
  const { create, context } = setUp()
  const { Id, StackId } = await create(body({ A: thing() }), { ChangeSetType: 'CREATE' })
  const next = setUp(context)
  next.cloud.start()
  expect(next.stack('app')).toMatchObject({ StackId, StackStatus: 'REVIEW_IN_PROGRESS' })
  expect(next.ask('DescribeChangeSet')).toMatchObject({ ChangeSetId: Id, ExecutionStatus: 'AVAILABLE' })
  await next.execute()
  expect(next.stack('app').StackStatus).toBe('CREATE_COMPLETE')
  expect(next.ask('DescribeChangeSet').ExecutionStatus).toBe('EXECUTE_COMPLETE')
})

test('an executed change set that was cut short is finished by the next process', async () => {
  const { create, ask, context, cloud } = setUp()
  await create(body({ A: thing(), B: thing() }), { ChangeSetType: 'CREATE' })
  await ask('ExecuteChangeSet')
  expect(ask('DescribeChangeSet').ExecutionStatus).toBe('EXECUTE_IN_PROGRESS')
  await cloud.close()
  const next = setUp(context)
  next.cloud.start()
  await next.cloud.idle()
  expect(next.stack('app').StackStatus).toBe('CREATE_COMPLETE')
  expect(next.ask('DescribeChangeSet').ExecutionStatus).toBe('EXECUTE_COMPLETE')
})
