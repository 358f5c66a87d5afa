import { TierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { DEFAULT_TIERS, type Tier } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { AuditIntents } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import type { Item, Write } from '@tenantry/toolkit/table.ts'
import { byOperator, operatorOf, operatorRemoved } from '../operators/operator.ts'
import type { RemovedOperators } from '../operators/removed-operators.ts'
import { type OfferedTier, overridden, type TierCatalogue } from '../tenants/tier-catalogue.ts'
import { type ApplyLimits, TooSoon } from './apply-limits.ts'

export interface Services {
  tiers: Pick<TierCatalogue, 'find'>
  /** Writes the tier and the outcome of its change, both or neither. */
  write: (tier: Item, outcome: Write) => Promise<void>
  intents: AuditIntents
  applyLimits: ApplyLimits
  /** Tier name → usage plan id; a tier whose tenants have silos has none. */
  usagePlans: Record<string, string>
  /** Does work while nobody else changes this tier: its plan and what is stored of it must not part. */
  alone: <T>(tier: string, work: () => Promise<T>) => Promise<T>
  removed: Pick<RemovedOperators, 'has'>
}

/** Replaces what operators changed of a tier. The plan comes first: limits that are shown are limits that hold. */
export const replaceTier =
  ({ tiers, write, intents, applyLimits, usagePlans, alone, removed }: Services): ApiOperation =>
  async (request) => {
    const { params, body, precondition } = request
    const standard = DEFAULT_TIERS.find(({ name }) => name === params.name)
    if (!standard) throw new ApiError('NOT_FOUND', 'There is no such tier.')
    const { name, deployment, ...override } = parse(TierBody, body)
    if ((name ?? standard.name) !== standard.name) throw invalid('name', 'cannot be changed')
    if ((deployment ?? standard.deployment) !== standard.deployment) throw invalid('deployment', 'cannot be changed')
    const tier = overridden(standard, override)
    try {
      const version = await alone(tier.name, async () => {
        if (await removed.has(operatorOf(request).userId)) throw operatorRemoved()
        const before = await tiers.find(tier.name)
        assertFits(precondition, tier.name, before?.version ?? 0)
        const next = (before?.version ?? 0) + 1
        const after = { ...tier, version: next }
        const intent = await intents(byOperator(request), {
          tenantId: null,
          action: 'tier.replaced',
          object: { kind: 'tier', id: tier.name },
          before: before && { ...before },
          after,
        })
        const plan = usagePlans[tier.name]
        try {
          if (plan !== undefined && !sameLimits(tier, before)) await applyLimits(plan, tier)
        } catch (error) {
          await intent.settle('failed', before && { ...before })
          throw error
        }
        await write({ ...override, name: tier.name, version: next }, intent.done(after))
        return next
      })
      return ok({ ...tier, version } satisfies OfferedTier)
    } catch (error) {
      throw refusal(error)
    }
  }

const sameLimits = (one: Tier, other: Tier | null): boolean =>
  one.rate === other?.rate && one.burst === other.burst && one.quota === other.quota

function refusal(error: unknown): unknown {
  if (error instanceof Locked)
    return new ApiError('CONFLICT', 'The tier was changed by another request. Fetch it and try again.')
  if (!(error instanceof TooSoon)) return error
  const message = 'API Gateway changes the limits of one plan in 20 seconds; nothing was changed. Try again then.'
  return new ApiError('THROTTLED', message, { headers: { 'retry-after': '20' } })
}
