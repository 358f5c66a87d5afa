import { expect, test } from 'vitest'
import { type movableClock as Movable, movableClock } from '../core/clock.ts'
import type { ResourceContext, ResourceType } from '../core/resource-type.ts'
import { testGateway } from './gateway-fixture.ts'
import { pacedControlPlane } from './paced.ts'

const TOO_MANY = expect.objectContaining({
  code: 'TooManyRequestsException',
  status: 429,
  message: 'Too Many Requests',
  members: { retryAfterSeconds: '1' },
})

/** What the last of `count` changes of a plan was refused with, if it was. */
function changePlan(pace: 'aws' | 'unlimited', pauseMs: number, count = 2): unknown {
  const gateway = testGateway(pace)
  const { id } = gateway.call('CreateUsagePlan', { name: 'plan' })
  const patchOperations = [{ op: 'replace', path: '/name', value: 'other' }]
  try {
    for (let i = 0; i < count; i++) {
      gateway.call('UpdateUsagePlan', { usagePlanId: id, patchOperations })
      gateway.clock.advance(pauseMs)
    }
  } catch (error) {
    return error
  }
}

test('a usage plan is changed once in 20 seconds', () => {
  expect(changePlan('aws', 19_999)).toEqual(TOO_MANY)
  expect(changePlan('aws', 20_000)).toBeUndefined()
})

test('all calls together are 40 at once and 10 a second', () => {
  const gateway = testGateway('aws')
  const list = () => gateway.call('GetUsagePlans', {})
  for (let i = 0; i < 40; i++) list()
  expect(list).toThrow(TOO_MANY)
  gateway.clock.advance(100)
  list()
  expect(list).toThrow(TOO_MANY)
})

test('unless it is wanted, nothing is paced', () => {
  expect(changePlan('unlimited', 0, 100)).toBeUndefined()
})

/** Lets whoever waits for the clock go on, second by second. */
async function pass(clock: ReturnType<typeof Movable>, seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    clock.advance(1000)
    await new Promise(setImmediate)
  }
}

test.each([
  ['RestApi', 'create', 3],
  ['Deployment', 'create', 5],
  ['RestApi', 'delete', 30],
] as const)('a deployment that has two %s to %s waits %i seconds for the second', async (name, what, seconds) => {
  const clock = movableClock()
  const done: string[] = []
  const deployed = { physicalId: 'id', attributes: {} }
  const type: ResourceType = {
    type: `AWS::ApiGateway::${name}`,
    // Nothing here parses properties.
    properties: undefined as never,
    create: () => {
      done.push('create')
      return deployed
    },
    update: () => deployed,
    delete: () => void done.push('delete'),
    access: () => [],
  }
  const [paced] = pacedControlPlane(clock, 'aws').resourceTypes([type])
  const context = {} as ResourceContext
  const work = () => (what === 'create' ? paced?.create({}, context) : paced?.delete(deployed, context))
  const both = [work(), work()]
  await pass(clock, seconds - 1)
  expect(done).toEqual([what])
  await pass(clock, 1)
  await Promise.all(both)
  expect(done).toEqual([what, what])
})
