import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { COOL_DOWN_SECONDS, type InvitationLimits, invitationLimits } from './invitation-limits.ts'

const DAY = 24 * 3600
let now: number
let limits: InvitationLimits

beforeEach(async () => {
  // The beginning of a day, and so of each window.
  now = Date.parse('2026-01-01T00:00:00.000Z')
  const caps = {
    INVITATIONS_PER_ADDRESS: 3,
    INVITATIONS_PER_ADDRESS_A_DAY: 7,
    INVITATIONS_PER_TENANT: 2,
    INVITATIONS_PER_TENANT_A_DAY: 5,
  }
  limits = invitationLimits(table(await testDynamo('addresses'), 'addresses'), caps, { now: () => now })
})

const wait = (seconds: number) => {
  now += seconds * 1000
}
/** How many of so many at once were let through, and what the others were told. */
async function counted(times: number, count: () => Promise<void>) {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, count))
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  return { passed: times - refusals.length, refusals }
}
const toAnn = () => limits.ofAddress('Ann@acme.example')
const byAcme = () => limits.ofTenant('acme00000000')

test('an address gets its share, however many ask at once and however it is written, and then has to cool down', async () => {
  const { passed, refusals } = await counted(10, () => limits.ofAddress('ann@acme.example'))
  expect(passed).toBe(3)
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ code: 'TOO_MANY_INVITATIONS', status: 429, headers: { 'retry-after': '600' } })
  await expect(toAnn()).rejects.toMatchObject({ code: 'TOO_MANY_INVITATIONS' })
  await limits.ofAddress('bob@acme.example')
  wait(COOL_DOWN_SECONDS.address)
  await toAnn()
})

test('an address gets no more than its share of a day, however patiently it is sent', async () => {
  let passed = 0
  for (let window = 0; window < 4; window++) {
    passed += (await counted(3, toAnn)).passed
    wait(COOL_DOWN_SECONDS.address)
  }
  expect(passed).toBe(7)
  await expect(toAnn()).rejects.toMatchObject({
    headers: { 'retry-after': String(DAY - 4 * COOL_DOWN_SECONDS.address) },
  })
  wait(DAY)
  await toAnn()
})

test('a tenant sends its share of a minute and of a day, and holds no other tenant back', async () => {
  let passed = 0
  for (let minute = 0; minute < 4; minute++) {
    const outcome = await counted(4, byAcme)
    expect(outcome.passed).toBeLessThanOrEqual(2)
    passed += outcome.passed
    wait(COOL_DOWN_SECONDS.tenant)
  }
  expect(passed).toBe(5)
  await limits.ofTenant('globex000000')
  wait(DAY)
  await byAcme()
})
