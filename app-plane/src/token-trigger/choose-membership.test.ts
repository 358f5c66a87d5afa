import { readInvitationQuestion } from '@tenantry/contracts/invitation-question.ts'
import { expect, test } from 'vitest'
import type { Membership } from '../people/membership.ts'
import { chooseMembership } from './choose-membership.ts'

const membership = (tenantId: string, state: Membership['state'], isDefault = false): Membership => ({
  tenantId,
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state,
  isDefault,
  mail: 'sent',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
})

function choosing(stored: Membership[], named?: string, { isRefresh = false, asks = false } = {}) {
  const accepted: string[] = []
  const entered: string[] = []
  const store = {
    get: async (tenantId: string) => stored.find((one) => one.tenantId === tenantId),
    ofUser: async () => stored,
    accept: async ({ tenantId }: Membership) => accepted.push(tenantId) > 0,
    enter: async ({ tenantId }: Membership) => void entered.push(tenantId),
  }
  return {
    chosen: chooseMembership(store, {
      userId: 'ann',
      named,
      isRefresh,
      asks: asks ? async () => '2025-01-01T00:00:00.000Z' : null,
    }).then(({ tenantId }) => tenantId),
    accepted,
    entered,
  }
}
const ACME = 'acme00000000'
const GLOBEX = 'globex000000'

test('the only membership needs no name, and an invitation beside it does not count', async () => {
  const { chosen, accepted } = choosing([membership(ACME, 'active'), membership(GLOBEX, 'invited')])
  expect(await chosen).toBe(ACME)
  expect(accepted).toEqual([])
})

test('of several, the default is taken, or the person must name one', async () => {
  const both = [membership(ACME, 'active'), membership(GLOBEX, 'active', true)]
  expect(await choosing(both).chosen).toBe(GLOBEX)
  expect(await choosing(both, ACME).chosen).toBe(ACME)
  await expect(choosing([membership(ACME, 'active'), membership(GLOBEX, 'active')]).chosen).rejects.toThrow(/several/)
})

test('a refresh of a person of several tenants must name one, whatever the default is', async () => {
  const both = [membership(ACME, 'active'), membership(GLOBEX, 'active', true)]
  await expect(choosing(both, undefined, { isRefresh: true }).chosen).rejects.toThrow(/several/)
  expect(await choosing(both, ACME, { isRefresh: true }).chosen).toBe(ACME)
  expect(await choosing([membership(ACME, 'active')], undefined, { isRefresh: true }).chosen).toBe(ACME)
})

test('naming a tenant accepts its invitation', async () => {
  const { chosen, accepted } = choosing([membership(ACME, 'active'), membership(GLOBEX, 'invited')], GLOBEX)
  expect(await chosen).toBe(GLOBEX)
  expect(accepted).toEqual([GLOBEX])
})

test('a sign-in that asks first accepts nothing, and learns who invites and since when the tenant exists', async () => {
  const invited = { ...membership(GLOBEX, 'invited'), invitedBy: 'eve@globex.example' }
  const { chosen, accepted } = choosing([invited], GLOBEX, { asks: true })
  const { message } = await chosen.then(
    () => Promise.reject(new Error('not asked')),
    (error: Error) => error,
  )
  expect(readInvitationQuestion(message)).toEqual({ by: 'eve@globex.example', tenantSince: '2025-01-01T00:00:00.000Z' })
  expect(accepted).toEqual([])
  expect(await choosing([membership(ACME, 'active')], ACME, { asks: true }).chosen).toBe(ACME)
})

test.each([GLOBEX, 'nonsense', '', '__proto__', `${ACME} `, ACME.toUpperCase()])(
  'naming %j, a tenant of others or none, gives no token',
  async (named) => {
    const { chosen, accepted } = choosing([membership(ACME, 'active')], named)
    await expect(chosen).rejects.toThrow('You are not a member of this tenant.')
    expect(accepted).toEqual([])
  },
)

test('a disabled membership gives no token, named or not', async () => {
  await expect(choosing([membership(ACME, 'disabled')], ACME).chosen).rejects.toThrow(/not act/)
  await expect(choosing([membership(ACME, 'disabled')]).chosen).rejects.toThrow(/not a member/)
})

test('who signs in to a tenant for the first time is noted, once', async () => {
  const first = choosing([membership(ACME, 'active'), membership(GLOBEX, 'invited')])
  await first.chosen
  expect(first.entered).toEqual([ACME])
  for (const known of [{ signedInAt: 5 }, { acceptedAt: 5 }]) {
    const again = choosing([{ ...membership(ACME, 'active'), ...known }], ACME)
    await again.chosen
    expect(again.entered).toEqual([])
  }
  // Accepting is noted by itself, and who is refused has not come.
  const accepting = choosing([membership(GLOBEX, 'invited')], GLOBEX)
  await accepting.chosen
  const asking = choosing([membership(GLOBEX, 'invited')], GLOBEX, { asks: true })
  await expect(asking.chosen).rejects.toThrow()
  expect([...accepting.entered, ...asking.entered]).toEqual([])
})
