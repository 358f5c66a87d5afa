import { auditTrail } from '@tenantry/contracts/audit.ts'
import { table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { AUDIT, MEMBERSHIPS } from '../product/services.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, send } from '../world/http.ts'
import type { World } from '../world/world.ts'

const OPERATION = 'PUT /users/{id}'

/** Changes without a record: what somebody changed and what is recorded of it must not part, whatever fails in between. */
export async function audit(world: World): Promise<AttackClass> {
  const { account, attacker, disabled } = world
  const { tenantId, apiUrl } = attacker.config
  // Somebody who may do nothing anyway: no other attempt sees what role they have.
  const { userId } = disabled.TenantUser
  const records = table(account.dynamodb, await account.table(AUDIT))
  const memberships = table(account.dynamodb, await account.table(MEMBERSHIPS))
  const roleOf = async () => z.parse(Member, await memberships.get({ tenantId, userId })).role
  const recorded = async () => {
    const { items } = await records.query({
      key: 'trail = :trail',
      filter: '#record.#object.#id = :id',
      names: { '#record': 'record', '#object': 'object', '#id': 'id' },
      values: { ':trail': auditTrail('users', tenantId), ':id': userId },
    })
    return items.length
  }
  const change = (role: string) =>
    send(apiUrl, { method: 'PUT', path: `/users/${userId}`, token: attacker.admin.token, body: { role } })
  const attempt = (mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation: OPERATION,
    role: 'TenantAdmin',
    mutation,
    expected,
    send: run,
  })
  return {
    name: 'audit',
    controls: [attempt('changes nothing', '200', async () => answerOf(await change(await roleOf())))],
    attempts: [
      attempt('a change and its record', 'both or neither', async () => {
        const [role, count] = [await roleOf(), await recorded()]
        await change(role === 'TenantUser' ? 'TenantAdmin' : 'TenantUser')
        const isMade = (await roleOf()) !== role
        const more = (await recorded()) - count
        return more === (isMade ? 1 : 0) ? 'both or neither' : `${isMade ? '' : 'not '}made, ${more} records`
      }),
    ],
    skipped: [],
  }
}

const Member = z.object({ role: z.string() })
