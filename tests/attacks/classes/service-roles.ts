import { matrix } from '../dynamodb/matrix.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import { administrators, targetsOf } from './dynamodb.ts'

/** Holds tenants' data, and is reached by no function's own role. */
const TENANT_DATA = ['ProductsTable', 'OrdersTable', 'app-plane-Outbox']
/** Have nothing to do with any item under their own roles; the sweeper sees what waits in the outboxes, by its index. */
const BARE = ['Products', 'Orders', 'ApiDocs', 'OutboxSweeper']

/** Code inside a service, with nothing but the service's own role: forgotten isolation is a denial, not a leak. */
export async function serviceRoles(world: World): Promise<AttackClass> {
  const { local } = world
  if (!local) {
    return {
      name: 'service-roles',
      controls: [],
      attempts: [],
      skipped: ['all of it: a deployed system runs no code of an attacker’s'],
    }
  }
  const targets = await targetsOf(world)
  const data = targets.filter(({ name }) => TENANT_DATA.some((table) => name.includes(table)))
  const parts = await Promise.all(
    local.functions.map(async (name) => {
      const session = { role: `role of ${name}`, credentials: await local.roleOf(name), may: () => false }
      return (BARE.includes(name) ? targets : data).map((target) => matrix(world, target, session))
    }),
  )
  return {
    name: 'service-roles',
    controls: administrators(world, targets),
    attempts: parts.flat().flatMap(({ attempts }) => attempts),
    skipped: [],
  }
}
