import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, ServiceObjects } from '../core/faces.ts'
import { deliverBill } from './exports/deliver-bill.ts'
import { deliveries } from './exports/deliveries.ts'
import { billMeter } from './meter.ts'
import { monthOf } from './month.ts'
import { exportType } from './resources/export.ts'
import { exportStore } from './stores/export-store.ts'
import { usageStore } from './stores/usage-store.ts'

interface Needs {
  context: CloudContext
  objects: ServiceObjects
  tagsOf(resource: string): Record<string, string>
  /** Says what is there and costs by the hour, at the end of each minute. */
  sample?: (meter: BillMeter, at: number) => void
}

/** The bill: what was used, at list prices, and exports that deliver it. */
export function billingService({ context, objects, tagsOf, sample = () => {} }: Needs) {
  const usage = usageStore(context)
  const exports = exportStore(context.database)
  const { meter, flush, hasChanged, setChanged } = billMeter({ context, usage, tagsOf })
  const work = deliveries(context, {
    sample: (at) => sample(meter, at - 1),
    async deliver() {
      const changed = hasChanged()
      // What comes meanwhile is for the next delivery.
      setChanged(false)
      if (!(await deliverBill({ context, usage, exports, objects }, changed)) && changed) setChanged(true)
    },
  })
  return {
    name: 'billing',
    resourceTypes: [exportType({ context, exports, objects })],
    meter,
    /** Bills a person who is active in a pool for the first time in the month. */
    seeUser(pool: string, user: string): void {
      const at = context.clock.now()
      if (usage.seeUser(monthOf(at).name, pool, user))
        meter.add({ item: 'monthlyUsers', resource: pool, amount: 1, at })
    },
    start: work.start,
    async close() {
      await work.close()
      flush()
    },
  } satisfies CloudService & { meter: BillMeter; seeUser(pool: string, user: string): void }
}
