import { expect, test } from 'vitest'
import * as z from 'zod'
import type { CloudContext } from '../core/cloud-context.ts'
import { type ResourceType, resourceType } from '../core/resource-type.ts'
import { assembly, call, testContext, testRoles } from './cloud-fixture.ts'
import { cloudFormationService } from './service.ts'

// The world is what the resource types made. A process dies where a call of a type never comes back: before it did its work, or after
// it did and before anybody heard. What is in the database at that moment is what the next process finds.
type World = Map<string, number>

interface Death {
  /** Counts down with each call of a type; the process dies at the one that finds 0. */
  left: number
  when: 'before' | 'after'
  died: () => void
}

function types(world: World, death: Death | undefined, failing: string | undefined): ResourceType[] {
  const at = async <T>(work: () => T): Promise<T> => {
    const dies = death && death.left-- === 0
    if (!dies) return work()
    try {
      if (death.when === 'after') work()
    } finally {
      death.died()
      await new Promise(() => {})
    }
    throw new Error('the dead do not come here')
  }
  const set = (physicalId: string, Size: number) => {
    world.set(physicalId, Size)
    return { physicalId, attributes: { Size } }
  }
  return [
    resourceType({
      type: 'Test::Thing',
      properties: z.strictObject({ Size: z.number(), Name: z.string().optional(), Of: z.unknown().optional() }),
      named: { by: ({ Name }) => Name, exists: (name) => world.has(name) },
      create: ({ Size, Name }, context) =>
        at(() => {
          if (context.logicalId === failing) throw new Error(`${failing} cannot be`)
          return set(Name ?? context.physicalName(), Size)
        }),
      update: ({ Size }, { physicalId }) => at(() => set(physicalId, Size)),
      delete: ({ physicalId }) => at(() => void world.delete(physicalId)),
      access: () => [],
    }),
  ]
}

function open(context: CloudContext, world: World, death?: Death, failing?: string) {
  return cloudFormationService({
    context,
    iam: testRoles().iam,
    resourceTypes: types(world, death, failing),
    ssm: { value: () => undefined },
    objects: { has: () => true, put() {}, get: () => Buffer.alloc(0) },
    sites: () => ({}),
  })
}

const thing = (Size: number, more: object = {}) => ({ Type: 'Test::Thing', Properties: { Size, ...more } })
const OLD = {
  Resources: { A: thing(1), B: thing(1, { Of: { Ref: 'A' } }), Gone: thing(1) },
  Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } },
}
const NEW = { Resources: { A: thing(2), New: thing(2), B: thing(2, { Of: { Ref: 'A' } }) }, Outputs: OLD.Outputs }

const sizes = (world: World) =>
  Object.fromEntries([...world].map(([id, size]) => [id.split('-')[1] ?? '', size]).sort())

const cases = [
  { name: 'a creation', steps: [OLD], kill: 0, failing: undefined, calls: 3, end: { A: 1, B: 1, Gone: 1 } },
  { name: 'a creation that fails', steps: [OLD], kill: 0, failing: 'Gone', calls: 5, end: {} },
  { name: 'an update', steps: [OLD, NEW], kill: 1, failing: undefined, calls: 4, end: { A: 2, B: 2, New: 2 } },
  { name: 'an update that fails', steps: [OLD, NEW], kill: 1, failing: 'New', calls: 3, end: { A: 1, B: 1, Gone: 1 } },
]
const deaths = cases.flatMap((one) =>
  Array.from({ length: one.calls }, (_, left) => left).flatMap((left) =>
    (['before', 'after'] as const).map((when) => ({ ...one, left, when })),
  ),
)

test.each(deaths)('$name, killed $when step $left, stands as if it had not been', async (one) => {
  const context = testContext()
  const world: World = new Map()
  for (const template of one.steps.slice(0, one.kill))
    await open(context, world).deployAssembly(assembly({ app: template }))
  const { promise: killed, resolve: died } = Promise.withResolvers<void>()
  const dying = open(context, world, { left: one.left, when: one.when, died }, one.failing)
  void dying.deployAssembly(assembly({ app: one.steps[one.kill] ?? {} })).catch(() => {})
  await killed

  const next = open(context, world, undefined, one.failing)
  next.start()
  await next.idle()
  expect(sizes(world)).toEqual(one.end)
  const [stack] = call(next, 'DescribeStacks', { StackName: 'app' }).Stacks
  expect(stack.StackStatus).toMatch(/^(CREATE|UPDATE|ROLLBACK|UPDATE_ROLLBACK)_COMPLETE$/)
  if (one.failing) expect(stack.StackStatus).toMatch(/ROLLBACK_COMPLETE$/)
  else expect(next.outputs('app')).toEqual({ Size: String(sizes(world).A) })
  const known = call(next, 'DescribeStackResources', { StackName: 'app' }).StackResources
  expect(known.map((resource: { PhysicalResourceId: string }) => resource.PhysicalResourceId).sort()).toEqual(
    [...world.keys()].sort(),
  )
})

