import type { System } from './system.ts'
import { ConditionFailed, type Item, type Table } from './table.ts'

/** Somebody else holds the lock. */
export class Locked extends Error {
  override name = 'Locked'
}

/** Milliseconds after which a lock whose holder died may be taken: longer than any function of ours that takes one runs. */
const LEASE_MS = 30_000

/** Does work that nobody else does at the same time, for what no transaction can guard. Throws Locked, and waits for nobody. */
export async function exclusively<T>(
  { table, key, system }: { table: Pick<Table, 'put' | 'delete'>; key: Item; system: Pick<System, 'now' | 'uuid'> },
  work: () => Promise<T>,
): Promise<T> {
  const holder = system.uuid()
  const now = system.now()
  try {
    await table.put(
      { ...key, holder, until: now + LEASE_MS },
      {
        condition: 'attribute_not_exists(holder) OR #until < :now',
        names: { '#until': 'until' },
        values: { ':now': now },
      },
    )
  } catch (error) {
    throw error instanceof ConditionFailed ? new Locked() : error
  }
  try {
    return await work()
  } finally {
    await release(table, key, holder)
  }
}

/** What was done is done: a lock that cannot be released ends with its lease, as one of a holder who died. */
async function release(table: Pick<Table, 'delete'>, key: Item, holder: string): Promise<void> {
  await table.delete(key, { condition: 'holder = :holder', values: { ':holder': holder } }).catch(() => undefined)
}
