import type { TenantUserState } from '@tenantry/contracts/events.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { sendQuotaMails } from '@tenantry/control-plane/quota-mails/send-quota-mails.ts'
import { DAY, HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type Line, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'
import { afterAll, expect, test } from 'vitest'
import { tenantOf } from '../support/billing.ts'
import { usageWorld } from '../support/usage.ts'

const QUOTA = 10
const tier = { ...DEFAULT_TIERS[0], quota: QUOTA, state: 'offered' as const, retiredAt: null, version: 0 }
const worlds: Awaited<ReturnType<typeof usageWorld>>[] = []
afterAll(() => Promise.all(worlds.map((world) => world.close())))

const person = (userId: string, fields: Partial<TenantUserState> = {}): TenantUserState => ({
  tenantId: 't1',
  userId,
  email: `${userId}@t1.example`,
  role: 'TenantAdmin',
  state: 'active',
  createdAt: '2026-11-01T00:00:00.000Z',
  sequence: 1,
  ...fields,
})
const PEOPLE = [
  person('ada'),
  person('bob', { role: 'TenantUser' }),
  person('eve', { state: 'disabled' }),
  person('zoe'),
]

async function newWorld() {
  const world = await usageWorld()
  worlds.push(world)
  world.clock.now = TEN + HOUR
  const mails: Mail[] = []
  const refused = new Map<string, string>()
  const services = {
    ...world,
    tenants: { tenant: async (tenantId: string) => tenantOf(tenantId) },
    tiers: { find: async () => tier },
    people: { list: async () => PEOPLE },
    async sendMail(mail: Mail) {
      const name = refused.get(mail.to)
      if (name) throw Object.assign(new Error('not taken'), { name })
      mails.push(mail)
    },
  }
  let requests = 0
  return {
    ...world,
    mails,
    refused,
    /** More requests of the tenant, now, as they are metered. */
    async use(count: number, fields: Line = {}) {
      const lines = Array.from({ length: count }, () => {
        const n = ++requests
        return usageLine({
          usageId: `req-${n}`,
          functionRequestId: `fn-${n}`,
          time: new Date(world.clock.now).toISOString(),
          ...fields,
        })
      })
      await world.work([await world.deliver(`usage/${requests}`, zipped(lines))])
    },
    look: (hasTime: () => boolean = () => true) => sendQuotaMails(services, hasTime),
  }
}

test('active admins get one mail at 80 % and one at 100 % of a month', async () => {
  const world = await newWorld()
  await world.use(7)
  await world.look()
  expect(world.mails).toEqual([])
  await world.use(1)
  await world.look()
  await world.look()
  expect(world.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['ada@t1.example', 'The t1 has used 80 % of this month’s requests'],
    ['zoe@t1.example', 'The t1 has used 80 % of this month’s requests'],
  ])
  expect(world.mails[0]?.text).toContain('about 8 of the 10 requests')
  await world.use(2)
  await world.look()
  await world.use(2)
  await world.look()
  expect(world.mails.slice(2).map(({ to, subject }) => [to, subject])).toEqual([
    ['ada@t1.example', 'The t1 has used all requests of this month'],
    ['zoe@t1.example', 'The t1 has used all requests of this month'],
  ])
  expect(world.mails[3]?.text).toContain('until 2026-12-01, 00:00 UTC')
})

test('a new month begins anew, and what was used the month before does not count', async () => {
  const world = await newWorld()
  await world.use(9)
  await world.look()
  world.clock.now += 3 * DAY
  await world.use(7)
  await world.look()
  expect(world.mails).toHaveLength(2)
  await world.use(3)
  await world.look()
  expect(world.mails).toHaveLength(4)
  expect(world.mails[2]?.subject).toBe('The t1 has used all requests of this month')
})

test('throttled requests and the platform’s own work use no quota', async () => {
  const world = await newWorld()
  await world.use(20, { status: 429 })
  await world.use(20, { service: 'workflows' })
  await world.look()
  expect(world.mails).toEqual([])
})

test('an address that takes no mail keeps it from nobody else, and a mail that nobody got is sent again', async () => {
  const world = await newWorld()
  await world.use(8)
  world.refused.set('ada@t1.example', 'MessageRejected').set('zoe@t1.example', 'InternalServiceErrorException')
  await expect(world.look()).rejects.toThrow('not taken')
  world.refused.delete('zoe@t1.example')
  world.clock.now += MINUTE
  await world.look()
  await world.look()
  expect(world.mails.map(({ to }) => to)).toEqual(['zoe@t1.example'])
})

test('addresses that the mail service refuses for good are not tried again', async () => {
  const world = await newWorld()
  await world.use(8)
  for (const name of ['ada', 'zoe']) world.refused.set(`${name}@t1.example`, 'MessageRejected')
  await world.look()
  world.refused.clear()
  await world.look()
  expect(world.mails).toEqual([])
})

test('a run without time goes on where the one before stopped', async () => {
  const world = await newWorld()
  const lines = Array.from({ length: 60 }, (_, n) =>
    Array.from({ length: 8 }, (_unused, k) =>
      usageLine({
        usageId: `${n}-${k}`,
        functionRequestId: `fn-${n}-${k}`,
        tenantId: `t${100 + n}`,
        time: new Date(world.clock.now).toISOString(),
      }),
    ),
  ).flat()
  await world.work([await world.deliver('usage/many', zipped(lines))])
  const told = () => new Set(world.mails.map(({ subject }) => subject)).size
  let looks = 0
  await world.look(() => looks++ < 1)
  expect(told()).toBe(50)
  await world.look()
  expect(told()).toBe(60)
  expect(world.mails).toHaveLength(120)
})
