import { accessLine, type Line, reportLine, TEN, usageLine, usesIn, zipped } from '@tenantry/metering/lines-fixture.ts'
import { expect, test } from 'vitest'
import { hourLine } from '../support/costs.ts'
import { all, expectConserved, picodollars, useCosts } from '../support/filled-costs.ts'

// Usage lines that are lost on their way are unallocated cost, and no other tenant's.

const { newWorld } = useCosts()
const HOUR = new Date(TEN).toISOString()
const TENANTS = Array.from({ length: 9 }, (_, n) => `tenant00000${n}`)
const ROUNDS = 200

const tenantOf = (n: number): string => TENANTS[n % TENANTS.length] ?? ''

/** A request, and a batch of messages of three tenants. */
const lines = Array.from({ length: ROUNDS }, (_, n): Line[] => {
  const at = TEN + n * 10_000
  const time = new Date(at).toISOString()
  const [request, worker] = [`req-${n}`, `worker-${n}`]
  return [
    usageLine({ usageId: request, functionRequestId: `fn-${n}`, tenantId: tenantOf(n), time, durationMs: 5 + (n % 7) }),
    ...[0, 1, 2].map((m) => {
      const message = {
        usage: 'message',
        usageId: `msg-${n}-${m}`,
        functionRequestId: worker,
        batch: 3,
        writeUnits: m + 1,
      }
      return usageLine({ ...message, tenantId: tenantOf(n * 2 + m), time, durationMs: 10 * (m + 1) })
    }),
    accessLine({ requestId: request, functionRequestId: `fn-${n}`, tenantId: tenantOf(n), at: String(at) }),
    reportLine(`fn-${n}`, at + 1, 20),
    reportLine(worker, at + 1, 70),
  ]
}).flat()
/** One usage line in twenty, of one tenant or another. */
let seen = 0
const lost = lines.filter((line) => 'usage' in line && seen++ % 20 === 7)

/** The bill of all lines, attributed by what is known of some. */
async function attributed(delivered: Line[]) {
  const world = await newWorld()
  const whole = await usesIn(TEN, [zipped(lines)])
  const sum = (metric: keyof (typeof whole)[number]['usage']) =>
    whole.reduce((total, { usage }) => total + Number(usage[metric] ?? 0), 0)
  const billed: [service: string, usageType: string, quantity: number, cost: number][] = [
    ['AmazonDynamoDB', 'ReadRequestUnits', sum('ddbReadUnits'), 0.05],
    ['AmazonDynamoDB', 'WriteRequestUnits', sum('ddbWriteUnits'), 0.25],
    ['AWSLambda', 'Lambda-GB-Second-ARM', sum('lambdaMbMs') / 1_024_000, 0.4],
    ['AWSLambda', 'Request-ARM', sum('lambdaInvocations'), 0.1],
    ['AmazonApiGateway', 'ApiGatewayRequest', sum('apiRequests'), 0.7],
    ['AmazonCloudWatch', 'DataProcessing-Bytes', sum('logBytes') / 2 ** 30, 0.3],
  ]
  for (const [service, usageType, quantity, cost] of billed)
    world.bill.push(hourLine(usageType, HOUR, { service, usageType, quantity, cost }))
  for (const { subject, usage, tier } of await usesIn(TEN, [zipped(delivered)]))
    await world.use(subject, HOUR, usage, tier ?? '')
  await world.run()
  await expectConserved(world)
  const { items, billTotal, unallocated } = await all(world, { by: 'hour' })
  const costs = new Map(items.map(({ tenantId, service, cost }) => [`${tenantId} ${service}`, picodollars(cost)]))
  return { costs, billTotal, unallocated: picodollars(unallocated) }
}

test('five percent of the usage lines dropped are found as unallocated, and no tenant bears a picodollar more', async () => {
  expect(lost).toHaveLength((ROUNDS * 4) / 20)
  const gone = new Set(lost)
  const [whole, gaps] = [await attributed(lines), await attributed(lines.filter((line) => !gone.has(line)))]
  expect(gaps.billTotal).toBe(whole.billTotal)
  const less = new Map([...whole.costs].map(([key, cost]) => [key, cost - (gaps.costs.get(key) ?? 0n)]))
  expect(gaps.costs.size).toBe(whole.costs.size)
  // A tenant's line in a whole batch bears a part of Lambda's own time; in one with a gap it bears its own time alone.
  for (const [key, amount] of less) expect(amount, key).toBeGreaterThanOrEqual(-2n)
  const found = gaps.unallocated - whole.unallocated
  expect([...less.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(found)
  expect(found).toBeGreaterThan(0n)
  // What the gateway tells of is known without functions.
  for (const tenantId of TENANTS) expect(less.get(`${tenantId} AmazonApiGateway`), tenantId).toBe(0n)
  const share = Number(found) / Number(picodollars(whole.billTotal))
  expect(share).toBeGreaterThan(0.02)
  expect(share).toBeLessThan(0.06)
})
