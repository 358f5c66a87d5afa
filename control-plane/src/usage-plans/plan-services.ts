import type { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { exclusively } from '@tenantry/toolkit/lock.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import type { PlanServices } from './ensure-plan.ts'
import { type ApiStage, planGateway } from './plan-gateway.ts'
import { planRegistry } from './plan-registry.ts'

/** What works with usage plans: API Gateway's, and what the tiers table says of them. */
export function planServices(
  client: APIGatewayClient,
  { tiers, poolStage, system }: { tiers: Table; poolStage: ApiStage; system: Pick<System, 'now' | 'uuid'> },
): PlanServices {
  return {
    registry: planRegistry(tiers),
    gateway: planGateway(client),
    tiers: tierCatalogue(tiers),
    poolStage,
    alone: (name, work) => exclusively({ table: tiers, key: { name: `${LOCK}${name}` }, system }, work),
    system,
  }
}

export const LOCK = 'lock#'
