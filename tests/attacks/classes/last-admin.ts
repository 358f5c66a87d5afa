import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, type Call, send } from '../world/http.ts'
import { invite } from '../world/member.ts'
import { addedOperator, awaitingApproval, SPARE_TIER } from '../world/operating.ts'
import { createOperator } from '../world/operators.ts'
import { removedAdmin } from '../world/removed-admin.ts'
import { type TenantWorld, tenantWorld } from '../world/tenant-world.ts'
import type { World } from '../world/world.ts'
import { apisOf, controlsOf } from './api.ts'

/** Raising oneself, taking a tenant's last admin away, and power that outlives its admin; in a tenant of its own, since some of it would be irreparable. */
export async function lastAdmin(world: World): Promise<AttackClass> {
  const tenant = await tenantWorld(world.endpoints, `Lonely ${world.run} ${Date.now().toString(36)}`)
  const { admin, user } = tenant
  const call = async (person: { token: string }, method: string, path: string, body?: object) =>
    answerOf(await send(tenant.config.apiUrl, { method, path, token: person.token, body } satisfies Call))
  // What one attempt finds, the one before it must have left.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (run: () => Promise<string>): Promise<string> => {
    const mine = turn.then(run)
    turn = mine.catch(() => {})
    return mine
  }
  const attempt = (
    operation: string,
    role: string,
    mutation: string,
    expected: string,
    run: () => Promise<string>,
  ): Attempt => ({
    operation,
    role,
    mutation,
    expected,
    send: () => inTurn(run),
  })
  /** A call of an admin who was removed just now, whose token the gateway still lets pass. */
  const removed = (operation: string, mutation: string, pathOf: () => Promise<string> | string, body?: object) =>
    attempt(operation, 'SystemAdmin', mutation, '403 FORBIDDEN', async () => {
      const path = await pathOf()
      const { token } = await removedAdmin(world)
      const [method = ''] = operation.split(' ')
      return answerOf(await send(world.endpoints.controlPlaneApi, { method, path, token, body } satisfies Call))
    })
  const put = 'PUT /users/{id}'
  const remove = 'DELETE /users/{id}'
  return {
    name: 'last-admin',
    controls: [
      attempt(put, 'TenantAdmin', 'promotes and demotes someone else', '200 then 200', async () => {
        const promoted = await call(admin, 'PUT', `/users/${user.userId}`, { role: 'TenantAdmin' })
        return `${promoted} then ${await call(admin, 'PUT', `/users/${user.userId}`, { role: 'TenantUser' })}`
      }),
      attempt(remove, 'TenantAdmin', 'removes someone else', '204', async () => {
        const someone = await invite(world.endpoints, tenant, tenant.nextEmail(), 'TenantUser')
        return call(admin, 'DELETE', `/users/${someone.userId}`)
      }),
      ...powersOfAdmins(world),
    ],
    attempts: [
      attempt(put, 'TenantAdmin', 'the last admin demotes themselves', '409 CONFLICT', () =>
        call(admin, 'PUT', `/users/${admin.userId}`, { role: 'TenantUser' }),
      ),
      attempt(remove, 'TenantAdmin', 'the last admin removes themselves', '409 CONFLICT', () =>
        call(admin, 'DELETE', `/users/${admin.userId}`),
      ),
      attempt(put, 'TenantUser', 'raises themselves', '403 FORBIDDEN', () =>
        call(user, 'PUT', `/users/${user.userId}`, { role: 'TenantAdmin' }),
      ),
      attempt(remove, 'TenantUser', 'removes the admin', '403 FORBIDDEN', () =>
        call(user, 'DELETE', `/users/${admin.userId}`),
      ),
      attempt(put, 'TenantAdmin', 'one of two demotes themselves', '403 FORBIDDEN role', () =>
        ownRole(tenant, (person) => call(person, 'PUT', `/users/${person.userId}`, { role: 'TenantUser' }), world),
      ),
      attempt(remove, 'TenantAdmin', 'two admins remove each other at once', 'one admin stays', () =>
        each(tenant, world),
      ),
      removed('POST /operators', 'was removed, adds an admin', () => '/operators', {
        email: `back-${Date.now()}@${world.run}.example`,
        role: 'SystemAdmin',
      }),
      removed(
        'DELETE /operators/{id}/mfa',
        'was removed, has an authenticator app forgotten',
        async () => `/operators/${await addedOperator(world)}/mfa`,
      ),
      attempt('DELETE /operators/{id}/mfa', 'SystemAdmin', 'their own authenticator app', '409 CONFLICT', async () => {
        const email = `alone-${Date.now()}@${world.run}.operators.example`
        const { userId, token } = await createOperator(world.endpoints, world.account.cognito, email, 'SystemAdmin')
        const path = `/operators/${userId}/mfa`
        return answerOf(await send(world.endpoints.controlPlaneApi, { method: 'DELETE', path, token } satisfies Call))
      }),
      removed('POST /tenants', 'was removed, registers a tenant', () => '/tenants', {
        tenantName: `Removed ${world.run}`,
        email: `removed@${world.run}.example`,
        tier: 'Basic',
      }),
      removed('PUT /tiers/{name}', 'was removed, raises a tier', () => `/tiers/${SPARE_TIER}`, { rate: 9000 }),
      removed(
        'POST /tenants/{id}/approve',
        'was removed, approves a tenant',
        async () => `/tenants/${await awaitingApproval(world)}/approve`,
      ),
    ],
    skipped: [],
  }
}

/** What a system admin who was not removed may do. */
function powersOfAdmins(world: World): Attempt[] {
  const powers = ['addOperator', 'resetMfa', 'registerTenant', 'editTier', 'createTier', 'retireTier', 'approveTenant']
  return apisOf(world)
    .filter(({ name }) => name === 'control plane')
    .flatMap((api) =>
      controlsOf(
        world,
        api,
        api.routes.filter(({ operation }) => powers.includes(operation)),
      ),
    )
}

async function ownRole(
  tenant: TenantWorld,
  demote: (person: { token: string; userId: string }) => Promise<string>,
  world: World,
) {
  const second = await invite(world.endpoints, tenant, tenant.nextEmail(), 'TenantAdmin')
  const answer = await demote(second)
  await send(tenant.config.apiUrl, { method: 'DELETE', path: `/users/${second.userId}`, token: tenant.admin.token })
  return answer
}

/** How often two admins are set on each other: whether both get as far as the guard is a matter of milliseconds. */
const ROUNDS = 6

/** Two transactions at once, each of which leaves an admin on its own. Who is left after a round invites their next opponent. */
async function each({ config, admin, nextEmail }: TenantWorld, world: World): Promise<string> {
  const remove = ({ token }: { token: string }, { userId }: { userId: string }) =>
    send(config.apiUrl, { method: 'DELETE', path: `/users/${userId}`, token })
  let left = admin
  for (let round = 1; round <= ROUNDS; round++) {
    const other = await invite(world.endpoints, { config, admin: left }, nextEmail(), 'TenantAdmin')
    const answers = await Promise.all([remove(left, other), remove(other, left)])
    if (answers.filter(({ status }) => status === 204).length !== 1) return answers.map(answerOf).join(' and ')
    if (answers[1]?.status === 204) left = other
  }
  return 'one admin stays'
}
