import { send } from './http.ts'
import { inTurn } from './in-turn.ts'
import type { Member } from './member.ts'
import { operate } from './operate.ts'
import { createOperator } from './operators.ts'
import type { World } from './world.ts'

let admins = 0

/** A system admin who was removed a moment ago: API Gateway keeps the authorizer's answer for the token, which lets everything pass. */
export async function removedAdmin(world: World): Promise<Member> {
  const { endpoints, account, run } = world
  const email = `admin-${++admins}@${run}.operators.example`
  const admin = await createOperator(endpoints, account.cognito, email, 'SystemAdmin')
  await send(endpoints.controlPlaneApi, { method: 'GET', path: '/me', token: admin.token })
  const path = `/operators/${admin.userId}`
  const { status, text } = await inTurn('operators', () => operate(world, { method: 'DELETE', path }))
  if (status !== 204) throw new Error(`The removal of ${email} was answered ${status} ${text}`)
  return admin
}
