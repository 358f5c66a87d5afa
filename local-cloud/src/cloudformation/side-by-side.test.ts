import { expect, test } from 'vitest'
import * as z from 'zod'
import { AwsError } from '../core/aws-error.ts'
import { type ResourceType, resourceType } from '../core/resource-type.ts'
import { call, testContext, testRoles } from './cloud-fixture.ts'
import { cloudFormationService } from './service.ts'

// Things that take a while to make, so that stacks meet in between.
function setUp() {
  const world = new Set<string>()
  const begun: string[] = []
  const waiting: (() => void)[] = []
  const context = testContext()
  const roles = testRoles()
  const type: ResourceType = resourceType({
    type: 'Test::Thing',
    properties: z.strictObject({ Name: z.string().optional() }),
    named: { by: ({ Name }) => Name, exists: async (name) => world.has(name) },
    async create({ Name }, { stackName, physicalName }) {
      begun.push(stackName)
      await new Promise<void>((resolve) => waiting.push(resolve))
      world.add(Name ?? physicalName())
      return { physicalId: Name ?? physicalName(), attributes: {} }
    },
    update: (_, current) => current,
    delete: ({ physicalId }) => void world.delete(physicalId),
    access: ({ kind, context: { logicalId } }) => [{ action: `test:${kind}`, resource: `arn:${logicalId}` }],
  })
  const open = () =>
    cloudFormationService({
      ...{ context, iam: roles.iam, resourceTypes: [type], sites: () => ({}) },
      ssm: { value: () => undefined },
      objects: { has: () => true, put() {}, get: () => Buffer.alloc(0) },
    })
  const cloud = open()
  const create = (StackName: string, Properties: object, more: object = {}) =>
    call(cloud, 'CreateStack', {
      ...{
        StackName,
        TemplateBody: JSON.stringify({ Resources: { A: { Type: 'Test::Thing', Properties } } }),
        ...more,
      },
    })
  const status = (StackName: string, of = cloud) => call(of, 'DescribeStacks', { StackName }).Stacks[0].StackStatus
  const release = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  return { world, begun, cloud, open, create, status, release, roles, context }
}

test('stacks are made side by side', async () => {
  const { begun, create, status, release, cloud } = setUp()
  const names = Array.from({ length: 5 }, (_, i) => `app${i}`)
  await Promise.all(names.map((name) => create(name, {})))
  await expect.poll(() => begun).toEqual(names)
  expect(names.map((name) => status(name))).toEqual(names.map(() => 'CREATE_IN_PROGRESS'))
  release()
  await cloud.idle()
  expect(names.map((name) => status(name))).toEqual(names.map(() => 'CREATE_COMPLETE'))
})

test('of two stacks that want one name at the same time one has it, and the other takes nothing from it', async () => {
  const { begun, world, create, status, release, cloud } = setUp()
  await Promise.all([create('first', { Name: 'thing' }), create('second', { Name: 'thing' })])
  await expect.poll(() => status('second')).toBe('ROLLBACK_COMPLETE')
  expect(begun).toEqual(['first'])
  release()
  await cloud.idle()
  expect(status('first')).toBe('CREATE_COMPLETE')
  expect([...world]).toEqual(['thing'])
})

test('a service role that is gone at the next start has no rights left, and stands in the way of nothing else', async () => {
  const { create, open, status, roles, begun, release } = setUp()
  await create('lost', {}, { RoleARN: 'arn:aws:iam::000000000000:role/deployer' })
  await create('other', {})
  await expect.poll(() => begun.length).toBe(2)
  roles.iam.assumeForService = ({ roleArn }) => {
    throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, 404)
  }
  roles.iam.authorize = (principal, [access]) => {
    // No role has an empty id: this is what IAM finds no policies for.
    if (principal.kind === 'role-session' && principal.roleId === '')
      throw new AwsError('AccessDenied', `not authorized to perform: ${access?.action}`, 403)
  }
  const next = open()
  next.start()
  await expect.poll(() => status('lost', next)).toBe('ROLLBACK_COMPLETE')
  await expect.poll(() => begun.length).toBe(3)
  release()
  await next.idle()
  expect(status('other', next)).toBe('CREATE_COMPLETE')
})
