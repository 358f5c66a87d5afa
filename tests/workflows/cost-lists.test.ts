import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBill } from '@tenantry/attribution/bill/read-bill.ts'
import { DriverTable } from '@tenantry/attribution/drivers/driver-table.ts'
import { BadRows } from '@tenantry/attribution/files/bad-input.ts'
import { formatDollars } from '@tenantry/attribution/money.ts'
import { NEXT_CURSOR_HEADER } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import { expect, test } from 'vitest'
import { buildTenant } from '../support/builders.ts'
import { hourLine } from '../support/costs.ts'
import {
  ACME,
  all,
  billOf,
  ELEVEN,
  expectConserved,
  fill,
  GLOBEX,
  picodollars,
  SILO,
  SPAN,
  sum,
  TEN,
  useCosts,
} from '../support/filled-costs.ts'

const { newWorld, filled } = useCosts()

test('tenants and unallocated are the bill, to the picodollar, by the hour, day and month', async () => {
  const world = await filled
  await expectConserved(world)
  const { items } = await all(world, { by: 'hour' })
  expect(items).toEqual([
    { tenantId: ACME, tier: 'Basic', service: 'AmazonDynamoDB', from: TEN, cost: '0.000066312497' },
    { tenantId: GLOBEX, tier: 'Basic', service: 'AmazonDynamoDB', from: TEN, cost: '0.000001249999' },
    { tenantId: ACME, tier: 'Premium', service: 'AmazonApiGateway', from: ELEVEN, cost: '0.000003500000' },
    { tenantId: GLOBEX, tier: 'Basic', service: 'AmazonApiGateway', from: ELEVEN, cost: '0.000003500000' },
    { tenantId: ACME, tier: 'Premium', service: 'AmazonDynamoDB', from: ELEVEN, cost: '0.000010000000' },
    { tenantId: SILO, tier: null, service: 'AmazonDynamoDB', from: ELEVEN, cost: '0.002000000000' },
  ])
  const day = await all(world, { by: 'day', service: 'AmazonDynamoDB' })
  expect(day.items[0]).toMatchObject({ tenantId: ACME, tier: 'Premium', cost: '0.000076312497' })
})

test('one tenant, tier or service is chosen, and a tenant’s own figures are those of all', async () => {
  const world = await filled
  for (const by of ['hour', 'day', 'month']) {
    const { items } = await all(world, { by })
    for (const [name, value] of [
      ['tenantId', ACME],
      ['tier', 'Premium'],
      ['service', 'AmazonApiGateway'],
    ] as const) {
      const chosen = await all(world, { by, [name]: value })
      expect(chosen.items).toEqual(items.filter((item) => item[name] === value))
      expect(chosen.items.length).toBeGreaterThan(0)
    }
  }
})

test('unallocated is told apart by its cause', async () => {
  const { body } = await (await filled).ask('unallocated', { ...SPAN, by: 'month' })
  expect(body.items.map(({ service, cause }: Record<string, string>) => `${service} ${cause}`)).toEqual([
    'AWSSupportDeveloper noDriver',
    'AmazonDynamoDB idle',
    'AmazonDynamoDB noUsage',
    'AmazonDynamoDB platform',
  ])
})

test('the lines behind a figure add up to it, for tenants and for nobody', async () => {
  const world = await filled
  const { items } = await all(world, { by: 'day' })
  for (const { tenantId, service, cost } of items) {
    const { body } = await world.ask('lines', { day: '2026-11-29', service, tenantId })
    expect(formatDollars(sum(body.items)), `${tenantId} ${service}`).toBe(cost)
  }
  const { body } = await world.ask('lines', { day: '2026-11-29', service: 'AmazonDynamoDB' })
  const unallocated = (await world.ask('unallocated', { ...SPAN, by: 'day', service: 'AmazonDynamoDB' })).body.items
  expect(sum(body.items)).toBe(sum(unallocated))
  const acme = await world.ask('lines', { day: '2026-11-29', service: 'AmazonDynamoDB', tenantId: ACME })
  expect(acme.body.items.find(({ lineId }: { lineId: string }) => lineId === 'reads-10')).toEqual({
    lineId: 'reads-10',
    start: TEN,
    end: ELEVEN,
    service: 'AmazonDynamoDB',
    usageType: 'ReadRequestUnits',
    resource: null,
    driver: 'ddbReadUnits',
    quantity: '100',
    lineCost: '0.000012500000',
    metered: '30.5',
    whole: '100',
    cost: '0.000003812500',
  })
  expect((await world.ask('lines', { day: '2026-11-01', service: 'AWSSupportDeveloper' })).body.items).toHaveLength(1)
})