const created = ['ROLLBACK', 'DELETE'].flatMap((OnFailure) =>
  [undefined, 'Gone'].flatMap((failing) =>
    Array.from({ length: failing ? 5 : 3 }, (_, left) => left).flatMap((left) =>
      (['before', 'after'] as const).map((when) => ({ OnFailure, failing, left, when })),
    ),
  ),
)

test.each(created)(
  'CreateStack with OnFailure $OnFailure and a service role (failing at $failing), killed $when step $left, ends as it was asked to',
  async (one) => {
    const context = testContext()
    const world: World = new Map()
    const { promise: killed, resolve: died } = Promise.withResolvers<void>()
    const dying = open(context, world, { left: one.left, when: one.when, died }, one.failing)
    const input = {
      ...{ StackName: 'app', TemplateBody: JSON.stringify(OLD), OnFailure: one.OnFailure, ClientRequestToken: 'once' },
      ...{ RoleARN: 'arn:aws:iam::000000000000:role/deployer', EnableTerminationProtection: 'true' },
    }
    const { StackId } = await call(dying, 'CreateStack', input)
    await killed

    const next = open(context, world, undefined, one.failing)
    next.start()
    await next.idle()
    const [stack] = call(next, 'DescribeStacks', { StackName: StackId }).Stacks
    const failed = one.OnFailure === 'DELETE' ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE'
    expect(stack).toMatchObject({ StackStatus: one.failing ? failed : 'CREATE_COMPLETE', RoleARN: input.RoleARN })
    expect(sizes(world)).toEqual(one.failing ? {} : { A: 1, B: 1, Gone: 1 })
    // The workflow that asked for it asks again.
    if (!one.failing) expect((await call(next, 'CreateStack', input)).StackId).toBe(StackId)
    const { StackEvents } = call(next, 'DescribeStackEvents', { StackName: StackId })
    const reasons = StackEvents.filter(
      ({ ResourceStatus }: { ResourceStatus: string }) => ResourceStatus === 'CREATE_FAILED',
    )
    expect(reasons.map((event: Record<string, string>) => event.ResourceStatusReason)).toEqual(
      one.failing ? expect.arrayContaining(['Gone cannot be']) : [],
    )
  },
)

test.each([0, 1, 2])('a deletion, killed at step %i, is finished by the next start', async (left) => {
  const context = testContext()
  const world: World = new Map()
  await open(context, world).deployAssembly(assembly({ app: OLD }))
  const { promise: killed, resolve: died } = Promise.withResolvers<void>()
  const dying = open(context, world, { left, when: 'after', died })
  const [{ StackId }] = call(dying, 'DescribeStacks', { StackName: 'app' }).Stacks
  call(dying, 'DeleteStack', { StackName: 'app' })
  await killed

  const next = open(context, world)
  next.start()
  await next.idle()
  expect(sizes(world)).toEqual({})
  expect(() => call(next, 'DescribeStacks', { StackName: 'app' })).toThrow('Stack with id app does not exist')
  expect(call(next, 'DescribeStacks', { StackName: StackId }).Stacks[0].StackStatus).toBe('DELETE_COMPLETE')
})

test('closing stops between two resources, and the next start goes on from there', async () => {
  const context = testContext()
  const world: World = new Map()
  const closing = open(context, world)
  const deployed = closing.deployAssembly(assembly({ app: OLD }))
  await Promise.all([closing.close(), expect(deployed).rejects.toThrow('the next start goes on with it')])
  expect(world.size).toBeLessThan(3)
  const next = open(context, world)
  next.start()
  await next.idle()
  expect(sizes(world)).toEqual({ A: 1, B: 1, Gone: 1 })
})

test.each(['before', 'after'] as const)('a creation killed %s it took a name goes on with that name', async (when) => {
  const context = testContext()
  const world: World = new Map()
  const template = { Resources: { A: thing(1, { Name: 'a' }) } }
  const { promise: killed, resolve: died } = Promise.withResolvers<void>()
  const dying = open(context, world, { left: 0, when, died })
  void dying.deployAssembly(assembly({ app: template })).catch(() => {})
  await killed

  const next = open(context, world)
  next.start()
  await next.idle()
  expect(call(next, 'DescribeStacks', { StackName: 'app' }).Stacks[0].StackStatus).toBe('CREATE_COMPLETE')
  expect([...world]).toEqual([['a', 1]])
  await expect(next.deployAssembly(assembly({ other: template }))).rejects.toThrow(
    "Resource of type 'Test::Thing' with identifier 'a' already exists.",
  )
  expect([...world]).toEqual([['a', 1]])
})
