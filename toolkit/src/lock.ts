import type { System } from './system.ts'
import { ConditionFailed, type Item, type Table } from './table.ts'

/** Somebody else holds the lock. */
export class Locked extends Error {
  override name = 'Locked'
}

/** Milliseconds after which a lock whose holder died may be taken: longer than any function of ours that takes one runs. */
const LEASE_MS = 30_000

/** A step that begins so long before the end of the lease has ended with it. */
const LONGEST_STEP_MS = 2_000

export interface Lock {
  table: Pick<Table, 'put' | 'delete'>
  key: Item
  system: Pick<System, 'now' | 'uuid'>
  /** For a function that may run longer: its steps ask whether the lock is still held. @default 30 s */
  leaseMs?: number
}

/**
 * Does work that nobody else does at the same time, for what no transaction can guard. Throws Locked, and waits for nobody. `assertHeld`
 * throws Locked, too, when the lease is nearly over: somebody else may soon have the lock.
 */
export async function exclusively<T>(
  { table, key, system, leaseMs = LEASE_MS }: Lock,
  work: (assertHeld: () => void) => Promise<T>,
): Promise<T> {
  const holder = system.uuid()
  const now = system.now()
  const until = now + leaseMs
  try {
    await table.put(
      { ...key, holder, until },
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
    return await work(() => {
      if (system.now() > until - LONGEST_STEP_MS) throw new Locked()
    })
  } finally {
    await release(table, key, holder)
  }
}

/** The same for runs of a schedule: where another one is at work, or the lease ends, the next run goes on. */
export async function unlessAtWork(lock: Lock, work: (assertHeld: () => void) => Promise<void>): Promise<void> {
  try {
    await exclusively(lock, work)
  } catch (error) {
    if (!(error instanceof Locked)) throw error
  }
}

/** What was done is done: a lock that cannot be released ends with its lease, as one of a holder who died. */
async function release(table: Pick<Table, 'delete'>, key: Item, holder: string): Promise<void> {
  await table.delete(key, { condition: 'holder = :holder', values: { ':holder': holder } }).catch(() => undefined)
}
