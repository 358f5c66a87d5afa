import { matrix, NO_RIGHTS } from '../dynamodb/matrix.ts'
import { kindOf } from '../dynamodb/target.ts'
import { DIRECTORY, FUNCTIONS, MEMBERSHIPS, OUTBOX, WORKERS, workerOf } from '../product/services.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import { administrators, targetsOf } from './dynamodb.ts'

/**
 * What functions reach under their own roles: the platform's know people and tenants, and a worker finds its tenant. Nothing that belongs to
 * a service is among it, and whichever function is not named here reaches nothing.
 */
const REACHED: Record<string, readonly string[]> = {
  Authorizer: [DIRECTORY, MEMBERSHIPS],
  PeopleAuthorizer: [DIRECTORY, MEMBERSHIPS],
  MyTenants: [DIRECTORY, MEMBERSHIPS],
  Users: [MEMBERSHIPS],
  MessageTrigger: [DIRECTORY, MEMBERSHIPS],
  TokenTrigger: [MEMBERSHIPS, OUTBOX],
  TenantDirectory: [DIRECTORY, MEMBERSHIPS, OUTBOX],
  ...Object.fromEntries(WORKERS.map((service) => [workerOf(service), [DIRECTORY]])),
}

/** Code inside a function, with nothing but the function's own role: forgotten isolation is a denial, not a leak. */
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
  const missing = FUNCTIONS.filter((name) => !local.functions.includes(name))
  if (missing.length > 0) throw new Error(`The app plane lacks functions of services: ${missing.join(', ')}`)
  const targets = await targetsOf(world)
  const parts = await Promise.all(
    local.functions.map(async (name) => {
      const session = { role: `role of ${name}`, credentials: await local.roleOf(name), rights: NO_RIGHTS }
      return targets
        .filter((target) => !REACHED[name]?.includes(kindOf(target)))
        .map((target) => matrix(world, target, session))
    }),
  )
  return {
    name: 'service-roles',
    controls: administrators(world, targets),
    attempts: parts.flat().flatMap(({ attempts }) => attempts),
    skipped: [],
  }
}
