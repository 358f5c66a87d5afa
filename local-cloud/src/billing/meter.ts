import type { CloudContext } from '../core/cloud-context.ts'
import type { BilledUse, BillMeter } from '../core/faces.ts'
import type { HourlyUse, UsageStore } from './stores/usage-store.ts'

/** What a kill may lose of the bill; the work itself is stored before it is acknowledged. */
const FLUSH_MS = 500

export type Meter = ReturnType<typeof billMeter>

/** Collects what is used, and stores it together. */
export function billMeter({
  context: { clock, database },
  usage,
  tagsOf,
}: {
  context: Pick<CloudContext, 'clock' | 'database'>
  usage: UsageStore
  /** Of a resource by its ARN, or whatever bills name it by. */
  tagsOf(resource: string): Record<string, string>
}) {
  let added = new Map<string, HourlyUse>()
  let standing = new Map<string, HourlyUse>()
  let cancel: (() => void) | null = null
  /** What a kill left undelivered, too. */
  let changed = true

  const flush = (): void => {
    cancel?.()
    cancel = null
    if (added.size + standing.size === 0 || !database.isOpen) return
    const batches = [added, standing].map((uses) =>
      [...uses.values()].map((use) => ({ ...use, tags: tagsOf(use.resource) })),
    ) as [HourlyUse[], HourlyUse[]]
    added = new Map()
    standing = new Map()
    changed = usage.write(...batches) || changed
  }
  const note = (
    uses: Map<string, HourlyUse>,
    { item, resource, amount, at = clock.now() }: BilledUse,
    merge: (one: number, other: number) => number,
  ) => {
    if (amount <= 0) return
    const hour = usage.hourOf(at)
    const key = `${hour} ${item} ${resource}`
    const known = uses.get(key)
    if (known) known.amount = merge(known.amount, amount)
    else uses.set(key, { hour, item, resource, amount, tags: {} })
    cancel ??= clock.after(FLUSH_MS, flush)
  }
  const meter: BillMeter = {
    add: (use) => note(added, use, (one, other) => one + other),
    stand: (use) => note(standing, use, Math.max),
  }
  return {
    meter,
    flush,
    /** Whether there is more to bill since that was last set to false. */
    hasChanged(): boolean {
      flush()
      return changed
    },
    setChanged(to: boolean): void {
      changed = to
    },
  }
}
