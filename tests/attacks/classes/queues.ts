import { messagesTo } from '../queues/messages.ts'
import { publishing, type Thief } from '../queues/publishing.ts'
import { reaching } from '../queues/reaching.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import { vendedSessions } from './dynamodb.ts'

/** Messages that name a tenant whose entities they are not about, and those who may not send any. */
export async function queues(world: World): Promise<AttackClass> {
  const thieves = await thievesOf(world)
  const parts = [messagesTo(world), publishing(world, thieves), await reaching(world, thieves)]
  return {
    name: 'queues',
    controls: parts.flatMap(({ controls }) => controls),
    attempts: parts.flatMap(({ attempts }) => attempts),
    skipped: world.local ? [] : ['roles of functions: a deployed system runs no code of an attacker’s'],
  }
}

/** Whoever runs code inside a function has its role and the sessions in its requests. */
async function thievesOf(world: World): Promise<Thief[]> {
  const { local } = world
  const sessions = await vendedSessions(world)
  const roles = (local?.functions ?? []).map(
    async (of): Promise<Thief[]> => (local ? [{ of, role: `role of ${of}`, credentials: await local.roleOf(of) }] : []),
  )
  return [
    ...sessions.map(({ role, credentials }) => ({ role: `session of a ${role}`, credentials })),
    ...(await Promise.all(roles)).flat(),
  ]
}
