import type { Filling, ListState } from '@tenantry/toolkit/list-state.ts'

/**
 * What becomes of a table's state when the code that runs wants these uses of its slots; null when its items hold them, or are being brought
 * to it. A sort that is not complete is not offered from here on.
 *
 * A table without a state was made with this code: its items have held everything from the first one on. They are looked through once all
 * the same, for the case that this job could not run in the first minutes of a deployment.
 */
export function nextState(
  stored: ListState | undefined,
  wanted: string[],
  { now, settleMs, again }: { now: number; settleMs: number; again: boolean },
): ListState | null {
  if (!stored) return { complete: wanted, filling: begin(wanted, now), version: 1 }
  const current = stored.filling?.uses ?? stored.complete
  if (isSame(current, wanted) && !again) return null
  return {
    complete: stored.complete.filter((use) => wanted.includes(use)),
    // Functions of the deployment before may still write items without what is new.
    filling: begin(wanted, isSame(current, wanted) ? now : now + settleMs),
    version: stored.version + 1,
  }
}

const begin = (uses: string[], notBefore: number): Filling => ({
  uses,
  notBefore,
  tenantId: null,
  shard: 0,
  after: null,
  written: 0,
})

const isSame = (some: string[], others: string[]): boolean =>
  some.length === others.length && some.every((use) => others.includes(use))
