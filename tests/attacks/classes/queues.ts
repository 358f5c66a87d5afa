import { thievesOf } from '../product/thieves.ts'
import { messagesTo } from '../queues/messages.ts'
import { publishing } from '../queues/publishing.ts'
import { reaching } from '../queues/reaching.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'

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
