import { entriesOf } from '../outbox/forged-entries.ts'
import { sentAs, sweepEntry } from '../outbox/sweep-entry.ts'
import { tapOf } from '../outbox/tap.ts'
import type { AttackClass } from '../suite/attempt.ts'
import type { World } from '../world/world.ts'
import { vendedSessions } from './dynamodb.ts'

/** Entries that a stolen session puts under its own keys: whatever they say, they tell of their own tenant and event type, or are not sent. */
export async function outbox(world: World): Promise<AttackClass> {
  const { local } = world
  if (!local) {
    return {
      name: 'outbox',
      controls: [],
      attempts: [],
      skipped: ['all of it: nobody listens to the bus of a deployed system'],
    }
  }
  const tap = tapOf(world, local)
  const all = (await vendedSessions(world)).flatMap(({ role, credentials, rights }) =>
    rights.announced.flatMap((keyType) =>
      entriesOf(world, keyType).map((entry) => ({
        operation: `entry of the outbox, ${keyType}`,
        role: `session of a ${role}`,
        mutation: entry.mutation,
        expected: entry.heard ? sentAs(entry.heard, 'own') : 'not sent',
        isControl: entry.isRightful === true,
        send: () => sweepEntry(world, tap, { credentials, keyType }, entry),
      })),
    ),
  )
  return {
    name: 'outbox',
    controls: all.filter(({ isControl }) => isControl),
    attempts: all.filter(({ isControl }) => !isControl),
    skipped: [],
  }
}