test('the table in FOCUS’s columns is a bill that attribution reads, and its total is the bill', async () => {
  const world = await filled
  let table = ''
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const query = { ...SPAN, by: 'hour', format: 'focus', limit: '3', ...(cursor !== undefined && { cursor }) }
    const { text, headers }: { text: string; headers: Record<string, string> } = await world.ask('costs', query)
    expect(headers['content-type']).toMatch(/^text\/csv/)
    table += text
    cursor = headers[NEXT_CURSOR_HEADER]
  }
  const directory = mkdtempSync(join(tmpdir(), 'focus-'))
  try {
    const file = join(directory, 'focus.csv')
    writeFileSync(file, table)
    const bad = new BadRows()
    const options = { basis: 'billed' as const, drivers: new DriverTable(), resources: new Map() }
    const lines = await readBill([file], options, bad)
    bad.throwIfAny()
    expect(formatDollars(lines.reduce((total, { cost }) => total + cost, 0n))).toBe(billOf(world))
    expect(table).toContain(ACME)
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('margins: revenue by the prices of the tiers that held, less what a tenant used and its part of the rest', async () => {
  const world = await newWorld()
  await fill(world)
  world.tenants.push(
    buildTenant('active', {
      tenantId: ACME,
      tier: 'Premium',
      // Twice within a day, which belongs to the tier that it ends with; and on a day on which it used nothing.
      formerTiers: [
        { tier: 'Basic', until: '2026-11-10T09:00:00.000Z' },
        { tier: 'Standard', until: '2026-11-10T10:00:00.000Z' },
      ],
      activatedAt: '2026-11-01T08:00:00.000Z',
    }),
    buildTenant('active', { tenantId: GLOBEX, tier: 'Basic', activatedAt: '2026-11-20T08:00:00.000Z' }),
  )
  await world.tiersTable.put({
    name: 'Basic',
    version: 1,
    priceCents: 6000,
    prices: [
      { from: '1970-01-01', priceCents: 3000 },
      { from: '2026-11-25', priceCents: 6000 },
    ],
  })
  await world.run()
  const { body } = await world.ask('margins', { month: '2026-11' })
  const of = (tenant: string) => body.items.find(({ tenantId }: { tenantId: string }) => tenantId === tenant)
  // From the 20th to the 24th at $30 a month, from then to the 29th, today, at $60.
  expect(of(GLOBEX)).toMatchObject({
    revenue: '15.000000000000',
    invoice: [
      { tier: 'Basic', from: '2026-11-20', to: '2026-11-25', priceCents: 3000, amount: '5.000000000000' },
      { tier: 'Basic', from: '2026-11-25', to: '2026-11-30', priceCents: 6000, amount: '10.000000000000' },
    ],
  })
  expect(of(ACME).invoice.map(({ tier, from, to }: Record<string, string>) => [tier, from, to])).toEqual([
    ['Basic', '2026-11-01', '2026-11-10'],
    ['Premium', '2026-11-10', '2026-11-30'],
  ])
  expect(of(SILO)).toMatchObject({ revenue: '0.000000000000' })
  const total = body.items.reduce(
    (all: bigint, { direct, shared }: Record<string, string>) =>
      all + picodollars(direct ?? '') + picodollars(shared ?? ''),
    0n,
  )
  expect(formatDollars(total)).toBe(billOf(world))
  const margins = body.items.map(({ margin }: { margin: string }) => Number(margin))
  expect(margins).toEqual(margins.toSorted((a: number, b: number) => a - b))
})

test('changes from one week to the next are told apart by use and price, and add up to the change of the bill', async () => {
  const world = await newWorld()
  const [before, after] = ['2026-11-20T10:00:00.000Z', TEN]
  world.bill.push(
    hourLine('before', before, { cost: 1, quantity: 10 }),
    // Twice as much, and each unit for a half more.
    hourLine('after', after, { cost: 3, quantity: 20 }),
  )
  await world.use(ACME, before, { ddbReadUnits: '10' })
  await world.use(ACME, after, { ddbReadUnits: '20' })
  await world.run()
  expect((await world.ask('changes')).body.items).toEqual([
    {
      tenantId: ACME,
      service: 'AmazonDynamoDB',
      before: '1.000000000000',
      after: '3.000000000000',
      change: '2.000000000000',
      byUse: '1.000000000000',
      byPrice: '1.000000000000',
    },
  ])
})

test.each([
  [{ by: 'minute' }, 'by'],
  [{ from: 'yesterday' }, 'from'],
  [{ from: '2026-11-29T00:00:00Z', to: '2026-11-01T00:00:00Z' }, 'to'],
  [{ by: 'hour', from: '2026-01-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }, 'to'],
  [{ limit: '0' }, 'limit'],
  [{ format: 'xml' }, 'format'],
  [{ tenantId: '' }, 'tenantId'],
  [{ tenantId: 'x'.repeat(3_000) }, 'tenantId'],
])('%o is refused with the member that is wrong', async (query, field) => {
  await expect((await filled).ask('costs', query as Record<string, string>)).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
    field,
  })
})

test.each([
  ['costs', { from: '9999-12-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }],
  ['costs', { by: 'month', tenantId: ACME, from: '9999-12-31T23:00:00-14:00', to: '9999-12-31T23:59:59-14:00' }],
  ['unallocated', { from: '9999-12-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }],
  ['lines', { day: '9999-12-31', service: 'AmazonDynamoDB' }],
  ['margins', { month: '9999-12' }],
] as const)('%s at the end of all times, %o, are an empty list', async (list, query) => {
  expect(await (await filled).ask(list, { ...query })).toMatchObject({ body: { items: [] } })
})
