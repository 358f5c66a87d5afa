import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { defineAllowance, defineEntitlement } from '@tenantry/contracts/service/entitlement.ts'
import { assertPlanAllows } from '@tenantry/toolkit/plan.ts'
import { median } from './latency.ts'

const KEYS = 20
const ROUNDS = 20
const CHECKS = 5_000

/** Milliseconds of processor time that a route's check of the plan takes, warm, of a plan with as many long keys as a tier may have. */
export function entitlementCheck(): number {
  const keysOf = (kind: string) => Array.from({ length: KEYS }, (_, n) => `${kind}-of-a-rather-long-name-${n}`)
  const [entitlements, allowances] = [keysOf('entitlement'), keysOf('allowance')]
  const caller: Record<string, string> = encodeAuthorizerContext({
    tenantId: 'acme00000000',
    tenantName: 'Acme',
    userId: 'ann',
    role: 'TenantUser',
    tier: 'Basic',
    readShards: 1,
    writeShards: 1,
    plan: { entitlements, allowances: Object.fromEntries(allowances.map((key) => [key, 1_000_000])), spent: [] },
    journal: null,
    credentials: null,
  })
  const route = {
    entitlement: defineEntitlement({ key: entitlements.at(-1) ?? '', label: 'Last' }),
    uses: defineAllowance({ key: allowances.at(-1) ?? '', label: 'Last', per: 'month' }),
  }
  const spent = () => {
    const before = process.cpuUsage()
    for (let n = 0; n < CHECKS; n++) assertPlanAllows(route, caller)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000 / CHECKS
  }
  spent()
  return median(Array.from({ length: ROUNDS }, spent))
}
