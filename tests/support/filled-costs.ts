import { formatDollars, parseDollars } from '@tenantry/attribution/money.ts'
import { afterAll, expect } from 'vitest'
import { costsWorld, hourLine } from './costs.ts'

export const [ACME, GLOBEX, SILO] = ['acme00000000', 'globex000000', 'silo00000000']
export const TEN = '2026-11-29T10:00:00.000Z'
export const ELEVEN = '2026-11-29T11:00:00.000Z'
type World = Awaited<ReturnType<typeof costsWorld>>

/** Two hours of two tenants, a day's storage, a silo's table, support for the month, and a credit. */
export async function fill(world: World) {
  world.bill.push(
    hourLine('reads-10', TEN, { cost: 0.0000125, quantity: 100 }),
    hourLine('credit-10', TEN, { cost: -0.000000000011, type: 'Credit' }),
    hourLine('writes-10', TEN, { cost: 0.0000625, quantity: 50, usageType: 'WriteRequestUnits' }),
    hourLine('reads-11', ELEVEN, { cost: 0.00001, quantity: 80 }),
    hourLine('calls-11', ELEVEN, {
      cost: 0.000007,
      quantity: 2,
      service: 'AmazonApiGateway',
      usageType: 'ApiGatewayRequest',
    }),
    hourLine('silo-11', ELEVEN, {
      cost: 0.002,
      quantity: 7,
      resource: `arn:aws:dynamodb:us-east-1:000000000000:table/tenantry-silo-${SILO}-Things1`,
    }),
    {
      ...hourLine('storage', '2026-11-29T00:00:00Z', {
        cost: 0.0033,
        quantity: 0.01,
        usageType: 'TimedStorage-ByteHrs',
      }),
      end: '2026-11-30 00:00:00',
    },
    {
      ...hourLine('support', '2026-11-01T00:00:00Z', { cost: 29, service: 'AWSSupportDeveloper', usageType: 'Dollar' }),
      end: '2026-12-01 00:00:00',
    },
  )
  await world.use(ACME, TEN, { ddbReadUnits: '30.5', ddbWriteUnits: '50' })
  await world.use(GLOBEX, TEN, { ddbReadUnits: '10' })
  await world.use(null, TEN, { ddbReadUnits: '20' })
  await world.use(ACME, ELEVEN, { ddbReadUnits: '80', apiRequests: '1' }, 'Premium')
  await world.use(GLOBEX, ELEVEN, { apiRequests: '1' })
}

/** Worlds of a file of tests, which are closed at its end; one of them is filled, and attributed. */
export function useCosts() {
  const worlds: World[] = []
  async function newWorld(...args: Parameters<typeof costsWorld>): Promise<World> {
    const world = await costsWorld(...args)
    worlds.push(world)
    return world
  }
  afterAll(() => Promise.all(worlds.map((world) => world.close())))
  async function attributed(): Promise<World> {
    const world = await newWorld()
    await fill(world)
    await world.run()
    return world
  }
  return { newWorld, filled: attributed() }
}

export const SPAN = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }
export const picodollars = (text: string): bigint => parseDollars(text) ?? 0n
export const sum = (amounts: { cost: string }[]): bigint =>
  amounts.reduce((total, { cost }) => total + picodollars(cost), 0n)
export const billOf = (world: World): string =>
  formatDollars(world.bill.reduce((total, { cost }) => total + picodollars(cost.toFixed(12)), 0n))

/** All pages of a list of costs. */
export async function all(world: World, query: Record<string, string>) {
  const items = []
  let first: { billTotal: string; unallocated: string } | null = null
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { body } = await world.ask('costs', { ...SPAN, ...query, limit: '2', ...(cursor && { cursor }) })
    first ??= body
    items.push(...body.items)
    cursor = body.nextCursor
  }
  return { items, billTotal: first?.billTotal ?? '', unallocated: first?.unallocated ?? '' }
}

export async function expectConserved(world: World): Promise<void> {
  for (const by of ['hour', 'day', 'month']) {
    const { items, billTotal, unallocated } = await all(world, { by })
    expect(billTotal, by).toBe(billOf(world))
    expect(formatDollars(sum(items) + picodollars(unallocated)), by).toBe(billTotal)
    const { body } = await world.ask('unallocated', { ...SPAN, by })
    expect(formatDollars(sum(body.items)), by).toBe(unallocated)
  }
}
