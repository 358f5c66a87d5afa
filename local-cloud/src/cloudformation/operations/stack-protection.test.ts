import { expect, test } from 'vitest'
import { call, testCloudFormation } from '../cloud-fixture.ts'

const thing = (Properties: object = {}) => ({ Type: 'Test::Thing', Properties })
const store = (Properties: object = {}) => ({ Type: 'Test::Store', Properties })
const body = (Resources: object) => JSON.stringify({ Resources })
const policy = (...Statement: object[]) => JSON.stringify({ Statement })
const every = { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' }
const deny = (Action: string | string[], Resource: string | string[]) => ({
  ...{ Effect: 'Deny', Action, Principal: '*', Resource },
})

async function setUp(StackPolicyBody?: string) {
  const fixture = testCloudFormation()
  const { cloud } = fixture
  const change = async (operation: string, input: object) => {
    const answer = await call(cloud, operation, { StackName: 'app', ...input })
    await cloud.idle()
    return answer
  }
  await change('CreateStack', {
    TemplateBody: body({ A: thing({ Fixed: 'a', Size: 1 }), B: store({ Size: 1 }) }),
    ...(StackPolicyBody !== undefined && { StackPolicyBody }),
  })
  fixture.calls.length = 0
  return {
    ...fixture,
    change,
    update: (Resources: object, more: object = {}) => change('UpdateStack', { TemplateBody: body(Resources), ...more }),
    /** Of a failed update: the resources that failed, with their reasons. */
    refusals: (): string[] =>
      call(cloud, 'DescribeStackEvents', { StackName: 'app' })
        .StackEvents.filter((event: Record<string, string>) => event.ResourceStatus === 'UPDATE_FAILED')
        .map((event: Record<string, string>) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`),
  }
}
const A = thing({ Fixed: 'a', Size: 1 })
const B = store({ Size: 1 })
const denied = (statement: number, action: string, resource: string) =>
  `${resource}: Action denied by stack policy: Statement [#${statement}] does not allow [${action}] for resource [LogicalResourceId/${resource}]`

test.each<[string, object, string[], string, string[]]>([
  ['changed', { A: thing({ Fixed: 'a', Size: 2 }), B }, ['Update:Modify'], 'A', ['Update:Replace', 'Update:Delete']],
  ['replaced', { A: thing({ Fixed: 'b', Size: 1 }), B }, ['Update:Replace'], 'A', ['Update:Modify', 'Update:Delete']],
  ['removed', { A }, ['Update:Delete'], 'B', ['Update:Modify', 'Update:Replace']],
])('what is %s needs its own action, and nothing else does', async (_, template, [action = ''], resource, others) => {
  const refused = await setUp(policy(every, deny(action, `LogicalResourceId/${resource}`)))
  await refused.update(template)
  expect(refused.stack('app').StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(refused.refusals()).toEqual([denied(2, action, resource)])
  // What was being changed is given its former properties; nothing was made or deleted.
  expect(refused.calls.filter((one) => !one.startsWith('update'))).toEqual([])

  const allowed = await setUp(policy(every, deny(others, '*')))
  await allowed.update(template)
  expect(allowed.stack('app').StackStatus).toBe('UPDATE_COMPLETE')
})

test('a removal that is refused undoes nothing, because nothing was changed before it', async () => {
  const { update, calls, stack } = await setUp(policy(every, deny('Update:Delete', '*')))
  await update({ A: thing({ Fixed: 'a', Size: 2 }) })
  expect(stack('app').StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(calls).toEqual([])
})

test('a stack with a policy protects what no statement allows to change; what is new needs no statement', async () => {
  const { update, stack, refusals, calls } = await setUp(policy({ ...every, Resource: 'LogicalResourceId/A' }))
  await update({ A, B: store({ Size: 2 }) })
  expect(refusals()).toEqual([
    'B: Action not allowed by stack policy: No statement allows [Update:Modify] for resource [LogicalResourceId/B]',
  ])
  await update({ A: thing({ Fixed: 'a', Size: 2 }), B, C: thing() })
  expect(stack('app').StackStatus).toBe('UPDATE_COMPLETE')
  expect(calls.slice(-2)).toEqual(['update A', 'create C'])
})

test('a statement names resources by pattern, by type, or by what it is not about', async () => {
  const byType = { ...deny('Update:*', '*'), Condition: { StringEquals: { ResourceType: ['Test::Store'] } } }
  const likeType = { ...deny('Update:*', '*'), Condition: { StringLike: { ResourceType: 'Test::St*' } } }
  const others = { Effect: 'Deny', NotAction: 'Update:Delete', Principal: '*', NotResource: 'LogicalResourceId/A' }
  for (const statement of [byType, likeType, others, deny('Update:Modify', 'LogicalResourceId/B*')]) {
    const { update, refusals } = await setUp(policy(every, statement))
    await update({ A: thing({ Fixed: 'a', Size: 2 }), B })
    expect(refusals()).toEqual([])
    await update({ A: thing({ Fixed: 'a', Size: 2 }), B: store({ Size: 2 }) })
    expect(refusals()).toEqual([denied(2, 'Update:Modify', 'B')])
  }
})

test('a policy for one update takes the place of the stack’s for that update alone; a new one counts once the update succeeded', async () => {
  const closed = policy(deny('Update:*', '*'))
  const { update, stack } = await setUp(closed)
  const status = async (Size: number, more: object = {}) => {
    await update({ A: thing({ Fixed: 'a', Size }), B }, more)
    return stack('app').StackStatus
  }
  expect(await status(2)).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(await status(2, { StackPolicyBody: policy(every) })).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(await status(3)).toBe('UPDATE_ROLLBACK_COMPLETE')
  expect(await status(2, { StackPolicyDuringUpdateBody: policy(every) })).toBe('UPDATE_COMPLETE')
  expect(await status(3)).toBe('UPDATE_ROLLBACK_COMPLETE')
  const opened = { StackPolicyDuringUpdateBody: policy(every), StackPolicyBody: '{}' }
  expect(await status(4, opened)).toBe('UPDATE_COMPLETE')
  expect(await status(5)).toBe('UPDATE_COMPLETE')
})

test('a policy does not stand in the way of the stack’s deletion', async () => {
  const { change, calls } = await setUp(policy(deny('Update:*', '*')))
  await change('DeleteStack', {})
  expect(calls).toEqual(['delete B', 'delete A'])
})

test.each([
  ['not JSON', 'Statement', 'Invalid stack policy'],
  ['of somebody', policy({ ...every, Principal: { AWS: 'arn' } }), 'Invalid stack policy'],
  ['of an unknown action', policy({ ...every, Action: 'Delete:*' }), 'Invalid stack policy'],
  ['of a resource without its prefix', policy({ ...every, Resource: 'A' }), 'Invalid stack policy'],
  [
    'of a resource that the template does not have',
    policy({ ...every, Resource: 'LogicalResourceId/Z' }),
    'LogicalResourceId/Z',
  ],
])('a policy that is %s is refused before there is a stack', async (_, StackPolicyBody, message) => {
  const { cloud } = testCloudFormation()
  const input = { StackName: 'app', TemplateBody: body({ A: thing() }), StackPolicyBody }
  await expect(call(cloud, 'CreateStack', input)).rejects.toMatchObject({
    code: 'ValidationError',
    message: expect.stringMatching(new RegExp(`^Error validating stack policy: .*${message}`)),
  })
  expect(() => call(cloud, 'DescribeStacks', { StackName: 'app' })).toThrow('does not exist')
})

test('termination protection is switched on and off, also while the stack is at work, and is not part of what an update changes', async () => {
  const { change, stack, cloud, update } = await setUp()
  const protect = (EnableTerminationProtection: boolean) =>
    change('UpdateTerminationProtection', { EnableTerminationProtection: String(EnableTerminationProtection) })
  const { StackId } = await protect(true)
  expect(stack('app')).toMatchObject({ StackId, EnableTerminationProtection: true })
  await expect(change('DeleteStack', {})).rejects.toThrow('while TerminationProtection is enabled')
  await expect(update({ A, B })).rejects.toThrow('No updates are to be performed.')
  const working = call(cloud, 'UpdateStack', {
    ...{ StackName: 'app', TemplateBody: body({ A: thing({ Fixed: 'a', Size: 3 }), B: store({ Size: 3 }) }) },
  })
  await working
  await protect(false)
  expect(stack('app')).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', EnableTerminationProtection: false })
  await change('DeleteStack', {})
  expect(() => stack('app')).toThrow('does not exist')
})
